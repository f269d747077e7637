"""Offers and touches as people see them: the catalogue, limits, rules with their preview, approvals."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from today_days import planned

from perennial.records.models import AuditEntry, Business, Given, Notice, Offer, PlannedTouch, TouchRule

TODAY = timezone.localdate()
CAKE = {
    "name": "Cake",
    "kind": "gift",
    "cost": "5",
    "margin_percent": "10",
    "most_a_year": "1",
    "is_on": "on",
}
LIMITS = {
    "rest_days": "10",
    "quiet_from": "20:00",
    "quiet_until": "10:00",
    "country": "DE",
    "mails_a_day": "50",
    "gifts_a_month": "100",
    "limit_hunter": "",
    "limit_farmer": "7.50",
    "limit_head": "100",
}


@pytest.fixture
def cake(house):
    return Offer.objects.create(name="Cake", kind="gift", cost=5)


def page(client, user, route, *args, **query):
    client.force_login(user)
    return client.get(reverse(route, args=args), query)


def said(answer):
    return answer.content.decode().replace("<b>", "").replace("</b>", "")


def test_empty_catalogue_says_what_to_do(house, client):
    answer = page(client, house.head, "offers")
    assert "Nothing to give yet" in said(answer)
    assert reverse("offer_new") in said(answer)
    assert reverse("offer_new") not in said(page(client, house.analyst, "offers"))


@pytest.mark.parametrize("who", ["hunter", "farmer"])
def test_sellers_do_not_open_it(house, client, who):
    for route in ("offers", "offers_rules", "offers_limits", "offers_approvals", "offer_new"):
        assert page(client, house.people[who], route).status_code == 403


def test_analysts_look_and_change_nothing(house, cake, client):
    for route, args in (("offers", ()), ("offer", (cake.pk,)), ("offers_rules", ()), ("offers_limits", ())):
        assert page(client, house.analyst, route, *args).status_code == 200
    for route, args in (("offer_change", (cake.pk,)), ("offers_rule", ("remind",)), ("offers_approvals", ())):
        assert page(client, house.analyst, route, *args).status_code == 403
    for route in ("offer_switch", "offer_remove"):
        assert client.post(reverse(route, args=[cake.pk])).status_code == 403
    assert client.post(reverse("offers_limits_change"), LIMITS).status_code == 403


def test_offer_is_made_changed_switched_off_and_removed(house, client):
    client.force_login(house.head)
    assert client.post(reverse("offer_new"), CAKE).status_code == 302
    cake = Offer.objects.get()
    assert (cake.cost, cake.margin_share, cake.stock) == (5, Decimal("0.1"), None)
    assert "€5 each" in said(client.get(reverse("offers")))
    client.post(reverse("offer_change", args=[cake.pk]), {**CAKE, "stock": "3", "stages": ["regular"]})
    shown = said(client.get(reverse("offer", args=[cake.pk])))
    assert "3 left" in shown
    assert "regular" in shown
    client.post(reverse("offer_switch", args=[cake.pk]), {"on": "0"})
    assert "switched off" in said(client.get(reverse("offers")))
    client.post(reverse("offer_remove", args=[cake.pk]))
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"cost": "-1"}, "greater than or equal to 0"),
        ({"margin_percent": "101"}, "less than or equal to 100"),
        ({"name": "CAKE"}, "already"),
        ({"valid_from": "2026-05-02", "valid_until": "2026-05-01"}, "before the first one"),
        ({"most_a_year": "0"}, "greater than or equal to 1"),
        ({"stages": ["nobody"]}, "nobody"),
    ],
)
def test_what_is_wrong_with_an_offer_stands_there(house, cake, client, changed, told):
    client.force_login(house.owner)
    answer = client.post(reverse("offer_new"), {**CAKE, "name": "Another", **changed})
    assert answer.status_code == 400
    assert told in said(answer)
    assert Offer.objects.count() == 1


def test_offer_that_was_given_stays(house, cake, client):
    Given.objects.create(offer=cake, customer=house.customer(owner=house.farmer), by=house.farmer)
    client.force_login(house.owner)
    answer = client.post(reverse("offer_remove", args=[cake.pk]), follow=True)
    assert "switch it off" in said(answer)
    assert Offer.objects.exists()
    assert "Nord Café" in said(answer)


def test_head_sees_only_customers_of_their_own_departments(house, cake, client):
    stranger = house.customer("Stranger", owner=house.owner)
    Given.objects.create(offer=cake, customer=stranger)
    assert "Stranger" in said(page(client, house.owner, "offer", cake.pk))
    assert "Stranger" not in said(page(client, house.head, "offer", cake.pk))


def test_limits_are_kept_and_told(house, client):
    client.force_login(house.head)
    assert client.post(reverse("offers_limits_change"), LIMITS).status_code == 302
    business = Business.current()
    assert (business.rest_days, business.country, business.gifts_a_month) == (10, "DE", 100)
    assert business.approval_limits == {"farmer": "7.50", "head": "100"}
    assert AuditEntry.objects.filter(act="settings").exists()
    shown = said(client.get(reverse("offers_limits")))
    assert "Public holidays" in shown
    assert 'value="7.50"' in shown


@pytest.mark.parametrize("changed", [{"rest_days": "0"}, {"country": "XX"}, {"quiet_from": "25:00"}])
def test_limits_that_cannot_be_are_refused(house, client, changed):
    client.force_login(house.head)
    assert client.post(reverse("offers_limits_change"), {**LIMITS, **changed}).status_code == 400
    assert Business.current().rest_days == 7


def test_own_days_off_are_noted_and_taken_back(house, client):
    client.force_login(house.head)
    first, last = TODAY + timedelta(days=3), TODAY + timedelta(days=4)
    client.post(reverse("offers_days_add"), {"first": first.isoformat(), "last": last.isoformat()})
    client.post(reverse("offers_days_add"), {"first": first.isoformat()})
    assert Business.current().days_off == [first.isoformat(), last.isoformat()]
    client.post(reverse("offers_day_remove"), {"day": first.isoformat()})
    assert Business.current().days_off == [last.isoformat()]
    wrong = {"first": last.isoformat(), "last": first.isoformat()}
    assert client.post(reverse("offers_days_add"), wrong).status_code == 400
    far = {"first": first.isoformat(), "last": (first + timedelta(days=99)).isoformat()}
    assert client.post(reverse("offers_days_add"), far).status_code == 400


def test_rules_work_as_shipped_without_a_row(house, client):
    shown = said(page(client, house.head, "offers_rules"))
    assert "14 to 7 days before they would leave" in shown
    assert "as soon as there are forecasts" in shown
    assert not TouchRule.objects.exists()


def test_rule_is_changed_and_goes_back_to_shipped(house, cake, client):
    client.force_login(house.head)
    where = reverse("offers_rule", args=["offer"])
    told = {"is_on": "on", "shift": "-0.25", "offer": cake.pk, "way_1": "visit", "way_2": "call"}
    assert client.post(where, {**told, "stages": ["regular"]}).status_code == 302
    rule = TouchRule.objects.get()
    assert (rule.shift, rule.channels, rule.stages) == (-0.25, ["visit", "call"], ["regular"])
    shown = said(client.get(reverse("offers_rules")))
    assert "A quarter of a usual gap sooner" in shown
    assert "Visit, call" in shown
    client.post(reverse("offers_rule_shipped", args=["offer"]))
    assert not TouchRule.objects.exists()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"way_1": "call", "way_2": "call"}, "stands there once"),
        ({"way_1": "call", "by_itself": "on"}, "leave by themselves"),
        ({"way_1": ""}, "required"),
        ({"way_1": "call", "shift": "0.7"}, "not one of the available"),
    ],
)
def test_rule_that_cannot_be_says_why(house, client, told, why):
    client.force_login(house.head)
    answer = client.post(reverse("offers_rule", args=["remind"]), {"is_on": "on", **told})
    assert answer.status_code == 400
    assert why in said(answer)
    assert not TouchRule.objects.exists()


def test_only_plays_with_a_rule_are_found(house, client):
    for play in ("first", "chore", "nothing"):
        assert page(client, house.head, "offers_rule", play).status_code == 404
        assert client.post(reverse("offers_rule_shipped", args=[play])).status_code == 404


def test_mistakes_are_not_moved(house, client):
    assert 'name="shift"' not in said(page(client, house.head, "offers_rule", "repair"))
    assert 'name="shift"' in said(page(client, house.head, "offers_rule", "thank"))


def asked(house, cake, seller="farmer", **fields):
    cake.cost = fields.pop("cost", 20)
    cake.save()
    Business.objects.update(approval_limits={"farmer": "10", "head": "50"})
    customer = house.customer(owner=house.people[seller])
    return planned(customer, house.people[seller], gift=cake, approval="asked", **fields)


def test_head_allows_what_a_seller_asks_for(house, cake, client):
    line = asked(house, cake)
    assert "Cake for €20" in said(page(client, house.head, "offers_approvals"))
    client.post(reverse("offers_decide", args=[line.pk]), {"do": "give"})
    line.refresh_from_db()
    assert (line.approval, line.approved_by) == ("given", house.head)
    assert Notice.objects.get(user=house.farmer).url == reverse("customer", args=[line.customer_id])
    assert "decided by Head" in said(client.get(reverse("offers_approvals")))


def test_refusing_needs_a_reason(house, cake, client):
    line = asked(house, cake)
    client.force_login(house.head)
    assert "Say why not" in said(client.post(reverse("offers_decide", args=[line.pk]), follow=True))
    client.post(reverse("offers_decide", args=[line.pk]), {"reason": "Too dear"})
    assert PlannedTouch.objects.get().approval == "refused"
    answer = client.post(reverse("offers_decide", args=[line.pk]), {"do": "give"}, follow=True)
    assert "Nobody waits" in said(answer)


def test_what_is_beyond_the_heads_limit_is_the_owners(house, cake, client):
    line = asked(house, cake, cost=60)
    assert "the owner decides" in said(page(client, house.head, "offers_approvals"))
    client.post(reverse("offers_decide", args=[line.pk]), {"do": "give"})
    line.refresh_from_db()
    assert line.approval == "asked"


def test_lines_of_other_departments_are_not_found(house, cake, client):
    line = asked(house, cake, "owner")
    client.force_login(house.head)
    assert client.post(reverse("offers_decide", args=[line.pk]), {"do": "give"}).status_code == 404
    assert client.post(reverse("offers_decide", args=[99999]), {"do": "give"}).status_code == 404


def test_tab_tells_how_many_wait(house, cake, client):
    asked(house, cake)
    assert '<span class="tag amber">1</span>' in said(page(client, house.head, "offers"))


def test_rule_tells_when_its_offer_cannot_be_given(house, cake, client):
    TouchRule.objects.create(play="remind", offer=cake)
    assert "none left" not in said(page(client, house.head, "offers_rules"))
    Offer.objects.update(stock=0)
    assert "none left" in said(page(client, house.head, "offers_rules"))
