"""Departments, hand-offs, weeks, rebalancing and dismissal as pages, in both languages and by rights."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perennial.core.days import day_of
from perennial.records.models import (
    AuditEntry,
    Business,
    Customer,
    HandOff,
    Lead,
    Order,
    OwnerChange,
    SellerWeek,
    Touch,
)
from perennial.records.operations import reckon_split
from perennial.web.speech import words_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_kept():
    cache.clear()


def today():
    return timezone.localdate()


def bought(house, name, owner, *, back=200, **fields):
    first = today() - timedelta(days=back)
    customer = house.customer(name, owner=owner, first_order_on=first, last_order_on=first, **fields)
    Order.objects.create(
        customer=customer,
        external_id=f"{customer.pk}",
        ordered_at=timezone.now() - timedelta(days=back),
        day=first,
        amount=100,
        seller=owner,
    )
    return customer


def handoff(house, name="Vesna", **fields):
    customer = bought(house, name, house.hunter, back=5, hunter=house.hunter)
    return HandOff.objects.create(
        customer=customer, hunter=house.hunter, farmer=house.farmer, due_on=today(), **fields
    )


def week(seller, *, alarm=True, measured=1, weeks_back=1):
    reading = {
        "measured_on": day_of(today()) - measured,
        "cause": None,
        "reason": {
            "text": "More of the week goes to customers who already buy: {now:percent} of touches over "
            "the last {weeks:weeks}, {before:percent} before.",
            "facts": {"now": 0.6, "before": 0.2, "weeks": 4},
        },
        "measures": [
            {
                "name": "touches_on_existing",
                "now": [0.6, 0.5, 0.7],
                "before": [0.2, 0.15, 0.25],
                "change": [0.4, 0.3, 0.5],
                "alarm": alarm,
            },
            {
                "name": "new_customers_90",
                "now": [7, 3, 14],
                "before": [None, None, None],
                "change": [None, None, None],
                "alarm": False,
            },
        ],
        "lines": {"touches_on_existing": [[day_of(today()) - 14, 0.2], [day_of(today()) - 7, None]]},
    }
    monday = today() - timedelta(days=today().weekday() + 7 * weeks_back)
    return SellerWeek.objects.create(seller=seller, week=monday, alarm=alarm, reading=reading)


def confirm():
    Business.objects.update(drift_confirmed_at=timezone.now())


def speak(person, language):
    person.language = language
    person.save(update_fields=["language"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("What the split brings in a year", "How full hands are", "Nearest role")),
        ("ru", ("Что даёт разделение за год", "Кто насколько занят", "Ближайшая роль")),
    ],
)
def test_departments_tell_the_split_in_both_languages(house, client, language, said):
    bought(house, "Old", house.farmer)
    speak(house.head, language)
    client.force_login(house.head)
    page = client.get("/departments/").content.decode()
    assert all(each in page for each in said)
    assert house.farmer.name in page


def test_departments_without_sellers_say_what_to_do(house, client):
    for person in house.people.values():
        person.role = "owner"
        person.save()
    client.force_login(house.owner)
    assert "No sellers yet" in client.get("/departments/").content.decode()


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Nothing has been sold yet"), ("ru", "Продаж пока нет")]
)
def test_departments_without_orders_say_what_to_do(house, client, language, said):
    speak(house.owner, language)
    client.force_login(house.owner)
    written = client.get("/departments/").content.decode()
    assert said in written
    assert "/imports/new/" in written
    assert "is being read" not in written


def test_head_sees_sellers_of_their_departments_only(house, client):
    house.hunters.head = None
    house.hunters.save()
    client.force_login(house.head)
    page = client.get("/departments/").content.decode()
    assert house.farmer.name in page
    assert f"?owner={house.hunter.pk}" not in page


def test_few_sellers_are_told_to_split_days(house, client):
    bought(house, "Old", house.farmer)
    for person in (house.hunter2, house.farmer2):
        person.is_active = False
        person.save()
    client.force_login(house.owner)
    assert "split the days and not the people" in client.get("/departments/").content.decode()


@pytest.fixture
def nothing_is_read_yet(monkeypatch):
    """Hold back the reading of the year, which here runs at once; gives how often it was asked for."""
    asked = []
    monkeypatch.setattr(reckon_split, "ask_for_split", lambda: asked.append(1))
    return asked


@pytest.mark.parametrize(
    ("language", "said"), [("en", "The year is being read"), ("ru", "Год ещё считается")]
)
def test_departments_never_read_a_year_themselves(house, client, nothing_is_read_yet, language, said):
    bought(house, "Old", house.farmer)
    speak(house.owner, language)
    client.force_login(house.owner)
    page = client.get("/departments/").content.decode()
    assert said in page
    assert ("How full hands are" in page) or ("Кто насколько занят" in page)
    client.post("/departments/assumptions/", assumptions(house))
    assert Business.current().split_assumptions == {}
    assert nothing_is_read_yet == [1, 1]


def test_departments_show_old_figures_with_their_day_until_they_are_read_anew(house, client, monkeypatch):
    bought(house, "Old", house.farmer)
    yesterday = today() - timedelta(days=1)
    monkeypatch.setattr(reckon_split, "_day", lambda _: yesterday)
    reckon_split.reckon_split.call()
    monkeypatch.undo()
    monkeypatch.setattr(reckon_split, "ask_for_split", lambda: None)
    client.force_login(house.owner)
    assert "it is being reckoned anew" in client.get("/departments/").content.decode()
    monkeypatch.undo()
    assert "it is being reckoned anew" not in client.get("/departments/").content.decode()


def assumptions(house, **changed):
    return {
        "used": 50, "exchange": 1, "rate_kept": 70, "farmer_exchange": 1, "days_gained_low": 0,
        "days_gained_high": 2, "percent_now_first": 5, "percent_now_existing": 5, "percent_hunter_first": 8,
        "percent_farmer_existing": 4, "hunters": [house.hunter.pk], "split_on": "", **changed,
    }  # fmt: skip


def test_assumptions_are_kept_and_undone(house, client):
    client.force_login(house.owner)
    client.post("/departments/assumptions/", assumptions(house))
    kept = Business.current().split_assumptions
    assert (kept["used"], kept["hunters"], kept["split_on"]) == (0.5, [house.hunter.pk], None)
    client.post("/departments/assumptions/", {"usual": "1"})
    assert Business.current().split_assumptions == {}


def test_assumptions_that_cannot_be_are_refused_in_place(house, client):
    client.force_login(house.owner)
    answer = client.post("/departments/assumptions/", assumptions(house, used=500, days_gained_high=-1))
    assert answer.status_code == 200
    assert "This is less than the least." in answer.content.decode()
    assert Business.current().split_assumptions == {}


def test_head_may_look_at_the_estimate_but_not_change_it(house, client):
    client.force_login(house.head)
    assert client.post("/departments/assumptions/", assumptions(house)).status_code == 403


def test_hunter_offers_their_own_customer(house, client):
    waiting = handoff(house)
    client.force_login(house.hunter)
    assert "Vesna" in client.get("/handoffs/").content.decode()
    client.post(f"/handoffs/{waiting.pk}/offer/", {"note": "Call at noon", "farmer": house.farmer2.pk})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.note, waiting.farmer) == ("offered", "Call at noon", house.farmer2)


def test_handoffs_say_since_when_they_wait(house, client):
    handoff(house, opened_at=timezone.now() - timedelta(days=3))
    handoff(house, "Linen", state="offered", offered_at=timezone.now() - timedelta(days=1))
    client.force_login(house.hunter)
    written = client.get("/handoffs/").content.decode()
    for back in (3, 1):
        assert f"waits since {words_for('en').fact(today() - timedelta(days=back), 'date')}" in written
    assert "→ Farmer" in written
    assert "Hunter →" not in written  # their own name


def test_handoff_of_others_is_not_found(house, client):
    waiting = handoff(house)
    client.force_login(house.hunter2)
    assert client.get(f"/handoffs/{waiting.pk}/").status_code == 404
    assert client.post(f"/handoffs/{waiting.pk}/offer/", {"note": "Mine"}).status_code == 404
    client.force_login(house.farmer2)
    assert client.post(f"/handoffs/{waiting.pk}/accept/").status_code == 404
    client.force_login(house.hunter)
    assert client.post(f"/handoffs/{waiting.pk}/accept/").status_code == 403
    assert client.post(f"/handoffs/{waiting.pk}/keep/").status_code == 403


def test_farmer_accepts_and_comes_to_the_customer(house, client):
    waiting = handoff(house, state="offered", note="Call at noon")
    client.force_login(house.farmer)
    assert "Call at noon" in client.get(f"/handoffs/{waiting.pk}/").content.decode()
    answer = client.post(f"/handoffs/{waiting.pk}/accept/")
    assert answer["Location"] == f"/customers/{waiting.customer_id}/"
    assert Customer.objects.get().owner == house.farmer


def test_finished_handoff_is_shown_to_the_hunter_as_long_as_the_customer_is(house, client):
    done = handoff(house, state="accepted", accepted_at=timezone.now(), protected_until=today())
    Customer.objects.update(owner=house.farmer, protected_until=today())
    client.force_login(house.hunter)
    assert client.get(f"/handoffs/{done.pk}/").status_code == 200
    Customer.objects.update(protected_until=today() - timedelta(days=1))
    assert client.get(f"/handoffs/{done.pk}/").status_code == 404


def test_head_takes_a_handoff_back(house, client):
    waiting = handoff(house, state="offered")
    client.force_login(house.head)
    client.post(f"/handoffs/{waiting.pk}/keep/")
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"
    answer = client.post(f"/handoffs/{waiting.pk}/accept/", follow=True)
    assert "taken back" in answer.content.decode()


def test_customer_leads_to_the_handoff_and_opens_one(house, client):
    customer = bought(house, "Old", house.hunter)
    client.force_login(house.hunter)
    assert f"/customers/{customer.pk}/handoff/" in client.get(f"/customers/{customer.pk}/").content.decode()
    answer = client.post(f"/customers/{customer.pk}/handoff/")
    opened = HandOff.objects.get()
    assert answer["Location"] == f"/handoffs/{opened.pk}/"
    assert f"/handoffs/{opened.pk}/" in client.get(f"/customers/{customer.pk}/").content.decode()


def test_nobody_hands_over_a_farmers_customer(house, client):
    customer = bought(house, "Old", house.farmer)
    client.force_login(house.head)
    assert (
        f"/customers/{customer.pk}/handoff/" not in client.get(f"/customers/{customer.pk}/").content.decode()
    )
    client.post(f"/customers/{customer.pk}/handoff/")
    assert not HandOff.objects.exists()


def test_seller_sees_their_week_first_and_opening_it_shows_it_to_the_head(house, client):
    confirm()
    week(house.hunter, measured=0)
    client.force_login(house.head)
    address = f"/departments/drift/{house.hunter.pk}/"
    assert "Nothing to see yet" in client.get(address).content.decode()
    client.force_login(house.hunter)
    assert "already buy" in client.get("/weeks/").content.decode()
    client.force_login(house.head)
    assert "already buy" in client.get(address).content.decode()


def test_seller_answers_and_the_head_reads_it(house, client):
    confirm()
    mine = week(house.hunter)
    client.force_login(house.hunter)
    client.post(f"/weeks/{mine.pk}/answer/", {"answer": "The <b>fair</b>"})
    client.force_login(house.head)
    page = client.get(f"/departments/drift/{house.hunter.pk}/").content.decode()
    assert "The &lt;b&gt;fair&lt;/b&gt;" in page
    assert "answered" in client.get("/departments/").content.decode()


def test_others_are_folded_only_where_there_are_any(house, client):
    confirm()
    week(house.hunter, alarm=True, weeks_back=2)
    client.force_login(house.head)
    assert "All others" not in client.get("/departments/").content.decode()
    week(house.farmer, alarm=False, weeks_back=2)
    assert "All others" in client.get("/departments/").content.decode()


def test_nobody_answers_or_reads_the_week_of_a_colleague(house, client):
    confirm()
    theirs = week(house.hunter)
    client.force_login(house.hunter2)
    assert client.post(f"/weeks/{theirs.pk}/answer/", {"answer": "No"}).status_code == 404
    assert client.get(f"/departments/drift/{house.hunter.pk}/").status_code == 404


def test_alarm_proposes_what_to_hand_over(house, client):
    confirm()
    week(house.hunter)
    friend = bought(house, "Friend", house.hunter)
    Touch.objects.create(customer=friend, seller=house.hunter, minutes=40, day=today())
    client.force_login(house.head)
    page = client.get(f"/departments/drift/{house.hunter.pk}/").content.decode()
    assert f"/departments/rebalance/?giver={house.hunter.pk}&amp;number=1&amp;first=minutes" in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Touches with customers who already buy"), ("ru", "Касания с теми, кто уже покупает")],
)
def test_week_is_told_in_both_languages(house, client, language, said):
    week(house.hunter)
    speak(house.hunter, language)
    client.force_login(house.hunter)
    page = client.get("/weeks/").content.decode()
    assert said in page
    assert re.search(r'<polyline points="[\d. ,]+"/>', page)


def test_drift_is_off_until_the_owner_has_given_the_notice(house, client):
    week(house.hunter)
    client.force_login(house.owner)
    assert "Not measured" in client.get("/departments/").content.decode()
    notice = client.get("/departments/notice/").content.decode()
    assert "How the weeks of sellers are read" in notice
    assert "Как читаются недели продавцов" in notice
    client.post("/departments/notice/confirm/")
    assert Business.current().drift_confirmed_at is None
    client.post("/departments/notice/confirm/", {"given": "1"})
    assert Business.current().drift_confirmed_by == house.owner
    client.post("/departments/notice/stop/")
    assert Business.current().drift_confirmed_at is None


def test_sellers_read_the_notice_but_only_the_owner_confirms(house, client):
    client.force_login(house.farmer)
    assert client.get("/departments/notice/").status_code == 200
    client.force_login(house.head)
    assert client.post("/departments/notice/confirm/", {"given": "1"}).status_code == 403


def preview(client, house, **asked):
    fields = {
        "asked": 1,
        "giver": house.hunter.pk,
        "number": 10,
        "first": "oldest",
        "takers": house.farmer.pk,
    }
    return client.get("/departments/rebalance/", fields | asked).content.decode()


def plan_in(page):
    return re.search(r'name="plan" value="([^"]+)"', page).group(1)


def test_rebalancing_moves_what_was_shown_and_is_undone(house, client):
    old, other = (
        bought(house, name, house.hunter, back=back) for name, back in (("Old", 300), ("Other", 20))
    )
    client.force_login(house.head)
    page = preview(client, house, number=1)
    assert not OwnerChange.objects.exists()
    answer = client.post("/departments/rebalance/move/", {"plan": plan_in(page)}, follow=True)
    assert set(Customer.objects.filter(owner=house.farmer)) == {old}
    assert "Take it back" in answer.content.decode()
    entry = AuditEntry.objects.get(act="rebalance")
    client.post(f"/departments/rebalance/{entry.pk}/undo/")
    assert set(Customer.objects.filter(owner=house.hunter)) == {old, other}


def test_plan_of_somebody_else_or_changed_by_hand_moves_nobody(house, client):
    bought(house, "Old", house.hunter)
    client.force_login(house.head)
    plan = plan_in(preview(client, house))
    client.post("/departments/rebalance/move/", {"plan": plan + "x"})
    client.force_login(house.owner)
    client.post("/departments/rebalance/move/", {"plan": plan})
    assert not OwnerChange.objects.exists()


def test_rebalancing_asks_who_takes(house, client):
    client.force_login(house.head)
    assert "This field is required" in preview(client, house, takers=[])


def test_undo_is_for_who_did_it(house, client):
    bought(house, "Old", house.hunter)
    client.force_login(house.owner)
    client.post("/departments/rebalance/move/", {"plan": plan_in(preview(client, house))})
    entry = AuditEntry.objects.get(act="rebalance")
    client.force_login(house.head)
    assert client.post(f"/departments/rebalance/{entry.pk}/undo/").status_code == 404


def test_dismissal_shows_counts_then_hands_everything_over_and_gives_it_back(house, client):
    customer = bought(house, "Old", house.hunter)
    lead = Lead.objects.create(customer=customer, hunter=house.hunter)
    client.force_login(house.owner)
    address = f"/departments/leaving/{house.hunter.pk}/"
    page = client.get(address, {"asked": 1, "takers": house.hunter2.pk}).content.decode()
    client.post(f"{address}close/", {"plan": plan_in(page)})
    for each in (customer, lead, house.hunter):
        each.refresh_from_db()
    assert (customer.owner, lead.hunter, house.hunter.is_active) == (house.hunter2, house.hunter2, False)
    client.post(f"{address}undo/")
    customer.refresh_from_db()
    assert customer.owner == house.hunter
    assert "Nothing waits to be given back" in client.get(address).content.decode()


def test_plan_for_one_person_dismisses_no_other(house, client):
    client.force_login(house.owner)
    page = client.get(f"/departments/leaving/{house.hunter.pk}/").content.decode()
    client.post(f"/departments/leaving/{house.farmer.pk}/close/", {"plan": plan_in(page)})
    house.farmer.refresh_from_db()
    assert house.farmer.is_active


def test_only_owners_dismiss(house, client):
    client.force_login(house.head)
    assert client.get(f"/departments/leaving/{house.hunter.pk}/").status_code == 403


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("address", ["/departments/", "/handoffs/", "/departments/rebalance/"])
def test_more_rows_ask_no_more_questions(house, client, address):
    confirm()
    client.force_login(house.head)
    counts = []
    for n in range(4):
        handoff(house, f"Customer {n}", state="offered" if n % 2 else "open")
        bought(house, f"Old {n}", house.farmer)
        if n in {1, 3}:
            week(house.people[("farmer", "farmer2")[n == 3]], weeks_back=1)
            counts.append(queries(client, address))
    assert counts[0] == counts[1]


def test_preview_asks_no_more_questions_for_more_customers(house, client):
    client.force_login(house.head)
    people = f"giver={house.hunter.pk}&takers={house.farmer.pk}"
    address = f"/departments/rebalance/?asked=1&number=50&first=oldest&{people}"
    counts = []
    for n in range(3):
        bought(house, f"Old {n}", house.hunter)
        counts.append(queries(client, address))
    assert counts[0] == counts[2]
