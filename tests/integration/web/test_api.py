from datetime import timedelta
from uuid import uuid4

import pytest
from api_caller import Caller
from django.utils import timezone

from perennial.records.models import (
    Customer,
    ExternalId,
    HandOff,
    KeptAnswer,
    Lead,
    Order,
    Product,
    Touch,
)
from perennial.records.operations.issue_token import revoke_token
from perennial.records.rights import RIGHTS
from perennial.web.access import PUBLIC
from perennial.web.api import tokens
from perennial.web.routes.api import urlpatterns

ORDER = {
    "order_id": "A1",
    "customer_id": "K1",
    "ordered_at": "2026-03-05T23:30:00+03:00",
    "amount": "12.50",
    "currency": "EUR",
}


@pytest.fixture
def owner(house):
    return Caller(house.owner, ("read", "orders:write"))


def test_an_order_sent_again_tells_when_it_was_paid_and_delivered(house, owner):
    house.business.handoff_on = "delivery"
    house.business.save()
    customer = house.customer("Anna", owner=house.hunter)
    ExternalId.objects.create(customer=customer, value="K1")
    today = timezone.localdate()
    ordered = {**ORDER, "ordered_at": (timezone.now() - timedelta(days=50)).isoformat()}
    told = {"paid_on": str(today - timedelta(days=50)), "fully_paid_on": str(today - timedelta(days=40))}
    other = {**ordered, "order_id": "A2", "customer_id": "K2", "delivered_on": told["fully_paid_on"]}
    assert owner.post("orders", {"orders": [{**ordered, **told}, other]}).status_code == 200
    assert not HandOff.objects.exists()
    assert owner.post("orders", {**ordered, "delivered_on": str(today)}).json()["updated"] == 1
    assert HandOff.objects.get().customer == customer
    (order,) = owner.get("orders", customer=customer.pk).json()["items"]
    assert {name: order[name] for name in (*told, "delivered_on")} == {**told, "delivered_on": str(today)}


def test_a_call_without_a_token_is_a_problem(house, client):
    answer = client.get("/api/v1/customers")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["status"] == 401


def test_a_signed_in_browser_is_no_token(house, client):
    client.force_login(house.owner)
    assert client.get("/api/v1/customers").status_code == 401


def test_a_revoked_token_and_one_of_who_left_do_not_work(house, owner):
    revoke_token(user=house.owner, token=owner.token)
    assert owner.get("customers").status_code == 401
    analyst = Caller(house.analyst)
    house.analyst.is_active = False
    house.analyst.save()
    assert analyst.get("customers").status_code == 401


def test_a_token_that_only_reads_does_not_write(house):
    assert Caller(house.owner).post("orders", ORDER).status_code == 403
    assert not Order.objects.exists()


def test_a_token_that_only_writes_does_not_read(house):
    assert Caller(house.owner, ("orders:write",)).get("customers").status_code == 403


def test_a_head_reads_the_customers_of_their_departments_only(house):
    house.customer(name="Theirs", owner=house.farmer)
    house.hunters.head = None
    house.hunters.save()
    house.head.department = house.farmers
    house.head.save()
    other = house.customer(name="Another's", owner=house.hunter, hunter=house.hunter)
    head = Caller(house.head)
    assert [each["name"] for each in head.get("customers").json()["items"]] == ["Theirs"]
    assert head.get(f"customers/{other.pk}").status_code == 404


def test_lists_come_in_pages_that_miss_nobody(house, owner):
    names = [house.customer(name=f"C{i}").name for i in range(5)]
    first = owner.get("customers", limit=2).json()
    house.customer(name="C9")
    seen, cursor = first["items"], first["next"]
    while cursor:
        page = owner.get("customers", limit=2, cursor=cursor).json()
        seen, cursor = seen + page["items"], page["next"]
    assert [each["name"] for each in seen] == [*names, "C9"]


def test_a_cursor_of_ones_own_making_is_a_problem(house, owner):
    assert owner.get("customers", cursor="zzz").status_code == 400


def test_a_customer_is_found_by_the_id_of_another_system(house, owner):
    known = house.customer(name="Nord")
    ExternalId.objects.create(customer=known, system="shopify", value="7")
    house.customer(name="Other")
    found = owner.get("customers", customer_id="7", system="shopify").json()["items"]
    assert [each["id"] for each in found] == [known.pk]


def test_an_order_is_made_and_changed_under_its_id(house, owner):
    house.business.time_zone = "Europe/Moscow"
    house.business.save()
    assert owner.post("orders", ORDER).json()["created"] == 1
    answer = owner.post("orders", ORDER | {"amount": "20"})
    assert (answer.status_code, answer.json()["updated"]) == (200, 1)
    order = Order.objects.get()
    assert (order.amount, order.customer.name, order.day.isoformat()) == (20, "K1", "2026-03-05")
    assert owner.get("orders").json()["items"][0]["order_id"] == "A1"


def test_many_orders_at_once_with_lines_and_people(house, owner):
    second = ORDER | {
        "order_id": "A2",
        "customer_id": "",
        "customer": {"name": "Anna", "phone": "8 912 345-67-89"},
        "lines": [{"product": "Tea", "amount": "5"}, {"product": "Cup", "amount": "7.5"}],
    }
    answer = owner.post("orders", {"orders": [ORDER, second]}).json()
    assert answer["created"] == 2
    assert answer["ids"] == [Order.objects.get(external_id=each).pk for each in ("A1", "A2")]
    assert Customer.objects.get(name="Anna").contacts.get().normal == "+79123456789"
    assert Product.objects.filter(name="Cup").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ordered_at": "yesterday"},
        {"amount": "1.234"},
        {"currency": "euro"},
        {"unknown": 1},
        {"customer_id": ""},
    ],
)
def test_an_order_that_cannot_be_used_is_a_problem(house, owner, wrong):
    answer = owner.post("orders", ORDER | wrong)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert not Order.objects.exists()


def test_orders_of_a_warehouse_are_not_written(house, owner, settings):
    settings.CONFIG = type("Config", (), {"store_url": "postgresql://warehouse/shop"})
    assert owner.post("orders", ORDER).status_code == 409


def test_a_request_sent_twice_with_one_key_is_done_once(house, owner):
    lead = {"person": {"name": "New", "phone": "+7 912 345-67-89"}}
    first, second = (owner.post("leads", lead, key="k-1") for _ in range(2))
    assert first.json() == second.json()
    assert Lead.objects.count() == 1


def test_a_key_used_for_another_request_is_a_problem(house, owner):
    owner.post("orders", ORDER, key="k-1")
    answer = owner.post("orders", ORDER | {"amount": "99"}, key="k-1")
    assert answer.status_code == 422
    assert Order.objects.get().amount == 12.5


def test_a_request_that_failed_may_be_sent_again_with_its_key(house, owner):
    assert owner.post("orders", ORDER | {"customer_id": ""}, key="k-1").status_code == 422
    assert not KeptAnswer.objects.exists()
    assert owner.post("orders", ORDER, key="k-1").status_code == 200


def test_a_lead_without_an_owner_goes_to_the_hunter_with_fewest(house, owner):
    Lead.objects.create(customer=house.customer("Other"), hunter=house.hunter)
    sent = {"person": {"name": "New", "phone": "+7 912 345-67-89"}, "lead_step": "call", "value": "900"}
    answer = owner.post("leads", sent | {"note": "In May"}).json()
    lead = Lead.objects.get(pk=answer["id"])
    assert answer["hunter"] == "Hunter2"
    assert (lead.hunter, lead.customer.owner, lead.value) == (house.hunter2, house.hunter2, 900)
    assert lead.customer.notes.get().text == "In May"
    assert lead.moves.get().step == "call"


def test_a_lead_is_matched_to_who_is_known(house, owner):
    known = house.customer(name="Anna")
    known.contacts.create(kind="email", value="anna@example.org", normal="anna@example.org")
    answer = owner.post(
        "leads", {"lead_id": "L1", "person": {"name": "A.", "email": "Anna@example.org"}}
    ).json()
    assert (answer["customer"], answer["is_new"]) == (known.pk, True)
    assert not owner.post("leads", {"lead_id": "L1", "person": {"name": "A."}, "lead_step": "call"}).json()[
        "is_new"
    ]


def test_a_touch_is_logged_once_by_its_key(house, owner):
    known = house.customer(name="Anna", owner=house.farmer)
    body = {
        "key": str(uuid4()),
        "customer": known.pk,
        "happened_at": "2026-03-05T10:00:00Z",
        "seller": "farmer@example.org",
        "direction": "in",
        "minutes": 3,
        "outcome": "reached",
    }
    ids = {owner.post("touches", body).json()["id"] for _ in range(2)}
    assert len(ids) == 1
    assert Touch.objects.get().seller == house.farmer
    assert owner.get("touches", customer=known.pk).json()["items"][0]["minutes"] == 3


def test_a_touch_with_nobody_known_is_a_problem(house, owner):
    body = {"key": str(uuid4()), "customer_id": "999", "happened_at": "2026-03-05T10:00:00Z"}
    assert owner.post("touches", body).status_code == 422


def test_a_forecast_is_that_of_the_last_refresh(house, owner):
    known = house.customer(stage="regular", p_alive=0.9)
    assert owner.get(f"customers/{known.pk}/forecast").json()["p_alive"] == 0.9


def test_figures_are_not_found_before_the_first_refresh(house, owner, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert owner.get("figures").status_code == 404


def test_too_many_requests_are_told_to_wait(house, owner, monkeypatch):
    monkeypatch.setattr(tokens.TokenThrottle, "allow_request", lambda *_: False)
    monkeypatch.setattr(tokens.TokenThrottle, "wait", lambda _: 30.0)
    answer = owner.get("customers")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "30"


def test_the_api_describes_itself(house, client):
    described = client.get("/api/v1/openapi.json").json()
    assert {"/api/v1/customers", "/api/v1/orders", "/api/v1/figures"} <= described["paths"].keys()


def test_people_read_names_of_the_api_as_code(house, client):
    client.force_login(house.owner)
    written = client.get("/api/").content.decode()
    assert "<code>customer_id</code>" in written
    assert "`" not in written


def test_people_read_about_the_api_when_they_may_have_a_token(house, client):
    client.force_login(house.analyst)
    assert "/api/v1/orders" in client.get("/api/").content.decode()
    client.force_login(house.farmer)
    assert client.get("/api/").status_code == 403


def test_a_page_asks_as_much_of_the_database_for_three_as_for_one(house, owner, django_assert_num_queries):
    house.customer()
    owner.get("customers")
    with django_assert_num_queries(5) as first:
        owner.get("customers")
    house.customer()
    house.customer()
    with django_assert_num_queries(len(first)):
        owner.get("customers")


def test_every_address_of_the_api_names_the_act_it_needs():
    views = {}
    for each in urlpatterns:
        inside = getattr(each, "url_patterns", [each])
        views |= {str(pattern.pattern): pattern.callback.act for pattern in inside}
    assert views["customers"] == "api.read"
    assert {path for path, act in views.items() if act == PUBLIC} == {
        "",
        "openapi.json",
        "hooks/shopify",
        "hooks/woocommerce",
    }
    assert set(views.values()) <= {*RIGHTS, PUBLIC}
