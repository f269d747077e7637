"""Each night: erasures that could not rewrite the database by day, because somebody wrote, do it now."""

from datetime import date

from perennial.records.operations.erase import finish_erasures

__all__ = ["run"]


def run(day: date) -> None:
    """Finish what is left."""
    del day
    finish_erasures()
