"""Start a trial, end its enrolment, stop it."""

from datetime import date

from django.db import IntegrityError, transaction

from perennial.core.errors import UserError
from perennial.records.models import Trial, TrialLot, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.trials.read_trial import ask_to_read

__all__ = ["end_enrolment", "start_trial", "stop_trial"]

_LONGEST = 300


def start_trial(by: User, trial: Trial, *, today: date) -> None:
    """Start a draft: from the next plan on, lots are drawn for customers who come due.

    Raises
    ------
    UserError
        It has started already, or a trial of the same play is running.
    """
    try:
        with transaction.atomic():
            _start(by, trial, today)
    except IntegrityError:  # somebody started another at the same moment
        raise _runs_already() from None
    trial.refresh_from_db()


@transaction.atomic
def end_enrolment(by: User | None, trial: Trial, *, today: date) -> None:
    """Let nobody come in any more; those who are in are followed to the end.

    Raises
    ------
    UserError
        It does not run, or nobody comes in already.
    """
    now = _running(trial)
    if now.enrol_until is not None and now.enrol_until < today:
        raise UserError("Nobody comes in any more already.")
    # The plan of today has drawn its lots: tomorrow's draws none.
    now.enrol_until = today
    now.save(update_fields=["enrol_until"])
    note_act(by, "trial.full", now, customers=now.lots.count())


@transaction.atomic
def stop_trial(by: User, trial: Trial, reason: str, *, today: date) -> None:
    """Stop a trial before its end; it is read as it stands, and nobody is held out any more.

    Raises
    ------
    UserError
        No reason is given, or it does not run.
    """
    if not reason.strip():
        raise UserError("Say why the trial is stopped: it stands beside what it said.")
    now = _running(trial)
    now.state, now.ended_on = Trial.State.STOPPED, today
    now.enrol_until = min(now.enrol_until or today, today)
    now.result = {"reason": reason.strip()[:_LONGEST]}
    now.save(update_fields=["state", "ended_on", "enrol_until", "result"])
    TrialLot.objects.filter(trial=now, until__gte=today).update(until=today)
    note_act(by, "trial.stop", now, said=True)
    ask_to_read(now)


def _start(by: User, trial: Trial, today: date) -> None:
    now = Trial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if now.state != Trial.State.DRAFT:
        raise UserError("This trial has started already.")
    if Trial.objects.filter(state=Trial.State.RUNNING, play=now.play).exists():
        raise _runs_already()
    now.state, now.started_on = Trial.State.RUNNING, today
    now.save(update_fields=["state", "started_on"])
    note_act(by, "trial.start", now, play=now.play)


def _runs_already() -> UserError:
    return UserError("A trial of this play is running already: wait for its end, or stop it.")


def _running(trial: Trial) -> Trial:
    now = Trial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if now.state != Trial.State.RUNNING:
        raise UserError("This trial does not run.")
    return now
