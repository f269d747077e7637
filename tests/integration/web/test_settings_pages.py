"""The settings: what each page keeps, whom it serves, and how much it asks of the database."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from perennial.records.models import Absence, AuditEntry, Business, CalendarEvent, Department, Product
from perennial.records.operations.audit import note_act

BUSINESS = {
    "name": "South",
    "language": "ru",
    "time_zone": "Asia/Almaty",
    "currency": "KZT",
    "phone_region": "KZ",
    "first_weekday": "0",
    "working_days": ["0", "1", "2"],
    "touches_a_day": "20",
}
FORECAST = {
    "return_horizon": "90",
    "offer_lead_days": "10",
    "day_start": "04:30",
    "refit_days": "14",
    "margin_percent": "37.5",
    "wait_target_days": "30",
}


@pytest.fixture
def owner(house, client):
    client.force_login(house.owner)
    return client


def test_business_is_kept(owner):
    owner.post("/settings/business/", BUSINESS)
    business = Business.current()
    assert (business.name, business.currency, business.working_days, business.touches_a_day) == (
        "South",
        "KZT",
        [0, 1, 2],
        20,
    )


def test_forecast_settings_are_kept_in_minutes_and_shares(owner):
    owner.post("/settings/forecast/", FORECAST)
    business = Business.current()
    assert (business.day_start_minutes, float(business.margin), business.return_horizon) == (270, 0.375, 90)


def test_forecast_page_shows_what_it_kept(owner):
    owner.post("/settings/forecast/", FORECAST)
    page = owner.get("/settings/forecast/").content.decode()
    assert 'value="04:30"' in page
    assert 'value="37.5"' in page


def test_moving_dates_is_said(owner):
    page = owner.post("/settings/forecast/", FORECAST, follow=True).content.decode()
    assert "Dates move with the next refresh." in page


def test_setting_outside_its_limits_is_refused_at_its_field(owner):
    page = owner.post("/settings/forecast/", {**FORECAST, "offer_lead_days": "400"})
    assert page.context["form"].errors["offer_lead_days"]
    assert Business.current().offer_lead_days == 14


def test_cards_of_privacy_are_kept_one_by_one(owner):
    owner.post("/settings/privacy/", {"card": "sending", "sending": "on"})
    told = {"keep_uploads_days": "10", "keep_history_days": "400", "keep_logs_days": "5"}
    owner.post("/settings/privacy/", {"card": "retention", **told, "profiling_notice": "We forecast."})
    business = Business.current()
    assert (business.sending, business.keep_uploads_days, business.profiling_notice) == (
        True,
        10,
        "We forecast.",
    )


def test_handoff_and_products_are_kept(owner):
    told = {
        "handoff_on": "delivery",
        "protected_days": "30",
        "accept_within_days": "3",
        "returned_to": "hunter",
    }
    owner.post("/settings/products/", {"card": "handoff", **told})
    owner.post("/settings/products/", {"card": "product", "name": "Coffee", "protected_days": "60"})
    business = Business.current()
    assert (business.handoff_on, business.returned_to) == ("delivery", "hunter")
    assert Product.objects.get().protected_days == 60


def test_department_is_made_changed_and_removed(owner, house):
    owner.post("/settings/departments/", {"name": "North", "kind": "existing"})
    row = Department.objects.get(name="North")
    owner.post(
        f"/settings/departments/{row.pk}/", {"name": "Norden", "kind": "existing", "head": house.head.pk}
    )
    row.refresh_from_db()
    assert (row.name, row.head) == ("Norden", house.head)
    owner.post(f"/settings/departments/{row.pk}/remove/")
    assert not Department.objects.filter(pk=row.pk).exists()


def test_taken_name_is_said_in_the_language_that_is_on(owner, house):
    house.owner.language = "ru"
    house.owner.save()
    page = owner.post("/settings/departments/", {"name": "First sales", "kind": "existing"}).content.decode()
    assert "Отдел «First sales» уже есть." in page


def test_role_titles_replace_those_of_roles(owner, house):
    owner.post("/settings/people/titles/", {"farmer": "Gardener", "hunter": " "})
    assert Business.current().role_titles == {"farmer": "Gardener"}
    owner.force_login(house.farmer)
    assert "Gardener" in owner.get("/profile/").content.decode()


def test_person_is_changed_and_only_owner_kept(owner, house):
    told = {"name": "Fay", "role": "farmer", "department": house.farmers.pk, "touches_a_day": "7"}
    owner.post(f"/settings/people/{house.farmer.pk}/", told)
    house.farmer.refresh_from_db()
    assert (house.farmer.name, house.farmer.touches_a_day) == ("Fay", 7)
    page = owner.post(f"/settings/people/{house.owner.pk}/", {"name": "Olga", "role": "head"})
    assert "only owner" in page.content.decode()


def test_farmer_does_not_fit_into_first_sales(owner, house):
    told = {"name": "Fay", "role": "farmer", "department": house.hunters.pk}
    page = owner.post(f"/settings/people/{house.farmer.pk}/", told)
    assert page.context["form"].errors["department"]


def test_seller_without_a_department_gets_the_only_one_that_fits(owner, house):
    owner.post(f"/settings/people/{house.analyst.pk}/", {"name": "Ann", "role": "hunter"})
    house.analyst.refresh_from_db()
    assert house.analyst.department == house.hunters


def test_who_has_left_may_be_let_in_again(owner, house):
    house.farmer.is_active, house.farmer.left_on = False, date(2026, 1, 1)
    house.farmer.save()
    owner.post(f"/settings/people/{house.farmer.pk}/back/")
    house.farmer.refresh_from_db()
    assert (house.farmer.is_active, house.farmer.left_on) == (True, None)


def absence(whose, **changed):
    today = timezone.localdate()
    return Absence.objects.create(**{"user": whose, "first_day": today, "last_day": today, **changed})


def test_seller_notes_an_absence_for_themselves_only(client, house):
    client.force_login(house.farmer)
    day = timezone.localdate() + timedelta(days=9)
    told = {"first_day": day, "last_day": day, "cover": house.farmer2.pk}
    client.post("/settings/absences/", {**told, "person": house.farmer.pk})
    client.post("/settings/absences/", {**told, "person": house.hunter.pk})
    assert list(Absence.objects.values_list("user", "cover")) == [(house.farmer.pk, house.farmer2.pk)]


def test_cover_does_not_take_an_absence_back(client, house):
    row = absence(house.farmer, cover=house.farmer2)
    client.force_login(house.farmer2)
    assert client.post(f"/settings/absences/{row.pk}/remove/").status_code == 404
    client.force_login(house.farmer)
    client.post(f"/settings/absences/{row.pk}/remove/")
    assert not Absence.objects.exists()


def test_head_sees_absences_of_their_departments_only(client, house):
    absence(house.farmer)
    absence(house.analyst)
    client.force_login(house.head)
    shown = client.get("/settings/absences/").context["absences"]
    assert [each.user for each in shown] == [house.farmer]


def test_dates_of_fields_are_as_the_browser_wants_them_in_russian(client, house):
    house.farmer.language = "ru"
    house.farmer.save()
    client.force_login(house.farmer)
    page = client.get("/settings/absences/").content.decode()
    assert f'value="{timezone.localdate().isoformat()}"' in page


def test_trail_is_paged_and_filtered(owner, house):
    for number in range(120):
        note_act(house.owner if number % 2 else house.head, "settings", None, number=number)
    note_act(None, "person", house.farmer)
    first = owner.get("/settings/audit/").context
    second = owner.get(f"/settings/audit/?before={first['older']}").context
    assert len(first["rows"]) == len(second["rows"]) == 50
    assert first["rows"][-1]["entry"].pk > second["rows"][0]["entry"].pk
    assert [row["entry"].act for row in owner.get("/settings/audit/?act=person").context["rows"]] == [
        "person"
    ]
    heads = owner.get(f"/settings/audit/?person={house.head.pk}").context["rows"]
    assert {row["entry"].actor for row in heads} == {house.head}


@pytest.mark.parametrize("query", ["before=x", "person=1e9", "before=99999999999999999999", "act=%00"])
def test_trail_with_a_spoilt_address_is_shown_all_the_same(owner, query):
    assert owner.get(f"/settings/audit/?{query}").status_code == 200


def many(number, house):
    for each in range(number):
        Product.objects.create(name=f"product {number}-{each}")
        Department.objects.create(name=f"department {number}-{each}", kind="existing", head=house.head)
        absence(house.farmer, first_day=date(2999, 1, 1), last_day=date(2999, 1, 1), cover=house.farmer2)
        note_act(house.owner, "settings", house.business)


@pytest.mark.parametrize("page", ["people", "absences", "departments", "products", "audit"])
def test_pages_ask_the_database_equally_often_for_one_line_and_for_many(owner, house, page):
    many(1, house)
    owner.get(f"/settings/{page}/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        owner.get(f"/settings/{page}/")
    many(3, house)
    with CaptureQueriesContext(connection) as three:
        owner.get(f"/settings/{page}/")
    assert len(one) == len(three)


def test_changing_a_setting_leaves_a_trace(owner, house):
    owner.post("/settings/forecast/", FORECAST)
    assert AuditEntry.objects.get(act="settings").actor == house.owner


@pytest.mark.parametrize(("who", "is_told"), [("owner", True), ("analyst", True), ("hunter", False)])
def test_profile_leads_those_who_may_have_tokens_to_what_the_api_does(house, client, who, is_told):
    client.force_login(house.people[who])
    assert ('href="/api/"' in client.get("/profile/").content.decode()) == is_told
    assert client.get("/api/").status_code == (200 if is_told else 403)


FAIR = {"card": "event", "name": "Fair", "first_day": "2026-03-01", "last_day": "2026-03-07"}


def test_events_of_the_calendar_are_noted_changed_and_removed(owner):
    empty = owner.get("/settings/calendar/").content.decode()
    assert "No events yet" in empty
    page = owner.post("/settings/calendar/", FAIR, follow=True).content.decode()
    assert "Saved." in page
    assert "learnt from your orders" in page
    row = CalendarEvent.objects.get()
    owner.post(f"/settings/calendar/{row.pk}/", {"name": "Sale", "first_day": "2026-03-02", "worth": "2.5"})
    row.refresh_from_db()
    assert (row.name, row.first_day, row.last_day, row.worth) == (
        "Sale",
        date(2026, 3, 2),
        date(2026, 3, 2),
        2.5,
    )
    owner.post(f"/settings/calendar/{row.pk}/remove/")
    assert not CalendarEvent.objects.exists()


def test_event_that_ends_before_it_begins_is_refused_at_its_field(owner):
    page = owner.post("/settings/calendar/", {**FAIR, "last_day": "2026-02-01"})
    assert page.context["form"].errors["last_day"] == ["The last day is before the first one."]
    assert owner.post("/settings/calendar/", {**FAIR, "worth": "-1"}).context["form"].errors["worth"]
    assert not CalendarEvent.objects.exists()


def test_holidays_and_growth_are_kept_and_shown_in_percent(owner):
    page = owner.post(
        "/settings/calendar/", {"card": "days", "country": "DE", "growth_percent": "-2.5"}, follow=True
    ).content.decode()
    business = Business.current()
    assert (business.country, float(business.growth)) == ("DE", -0.025)
    assert 'value="-2.5"' in page
    assert "Dates move with the next refresh." in page


def test_calendar_is_the_owners(client, house):
    row = CalendarEvent.objects.create(name="Fair", first_day=date(2026, 3, 1), last_day=date(2026, 3, 1))
    for person in (house.head, house.farmer, house.analyst):
        client.force_login(person)
        assert client.get("/settings/calendar/").status_code == 403
        assert client.post(f"/settings/calendar/{row.pk}/remove/").status_code == 403
    assert CalendarEvent.objects.exists()
