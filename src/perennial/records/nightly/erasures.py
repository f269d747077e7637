"""Each night: erasures that could not rewrite the database by day, because somebody wrote, do it now."""

from datetime import date

from perennial.records.later import operation

__all__ = ["run"]


def run(day: date) -> None:
    """Finish what is left."""
    del day
    finish = operation("erase", "finish_erasures")
    if finish is not None:
        finish()
