"""Draw and count after a refresh what the first person to open a page would wait for."""

from datetime import date

import structlog

from perennial.core.errors import PerennialError
from perennial.pictures.translations import LANGUAGES
from perennial.records.models import RefreshRun, User
from perennial.records.models.words import Role
from perennial.records.operations.process.read_process import ask_for_process
from perennial.records.operations.reckon_split import ask_for_split
from perennial.records.queries.figures import figures_now, fragments_now
from perennial.records.queries.overview import base_now

__all__ = ["warm_pages"]

_log = structlog.get_logger("perennial.refresh")


def warm_pages(run: RefreshRun, today: date) -> None:
    """Fill the cache for Overview and Rhythm, and have those of others filled by tasks of their own."""
    ask_for_split()
    ask_for_process()
    figures = figures_now()
    owner = User.objects.filter(role=Role.OWNER, is_active=True).order_by("pk").first()
    if figures is None or owner is None:
        return
    base_now(owner, today=today, regular_from=figures.contents.ladder.regular_from, run=run.pk)
    try:
        for language in LANGUAGES:
            fragments_now(language)
    except PerennialError as error:
        _log.warning("pages_not_warmed", fault=type(error).__name__)
