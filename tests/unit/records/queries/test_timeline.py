from datetime import UTC, datetime, timedelta

from perennial.records.models import Note, Order, Touch
from perennial.records.queries.timeline import KINDS, timeline_of

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


def busy(house):
    customer = house.customer(owner=house.farmer)
    for number in range(5):
        at = AT - timedelta(days=number // 2)  # two of each kind share a moment
        Order.objects.create(
            customer=customer, external_id=str(number), ordered_at=at, day=at.date(), amount=number
        )
        Touch.objects.create(customer=customer, seller=house.farmer, happened_at=at, day=at.date())
        Note.objects.create(customer=customer, text=str(number), at=at)
    customer.mistakes.create(text="late", at=AT)
    customer.promises.create(day=AT.date(), made_at=AT)
    customer.handoffs.create(hunter=house.hunter, farmer=house.farmer, opened_at=AT)
    customer.owner_changes.create(new=house.farmer, at=AT)
    customer.forecast_changes.create(as_of=AT.date(), cause="order", at=AT)
    customer.leave_reasons.create(reason="price", at=AT)
    customer.messages.create(purpose="service", text="Ready", message_id="<1@x>", created_at=AT)
    return customer


def all_entries(customer, **how):
    entries, older = [], ""
    while True:
        page = timeline_of(customer, older_than=older, **how)
        entries += page.entries
        if not page.older:
            return entries
        older = page.older


def test_pages_hold_everything_once_newest_first(house):
    entries = all_entries(busy(house), size=4)
    keys = [(entry.kind, entry.record.pk) for entry in entries]
    assert len(keys) == len(set(keys)) == 22
    assert {entry.kind for entry in entries} == set(KINDS)
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)


def test_one_kind_alone(house):
    entries = all_entries(busy(house), kind="note", size=2)
    assert [entry.record.text for entry in entries] == ["1", "0", "3", "2", "4"]


def test_undone_touches_promises_and_reasons_are_not_told(house):
    customer = busy(house)
    customer.touches.update(undone_at=AT)
    customer.promises.update(undone_at=AT)
    customer.leave_reasons.update(undone_at=AT)
    assert not {"touch", "promise", "leaving"} & {entry.kind for entry in timeline_of(customer).entries}


def test_unreadable_key_gives_the_newest(house):
    customer = busy(house)
    assert len(timeline_of(customer, older_than="nonsense").entries) == 22
    assert len(timeline_of(customer, older_than="2026-01-01~0~1").entries) == 22
