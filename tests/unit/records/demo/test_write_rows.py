from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from perennial.records.demo.write_rows import write_rows
from perennial.records.models import Customer, Notice, Order, Touch
from perennial.records.models.words import Channel, Play

AT = datetime(2026, 3, 5, 23, 30, tzinfo=ZoneInfo("Europe/Moscow"))


def test_rows_are_read_back_as_they_were_made(house):
    customers = [
        Customer(name="Норд", owner=house.farmer, spend_total=Decimal("12.50"), p_alive=0.25),
        Customer(name="Süd", objects_to_profiling=True, paid_until=date(2026, 4, 1), created_at=AT),
    ]
    write_rows(customers)
    order = Order(
        customer=customers[0], external_id="1", ordered_at=AT, day=date(2026, 3, 5), amount=Decimal("9.99")
    )
    touch = Touch(customer=customers[1], seller=house.farmer, play=Play.REMIND, channel=Channel.VISIT)
    notice = Notice(user=house.farmer, message={"text": "{n} wait", "facts": {"n": 2}})
    for row in (order, touch, notice):
        write_rows([row])
    north, south = Customer.objects.order_by("pk")
    assert (north.name, north.owner, north.spend_total, north.p_alive) == (
        "Норд",
        house.farmer,
        Decimal("12.50"),
        0.25,
    )
    assert (south.paid_until, south.created_at, south.objects_to_profiling) == (date(2026, 4, 1), AT, True)
    for row in (*customers, order, touch, notice):
        found = type(row).objects.get(pk=row.pk)
        told = {field.attname for field in row._meta.concrete_fields} - {"updated_at"}
        assert {name: getattr(found, name) for name in told} == {name: getattr(row, name) for name in told}
        assert found.pk == row.pk


def test_numbers_go_on_after_those_given(house):
    before = house.customer()
    write_rows([Customer(name="One"), Customer(name="Two")])
    after = house.customer()
    assert [each.pk for each in Customer.objects.order_by("pk")] == list(range(before.pk, after.pk + 1))


def test_nothing_is_written_of_nothing(house):
    write_rows(iter(()))
    assert not Customer.objects.exists()
