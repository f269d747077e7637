"""What a house holds, told without numbers and moments of its own, so that two houses can be compared."""
# ruff: noqa: S608 - names are ours

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from endure_house import House

__all__ = ["State", "differences", "state_of"]

#: What stands in each table, as often as it stands there.
State = Mapping[str, Counter[str]]
_OF = "LEFT JOIN records_customer c ON c.id = t.customer_id"
_WHO = "(SELECT email FROM records_user u WHERE u.id = {})"
_WHAT = "(SELECT name FROM records_product p WHERE p.id = {})"


def _who(column: str) -> str:
    return _WHO.format(column)


_TABLES = {
    "customers": f"""SELECT name, kind, source, {_who("owner_id")}, {_who("hunter_id")},
        {_WHAT.format("product_id")}, protected_until FROM records_customer t""",
    "forecasts": """SELECT name, stage, orders_count, purchases, first_order_on, last_order_on, spend_total,
        p_alive, next_order_likely, churn_date, offer_from, expected_orders_365, value_at_risk, forecast_as_of
        FROM records_customer""",
    "contacts": f"SELECT c.name, t.kind, value, normal, is_main FROM records_contact t {_OF}",
    "ids": f"SELECT c.name, system, value FROM records_externalid t {_OF}",
    "search": "SELECT c.name FROM records_searchtext t JOIN records_customer c ON c.id = t.customer_id",
    "products": "SELECT name FROM records_product",
    "orders": f"""SELECT system, external_id, c.name, day, amount, {_WHAT.format("t.product_id")},
        {_who("seller_id")} FROM records_order t {_OF}""",
    "touches": f"""SELECT c.name, {_who("seller_id")}, happened_at, direction, minutes, outcome, text, t.key
        FROM records_touch t {_OF}""",
    "leads": f"""SELECT c.name, external_id, {_who("t.hunter_id")}, {_WHAT.format("t.product_id")},
        entered_at, closed_at IS NULL FROM records_lead t {_OF}""",
    "handoffs": f"""SELECT c.name, o.external_id, {_who("t.hunter_id")}, {_who("farmer_id")}, state, due_on,
        t.protected_until, t.expected_orders_365 FROM records_handoff t {_OF}
        LEFT JOIN records_order o ON o.id = t.order_id""",
    "owner changes": f"""SELECT c.name, {_who("old_id")}, {_who("new_id")}, why
        FROM records_ownerchange t {_OF}""",
    "lines of Today": f"""SELECT c.name, {_who("seller_id")}, play, day, state, place, reason, t.churn_date
        FROM records_plannedtouch t {_OF}""",
    "moved dates": f"SELECT c.name, as_of, cause, old, new FROM records_forecastchange t {_OF}",
    "messages": "SELECT address, state FROM records_outboxmessage",
    "pay": f"""SELECT {_who("t.seller_id")}, t.month, c.name, o.external_id, cause, t.amount
        FROM records_payline t LEFT JOIN records_customer c ON c.id = t.customer_key
        LEFT JOIN records_order o ON o.id = t.order_key""",
    "months of pay": "SELECT month, reopened_at IS NULL FROM records_paymonth",
    "notices": f"SELECT {_who('user_id')}, message FROM records_notice",
    "acts": "SELECT act, model FROM records_auditentry",
    "overwritten": "SELECT model, before FROM records_importchange",
    "imports": """SELECT kind, system, state, position, rows, created, updated, unchanged, rejected, notes,
        digest FROM records_import""",
    "refreshes": """SELECT kind, state, as_of, customers, dates_moved, input_hash, counts, copied_at IS NULL
        FROM records_refreshrun""",
    "months behind": "SELECT month FROM records_mirrormonth WHERE changed > written",
    "tasks not done": """SELECT task_path, status, traceback FROM django_tasks_database_dbtaskresult
        WHERE status <> 'SUCCESSFUL' AND CAST(args_kwargs AS TEXT) NOT LIKE '%watched_folder%'""",
    "jobs": "SELECT job, done_at IS NULL, failure FROM records_jobrun WHERE job <> 'watched_folder'",
    "damage": "PRAGMA integrity_check",
    "loose ends": "PRAGMA foreign_key_check",
}


def state_of(house: House) -> State:
    """Read everything; files that no one names count as well."""
    found = {name: Counter(map(repr, house.rows(question))) for name, question in _TABLES.items()}
    return {**found, "mirror": _mirror(house), "files": _files(house), "arrived": _arrived(house)}


def differences(one: State, other: State, *, without: frozenset[str] = frozenset()) -> list[str]:
    """Say what the second has more and less than the first."""
    told = []
    for name in one.keys() - without:
        more, less = other[name] - one[name], one[name] - other[name]
        if more or less:
            some = [*(f"+ {each}" for each in more), *(f"- {each}" for each in less)][:4]
            told.append(f"{name}: {more.total()} more, {less.total()} less: {'; '.join(some)}")
    return sorted(told)


def _arrived(house: House) -> Counter[str]:
    """Give the messages that came to the mail server; at a fault one may come twice, under its number."""
    taken = house.mail.taken if house.mail else Counter[str]()
    more = taken.total() - len(taken) - 1
    return Counter(taken.keys()) + Counter({"came twice, beyond one a fault": more})


def _mirror(house: House) -> Counter[str]:
    """Give the months of the mirror with the digests of their contents."""
    try:
        said: dict[str, Any] = json.loads((house.data_dir / "mirror" / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return Counter()
    return Counter(f"{month} {file}" for month, file in said["months"].items())


def _files(house: House) -> Counter[str]:
    """Count what lies in the folders that the work writes, by folder and ending."""
    kinds = Counter[str]()
    for folder in ("mirror", "snapshot", "uploads/imports"):
        for path in (house.data_dir / folder).rglob("*"):
            if path.is_file():
                kinds[f"{folder} {path.suffix}"] += 1
    return kinds
