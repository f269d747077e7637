"""Say that the time until the next purchase grows, the same on every page."""

from perennial.core.message import Message
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.lengthening import find_lengthening

__all__ = ["growing_wait"]


def growing_wait(figures: ReportContents) -> Message | None:
    """Tell by how much customers return later than they did, where that is beyond chance."""
    longer = find_lengthening(figures.next_purchase)
    if longer is None:
        return None
    return Message(
        "The wait is growing: {recent:days} on average after purchases in {first:month} to {last:month}, "
        "{before:days} in the year before.",
        {"recent": longer.recent, "first": longer.first, "last": longer.last, "before": longer.before},
    )
