"""Each night: trials that have enough customers take no more, and each is read once a week."""

from datetime import date, timedelta

import structlog
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import Trial
from perennial.records.operations.trials.read_trial import is_over, read_trial_now
from perennial.records.operations.trials.run_trial import end_enrolment

__all__ = ["run"]

_log = structlog.get_logger("perennial.nightly")
_WEEK = timedelta(days=7)


def run(day: date) -> None:
    """Go through the trials that run; one that cannot be read does not keep the others from it."""
    for trial in Trial.objects.filter(state=Trial.State.RUNNING).order_by("pk"):
        if _is_full(trial):
            end_enrolment(None, trial, today=day)
            trial.refresh_from_db()
        if _is_due(trial, day):
            _read(trial)
    # Those stopped before anything could be read of them have no result yet.
    for trial in Trial.objects.filter(state=Trial.State.STOPPED, ended_on__gte=day - _WEEK):
        if "orders" not in trial.result:
            _read(trial)


def _is_full(trial: Trial) -> bool:
    """Say whether enough came in; a standing share takes in whoever comes due until a person ends it."""
    if not trial.play or not trial.needed or trial.enrol_until is not None:
        return False
    return trial.lots.count() >= trial.needed


def _is_due(trial: Trial, day: date) -> bool:
    last = trial.looks.order_by("-day").values_list("day", flat=True).first()
    return last is None or last <= day - _WEEK or is_over(trial, day - timedelta(days=1))


def _read(trial: Trial) -> None:
    try:
        read_trial_now(trial, today=timezone.localdate())
    except UserError as error:
        _log.info("trial_not_read", trial=trial.pk, why=error.message.text)
