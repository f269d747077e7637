"""Whoever is held out and touched all the same is noted with their lot."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from trial_house import make_trial

from perennial.records.models import TrialLot
from perennial.records.operations.log_touch import log_touch
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


@pytest.mark.parametrize("told", [{"direction": "in"}, {"play": "remind"}, {"play": "repair"}])
def test_serving_and_other_plays_count_for_nothing(house, lot, told):
    touch(house, lot, **told)
    assert lot.touched_on is None


def test_a_touch_without_a_play_counts(house, lot):
    touch(house, lot, play="")
    assert lot.touched_on is not None


def test_the_treated_are_touched_as_they_should_be(house, lot):
    lot.arm = "treatment"
    lot.save()
    touch(house, lot)
    assert lot.touched_on is None


@pytest.mark.parametrize(("play", "counts"), [("remind", True), ("repair", False)])
def test_all_advertising_is_on_trial_in_a_standing_share(house, lot, play, counts):
    lot.trial.play = ""
    lot.trial.save()
    touch(house, lot, play=play)
    assert (lot.touched_on is not None) is counts
