"""The events of the records: leads by their moves, orders by product, and nobody who was erased."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from process_house import bring_process

from perennial.engine.process.drawing import Drawing, DrawnNode
from perennial.records.models import Customer, Erasure, Lead, Order, Product
from perennial.records.operations.process import read_process as reading
from perennial.records.operations.process.change_process import draw_process
from perennial.records.operations.process.forget_process import forget_in_process
from perennial.records.operations.process.read_process import read_process
from perennial.records.queries.process.files import REST, events_files, events_folder, key_of
from perennial.records.queries.process.looks import kept_look, look_of, stamp_of
from perennial.store.events import Chosen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    cache.clear()


def counts(look):
    return {node.activity: node.count for node in look.understood.whole.nodes}


def test_leads_go_from_step_to_step_to_the_order(house):
    bring_process(house)
    look = look_of(REST)
    assert counts(look) == {"Search": 83, "new": 83, "call": 83, "offer": 83, "1st order": 42, "lost": 38}
    edge = look.understood.whole.edge("call", "offer")
    assert (edge.count, edge.median_days) == (83, 5)


def test_weakest_arrow_is_found_with_its_money_and_who_waits(house):
    left = bring_process(house)
    look = look_of(REST)
    assert (look.weakest.source, look.weakest.target) == ("offer", "1st order")
    assert look.understood.weakest.basis == "better_half"
    assert {each.case_id for each in look.waiting} == {str(each.pk) for each in left}
    assert look.amount == 500
    assert look.weakest.money_a_month.value == pytest.approx(
        500 * look.weakest.orders_a_month.value, rel=0.02
    )


def test_sellers_stand_by_number_and_narrow_the_map(house):
    bring_process(house)
    narrowed = look_of(REST, Chosen(resource=str(house.hunter2.pk)))
    assert narrowed.understood.whole.cases == 43
    assert look_of(REST, Chosen(source="Nowhere")) is None


def test_product_with_a_process_of_its_own_is_apart_from_the_rest(house):
    coffee = Product.objects.create(name="Coffee")
    bring_process(house, product=coffee)
    draw_process(
        house.owner,
        name="Coffee",
        product=coffee,
        drawing=Drawing(nodes=(DrawnNode(id="call", label="Call"),), edges=()),
    )
    tea = house.customer("Tea drinker", source="Fair")
    day = timezone.localdate() - timedelta(days=3)
    Order.objects.create(customer=tea, external_id="t", ordered_at=timezone.now(), day=day, amount=5)
    read_process.call()
    assert look_of(key_of(coffee.pk)).understood.whole.cases == 83
    assert counts(look_of(REST)) == {"Fair": 1, "1st order": 1}


def test_lead_whose_moves_were_not_kept_stands_at_its_step(house):
    customer = house.customer("Old")
    Lead.objects.create(customer=customer, hunter=house.hunter, lead_step="meeting", source="Fair")
    read_process.call()
    assert counts(look_of(REST)) == {"Fair": 1, "meeting": 1}


def test_erased_and_merged_customers_are_no_cases(house):
    bring_process(house)
    one, two = Customer.objects.filter(leads__won_order__isnull=False)[:2]
    Customer.objects.filter(pk=one.pk).update(erased_at=timezone.now())
    Customer.objects.filter(pk=two.pk).update(merged_into=house.customer("Kept"))
    read_process.call()
    assert look_of(REST).understood.whole.cases == 81


def test_nothing_is_kept_of_anybody_after_forgetting(house):
    bring_process(house)
    forget_in_process()
    assert not events_files()
    assert look_of(REST) is None


def test_look_is_kept_by_the_reading(house):
    assert kept_look(REST) is None
    bring_process(house)
    assert kept_look(REST) is not None


def test_house_without_events_has_no_look(house):
    read_process.call()
    assert (stamp_of(REST), look_of(REST)) == ("", None)


def test_what_was_read_before_an_erasure_is_not_kept(house, monkeypatch):
    def erase_meanwhile():
        events_folder().mkdir(parents=True, exist_ok=True)
        (events_folder() / "rest.parquet").write_bytes(b"names")
        Erasure.objects.create(number=Erasure.objects.count() + 1, customer_id_was=1, destroyed={})
        monkeypatch.setattr(reading, "_write_all", lambda: None)

    monkeypatch.setattr(reading, "_write_all", erase_meanwhile)
    reading.read_process.call()
    assert not list(events_files())
