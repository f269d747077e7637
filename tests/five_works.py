"""The five works in which faults are rehearsed: import, refresh, sending, hand-off, closing a month of pay.

Each can be begun again after a fault, as a worker or somebody who reads of it does, and tells what there is
in the end without numbers and moments of its own.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from outbox_letters import FakeSender, let_out, letter, states
from shop_to_refresh import Shop

from perennial.pay.plans.shipped import shipped_plan
from perennial.records.models import (
    AuditEntry,
    Customer,
    ForecastChange,
    HandOff,
    Import,
    Notice,
    Order,
    OwnerChange,
    PayLine,
    PayMonth,
    PlannedTouch,
    RefreshRun,
)
from perennial.records.nightly.silent_handoffs import run as accept_silent
from perennial.records.operations import import_file_take, refresh
from perennial.records.operations.accept_handoff import accept_handoff
from perennial.records.operations.import_file import IMPORT_IN_TROUBLE, run_import, start_import
from perennial.records.operations.import_file_options import message_json
from perennial.records.operations.outbox.send import send_outbox
from perennial.records.operations.outbox.senders import SENDERS
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.pay.close_month import close_month
from perennial.records.operations.refresh import REFRESH_IN_TROUBLE, run_refresh

__all__ = ["MONTH", "WORKS", "Place", "Work", "told_truly"]

MONTH, AFTER_IT = "2026-03", date(2026, 6, 10)
_QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
_ORDERS = "order_id,customer_id,ordered_at,amount\n" + "".join(
    f"N{i},K{i % 4},2026-01-{i + 1:02},{i + 10}\n" for i in range(9)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a work is done: a house of people, Django's settings, a folder, pytest's monkeypatch."""

    house: object
    settings: object
    folder: object
    monkeypatch: object

    def __post_init__(self):
        self.settings.TASKS = _QUEUE  # as in the product: what is asked for stands in the database
        self.settings.DATA_DIR = self.folder
        self.settings.MEDIA_ROOT = self.folder / "uploads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work that stands ready.

    Attributes
    ----------
    do
        Does it, or goes on with it.
    state
        What there is, to be compared with an undisturbed run.
    lasting
        The same, where a clock that was set for a while decided a part of it.
    surplus
        How often something left that had left before.
    """

    do: Callable[[], object]
    state: Callable[[], object]
    lasting: Callable[[], object] | None = None
    surplus: Callable[[], int] = lambda: 0


def _counts(*models):
    return {model.__name__: model.objects.count() for model in models}


def _tasks():
    return Counter(DBTaskResult.objects.values_list("task_path", flat=True))


def _acts():
    return Counter(AuditEntry.objects.values_list("act", flat=True))


def importing(place):
    """Have an import of nine orders ready, taken in two at a time."""
    place.monkeypatch.setattr(import_file_take, "PORTION", 2)
    start_import([_ORDERS.encode()], "orders.csv", by=place.house.owner, kind="orders")

    def do():
        Import.objects.exclude(state="done").update(state="queued", failure={})
        run_import.call(Import.objects.get().pk)

    def state():
        orders = Order.objects.values_list("external_id", "customer__name", "amount", "day")
        found = Import.objects.values_list("state", "created", "updated", "rejected", "position", "failure")
        return sorted(orders), list(found), _counts(Customer), _tasks()

    return Work(do=do, state=state)


def _moved():
    """Give from where to where each leaving date came in all: a clock set back moves some to and fro."""
    moved = {}
    for whose, old, new in ForecastChange.objects.order_by("pk").values_list("customer", "old", "new"):
        moved[whose] = (moved.get(whose, (old,))[0], new)
    return {whose: way for whose, way in moved.items() if way[0] != way[1]}


def refreshing(place):
    """Have a shop ready that was refreshed once, and to which orders came since."""
    place.monkeypatch.setattr(refresh, "warm_pages", lambda *_: None)
    shop = Shop(place.house, customers=60, today=timezone.localdate())
    shop.refresh()
    for customer in shop.customers[:3]:
        shop.buy(customer, shop.orders[-1].day)

    def do():
        run = RefreshRun.objects.exclude(state="done").first() or RefreshRun.objects.create(kind="roll")
        run_refresh.call(run.pk)

    def state():
        left = RefreshRun.objects.exclude(state="done").count()
        return shop.state() | {"not done": left}

    def lasting():
        # What is planned, and on which day a moved date is noted, is the clock's to say.
        open_ones = Counter(PlannedTouch.objects.filter(state="open").values_list("customer", flat=True))
        return state() | {"changes": _moved(), "lines": max(open_ones.values())}

    return Work(do=do, state=state, lasting=lasting)


def sending(place):
    """Have letters ready, each a little longer than the one before: some fill their page of the database."""
    sender = FakeSender()
    place.monkeypatch.setitem(SENDERS, "mail", sender)
    let_out(place.house, place.settings, place.folder)
    customer = place.house.customer()
    keys = [letter(customer, text="x" * 20 * longer).message_id for longer in range(26)]

    def do():
        send_outbox.call()

    def state():
        return states(), set(keys) <= {message.message_id for message in sender.sent}

    def surplus():
        there = len(sender.sent) - len({message.message_id for message in sender.sent})
        sender.sent.clear()
        return there

    return Work(do=do, state=state, surplus=surplus)


def handing_off(place):
    """Have two hand-offs ready that are due by silence, and one that a farmer accepts."""
    now, house = timezone.now(), place.house
    first, *_ = [
        HandOff.objects.create(
            customer=house.customer(name, owner=house.hunter, hunter=house.hunter, value_at_risk=90),
            hunter=house.hunter, farmer=house.farmer, state="offered", note="n",
            offered_at=now - timedelta(days=40), due_on=timezone.localdate(now) + timedelta(days=days),
        )
        for name, days in (("Vesna", 40), ("Nord", -9), ("Ost", -9))
    ]  # fmt: skip

    def do():
        accept_silent(timezone.localdate(now))
        accept_handoff(HandOff.objects.get(pk=first.pk), house.farmer, timezone.now())

    def state():
        customers = Customer.objects.values_list("name", "owner__name", "hunter__name")
        handoffs = HandOff.objects.values_list("customer__name", "state", "farmer__name")
        lines = PlannedTouch.objects.values_list("customer__name", "seller__name", "play", "state")
        return (
            sorted(customers),
            sorted(handoffs),
            sorted(lines),
            _acts(),
            _tasks(),
            _counts(OwnerChange, Notice),
        )

    return Work(do=do, state=state)


def closing(place):
    """Have a month ready in which three customers bought twice."""
    house = place.house
    put_in_force(house.owner, shipped_plan(since=date(2026, 1, 1)))
    for number in range(3):
        customer = house.customer(f"Customer {number}", owner=house.hunter, hunter=house.hunter)
        for at in range(2):
            day = date(2026, 3, 3 + 9 * at)
            Order.objects.create(
                customer=customer, external_id=f"{number}-{at}", day=day, ordered_at=timezone.now(),
                amount=Decimal(1000), seller=house.hunter, fully_paid_on=day,
            )  # fmt: skip

    def state():
        lines = PayLine.objects.values_list("seller__name", "month", "amount", "customer_key", "order_key")
        return sorted(lines), _acts(), list(PayMonth.objects.values_list("month", flat=True))

    return Work(do=partial(close_month, house.owner, MONTH, today=AFTER_IT), state=state)


def told_truly(trouble):
    """See that an import or a refresh that says why it broke off says this, or could say nothing any more."""
    for model, said in ((Import, IMPORT_IN_TROUBLE), (RefreshRun, REFRESH_IN_TROUBLE)):
        for failure in model.objects.filter(state="failed").values_list("failure", flat=True):
            assert failure == message_json(said[trouble])


#: Makes each ready in a place.
WORKS = {
    "import": importing,
    "refresh": refreshing,
    "sending": sending,
    "hand-off": handing_off,
    "month closing": closing,
}
