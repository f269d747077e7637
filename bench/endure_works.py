"""What is disturbed in rehearsals: imports, refreshes, hand-offs, sending, the closing of a month of pay."""
# ruff: noqa: S608 - names are ours

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial

from endure_house import House, Part, wait_for
from endure_round import Work
from endure_visit import Visitor
from endure_wizard import begin_import, import_of, persist

__all__ = ["WORKS"]

_WORKER: tuple[Part, ...] = ("all", "worker")
_ANY: tuple[Part, ...] = ("all", "worker", "pages")
_TASKS = "django_tasks_database_dbtaskresult"
_AFTER_IMPORT = frozenset({"refreshes", "tasks not done", "files", "mirror", "forecasts", "months behind"})


def _visitor(house: House, email: str) -> Visitor:
    sessions = json.loads((house.data_dir / "sessions.json").read_text(encoding="utf-8"))
    return Visitor(house.port, sessions[email])


def _import(kind: str, house: House) -> None:
    owner, name = _visitor(house, "owner@example.org"), f"{kind}.csv"
    content = (house.data_dir.parent / "files" / name).read_bytes()
    begin_import(house, owner, name, content, kind)

    def is_done() -> bool:
        number, state = import_of(house, content) or (0, "")
        if state == "failed":
            persist(partial(owner.post, f"/imports/{number}/again/", []))
        return state == "done"

    wait_for(is_done)


def _import_phase(kind: str, house: House) -> str:
    found = house.rows(
        "SELECT state, position FROM records_import WHERE file_name = ? ORDER BY id DESC LIMIT 1",
        f"{kind}.csv",
    )
    state, position = found[0] if found else ("none", 0)
    if state in {"none", "uploaded"}:
        return "uploading"
    if state in {"done", "failed"}:
        return "just done"
    return "taking rows in" if position else "reading the file"


def _import_parts(phase: str) -> tuple[Part, ...]:
    return ("all", "pages") if phase == "uploading" else _WORKER


def _refresh(house: House) -> None:
    owner = _visitor(house, "owner@example.org")
    before = house.one("SELECT coalesce(max(id), 0) FROM records_refreshrun")
    newer = "SELECT id FROM records_refreshrun WHERE id > ?"
    while house.one(newer, before) is None:
        persist(partial(owner.post, "/overview/refresh/ask/", []))
    open_ones = f"SELECT count(*) FROM {_TASKS} WHERE status IN ('READY', 'RUNNING')"
    wait_for(
        lambda: house.one(f"{newer} AND state = 'done'", before) is not None and not house.one(open_ones)
    )


def _refresh_phase(house: House) -> str:
    found = house.rows("SELECT state, CAST(step AS TEXT) FROM records_refreshrun ORDER BY id DESC LIMIT 1")
    state, step = found[0] if found else ("queued", "{}")
    if state == "done":
        return "drawing pages"
    return str(json.loads(step or "{}").get("text", "waiting")) if state == "running" else "waiting"


def _handoffs(house: House) -> None:
    """Have the job of the night accept what is due, while farmers accept the rest on their pages."""
    house.write(f"UPDATE {_TASKS} SET status = 'READY', finished_at = NULL")
    rows = house.rows(
        "SELECT email, h.id FROM records_handoff h JOIN records_user u ON u.id = h.farmer_id "
        "WHERE h.state = 'offered' AND h.due_on > ? ORDER BY h.id",
        str(date.today() + timedelta(days=10)),  # noqa: DTZ011 - a rehearsal may look at the clock
    )
    farmers = sorted({email for email, _ in rows})
    with ThreadPoolExecutor(max(1, len(farmers))) as pool:
        accepting = [
            pool.submit(_accept, house, email, [pk for whose, pk in rows if whose == email])
            for email in farmers
        ]
        for each in accepting:
            each.result()
    wait_for(lambda: not house.one("SELECT count(*) FROM records_jobrun WHERE done_at IS NULL"))
    wait_for(lambda: not house.one(f"SELECT count(*) FROM {_TASKS} WHERE status IN ('READY', 'RUNNING')"))


def _accept(house: House, email: str, numbers: list[int]) -> None:
    farmer = _visitor(house, email)
    for number in numbers:
        persist(partial(farmer.post, f"/handoffs/{number}/accept/", []))


def _handoffs_phase(house: House) -> str:
    by = dict(house.rows("SELECT state, count(*) FROM records_handoff GROUP BY state"))
    silent, pages, waits = by.get("by_silence", 0), by.get("accepted", 0), by.get("offered", 0)
    if not waits:
        return "all accepted"
    return "some accepted" if silent or pages else "none accepted"


def _send(house: House) -> None:
    """Have the owner let messages out, and wait until all have left."""
    house.write("UPDATE records_business SET sending = TRUE")
    wait_for(lambda: not house.one("SELECT count(*) FROM records_outboxmessage WHERE state <> 'sent'"))
    wait_for(lambda: not house.one(f"SELECT count(*) FROM {_TASKS} WHERE status IN ('READY', 'RUNNING')"))


def _send_phase(house: House) -> str:
    by = dict(house.rows("SELECT state, count(*) FROM records_outboxmessage GROUP BY state"))
    if not by.get("sent"):
        return "none sent"
    return "some sent" if set(by) != {"sent"} else "all sent"


def _close(house: House) -> None:
    """Have the owner close the last month, who tries again while it is not closed."""
    owner = _visitor(house, "owner@example.org")
    month = f"{date.today().replace(day=1) - timedelta(days=1):%Y-%m}"  # noqa: DTZ011 - as above
    while not house.one("SELECT count(*) FROM records_paymonth WHERE month = ?", month):
        persist(partial(owner.post, "/pay/months/close/", [("month", month)]))


def _close_phase(house: House) -> str:
    if house.one("SELECT count(*) FROM records_paymonth"):
        return "closed"
    return "some lines written" if house.one("SELECT count(*) FROM records_payline") else "no lines written"


def _importing(kind: str, base: str) -> Work:
    return Work(
        name=f"import of {kind}",
        base=base,
        do=partial(_import, kind),
        phase=partial(_import_phase, kind),
        parts=_import_parts,
        without=_AFTER_IMPORT,
    )


def _refreshing(name: str, base: str) -> Work:
    return Work(name=name, base=base, do=_refresh, phase=_refresh_phase, parts=lambda _: _WORKER)


_ORDERS = _importing("orders", "people")
#: Each takes its turn in the rounds.
WORKS: dict[str, tuple[Work, ...]] = {
    "import": (
        _ORDERS,
        _importing("touches", "orders"),
        _ORDERS,
        _importing("leads", "people"),
    ),
    "refresh": (_refreshing("first refresh", "orders"), _refreshing("refresh", "forecasts")),
    "hand-off": (
        Work(
            name="hand-off", base="handoffs", do=_handoffs, phase=_handoffs_phase, parts=lambda _: _ANY,
        ),
    ),
    "sending": (
        Work(name="sending", base="letters", do=_send, phase=_send_phase, parts=lambda _: _WORKER),
    ),
    "month closing": (
        Work(
            name="month closing", base="pay", do=_close, phase=_close_phase, parts=lambda _: ("all", "pages"),
        ),
    ),
}  # fmt: skip
