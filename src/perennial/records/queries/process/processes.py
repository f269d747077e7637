"""Which processes there are to look at: those that were drawn, and that of all other products."""

from dataclasses import dataclass

from perennial.core.errors import UserError
from perennial.engine.process.drawing import Drawing, drawing_from
from perennial.records.models import Process
from perennial.records.queries.process.files import REST, key_of

__all__ = ["Shown", "drawing_in", "shown_processes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One way to sell: `key` says of what, `process` is None where nobody has drawn it yet."""

    key: str
    process: Process | None
    alone: bool = False

    @property
    def drawing(self) -> Drawing | None:
        """Give what was drawn."""
        return None if self.process is None else drawing_in(self.process.drawing)

    @property
    def is_rest(self) -> bool:
        """Whether this is of all products that have no process of their own."""
        return self.key == REST


def shown_processes() -> list[Shown]:
    """Give all processes, those of products by name first, that of the rest last."""
    drawn = list(Process.objects.select_related("product"))
    own = [each for each in drawn if each.product_id is not None]
    rest = next((each for each in drawn if each.product_id is None), None)
    return [
        *(Shown(key=key_of(each.product_id), process=each) for each in own),
        Shown(key=REST, process=rest, alone=not own),
    ]


def drawing_in(stored: object) -> Drawing | None:
    """Read a stored drawing; None where it holds nothing that can be drawn."""
    if not isinstance(stored, dict):
        return None
    try:
        drawing = drawing_from(stored)
    except UserError:
        return None
    return drawing if drawing.nodes else None
