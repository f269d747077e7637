"""The refresh of all forecasts as a task: orders to the mirror, learning, customers, plan.

Every step may be cut off by the death of the process and is then repeated to the same end: the mirror and the
snapshot are published whole or not at all, a snapshot carries the changes of dates that it made, and how many
of them stand in the database is kept in the same transaction as they are.
"""

from datetime import date
from typing import Final

import structlog
from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task

from perennial import __version__
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import Business, MirrorMonth, RefreshRun
from perennial.records.operations.copy_forecasts import copy_forecasts
from perennial.records.operations.learn_forecasts import learn_forecasts
from perennial.records.operations.make_plan import make_plan
from perennial.records.operations.publish_forecasts import read_published
from perennial.records.operations.refresh_counts import counts_of_base
from perennial.records.operations.refresh_folders import only_writer
from perennial.records.operations.refresh_progress import RunProgress
from perennial.records.operations.warm_pages import warm_pages
from perennial.records.operations.write_mirror import write_mirror
from perennial.records.queries.stored_message import message_to_json
from perennial.records.trouble import Trouble, trouble_of

__all__ = ["REFRESH_BROKE", "local_day", "run_refresh"]

_log = structlog.get_logger("perennial.refresh")
REFRESH_IN_TROUBLE: Final[dict[Trouble, Message]] = {
    "full": Message(
        "The disk of the server is full; the refresh broke off. Make room, then ask for it again."
    ),
    "away": Message("The database did not answer; the refresh broke off. It will be tried again tonight."),
}
REFRESH_BROKE = Message(
    "The refresh broke off. It will be tried again tonight; the log of the worker tells why."
)


@task()
def run_refresh(run_id: int) -> None:
    """Do a refresh that was asked for; one that is done already stays as it is."""
    business = Business.current()
    with (
        timezone.override(business.time_zone),
        translation.override(business.language),
        only_writer(),
    ):
        run = RefreshRun.objects.filter(pk=run_id).first()
        if run is not None and run.state != RefreshRun.State.DONE:
            _do(run, business)
    if run is not None and run.state == RefreshRun.State.DONE:
        _again_where_needed()


def _do(run: RefreshRun, business: Business) -> None:
    _begin(run)
    try:
        _refresh(run, business)
    except UserError as error:
        _end(run, error.message)
    except Exception as error:
        trouble = trouble_of(error)
        _end(run, REFRESH_BROKE if trouble is None else REFRESH_IN_TROUBLE[trouble])
        raise
    else:
        _end(run, None)
        warm_pages(run, local_day())


def _refresh(run: RefreshRun, business: Business) -> None:
    progress, today = RunProgress(run), local_day()
    progress(Message("Reading the orders"), 0.02)
    manifest = write_mirror(business, compare=run.kind == "refit")
    published = read_published()
    if published is not None:
        copy_forecasts(published, progress)  # what an earlier run published and did not come to write
    if published is None or published.run_id != run.pk:
        published = learn_forecasts(
            run, business, manifest, previous=published, today=today, progress=progress
        )
        copy_forecasts(published, progress)
    progress(Message("Planning everybody's day"), 0.97)
    made = make_plan(published.snapshot, business, today=today)
    run.as_of, run.input_hash = published.as_of, published.snapshot.input_hash
    run.customers, run.dates_moved = len(published.snapshot), len(published.changes)
    run.counts = counts_of_base(published) | {"waiting": {str(pk): told for pk, told in made.waiting.items()}}
    run.save(update_fields=["as_of", "input_hash", "customers", "dates_moved", "counts"])


def local_day() -> date:
    """Give the day it is where the business is."""
    return timezone.localdate()


def _begin(run: RefreshRun) -> None:
    run.state, run.version, run.failure = RefreshRun.State.RUNNING, __version__, {}
    run.started_at = run.started_at or timezone.now()
    run.save(update_fields=["state", "version", "failure", "started_at"])


def _end(run: RefreshRun, failure: Message | None) -> None:
    run.state = RefreshRun.State.DONE if failure is None else RefreshRun.State.FAILED
    run.failure = {} if failure is None else message_to_json(failure)
    run.finished_at, run.step = timezone.now(), {}
    run.progress = 1.0 if failure is None else run.progress
    run.save(update_fields=["state", "failure", "finished_at", "step", "progress"])
    _log.info("refresh_ended", run=run.pk, state=run.state, customers=run.customers)


def _again_where_needed() -> None:
    """Follow orders that came while this refresh was past reading them: who brought them was told to wait."""
    waiting = RefreshRun.objects.filter(state__in=[RefreshRun.State.QUEUED, RefreshRun.State.RUNNING])
    with transaction.atomic():
        if MirrorMonth.objects.stale().exists() and not waiting.exists():
            again = RefreshRun.objects.create(kind="roll")
            run_refresh.enqueue(again.pk)
