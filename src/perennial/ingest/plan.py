"""The reading plan: everything that was decided about how a log is read, to be carried out in bulk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from perennial.core.errors import UserError
from perennial.ingest.columns import CANONICAL
from perennial.ingest.date_shapes import read_cell
from perennial.ingest.dates import DateReading
from perennial.ingest.exports import AmountPer, Export
from perennial.ingest.grouping import Grouping, find_grouping
from perennial.ingest.headers import normal
from perennial.ingest.layout import Layout
from perennial.ingest.mapping import ColumnChoice, Mapped, map_columns, require_columns
from perennial.ingest.number_format import NumberFormat
from perennial.ingest.zones import ZoneChoice

__all__ = ["ReadingPlan", "SourceFormat", "SourceKind", "plan_reading"]

SourceKind = Literal["text", "spreadsheet", "parquet", "json", "sqlite", "postgresql"]

#: Headers of amounts that belong to the order as a whole.
_ORDER_TOTALS: Final = frozenset(
    (
        "order total", "order amount", "order value", "total price", "grand total", "invoice total",
        "сумма заказа", "сумма документа", "стоимость заказа", "сумма чека", "сумма сделки",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFormat:
    """What kind of source it is; `encoding`, `delimiter` and `sheet` where they mean something."""

    kind: SourceKind
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlan:
    """How a log is read.

    `choices` maps canonical (and extra) columns to headers. `dates` and `numbers` are None while they are
    not decided and where the source has typed columns; `amount_per` says whether an amount is a line's or
    its order's (then it is kept on the first row of each order only).
    """

    source: str
    format: SourceFormat
    layout: Layout
    choices: Mapping[str, ColumnChoice]
    export: Export | None
    grouping: Grouping | None
    amount_per: AmountPer
    dates: DateReading | None = None
    numbers: NumberFormat | None = None
    zone: ZoneChoice = field(default_factory=lambda: ZoneChoice(name=None))
    currency: str | None = None

    @property
    def columns(self) -> Mapping[str, str]:
        """Canonical columns with the headers they come from."""
        return {name: " / ".join(self.choices[name].headers) for name in CANONICAL if name in self.choices}

    def header(self, canonical: str) -> str:
        """Name the source column behind a canonical one."""
        choice = self.choices.get(canonical)
        return choice.headers[0] if choice is not None else canonical


def plan_reading(
    source: str,
    form: SourceFormat,
    layout: Layout,
    rows: Sequence[Sequence[str]],
    given: Mapping[str, str],
    *,
    left_out: Collection[str] = (),
) -> ReadingPlan:
    """Decide columns, grouping and the meaning of amounts from the header and the first rows of data.

    Parameters
    ----------
    source
        Name of the log for sentences.
    rows
        First rows of data as text.
    given
        Header of a canonical column as the person said.
    left_out
        Columns that the person said are not there.

    Raises
    ------
    UserError
        There are no rows, a required column was not found, or a header that was named is not there.
    """
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise UserError("{file}: there is a header but no rows below it", file=source)
    mapped = map_columns(layout.headers, given, file=source, left_out=left_out)
    choices = dict(mapped.choices)
    if "ordered_at" not in choices and (choice := _dates_by_content(rows, layout.headers, choices)):
        choices["ordered_at"] = choice
    grouping = find_grouping(rows, layout, choices, file=source)
    if grouping is not None:
        choices |= _grouped(choices, grouping, layout)
    require_columns(choices, layout.headers, file=source)
    return ReadingPlan(
        source=source,
        format=form,
        layout=layout,
        choices=choices,
        export=mapped.export,
        grouping=grouping,
        amount_per=_amount_per(mapped, choices),
    )


def _amount_per(mapped: Mapped, choices: Mapping[str, ColumnChoice]) -> AmountPer:
    amount = choices.get("amount")
    if amount is None or "order_id" not in choices:
        return "line"
    if mapped.export is not None and amount.known == "export":
        return mapped.export.amount_per
    return "order" if normal(amount.headers[0]) in _ORDER_TOTALS else "line"


def _grouped(
    choices: Mapping[str, ColumnChoice], grouping: Grouping, layout: Layout
) -> dict[str, ColumnChoice]:
    """Read the customer from the group rows, and the rest from the document's cell where it stands there."""
    at = grouping.position
    above = layout.upper[at] or layout.headers[at]
    found = {"customer_id": replace(_column("customer_id", at, above), known="hint")}
    if grouping.dated_names:
        found["ordered_at"] = _column("ordered_at", at, layout.headers[at])
        found["order_id"] = _column("order_id", at, layout.headers[at])
    elif layout.lower and layout.headers[at] != above and "order_id" not in choices:
        found["order_id"] = _column("order_id", at, layout.headers[at])
    return found


def _column(name: str, at: int, header: str) -> ColumnChoice:
    return ColumnChoice(canonical=name, positions=(at,), headers=(header,), known="word")


def _dates_by_content(
    rows: Sequence[Sequence[str]], headers: Sequence[str], choices: Mapping[str, ColumnChoice]
) -> ColumnChoice | None:
    """Take the only column of which nearly all cells are written as dates (numbers do not count)."""
    taken = {at for choice in choices.values() for at in choice.positions}
    dated = [at for at in range(len(headers)) if at not in taken and _looks_dated(rows, at)]
    if len(dated) != 1:
        return None
    return ColumnChoice(
        canonical="ordered_at", positions=(dated[0],), headers=(headers[dated[0]],), known="hint"
    )


def _looks_dated(rows: Sequence[Sequence[str]], at: int) -> bool:
    cells = [row[at] for row in rows if at < len(row) and row[at].strip()]
    readings = [read_cell(cell) for cell in cells]
    dated = sum(
        reading is not None and reading.kind not in {"serial", "seconds", "millis"} for reading in readings
    )
    return bool(cells) and dated >= 0.9 * len(cells)
