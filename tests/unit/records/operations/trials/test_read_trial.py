"""Trials of the records are read from the mirror, week by week, to their end."""

import csv
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from trial_house import make_trial, with_orders

from perennial.core.errors import UserError
from perennial.records.models import Given, Notice, Offer, Order, RefreshRun, Trial, TrialLook, TrialLot
from perennial.records.nightly import trials as nightly
from perennial.records.operations.trials.read_trial import read_trial, read_trial_now
from perennial.records.operations.trials.reading_progress import reading_state
from perennial.records.operations.trials.run_trial import end_enrolment
from perennial.records.queries.trials.learned import learned_priors
from perennial.records.queries.trials.looks import last_look


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def trial(house):
    return make_trial(house, with_orders(house, gain=1.0))


def today():
    return timezone.localdate()


def test_a_trial_is_read_from_the_mirror(trial):
    read_trial_now(trial, today=today())
    found = last_look(trial)
    look = found.look
    assert found.as_of == today() - timedelta(days=1)
    assert (look.customers, look.swapped, look.horizon) == (240, 0, 60)
    treated = TrialLot.objects.filter(trial=trial, arm="treatment").values("customer")
    begin, end = trial.started_on, trial.started_on + timedelta(days=60)
    came = Order.objects.filter(customer__in=treated, day__gt=begin, day__lte=end)
    days = came.values("customer", "day").distinct().count()
    assert look.reading.treatment.orders_per_customer == pytest.approx(days / treated.count())
    assert look.verdict == "works"
    assert {each.name for each in look.groups} == {"regular", "one_time"}


def test_it_says_what_the_command_line_says_of_its_file(trial, house, client, tmp_path, capsys):
    from perennial.cli.main import main

    read_trial_now(trial, today=today())
    client.force_login(house.analyst)
    arms, orders = tmp_path / "arms.csv", tmp_path / "orders.csv"
    arms.write_bytes(b"".join(client.get(f"/trials/{trial.pk}/arms.csv").streaming_content))
    with orders.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["customer_id", "ordered_at", "amount"])
        rows = Order.objects.filter(day__lt=today()).order_by("day", "pk")
        writer.writerows(rows.values_list("customer_id", "day", "amount"))
    last = (today() - timedelta(days=1)).isoformat()
    told = ["--horizon", "60", "--smallest-effect", "0.3", "--planned", "240", "--as-of", last]
    assert main(["trial", "read", str(arms), str(orders), *told, "--currency", "EUR", "--json"]) == 0
    said, look = json.loads(capsys.readouterr().out), last_look(trial).look
    assert (said["verdict"], said["swapped"]) == (look.verdict, 0)
    for name, effect in (
        ("orders_per_customer_difference", look.reading.orders),
        ("days_gained", look.reading.days_gained),
        ("money_per_customer_difference", look.reading.money),
    ):
        for part in ("value", "low", "high"):
            assert said[name][part] == pytest.approx(getattr(effect, part), rel=1e-6), name


def test_what_was_given_is_taken_off_the_money(trial, house):
    read_trial_now(trial, today=today())
    before = last_look(trial).look.reading.treatment.money_per_customer
    offer = Offer.objects.create(name="Cup", kind="gift", cost=40)
    lots = list(trial.lots.filter(arm="treatment"))
    for lot in lots[:10]:
        Given.objects.create(offer=offer, customer=lot.customer, day=lot.assigned_on, cost=40)
    read_trial_now(trial, today=today())
    look = last_look(trial).look
    assert look.given.times_treatment == 10
    assert before - look.reading.treatment.money_per_customer == pytest.approx(400 / len(lots))
    assert TrialLook.objects.count() == 1


def test_a_lot_that_was_changed_is_found_out(trial):
    lot = trial.lots.filter(arm="control").first()
    lot.arm = "treatment"
    lot.save()
    read_trial_now(trial, today=today())
    assert (last_look(trial).look.verdict, last_look(trial).look.swapped) == ("not_by_lot", 1)


def test_who_was_erased_counts_on_and_merged_records_count_once(trial, house):
    first, second, third = (lot.customer for lot in trial.lots.order_by("pk")[:3])
    first.erased_at = timezone.now()
    first.save()
    second.merged_into = third
    second.save()
    read_trial_now(trial, today=today())
    assert last_look(trial).look.customers == 239


def test_it_is_finished_once_all_were_followed_to_the_end(trial, house):
    end_enrolment(None, trial, today=today() - timedelta(days=5))
    read_trial_now(trial, today=today())
    trial.refresh_from_db()
    assert (trial.state, trial.ended_on) == ("finished", today())
    assert trial.result["verdict"] == "works"
    told = {each.user.name for each in Notice.objects.all() if "is over" in each.message["text"]}
    assert told == {"Owner", "Head"}
    assert learned_priors()["offer"].days_gained != 14


def test_it_goes_on_while_somebody_is_still_followed(trial, house):
    late = house.customer("Late", owner=house.farmer)
    day = today() - timedelta(days=30)
    TrialLot.objects.create(
        trial=trial, customer=late, lot_key="x", arm="treatment", assigned_on=day, until=day
    )
    trial.enrol_until = today() - timedelta(days=20)
    trial.save()
    read_trial_now(trial, today=today())
    trial.refresh_from_db()
    assert trial.state == "running"
    assert learned_priors()["offer"].days_gained == 14


def test_nothing_to_read_is_said(house):
    trial = make_trial(house, [])
    with pytest.raises(UserError, match="There are no orders yet"):
        read_trial_now(trial, today=today())
    RefreshRun.objects.create(state="done", as_of=today())
    with pytest.raises(UserError, match="Nobody has been followed"):
        read_trial_now(trial, today=today())
    read_trial.call(trial.pk)
    assert reading_state(trial.pk).failure["text"].startswith("Nobody has been followed")


def test_each_night_trials_that_are_due_are_read_and_full_ones_closed(trial):
    nightly.run(today())
    trial.refresh_from_db()
    assert (trial.enrol_until, trial.state) == (today(), "running")
    assert TrialLook.objects.count() == 1
    nightly.run(today() + timedelta(days=1))
    assert TrialLook.objects.count() == 1


def test_a_standing_share_takes_in_whoever_comes(house):
    trial = make_trial(house, with_orders(house, customers=30), play="", needed=10)
    nightly.run(today())
    trial.refresh_from_db()
    assert trial.enrol_until is None


def test_a_trial_that_was_stopped_unread_is_read_at_night(trial, house):
    Trial.objects.filter(pk=trial.pk).update(state="stopped", ended_on=today(), result={"reason": "Dear"})
    nightly.run(today())
    trial.refresh_from_db()
    assert trial.result["reason"] == "Dear"
    assert trial.result["verdict"] == "works"
    assert learned_priors()["offer"].days_gained == 14
