from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from today_days import phone, planned, today

from perennial.records.models import Absence, HandOff, PlannedTouch, Promise, RefreshRun, Touch
from perennial.records.operations.log_touch import log_touch

SCRIPT = {"HTTP_X_TODAY": "1"}


@pytest.fixture
def line(house):
    customer = house.customer("Nord Café", owner=house.farmer, purchases=4, stage="regular")
    phone(customer)
    return planned(customer, house.farmer, value_at_risk=96400)


@pytest.fixture
def farmer(client, house):
    client.force_login(house.farmer)
    return client


def page(client, **asked):
    answered = client.get(reverse("today"), asked)
    assert answered.status_code == 200
    return answered.content.decode()


def send(client, line, **told):
    fields = {"key": uuid4(), "planned": line.pk, "customer": line.customer_id, "outcome": "reached", **told}
    return client.post(reverse("today_log"), fields, **SCRIPT)


def test_page_says_whom_to_call_and_why(farmer, line):
    written = page(farmer)
    for part in (
        "Nord Café",
        'href="tel:+79123456789"',
        "time for a second",
        "4 purchases",
        "€96,400 at risk",
    ):
        assert part in written


def test_who_has_left_is_no_more_at_risk(farmer, line):
    line.customer.stage = "left"
    line.customer.save()
    written = page(farmer)
    assert "Nord Café" in written
    assert "€96,400" not in written


def test_page_speaks_russian(farmer, house, line):
    house.farmer.language = "ru"
    house.farmer.save()
    written = page(farmer)
    for part in ("4 покупки", "пора предложить вторую", "Сделано <b>0</b> из <b>1</b>", "Позвонить", "Итог"):
        assert part in written


def test_number_of_queries_does_not_grow_with_the_lines(farmer, house, line):
    def asked():
        with CaptureQueriesContext(connection) as caught:
            page(farmer)
        return len(caught)

    few = asked()
    for number in range(3):
        customer = house.customer(f"c{number}", owner=house.farmer)
        phone(customer, f"+7{number}")
        planned(customer, house.farmer, play="greet")
    assert asked() <= few + 1  # strips of customers without orders ask nothing


def test_logging_answers_with_what_was_done_and_the_new_list(farmer, house, line):
    answered = send(farmer, line, outcome="no_answer").json()
    assert "no answer" in answered["said"]
    assert "Nord Café" in answered["html"]  # among what is done
    assert f'id="line-{line.customer_id}"' not in answered["html"]


def test_second_tab_is_told_that_the_line_is_done(farmer, line):
    send(farmer, line)
    again = send(farmer, line)
    assert again.status_code == 409
    assert "already done" in again.json()["said"]
    assert Touch.objects.count() == 1


def test_touch_kept_without_a_network_is_not_lost_for_a_line_done_since(farmer, line):
    send(farmer, line)
    assert send(farmer, line, late="1").status_code == 200
    assert Touch.objects.count() == 2


def test_touch_kept_for_a_line_that_is_gone_goes_to_the_customer(farmer, line):
    PlannedTouch.objects.all().delete()
    assert send(farmer, line, late="1").status_code == 200
    assert Touch.objects.get().customer == line.customer


def test_same_key_is_taken_once(farmer, line):
    key = uuid4()
    assert [send(farmer, line, key=key).status_code for _ in range(2)] == [200, 200]
    assert Touch.objects.count() == 1


def test_moment_of_logging_is_kept(farmer, line):
    at = (today() - timedelta(days=2)).isoformat() + "T10:00:00+00:00"
    send(farmer, line, happened_at=at)
    assert Touch.objects.get().day == today() - timedelta(days=2)


@pytest.mark.parametrize(
    "told",
    [{"outcome": "promised"}, {"outcome": "left"}, {"outcome": "nonsense"}, {"minutes": "-3"}, {"key": "x"}],
)
def test_wrong_form_is_refused_with_a_sentence(farmer, line, told):
    answered = send(farmer, line, **told)
    assert answered.status_code == 400
    assert answered.json()["errors"]
    assert not Touch.objects.exists()


def test_plain_form_logs_without_a_script(farmer, line):
    form = farmer.get(reverse("today_log"), {"planned": line.pk}).content.decode()
    assert 'name="outcome" value="reached"' in form
    fields = {
        "key": uuid4(),
        "planned": line.pk,
        "outcome": "promised",
        "promise_day": today() + timedelta(days=3),
    }
    answered = farmer.post(reverse("today_log"), fields, follow=True)
    assert answered.redirect_chain == [(reverse("today"), 302)]
    assert "will buy on" in answered.content.decode()


def test_plain_form_with_a_fault_keeps_what_was_written(farmer, line):
    fields = {"key": uuid4(), "planned": line.pk, "outcome": "left", "text": "Moved away"}
    answered = farmer.post(reverse("today_log"), fields)
    assert answered.status_code == 400
    assert "Moved away" in answered.content.decode()


def test_form_of_another_page_goes_back_there(farmer, line):
    told = {"key": uuid4(), "customer": line.customer_id, "outcome": "reached"}
    assert farmer.post(reverse("today_log"), {**told, "next": "/customers/"}).url == "/customers/"
    away = farmer.post(reverse("today_log"), {**told, "key": uuid4(), "next": "https://evil.example/"})
    assert away.url == reverse("today")


def test_touch_with_nobody_who_is_no_chore_is_refused(farmer):
    told = {"key": uuid4(), "outcome": "reached"}
    assert farmer.post(reverse("today_log"), told, **SCRIPT).status_code == 400
    assert (
        farmer.post(reverse("today_log"), {**told, "outcome": "none", "play": "chore"}, **SCRIPT).status_code
        == 200
    )


def test_undo_brings_the_line_back(farmer, line):
    key = uuid4()
    send(farmer, line, key=key)
    answered = farmer.post(reverse("today_undo"), {"key": key}, **SCRIPT).json()
    assert f'id="line-{line.customer_id}"' in answered["html"]


def test_line_is_put_off_and_brought_back(farmer, line):
    until = today() + timedelta(days=3)
    later = farmer.post(reverse("today_later", args=[line.pk]), {"until": until}, **SCRIPT)
    assert f'id="line-{line.customer_id}"' not in later.json()["html"]
    again = farmer.post(reverse("today_again", args=[line.pk]), **SCRIPT)
    assert f'id="line-{line.customer_id}"' in again.json()["html"]
    assert (
        farmer.post(reverse("today_later", args=[line.pk]), {"until": today()}, **SCRIPT).status_code == 400
    )


def test_new_customer_waits_at_the_top_with_the_note(farmer, house):
    customer = house.customer("Vesna", owner=house.hunter)
    HandOff.objects.create(
        customer=customer,
        hunter=house.hunter,
        farmer=house.farmer,
        state="offered",
        note="Prefers <Telegram>",
        due_on=today() + timedelta(days=2),
    )
    written = page(farmer)
    for part in ("New to you", "Hunter", "Prefers &lt;Telegram&gt;", "Accept"):
        assert part in written
    # Their page opens once they are accepted, so that no link leads to nothing.
    address = reverse("customer", args=[customer.pk])
    assert farmer.get(address).status_code == 404
    assert f'href="{address}"' not in written


def test_day_is_chosen_by_a_button_or_by_the_field_beside_it(farmer, line):
    day = today() + timedelta(days=3)
    for said in ([day, ""], ["", day]):
        assert farmer.post(reverse("today_later", args=[line.pk]), {"until": said}).status_code == 302
        line.refresh_from_db()
        assert line.snoozed_until == day
        farmer.post(reverse("today_again", args=[line.pk]))


def test_accepted_customer_stays_there_to_be_greeted(farmer, house):
    customer = house.customer("Vesna", owner=house.hunter, hunter=house.hunter)
    handoff = HandOff.objects.create(
        customer=customer, hunter=house.hunter, farmer=house.farmer, state="offered", note="Prefers Telegram"
    )
    for _ in range(2):  # a second click changes nothing
        answered = farmer.post(reverse("today_accept", args=[handoff.pk]), **SCRIPT).json()
        assert "Vesna is yours now" in answered["said"]
    for part in ("New to you", "Prefers Telegram", "say hello"):
        assert part in answered["html"]
    assert "data-accept=" not in answered["html"]
    address = reverse("customer", args=[customer.pk])
    assert f'href="{address}"' in answered["html"]
    assert farmer.get(address).status_code == 200


def test_customer_who_was_taken_back_is_not_accepted(farmer, house):
    customer = house.customer("Vesna", owner=house.hunter)
    handoff = HandOff.objects.create(
        customer=customer, hunter=house.hunter, farmer=house.farmer, state="cancelled"
    )
    assert farmer.post(reverse("today_accept", args=[handoff.pk]), **SCRIPT).status_code == 409
    assert not PlannedTouch.objects.exists()


@pytest.mark.parametrize("name", ["farmer2", "hunter"])
def test_lines_of_others_are_not_found(client, house, line, name):
    client.force_login(getattr(house, name))
    for url in (reverse("today_later", args=[line.pk]), reverse("today_again", args=[line.pk])):
        assert client.post(url, {"until": today() + timedelta(days=1)}).status_code == 404
    assert send(client, line).status_code == 404
    assert client.get(reverse("today"), {"seller": house.farmer.pk}).status_code == 404


def test_touch_of_another_is_not_undone(client, house, line):
    touch = log_touch(seller=house.farmer, customer=line.customer, key=uuid4(), outcome="reached")
    client.force_login(house.farmer2)
    assert client.post(reverse("today_undo"), {"key": touch.key}, **SCRIPT).status_code == 409
    touch.refresh_from_db()
    assert touch.undone_at is None


def test_who_covers_logs_for_who_is_away(client, house, line):
    Absence.objects.create(user=house.farmer, first_day=today(), last_day=today(), cover=house.farmer2)
    client.force_login(house.farmer2)
    assert "for Farmer, who is away" in page(client)
    assert send(client, line).status_code == 200


@pytest.mark.parametrize("name", ["head", "owner"])
def test_head_looks_at_a_sellers_day(client, house, line, name):
    client.force_login(getattr(house, name))
    assert "Nord Café" not in page(client)
    assert "Nord Café" in page(client, seller=house.farmer.pk)


def test_analyst_has_no_day(client, house):
    client.force_login(house.analyst)
    assert client.get(reverse("today")).status_code == 403


def test_empty_house_says_to_import(client, house):
    client.force_login(house.owner)
    assert "No customers yet" in page(client)
    assert f'href="{reverse("imports")}">Import orders' in page(client)
    client.force_login(house.farmer)
    assert "Ask the head of sales to import the orders." in page(client)
    assert "Import orders" not in page(client)


def test_day_of_a_head_without_customers_leads_to_those_of_sellers(client, house, line):
    RefreshRun.objects.create(state="done")
    client.force_login(house.head)
    assert "Choose a seller above to see their day." in page(client)
    assert "Choose a seller above" not in page(client, seller=house.farmer2.pk)


def test_house_without_a_plan_says_so(farmer, house):
    house.customer()
    assert "The plan is not made yet" in page(farmer)
    RefreshRun.objects.create(state="done")
    assert "Nobody is due today" in page(farmer)


def test_first_plan_being_made_says_how_far_it_is_and_the_list_asks_again(farmer, house):
    house.customer()
    run = RefreshRun.objects.create(state="running", progress=0.2)
    shown = page(farmer)
    assert "The plan is being made" in shown
    assert "20%" in shown
    assert "?part=list&amp;seller=" in shown
    RefreshRun.objects.filter(pk=run.pk).update(state="done")
    assert 'hx-trigger="every 3s"' not in page(farmer)


def test_done_day_says_so_and_names_what_comes_next(farmer, house, line):
    planned(house.customer("Vesna", owner=house.farmer), house.farmer, days=2)
    send(farmer, line)
    written = page(farmer)
    assert "Everything for today is done" in written
    assert "<b>" in written[written.index("Next comes Vesna") :]


def test_promise_of_today_is_named(farmer, house, line):
    Promise.objects.create(customer=line.customer, day=today(), made_by=house.farmer)
    assert "Promised for" in page(farmer)


def test_sheet_without_a_call_says_what_it_is_for(farmer):
    assert "stands here to be printed" in farmer.get(reverse("today_sheet")).content.decode()


def test_sheet_has_a_line_for_each_call(farmer, line):
    written = farmer.get(reverse("today_sheet")).content.decode()
    for part in ("Nord Café", "+7 912 345-67-89", "time for a second"):
        assert part in written


def test_other_touch_is_logged_with_a_customer_found_by_phone(farmer, line):
    found = farmer.get(reverse("today_log"), {"q": "345-67"}).content.decode()
    assert f"?customer={line.customer_id}" in found
    form = farmer.get(
        reverse("today_log"), {"customer": line.customer_id, "direction": "in"}
    ).content.decode()
    assert '<option value="in" selected>' in form
