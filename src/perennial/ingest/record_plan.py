"""The plan of reading customers, leads or touches: everything that was decided, to be carried out in bulk."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from perennial.ingest.dates import DateReading
from perennial.ingest.exports import Export
from perennial.ingest.grouping import Grouping
from perennial.ingest.kinds.kind import Kind
from perennial.ingest.layout import Layout
from perennial.ingest.mapping import ColumnChoice
from perennial.ingest.plan import SourceFormat
from perennial.ingest.zones import ZoneChoice

__all__ = ["RecordPlan"]


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
