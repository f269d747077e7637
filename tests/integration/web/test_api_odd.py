"""What made the API answer with a server error, or would: it is refused with a problem instead."""

import pytest
from api_caller import Caller

pytestmark = pytest.mark.django_db

ORDER = {"order_id": "7", "customer_id": "A", "ordered_at": "2024-01-05T10:00:00Z", "amount": "12.50"}
TOUCH = {
    "key": "0b5d3a3e-2f0c-4a59-9c51-2d5d9a3b0a11",
    "channel": "call",
    "outcome": "reached",
    "happened_at": "2024-01-05T10:00:00Z",
}
FAR = (
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00",
    "2200-01-01T00:00:00Z",
)


@pytest.fixture
def caller(house):
    house.business.time_zone = "Pacific/Kiritimati"
    house.business.save()
    return Caller(house.owner, scopes=("read", "orders:write"))


@pytest.mark.parametrize("number", [2**63, 10**30, -1, -(10**30), 10**400])
@pytest.mark.parametrize("path", ["orders?customer={}", "touches?customer={}", "customers/{}"])
def test_a_number_that_no_record_has_is_refused(caller, path, number):
    answer = caller.client.get(f"/api/v1/{path.format(number)}")
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_greatest_number_is_only_not_found(caller):
    assert caller.get("orders", customer=2**63 - 1).json()["items"] == []
    assert caller.get(f"customers/{2**63 - 1}").status_code == 404


@pytest.mark.parametrize("at", FAR)
def test_a_moment_outside_all_time_zones_is_refused(caller, house, at):
    house.customer()
    assert caller.post("orders", {**ORDER, "ordered_at": at}).status_code == 422
    assert caller.post("touches", {**TOUCH, "customer": 1, "happened_at": at}).status_code == 422
    assert caller.post("leads", {"lead_id": "1", "name": "Anna", "entered_at": at}).status_code == 422
    assert caller.post("orders", {**ORDER, "paid_on": at[:10]}).status_code == 422


@pytest.mark.parametrize(
    "amount", ["1000000000000", "99999999999999.99", "-1e13", "NaN", "Infinity", "1e400"]
)
def test_money_that_no_sum_could_hold_is_refused(caller, amount):
    assert caller.post("orders", {**ORDER, "amount": amount}).status_code == 422


@pytest.mark.parametrize("field", ["order_id", "customer_id", "product", "seller", "status"])
def test_a_text_that_no_database_keeps_is_refused(caller, field):
    assert caller.post("orders", {**ORDER, field: "a\0b"}).status_code == 422
    assert caller.get("customers", customer_id="a\0b").status_code == 422
    assert caller.post("orders", {**ORDER, "customer": {"name": "a\0b"}}).status_code == 422
