"""What a kind of file is: its columns, how their cells are read, and what a row cannot do without."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from perennial.ingest.vocabulary import Vocabulary

__all__ = ["CellKind", "Kind", "KindName"]

KindName = Literal["customers", "leads", "touches", "events", "drawn", "arms"]

#: How a cell is read; `day` drops the clock time that `moment` keeps.
CellKind = Literal[
    "text", "day", "moment", "minutes", "phone", "email", "tax_id", "channel", "direction", "outcome", "play",
    "consent",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file.

    `cells` gives the reading of every column, extra ones too. A file must have all `required` columns, and
    a row a value in each; of `known_by` file and row must have one at least.
    """

    name: KindName
    vocabulary: Vocabulary
    cells: Mapping[str, CellKind]
    required: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()

    def cell(self, column: str) -> CellKind:
        """Say how the cells of a column are read; columns of the family are consents."""
        return self.cells.get(column, "consent")
