"""Rare arrows folded away: what is left stays connected, and what was folded is counted."""

from dataclasses import dataclass, replace

from perennial.engine.process.commonest_ways import ways_in, ways_out
from perennial.engine.process.process_map import Edge, ProcessMap

__all__ = ["FoldedMap", "fold"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedMap:
    """A map without its rare arrows.

    Attributes
    ----------
    shown
        All steps, and the arrows that are left.
    folded
        The arrows that are not shown.
    """

    shown: ProcessMap
    folded: tuple[Edge, ...]

    @property
    def moves(self) -> int:
        """How many moves from step to step the folded arrows stand for."""
        return sum(edge.count for edge in self.folded)


def fold(whole: ProcessMap, share: float) -> FoldedMap:
    """Fold the arrows that carry less than a share of the events of their source.

    Arrows by which a step is most commonly reached from a beginning, or most commonly leads to an end, stay
    whatever they carry, so that every step stays connected.

    Parameters
    ----------
    share
        0 folds nothing; 1 leaves the commonest ways alone.
    """
    needed = ways_in(whole) | ways_out(whole)
    stays = [edge.share >= share or (edge.source, edge.target) in needed for edge in whole.edges]
    left = tuple(edge for edge, stay in zip(whole.edges, stays, strict=True) if stay)
    folded = tuple(edge for edge, stay in zip(whole.edges, stays, strict=True) if not stay)
    return FoldedMap(shown=replace(whole, edges=left), folded=folded)
