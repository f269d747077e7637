"""Whoever is held out and touched all the same is noted with their lot."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from trial_house import make_trial

from perennial.records.models import Touch, TouchRule, TrialLot
from perennial.records.operations.log_touch import log_touch
from perennial.records.operations.trials.mark_touched import find_touched
from perennial.records.operations.undo_touch import undo_touch


@pytest.fixture
def lot(house):
    trial = make_trial(house, [])
    today = timezone.localdate()
    return TrialLot.objects.create(
        trial=trial,
        customer=house.customer(owner=house.farmer),
        lot_key="a",
        arm="control",
        assigned_on=today - timedelta(days=3),
        until=today + timedelta(days=3),
    )


def touch(house, lot, **told):
    logged = log_touch(
        seller=house.farmer, customer=lot.customer, key=uuid4(), outcome="reached", **{"play": "offer"} | told
    )
    lot.refresh_from_db()
    return logged


def test_an_outgoing_touch_is_noted_and_taken_back_with_it(house, lot):
    logged = touch(house, lot)
    assert lot.touched_on == timezone.localdate()
    undo_touch(house.farmer, logged.key)
    lot.refresh_from_db()
    assert lot.touched_on is None


@pytest.mark.parametrize("told", [{"direction": "in"}, {"play": "repair"}, {"play": "greet"}])
def test_serving_counts_for_nothing(house, lot, told):
    touch(house, lot, **told)
    assert lot.touched_on is None


@pytest.mark.parametrize("play", ["", "remind"])
def test_any_other_touch_counts_whatever_its_play(house, lot, play):
    touch(house, lot, play=play)
    assert lot.touched_on is not None


def test_touches_from_a_file_are_found_when_the_trial_is_read(house, lot):
    today = timezone.localdate()
    for ago, play in ((0, "remind"), (1, "offer"), (2, "repair"), (9, "offer")):
        Touch.objects.create(customer=lot.customer, play=play, day=today - timedelta(days=ago))
    find_touched(lot.trial)
    lot.refresh_from_db()
    assert lot.touched_on == today - timedelta(days=1)


def test_the_treated_are_touched_as_they_should_be(house, lot):
    lot.arm = "treatment"
    lot.save()
    touch(house, lot)
    assert lot.touched_on is None


@pytest.mark.parametrize(("play", "counts"), [("offer", True), ("remind", False), ("", False)])
def test_of_mail_that_leaves_by_itself_only_that_counts(house, lot, play, counts):
    TouchRule.objects.create(play="offer", channels=["mail"], by_itself=True)
    touch(house, lot, play=play)
    assert (lot.touched_on is not None) is counts
