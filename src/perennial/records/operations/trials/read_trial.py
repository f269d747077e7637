"""Read a trial from the mirror of orders, and finish it when all in it were followed to the end."""

from contextlib import closing
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.core.progress import Progress, silent
from perennial.flows.compare_arms import Terms, compare_arms
from perennial.records.models import Business, RefreshRun, Trial, TrialLook, User
from perennial.records.models.words import Role
from perennial.records.operations.enqueue import in_step
from perennial.records.operations.learn_forecasts import settings_of
from perennial.records.operations.refresh_folders import mirror_folder
from perennial.records.operations.tell_people import tell_people
from perennial.records.operations.trials.mark_touched import find_touched
from perennial.records.operations.trials.reading_progress import ReadingProgress
from perennial.records.queries.trials.gifts import gifts_since
from perennial.records.queries.trials.looks import told_of
from perennial.records.queries.trials.lots import DrawnArms, drawn_arms
from perennial.store.mirror import open_mirror
from perennial.trial.look import Look

__all__ = ["READING_BROKE", "ask_to_read", "is_over", "read_trial", "read_trial_now"]

_ALIVE = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
_State = Trial.State
READING_BROKE = Message("The reading broke off. It will be tried again at night; the worker's log tells why.")


@task()
def read_trial(pk: int) -> None:
    """Read one trial that somebody asked for; how far it is stands beside its button."""
    trial = Trial.objects.filter(pk=pk, state__in=[_State.RUNNING, _State.STOPPED]).first()
    progress = ReadingProgress(pk)
    if trial is None:
        progress.done()
        return
    business = Business.current()
    try:
        with timezone.override(business.time_zone), translation.override(business.language):
            read_trial_now(trial, today=timezone.localdate(), progress=progress)
    except UserError as error:
        progress.failed(error.message)
    except Exception:
        progress.failed(READING_BROKE)
        raise
    else:
        progress.done()


def ask_to_read(trial: Trial) -> None:
    """Put a reading in the queue, unless one waits or runs."""
    tasks = DBTaskResult.objects.filter(task_path=read_trial.module_path, status__in=_ALIVE)
    if any(args["args"] == [trial.pk] for args in tasks.values_list("args_kwargs", flat=True)):
        return
    ReadingProgress(trial.pk).begun()
    in_step(lambda: read_trial.enqueue(trial.pk))


def read_trial_now(
    trial: Trial, *, today: date, as_of: date | None = None, progress: Progress = silent
) -> TrialLook:
    """Read a trial, keep what it says, and finish it where it is over.

    Parameters
    ----------
    today
        The day with which the look is kept.
    as_of
        The last day of orders that is seen; that of the last refresh where it is not given.

    Raises
    ------
    UserError
        There is nothing to read yet.
    """
    as_of = as_of or _as_of(trial)
    find_touched(trial)
    drawn = drawn_arms(trial, before=as_of)
    if drawn is None:
        raise UserError(
            "Nobody has been followed for a day yet: the first customers come in with the next plan."
        )
    look = _compared(trial, drawn, as_of, progress)
    return _keep(trial, told_of(look, as_of=as_of, touched=drawn.touched), as_of=as_of, today=today)


def is_over(trial: Trial, as_of: date) -> bool:
    """Say whether nobody comes in any more, and all were followed to the horizon."""
    if trial.enrol_until is None or trial.enrol_until > as_of:
        return False
    last = trial.lots.order_by("-assigned_on").values_list("assigned_on", flat=True).first()
    return last is not None and last + timedelta(days=trial.horizon) <= as_of


def _as_of(trial: Trial) -> date:
    """Give the last day of orders that a refresh has seen; of a trial that was stopped none after that."""
    run = RefreshRun.objects.filter(state=RefreshRun.State.DONE, as_of__isnull=False).first()
    if run is None or run.as_of is None:
        raise UserError("There are no orders yet: enter or import some first.")
    return run.as_of if trial.ended_on is None else min(run.as_of, trial.ended_on)


def _compared(trial: Trial, drawn: DrawnArms, as_of: date, progress: Progress) -> Look:
    business = Business.current()
    settings = settings_of(business, seed=0)
    progress(Message("Reading the orders"), 0.05)
    log = open_mirror(
        mirror_folder(), as_of=day_of(as_of), rules=settings.rules, currency=business.currency or None
    )
    terms = Terms(
        horizon=trial.horizon,
        smallest_effect=trial.smallest_effect,
        planned=trial.needed or None,
        margin=1.0 if settings.margin is None else settings.margin,
    )
    with closing(log):
        return compare_arms(
            log, drawn.arms, terms, gifts=gifts_since(trial), groups=drawn.stages, progress=progress
        )


@transaction.atomic
def _keep(trial: Trial, said: dict[str, object], *, as_of: date, today: date) -> TrialLook:
    now = Trial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    look, _ = TrialLook.objects.update_or_create(trial=now, day=today, defaults={"said": said})
    if now.state == _State.STOPPED:
        now.result = {**now.result, **said}
        now.save(update_fields=["result"])
    elif now.state == _State.RUNNING and is_over(now, as_of):
        now.state, now.ended_on, now.result = _State.FINISHED, today, said
        now.save(update_fields=["state", "ended_on", "result"])
        _tell(now)
    return look


def _tell(trial: Trial) -> None:
    people = User.objects.filter(role__in=[Role.OWNER, Role.HEAD], is_active=True)
    said = Message("The trial “{question}” is over: see what it gained.", {"question": trial.question})
    tell_people(people, said, reverse("trial", args=[trial.pk]))
