from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from perennial.core.errors import UserError
from perennial.records.models import (
    AuditEntry,
    Consent,
    Contact,
    Customer,
    ExternalId,
    HandOff,
    Lead,
    LeaveReason,
    Mistake,
    Note,
    Order,
    OwnerChange,
    PlannedTouch,
    Promise,
    SearchText,
    Tag,
    Touch,
)
from perennial.records.operations.index_search import index_search
from perennial.records.operations.merge import merge
from perennial.records.operations.merge_preview import preview
from perennial.records.operations.undo_merge import undo_merge

MODELS = (
    Order,
    Touch,
    Lead,
    Note,
    Mistake,
    LeaveReason,
    OwnerChange,
    Promise,
    ExternalId,
    Contact,
    Consent,
    HandOff,
    PlannedTouch,
)
AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


def furnish(house, customer, number, gain=1.0):
    """Give a customer one of everything."""
    order = Order.objects.create(
        customer=customer,
        external_id=f"o{number}",
        ordered_at=AT,
        day=date(2026, 3, number),
        amount=Decimal(100 * number),
    )
    touch = Touch.objects.create(customer=customer, seller=house.farmer, play="remind", text="called")
    Lead.objects.create(customer=customer, external_id=f"l{number}")
    Note.objects.create(customer=customer, text="a note", author=house.farmer)
    Mistake.objects.create(customer=customer, text="late")
    LeaveReason.objects.create(customer=customer, reason="price")
    OwnerChange.objects.create(customer=customer, new=house.farmer)
    Promise.objects.create(customer=customer, touch=touch, day=date(2026, 4, 1))
    ExternalId.objects.create(customer=customer, system="file", value=f"c{number}")
    Contact.objects.create(
        customer=customer,
        kind="phone",
        value=f"+7 900 000-00-0{number}",
        normal=f"+7900000000{number}",
        is_main=True,
    )
    Contact.objects.create(customer=customer, kind="email", value="a@example.org", normal="a@example.org")
    Consent.objects.create(customer=customer, channel="mail", purpose="advertising", given=number == 1)
    HandOff.objects.create(customer=customer, order=order, hunter=house.hunter, state="offered")
    PlannedTouch.objects.create(
        customer=customer, seller=customer.owner, play="remind", day=date(2026, 4, 1), expected_gain=gain
    )
    customer.tags.add(Tag.objects.create(name=f"tag {number}"))


@pytest.fixture
def pair(house):
    """Two furnished records, the first of farmer's, the second of farmer2's."""
    keep = house.customer("Nord Café", owner=house.farmer, lot_key=uuid4())
    other = house.customer(
        "Nord Cafe Ltd", owner=house.farmer2, lot_key=uuid4(), tax_id="7707083893", objects_to_profiling=True
    )
    furnish(house, keep, 1, gain=1.0)
    furnish(house, other, 2, gain=5.0)
    index_search([keep.pk, other.pk])
    return keep, other


def everything():
    """Give every row that a merge may touch, as plain values."""
    rows = {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}
    columns = Customer.objects.order_by("pk").values(
        "pk",
        "name",
        "kind",
        "tax_id",
        "owner",
        "hunter",
        "protected_until",
        "lot_key",
        "merged_into",
        "orders_count",
        "objects_to_profiling",
        "spend_total",
        "last_order_on",
    )
    return {
        **rows,
        "Customer": list(columns),
        "tags": sorted(Customer.tags.through.objects.values_list("customer_id", "tag_id")),
        "search": list(SearchText.objects.order_by("pk").values()),
    }


def test_merge_moves_everything_to_the_record_kept(house, pair):
    keep, other = pair
    merge(house.head, keep, other)
    for model in (
        Order,
        Touch,
        Lead,
        Note,
        Mistake,
        LeaveReason,
        OwnerChange,
        Promise,
        ExternalId,
        HandOff,
        PlannedTouch,
    ):
        assert set(model.objects.values_list("customer", flat=True)) == {keep.pk}, model
    keep.refresh_from_db()
    other.refresh_from_db()
    assert other.merged_into == keep
    assert (keep.orders_count, keep.spend_total) == (2, 300)
    assert keep.last_order_on == date(2026, 3, 2)
    assert set(keep.tags.values_list("name", flat=True)) == {"tag 1", "tag 2"}
    assert AuditEntry.objects.filter(act="customer.merge", object_id=keep.pk, actor=house.head).exists()


def test_merge_takes_contacts_that_are_new_and_keeps_one_main(house, pair):
    keep, other = pair
    merge(house.head, keep, other)
    kept = keep.contacts.values_list("normal", "is_main")
    assert sorted(kept) == [("+79000000001", True), ("+79000000002", False), ("a@example.org", False)]


def test_merge_lets_the_refusal_hold_and_the_objection(house, pair):
    keep, other = pair
    merge(house.head, keep, other)
    assert keep.consents.get().given is False
    keep.refresh_from_db()
    assert keep.objects_to_profiling


def test_merge_does_not_let_an_agreement_outdo_a_refusal(house, pair):
    keep, other = pair
    merge(house.head, other, keep)
    assert other.consents.get().given is False


def test_merge_leaves_one_open_line_that_of_the_greater_gain(house, pair):
    keep, other = pair
    merge(house.head, keep, other)
    line = PlannedTouch.objects.get(customer=keep, state="open")
    assert line.expected_gain == 5.0
    assert line.seller == house.farmer
    assert HandOff.objects.filter(customer=keep, state="offered").count() == 1


def test_merge_keeps_the_lot_that_was_drawn(house, pair):
    keep, other = pair
    lot = keep.lot_key
    merge(house.head, keep, other)
    keep.refresh_from_db()
    assert keep.lot_key == lot


def test_merge_fills_what_is_empty_and_follows_choices(house, pair):
    keep, other = pair
    merge(house.head, keep, other, {"name": "other", "owner": "other"})
    keep.refresh_from_db()
    assert (keep.name, keep.tax_id, keep.owner) == ("Nord Cafe Ltd", "7707083893", house.farmer2)
    assert PlannedTouch.objects.get(customer=keep, state="open").seller == house.farmer2


def test_merge_makes_the_other_record_unfindable(house, pair):
    keep, other = pair
    merge(house.head, keep, other)
    assert list(SearchText.objects.values_list("pk", flat=True)) == [keep.pk]
    assert "c2" in SearchText.objects.get().text


@pytest.mark.parametrize("choices", [{}, {"name": "other", "owner": "other", "tax_id": "other"}])
def test_undo_merge_brings_back_every_row_as_it_was(house, pair, choices):
    before = everything()
    act = merge(house.head, *pair, choices)
    # What an owner's history says is added to, never taken away.
    undo_merge(house.head, act)
    after = everything()
    known = {row["id"] for row in before["OwnerChange"]}
    after["OwnerChange"] = [row for row in after["OwnerChange"] if row["id"] in known]
    assert {name: rows for name, rows in after.items() if name != "Customer"} == {
        name: rows for name, rows in before.items() if name != "Customer"
    }
    bare = (
        "pk",
        "name",
        "tax_id",
        "owner",
        "hunter",
        "protected_until",
        "lot_key",
        "merged_into",
        "objects_to_profiling",
    )
    assert [[row[name] for name in bare] for row in after["Customer"]] == [
        [row[name] for name in bare] for row in before["Customer"]
    ]


def test_undo_merge_leaves_what_came_since(house, pair):
    keep, other = pair
    act = merge(house.head, keep, other, {"name": "other"})
    Customer.objects.filter(pk=keep.pk).update(name="Renamed since")
    note = Note.objects.create(customer=keep, text="later")
    undo_merge(house.head, act)
    note.refresh_from_db()
    keep.refresh_from_db()
    assert note.customer == keep
    assert keep.name == "Renamed since"


def test_undo_merge_opens_no_second_line_where_one_was_planned_since(house, pair):
    keep, other = pair
    act = merge(house.head, keep, other)
    PlannedTouch.objects.filter(customer=keep, state="open").update(state="done")
    PlannedTouch.objects.create(customer=keep, seller=house.farmer, play="thank", day=date(2026, 5, 1))
    undo_merge(house.head, act)
    assert PlannedTouch.objects.get(customer=keep, state="open").play == "thank"


def test_undo_merge_a_second_time_changes_nothing(house, pair):
    act = merge(house.head, *pair)
    undo_merge(house.head, act)
    before = everything()
    undo_merge(house.head, act)
    assert everything() == before


def test_undo_merge_after_a_later_merge_asks_for_that_first(house, pair):
    keep, other = pair
    third = house.customer("Nord")
    first = merge(house.head, keep, other)
    second = merge(house.head, third, keep)
    with pytest.raises(UserError, match="part the later merge first"):
        undo_merge(house.head, first)
    undo_merge(house.head, second)
    undo_merge(house.head, first)
    assert Customer.objects.filter(merged_into__isnull=False).count() == 0
    assert Order.objects.get(external_id="o2").customer == other


def test_merge_of_a_merged_record_is_refused(house, pair):
    keep, other = pair
    merge(house.head, keep, other)
    with pytest.raises(UserError, match="meanwhile"):
        merge(house.head, house.customer("x"), other)
    with pytest.raises(UserError, match="themselves"):
        merge(house.head, keep, keep)


def test_preview_says_what_merge_does_and_changes_nothing(house, pair):
    keep, other = pair
    before = everything()
    seen = preview(keep, other)
    assert everything() == before
    assert {choice.name: choice.proposed for choice in seen.choices} == {
        "name": "keep",
        "tax_id": "other",
        "owner": "keep",
    }
    assert seen.counts["orders"] == (1, 1)
    assert [each.normal for each in seen.contacts] == ["+79000000002"]
    assert seen.shared == ("a@example.org",)
    assert [each.channel for each in seen.refusals] == ["mail"]
    assert (seen.closes_handoff, seen.closes_line) == (True, True)
