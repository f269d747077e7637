"""Trials as people see them: the list, a design, one trial from its start to its end."""

from datetime import timedelta

import pytest
from cdnow_house import bring_cdnow, refreshed
from django.utils import timezone
from trial_house import make_trial, with_orders

from perennial.pictures.words import Words
from perennial.records.models import AuditEntry, Business, Offer, Trial, TrialLot
from perennial.records.models.offer import Given
from perennial.records.operations.person_file import person_file
from perennial.records.operations.trials.read_trial import read_trial_now
from perennial.records.operations.trials.run_trial import end_enrolment, stop_trial
from perennial.web.views.person_file_words import readable

ASKED = {
    "play": "offer",
    "question": "Does it pay?",
    "held_out": "20",
    "horizon": "60",
    "smallest_effect": "0.3",
    "value_limit": "",
}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def today():
    return timezone.localdate()


def page(client, user, address="/trials/", **how):
    client.force_login(user)
    return client.get(address, **how)


def said(client, user, address="/trials/"):
    return page(client, user, address).content.decode()


@pytest.fixture
def trial(house):
    found = make_trial(house, with_orders(house, gain=1.0))
    read_trial_now(found, today=today())
    return found


def test_an_empty_house_is_told_what_a_trial_is(house, client):
    assert "Design the first trial" in said(client, house.owner)
    assert "The owner or the head of sales begins one." in said(client, house.analyst)
    assert page(client, house.farmer).status_code == 403


def test_a_new_trial_begins_filled_in_and_says_what_is_missing(house, client):
    shown = said(client, house.owner, "/trials/new/")
    assert "Does the offer before leaving keep customers?" in shown
    assert "it takes orders, and a refresh" in shown


def test_a_trial_is_started_at_once_or_kept_as_a_draft(house, client):
    client.force_login(house.owner)
    answer = client.post("/trials/new/", {**ASKED, "do": "keep"})
    draft = Trial.objects.get()
    assert (answer["Location"], draft.state) == (f"/trials/{draft.pk}/", "draft")
    assert "It has not begun." in said(client, house.owner, f"/trials/{draft.pk}/")
    client.post(f"/trials/{draft.pk}/change/", {**ASKED, "question": "And now?", "do": "start"})
    draft.refresh_from_db()
    assert (draft.question, draft.state) == ("And now?", "running")
    assert client.get(f"/trials/{draft.pk}/change/")["Location"] == f"/trials/{draft.pk}/"
    assert "Nobody is in it yet" in said(client, house.owner, f"/trials/{draft.pk}/")
    # A second one of the same play does not start, and what was filled in stands as a draft.
    answer = client.post("/trials/new/", {**ASKED, "do": "start"}, follow=True)
    assert "running already" in answer.content.decode()
    assert Trial.objects.filter(state="draft").count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("question", " "), ("held_out", "0"), ("horizon", "3"), ("smallest_effect", "0")]
)
def test_wrong_numbers_stand_beside_their_field(house, client, field, value):
    client.force_login(house.owner)
    answer = client.post("/trials/new/", {**ASKED, field: value, "do": "start"})
    assert answer.status_code == 400
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not Trial.objects.exists()


def test_the_question_follows_the_play_until_somebody_words_it(house, client):
    client.force_login(house.owner)
    asked = {**ASKED, "play": "remind", "question": "Does the offer before leaving keep customers?"}
    assert "Does a reminder bring customers back?" in client.get("/trials/design/", asked).content.decode()
    own = client.get("/trials/design/", {**asked, "question": "Mine?"}).content.decode()
    assert "hx-swap-oob" not in own


def test_what_a_design_asks_for_is_reckoned_from_the_orders(house, client):
    bring_cdnow(house.owner)
    refreshed()
    client.force_login(house.owner)
    few = client.get("/trials/design/", {**ASKED, "smallest_effect": "3"}).content.decode()
    assert "are needed" in few
    assert "Holding out may cost" in few
    many = client.get("/trials/design/", {**ASKED, "smallest_effect": "0.01"}).content.decode()
    assert "would not prove it here" in many
    client.post("/trials/new/", {**ASKED, "do": "start"})
    assert Trial.objects.get().needed > 0


def test_one_trial_says_what_it_gained_and_how_sure_that_is(trial, house, client):
    shown = said(client, house.owner, f"/trials/{trial.pk}/")
    assert "orders more per customer" in shown
    assert "day <b>70</b>, <b>240</b> of <b>240</b> customers needed" in shown
    assert shown.count('class="plot"') == 4
    assert "Nobody who is held out was touched by hand." in shown
    assert "--horizon 60 --smallest-effect 0.3 --planned 240" in shown
    house.owner.language = "ru"
    house.owner.save()
    russian = said(client, house.owner, f"/trials/{trial.pk}/")
    assert "заказов на клиента больше на" in russian
    assert "набрано <b>240</b> из <b>240</b> нужных клиентов" in russian


def test_the_list_tells_how_far_trials_are_and_what_those_that_are_over_said(trial, house, client):
    shown = said(client, house.analyst)
    assert "Does the offer keep customers?" in shown
    end_enrolment(None, trial, today=today() - timedelta(days=5))
    offer = Offer.objects.create(name="Cup", kind="gift", cost=4)
    lot = trial.lots.filter(arm="treatment")[0]
    Given.objects.create(offer=offer, customer=lot.customer, day=lot.assigned_on, cost=4)
    read_trial_now(trial, today=today())
    shown = said(client, house.analyst)
    assert "What works, and for whom" in shown
    assert ">works<" in shown
    assert "Days per €1,000" in shown


def test_what_does_not_pay_is_flagged(trial, house, client):
    offer = Offer.objects.create(name="Car", kind="gift", cost=4000)
    for lot in trial.lots.filter(arm="treatment"):
        Given.objects.create(offer=offer, customer=lot.customer, day=lot.assigned_on, cost=4000)
    end_enrolment(None, trial, today=today() - timedelta(days=5))
    read_trial_now(trial, today=today())
    assert "does not pay for itself" in said(client, house.owner)
    assert "does not pay for itself" in said(client, house.owner, f"/trials/{trial.pk}/")


def test_groups_that_are_not_of_the_lot_claim_nothing(trial, house, client):
    TrialLot.objects.filter(pk=trial.lots.filter(arm="control")[0].pk).update(arm="treatment")
    read_trial_now(trial, today=today())
    shown = said(client, house.owner, f"/trials/{trial.pk}/")
    assert "The groups are not those of the lot" in shown
    assert "stand in another group than their lot gives" in shown
    assert 'class="plot"' not in shown


def test_a_trial_is_stopped_with_its_reason(trial, house, client):
    client.force_login(house.head)
    answer = client.post(f"/trials/{trial.pk}/stop/", {"reason": " "}, follow=True)
    assert "Say why the trial is stopped" in answer.content.decode()
    client.post(f"/trials/{trial.pk}/stop/", {"reason": "Too dear"})
    trial.refresh_from_db()
    assert trial.state == "stopped"
    shown = said(client, house.head, f"/trials/{trial.pk}/")
    assert "Too dear" in shown
    assert "stopped early" in shown
    assert "Take in no more" not in shown


def test_enrolment_is_ended_and_drafts_are_removed(trial, house, client):
    client.force_login(house.owner)
    client.post(f"/trials/{trial.pk}/full/")
    trial.refresh_from_db()
    assert trial.enrol_until == today()
    client.post("/trials/new/", {**ASKED, "play": "remind", "do": "keep"})
    draft = Trial.objects.get(state="draft")
    assert client.post(f"/trials/{draft.pk}/remove/")["Location"] == "/trials/"
    assert not Trial.objects.filter(pk=draft.pk).exists()


def test_a_trial_is_read_on_demand_with_its_progress(house, client):
    found = make_trial(house, with_orders(house, customers=60))
    client.force_login(house.owner)
    asked = client.post(f"/trials/{found.pk}/read/", headers={"HX-Request": "true"})
    assert asked.status_code == 200
    part = client.get(f"/trials/{found.pk}/reading/", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert AuditEntry.objects.filter(act="trial.read").exists()


def test_arms_are_taken_away_without_names_and_noted(trial, house, client):
    answer = page(client, house.analyst, f"/trials/{trial.pk}/arms.csv")
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert rows[0] == "trial,seed,held_out,customer_id,lot_key,arm,assigned_on"
    assert len(rows) == 241
    assert "Customer" not in "".join(rows)
    assert AuditEntry.objects.filter(act="trial.export").exists()


@pytest.mark.parametrize("act", ["start", "full", "stop", "read", "remove"])
def test_analysts_look_and_do_not_act(trial, house, client, act):
    client.force_login(house.analyst)
    assert client.post(f"/trials/{trial.pk}/{act}/").status_code == 403


def test_another_id_is_not_found(house, client):
    assert page(client, house.owner, "/trials/999999/").status_code == 404


def test_the_owner_decides_on_pay_for_customers_held_out(trial, house, client):
    client.force_login(house.owner)
    client.post("/trials/pay/", {"mean": "on"})
    assert Business.current().pay_mean_for_held_out
    client.post("/trials/pay/", {})
    assert not Business.current().pay_mean_for_held_out
    client.force_login(house.head)
    assert client.post("/trials/pay/", {"mean": "on"}).status_code == 403


def test_a_customer_held_out_is_served_and_not_called_first(trial, house, client):
    lot = trial.lots.filter(arm="control").select_related("customer")[0]
    TrialLot.objects.filter(pk=lot.pk).update(until=today())
    shown = said(client, house.farmer, f"/customers/{lot.customer_id}/")
    assert "In the comparison group until" in shown
    stop_trial(house.owner, trial, "Over", today=today())
    treated = trial.lots.filter(arm="treatment")[0].customer_id
    assert "In the comparison group" not in said(client, house.farmer, f"/customers/{treated}/")


def test_a_persons_file_tells_of_trials(trial, house):
    lot = trial.lots.filter(arm="control").select_related("customer")[0]
    file = person_file(house.owner, lot.customer, "en")
    assert file["lots"][0]["arm"] == "control"
    part = next(each for each in readable(file, Words("en"))["parts"] if "by lot" in str(each["title"]))
    assert ("Group", "Comparison group") in [(str(name), text) for name, text in part["rows"][0]]


def test_the_overview_counts_money_kept_from_finished_trials_alone(house, client):
    bring_cdnow(house.owner)
    refreshed()
    assert "No trial is finished yet" in said(client, house.owner, "/overview/")
    found = make_trial(house, with_orders(house, gain=1.0))
    end_enrolment(None, found, today=today() - timedelta(days=5))
    read_trial_now(found, today=today())
    found.refresh_from_db()
    assert found.state == "finished"
    assert "Proved by" in said(client, house.owner, "/overview/")
