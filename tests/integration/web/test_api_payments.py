"""Payments by the API: each once under its own id, with the pay that follows from them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from api_caller import Caller
from django.utils import timezone

from perennial.pay.plans.shipped import shipped_plan
from perennial.records.models import AuditEntry, Order, PayLine, Payment
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.pay.write_lines import write_lines

TODAY = timezone.localdate()
PAYMENT = {"payment_id": "P1", "order_id": "A1", "paid_on": TODAY.isoformat(), "amount": "400.00"}


@pytest.fixture
def order(house):
    put_in_force(house.owner, shipped_plan(since=TODAY - timedelta(days=30)))
    customer = house.customer(owner=house.hunter, hunter=house.hunter)
    told = {"external_id": "A1", "amount": 1000, "seller": house.hunter}
    return Order.objects.create(customer=customer, day=TODAY, ordered_at=timezone.now(), **told)


@pytest.fixture
def owner(house):
    return Caller(house.owner, ("read", "orders:write"))


def paid():
    write_lines()
    return sum(PayLine.objects.values_list("amount", flat=True))


def test_a_payment_pays_the_seller_on_that_much_of_the_order(order, owner):
    told = owner.post("payments", PAYMENT).json()
    payment = Payment.objects.get()
    assert told == {"created": 1, "updated": 0, "unchanged": 0, "ids": [payment.pk]}
    assert (payment.order, payment.day, payment.external_id) == (order, TODAY, "P1")
    assert paid() == Decimal(40)
    entry = AuditEntry.objects.get(act="api.payment")
    assert entry.facts == {"order": order.pk, "amount": "400.00", "day": TODAY.isoformat()}


def test_a_payment_sent_again_changes_nothing_and_a_changed_one_is_corrected(order, owner):
    first, again = (owner.post("payments", PAYMENT).json() for _ in range(2))
    assert (again["ids"], again["unchanged"]) == (first["ids"], 1)
    assert paid() == Decimal(40)
    assert owner.post("payments", PAYMENT | {"amount": "300"}).json()["updated"] == 1
    assert Payment.objects.get().amount == 300
    assert paid() == Decimal(30)


def test_many_payments_at_once_and_the_last_word_on_each_counts(order, owner):
    second = PAYMENT | {"payment_id": "P2", "amount": "600"}
    told = owner.post("payments", {"payments": [PAYMENT, second, PAYMENT | {"amount": "1"}]}).json()
    ids = {each.external_id: each.pk for each in Payment.objects.all()}
    assert told["ids"] == [ids["P1"], ids["P2"], ids["P1"]]
    assert told["created"] == 2
    assert sorted(Payment.objects.values_list("amount", flat=True)) == [1, 600]


def test_payments_of_an_order_that_is_not_known_are_a_problem_and_none_is_noted(order, owner):
    answer = owner.post("payments", {"payments": [PAYMENT, PAYMENT | {"order_id": "B9"}]})
    assert answer.status_code == 422
    assert "B9" in answer.json()["detail"]
    other = PAYMENT | {"system": "shopify"}
    assert owner.post("payments", other).status_code == 422
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "0"},
        {"amount": "-5"},
        {"amount": "1.234"},
        {"paid_on": "today"},
        {"payment_id": ""},
        {"x": 1},
    ],
)
def test_a_payment_that_cannot_be_used_is_a_problem(order, owner, wrong):
    assert owner.post("payments", PAYMENT | wrong).status_code == 422
    assert not Payment.objects.exists()


def test_a_token_that_only_reads_notes_no_payment(house, order):
    assert Caller(house.owner).post("payments", PAYMENT).status_code == 403
    assert not Payment.objects.exists()


def test_payments_of_a_warehouse_are_not_written(order, owner, settings):
    settings.CONFIG = type("Config", (), {"store_url": "postgresql://warehouse/shop"})
    assert owner.post("payments", PAYMENT).status_code == 409


def test_so_many_orders_ask_the_database_no_more_often(house, order, owner, django_assert_max_num_queries):
    for number in range(20):
        told = {"external_id": f"B{number}", "amount": 100, "day": TODAY, "ordered_at": timezone.now()}
        Order.objects.create(customer=house.customer(f"C{number}"), **told)
    many = [PAYMENT | {"payment_id": str(n), "order_id": f"B{n}"} for n in range(20)]
    with django_assert_max_num_queries(25):
        assert owner.post("payments", {"payments": many}).json()["created"] == 20
