"""From which purchase on a customer is a regular: as the ladder says, where it says so."""

from perennial.engine.waits.ladder import DEFAULT_REGULAR
from perennial.records.queries.figures import figures_now

__all__ = ["regular_from"]


def regular_from() -> int:
    """Give the number of purchases of the last refresh; the usual one where nothing is learnt yet."""
    figures = figures_now()
    return DEFAULT_REGULAR if figures is None else figures.contents.ladder.regular_from
