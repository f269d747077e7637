"""A trial is designed, started, closed for newcomers, stopped; one a play at a time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from trial_house import make_trial, with_orders

from perennial.core.errors import UserError
from perennial.records.models import AuditEntry, Trial, TrialLot
from perennial.records.operations.trials.design_trial import change_draft, keep_draft, remove_draft
from perennial.records.operations.trials.run_trial import end_enrolment, start_trial, stop_trial
from perennial.records.queries.trials.design import TrialTerms

TERMS = TrialTerms(play="offer", held_out=0.2, horizon=90, smallest_effect=0.2, value_limit=None)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def today():
    return timezone.localdate()


def draft(house, terms=TERMS):
    return keep_draft(house.owner, terms, " Does it work? ")


def test_a_draft_is_kept_with_its_lot_and_may_be_changed(house):
    trial = draft(house)
    assert (trial.question, trial.state, trial.play) == ("Does it work?", "draft", "offer")
    assert trial.key.startswith("offer-")
    changed = change_draft(house.head, trial, TERMS, "And now?")
    assert (changed.question, changed.key, changed.seed) == ("And now?", trial.key, trial.seed)
    acts = AuditEntry.objects.filter(model="trial").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["trial.add", "trial.change"]


def test_a_draft_without_a_question_is_refused(house):
    with pytest.raises(UserError, match="in words"):
        keep_draft(house.owner, TERMS, "  ")


def test_a_started_trial_is_neither_changed_nor_removed(house):
    trial = draft(house)
    start_trial(house.owner, trial, today=today())
    assert (trial.state, trial.started_on) == ("running", today())
    with pytest.raises(UserError, match="started already"):
        change_draft(house.owner, trial, TERMS, "Other?")
    with pytest.raises(UserError, match="started already"):
        remove_draft(house.owner, trial)
    with pytest.raises(UserError, match="started already"):
        start_trial(house.owner, trial, today=today())


def test_one_trial_a_play_runs_and_a_standing_one_beside_it(house):
    start_trial(house.owner, draft(house), today=today())
    with pytest.raises(UserError, match="running already"):
        start_trial(house.owner, draft(house), today=today())
    standing = TrialTerms(play="", held_out=0.1, horizon=180, smallest_effect=0.2, value_limit=None)
    start_trial(house.owner, draft(house, standing), today=today())
    assert Trial.objects.filter(state="running").count() == 2


def test_a_draft_is_removed(house):
    remove_draft(house.owner, draft(house))
    assert not Trial.objects.exists()


def test_enrolment_ends_once(house):
    trial = draft(house)
    start_trial(house.owner, trial, today=today())
    end_enrolment(house.owner, trial, today=today())
    trial.refresh_from_db()
    assert trial.enrol_until == today()
    with pytest.raises(UserError, match="any more already"):
        end_enrolment(house.owner, trial, today=today() + timedelta(days=1))


def test_a_stopped_trial_holds_nobody_and_says_why(house):
    trial = make_trial(house, with_orders(house, customers=40), horizon=90)
    TrialLot.objects.update(until=today() + timedelta(days=20))
    with pytest.raises(UserError, match="Say why"):
        stop_trial(house.owner, trial, " ", today=today())
    stop_trial(house.owner, trial, "Too dear", today=today())
    trial.refresh_from_db()
    assert (trial.state, trial.ended_on, trial.result["reason"]) == ("stopped", today(), "Too dear")
    assert not TrialLot.objects.filter(until__gt=today()).exists()
    with pytest.raises(UserError, match="does not run"):
        stop_trial(house.owner, trial, "Again", today=today())
