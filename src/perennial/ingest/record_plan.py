"""How a file of customers, leads or touches is read; customers may also stand in a file of orders."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from perennial.core.errors import UserError
from perennial.ingest.dates import DateReading
from perennial.ingest.exports import Export, recognise
from perennial.ingest.grouping import Grouping, find_grouping
from perennial.ingest.headers import normal
from perennial.ingest.kinds.consents import consent_headers
from perennial.ingest.kinds.kind import Kind
from perennial.ingest.layout import Layout
from perennial.ingest.mapping import ColumnChoice, find_columns, require_columns
from perennial.ingest.plan import SourceFormat
from perennial.ingest.vocabulary import ORDERS
from perennial.ingest.zones import ZoneChoice

__all__ = ["RecordPlan", "plan_records"]

_MOST_SHOWN: Final = 40
#: Headers of a customer that name and number at once: in a file of orders they are both.
_NAMES: Final = (
    "клиент",
    "контрагент",
    "покупатель",
    "заказчик",
    "партнер",
    "компания",
    "организация",
    "фио",
)
_NAME_PARTS: Final = ("name", "фио", "имя", "наименование", "company", "customer", "client", "buyer", *_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlan:
    """How a file is read.

    `choices` maps columns (and extra ones) to headers; one header may serve two columns. `from_orders` is the
    column of the day where rows are orders and each customer has several; `grouping` is set where customers
    stand above their orders. `dates` is the reading of the one column of days or moments, None while it is
    not decided; `region` is the country of phone numbers without a country code.
    """

    source: str
    kind: Kind
    format: SourceFormat
    layout: Layout
    choices: Mapping[str, ColumnChoice]
    export: Export | None = None
    from_orders: ColumnChoice | None = None
    grouping: Grouping | None = None
    dates: DateReading | None = None
    zone: ZoneChoice = field(default_factory=lambda: ZoneChoice(name=None))
    region: str | None = None

    @property
    def columns(self) -> Mapping[str, str]:
        """Canonical columns with the headers they come from."""
        return {name: " / ".join(choice.headers) for name, choice in self.choices.items()}

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that every row must have."""
        return ("customer_id",) if self.from_orders is not None else self.kind.required

    @property
    def dated(self) -> str | None:
        """The column of days or moments, where there is one."""
        return next((name for name in self.choices if self.kind.cell(name) in {"day", "moment"}), None)

    def header(self, column: str) -> str:
        """Name the source column behind a canonical one."""
        choice = self.choices.get(column)
        return choice.headers[0] if choice is not None else column


def plan_records(
    source: str,
    form: SourceFormat,
    layout: Layout,
    rows: Sequence[Sequence[str]],
    given: Mapping[str, str],
    *,
    kind: Kind,
    left_out: Collection[str] = (),
) -> RecordPlan:
    """Decide columns from the header and the first rows of data.

    Parameters
    ----------
    source
        Name of the file for sentences.
    rows
        First rows of data as text.
    given
        Header of a canonical column as the person said.
    left_out
        Columns that the person said are not there.

    Raises
    ------
    UserError
        There are no rows, no column says whom a row is about, or a header that was named is not there.
    """
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise UserError("{file}: there is a header but no rows below it", file=source)
    plan = RecordPlan(source=source, kind=kind, format=form, layout=layout, choices={})
    if kind.name == "customers" and (found := _among_orders(plan, rows, given)):
        plan = found
    else:
        plan = replace(plan, choices=_columns(layout.headers, given, kind, file=source))
    plan = replace(
        plan, choices={name: choice for name, choice in plan.choices.items() if name not in left_out}
    )
    _require(plan)
    return plan


def _columns(
    headers: Sequence[str], given: Mapping[str, str], kind: Kind, *, file: str
) -> dict[str, ColumnChoice]:
    choices = find_columns(headers, given, kind.vocabulary, export=None, file=file)
    taken = {at for choice in choices.values() if choice.known == "given" for at in choice.positions}
    if kind.vocabulary.family is not None:
        for name, places in consent_headers(headers).items():
            free = tuple(at for at in places if at not in taken)
            if free and name not in given:
                names = tuple(headers[at] for at in free)
                choices[name] = ColumnChoice(canonical=name, positions=free, headers=names, known="word")
    return _borrowed(_with_whole_names(choices))


def _with_whole_names(choices: dict[str, ColumnChoice]) -> dict[str, ColumnChoice]:
    """Make names of their parts where there is a surname; without one, a first name is the name."""
    named = choices.get("name")
    if "last_name" in choices and named is not None and normal(named.headers[0]) in {"имя", "name"}:
        if "first_name" not in choices:
            choices["first_name"] = replace(named, canonical="first_name")
        del choices["name"]
    if "last_name" not in choices and (first := choices.pop("first_name", None)):
        choices.setdefault("name", replace(first, canonical="name"))
    return choices


def _borrowed(choices: dict[str, ColumnChoice]) -> dict[str, ColumnChoice]:
    """Read the direction from the channel's cells where it has no column: "исходящий звонок"."""
    if "channel" in choices and "direction" not in choices:
        choices["direction"] = replace(choices["channel"], canonical="direction", known="hint")
    return choices


def _among_orders(
    plan: RecordPlan, rows: Sequence[Sequence[str]], given: Mapping[str, str]
) -> RecordPlan | None:
    """Find the customers of an order log under the id by which its orders know them; None if it is none."""
    headers, file = plan.layout.headers, plan.source
    export = recognise([word for header in headers if (word := normal(header))])
    told = {name: header for name, header in given.items() if ORDERS.has(name)}
    orders = find_columns(headers, told, ORDERS, export=export, file=file)
    if not _are_orders(orders, rows):
        return None
    grouping = find_grouping(rows, plan.layout, orders, file=file)
    known = _group(grouping, plan.layout) if grouping is not None else orders.get("customer_id")
    dated = orders.get("ordered_at", known)
    if known is None or (grouping is None and "ordered_at" not in orders):
        return None
    own = {name: header for name, header in given.items() if name not in told}
    choices = _columns(_own_headers(headers, orders, own), own, plan.kind, file=file)
    choices["customer_id"] = known
    return replace(plan, choices=_named_by_id(choices), export=export, from_orders=dated, grouping=grouping)


def _are_orders(orders: Mapping[str, ColumnChoice], rows: Sequence[Sequence[str]]) -> bool:
    """Tell orders from customers with a day and a sum of their own: both are headed as those of an order."""
    known = {name for name, choice in orders.items() if choice.known != "hint"}
    if not ({"amount", "unit_price"} & known or {"order_id", "product"} <= known):
        return False
    return "ordered_at" not in orders or ("ordered_at" in known and _has_digits(rows, orders["ordered_at"]))


def _own_headers(
    headers: Sequence[str], orders: Mapping[str, ColumnChoice], own: Mapping[str, str]
) -> list[str]:
    """Leave to the orders what is theirs: number, product, seller; unless the person said otherwise."""
    of_orders = {at for name, choice in orders.items() if name != "customer_id" for at in choice.positions}
    said = {header.strip() for header in own.values()}
    return [
        "" if at in of_orders and header.strip() not in said else header for at, header in enumerate(headers)
    ]


def _has_digits(rows: Sequence[Sequence[str]], choice: ColumnChoice) -> bool:
    cells = (row[at] for row in rows for at in choice.positions if at < len(row))
    return any(sign.isdigit() for cell in cells for sign in cell)


def _group(grouping: Grouping, layout: Layout) -> ColumnChoice:
    at = grouping.position
    header = layout.upper[at] or layout.headers[at]
    return ColumnChoice(canonical="customer_id", positions=(at,), headers=(header,), known="hint")


def _named_by_id(choices: dict[str, ColumnChoice]) -> dict[str, ColumnChoice]:
    """Take the id for the name too, where it is headed by a word for a name and nothing else is."""
    known = choices["customer_id"]
    if "name" in choices or "last_name" in choices:
        return choices
    if normal(known.headers[0]) in _NAME_PARTS or normal(known.headers[0]).startswith(_NAMES):
        choices["name"] = replace(known, canonical="name")
    return choices


def _require(plan: RecordPlan) -> None:
    headers = plan.layout.headers
    require_columns(plan.choices, headers, file=plan.source, required=plan.kind.required)
    known_by = plan.kind.known_by
    # A name may also be found in its parts.
    if not known_by or plan.choices.keys() & {*known_by, "last_name"}:
        return
    raise UserError(
        "{file}: no column says whom a row is about ({columns}); its headers are {headers}; say which one it "
        "is with --map {first}=HEADER",
        file=plan.source,
        columns=", ".join(known_by),
        first=known_by[-1],
        headers=", ".join(header for header in headers[:_MOST_SHOWN] if header),
    )
