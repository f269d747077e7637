"""A large base in which every page has something to show: touches, leads, hand-offs, imports, weeks."""

from datetime import date, datetime, timedelta
from datetime import time as clock
from uuid import uuid4

import numpy as np
from django.db import connection
from django.db.models import F
from django.utils import timezone

from perennial.records.models import (
    AuditEntry,
    Business,
    Contact,
    Customer,
    Department,
    HandOff,
    Import,
    Lead,
    LeadMove,
    Mistake,
    Note,
    Notice,
    Order,
    Product,
    SavedView,
    SellerWeek,
    Tag,
    Touch,
    User,
)
from perennial.records.operations.index_search import reindex

__all__ = ["add_leads", "settle"]

_HUNTERS = 6
_TOUCHES = 300_000
_SOME = 2_000
_LEADS = 20_000
_STEPS = ("new", "first contact", "meeting", "offer made", "call back")
_AT_ONCE = 2_000


def settle() -> None:
    """Add to customers and orders what else a house of some years holds."""
    rng = np.random.default_rng(2)
    sellers = _people()
    _sql(
        "UPDATE records_order SET seller_id = (SELECT owner_id FROM records_customer WHERE id = customer_id)"
    )
    customers = list(Customer.objects.order_by("pk").values_list("pk", "owner_id"))
    _products(customers)
    Contact.objects.bulk_create(
        (
            Contact(
                customer_id=pk, kind="phone", value=f"+7 900 {pk:07d}", normal=f"+7900{pk:07d}", is_main=True
            )
            for pk, _ in customers
        ),
        batch_size=_AT_ONCE,
    )
    _touches(customers, rng)
    _life(customers[-_SOME:], sellers)
    add_leads()
    _books(sellers)
    reindex()
    _sql("ANALYZE")


def _people() -> list[User]:
    Business.objects.update(drift_confirmed_at=timezone.now(), currency="EUR", time_zone="UTC")
    hunters = Department.objects.create(name="First sales", kind="first_sales")
    farmers = Department.objects.create(name="Existing customers", kind="existing")
    sellers = list(User.objects.filter(role="farmer").order_by("pk"))
    for at, seller in enumerate(sellers):
        seller.role = "hunter" if at < _HUNTERS else "farmer"
        seller.department = hunters if at < _HUNTERS else farmers
        seller.save()
    User.objects.create_user("head@example.org", None, name="Head", role="head", department=farmers)
    User.objects.create_user("analyst@example.org", None, name="Analyst", role="analyst")
    return sellers


def _products(customers: list[tuple[int, int]]) -> None:
    products = Product.objects.bulk_create(Product(name=f"Product {n}") for n in range(20))
    first = products[0].pk
    Customer.objects.update(product_id=first + F("id") % 20)
    Customer.objects.annotate(fifth=F("id") % 5).filter(fifth__lt=2).update(hunter_id=F("owner_id"))
    Order.objects.update(product_id=first + F("customer_id") % 20)
    tags = Tag.objects.bulk_create(Tag(name=f"tag {n}") for n in range(10))
    through = Customer.tags.through
    through.objects.bulk_create(
        (through(customer_id=pk, tag_id=tags[pk % 10].pk) for pk, _ in customers[::4]), batch_size=_AT_ONCE
    )


def _touches(customers: list[tuple[int, int]], rng: np.random.Generator) -> None:
    whom = rng.integers(0, len(customers), _TOUCHES).tolist()
    ago = rng.integers(0, 400, _TOUCHES).tolist()
    outcomes = ("reached", "no_answer", "ordered", "refused")
    today = date.today()  # noqa: DTZ011 - a bench may look at the clock
    Touch.objects.bulk_create(
        (
            Touch(
                key=uuid4(), customer_id=customers[at][0], seller_id=customers[at][1], play="due",
                minutes=6, outcome=outcomes[at % 4], day=day, happened_at=_noon(day), is_planned=at % 2 == 0,
            )
            for at, back in zip(whom, ago, strict=True)
            for day in (today - timedelta(days=back),)
        ),
        batch_size=_AT_ONCE,
    )  # fmt: skip


def _life(customers: list[tuple[int, int]], sellers: list[User]) -> None:
    hunter, farmer = sellers[0], sellers[-1]
    ids = [pk for pk, _ in customers]
    Customer.objects.filter(pk__in=ids[:500]).update(owner=hunter, hunter=hunter)
    HandOff.objects.bulk_create(
        HandOff(customer_id=pk, hunter=hunter, farmer=farmer, state="offered" if at % 2 else "open")
        for at, pk in enumerate(ids[:500])
    )
    Note.objects.bulk_create(Note(customer_id=pk, author=farmer, text="Asks for tea") for pk in ids)
    Mistake.objects.bulk_create(Mistake(customer_id=pk, by=farmer, text="Late") for pk in ids[:100])


def add_leads() -> None:
    """Add open leads of all products and hunters, each with the steps it came to, to the last customers."""
    ids = list(Customer.objects.order_by("-pk").values_list("pk", flat=True)[:_LEADS])
    hunters = list(User.objects.filter(role="hunter").values_list("pk", flat=True))
    products = list(Product.objects.values_list("pk", flat=True))
    now = timezone.now()
    leads = Lead.objects.bulk_create(
        (
            Lead(
                customer_id=pk, hunter_id=hunters[at % len(hunters)], product_id=products[at % len(products)],
                lead_step=_STEPS[at % 5], value=at % 900, next_action="Call", source="fair",
                next_on=now.date() + timedelta(days=at % 30 - 5),
                entered_at=now - timedelta(days=at % 60 + 10), step_since=now - timedelta(days=at % 9),
                first_answer_at=None if at % 3 else now,
            )
            for at, pk in enumerate(ids)
        ),
        batch_size=_AT_ONCE,
    )  # fmt: skip
    LeadMove.objects.bulk_create(
        (
            LeadMove(lead=lead, step=step, at=lead.entered_at + timedelta(days=2 * turn))
            for at, lead in enumerate(leads)
            for turn, step in enumerate(_STEPS[: at % 5 + 1])
        ),
        batch_size=_AT_ONCE,
    )


def _books(sellers: list[User]) -> None:
    owner = User.objects.get(role="owner")
    Import.objects.bulk_create(
        Import(kind="orders", file_name=f"orders {n}.csv", state="done", rows=1000, by=owner)
        for n in range(300)
    )
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(actor=owner, act="customer.change", model="customer", object_id=n)
            for n in range(50_000)
        ),
        batch_size=_AT_ONCE,
    )
    for person in User.objects.all():
        Notice.objects.bulk_create(
            Notice(user=person, message={"text": "The forecasts are made.", "facts": {}}) for _ in range(200)
        )
        SavedView.objects.create(user=person, name="Mine", query="stage=at_risk")
    monday = date.today() - timedelta(days=date.today().weekday())  # noqa: DTZ011
    SellerWeek.objects.bulk_create(
        SellerWeek(seller=seller, week=monday - timedelta(weeks=n), alarm=n == 1, reading=_reading(monday))
        for seller in sellers
        for n in range(1, 27)
    )


def _reading(monday: date) -> dict[str, object]:
    return {
        "measured_on": monday.toordinal() - date(1970, 1, 1).toordinal() - 7,
        "cause": None,
        "reason": {"text": "The forecasts are made.", "facts": {}},
        "measures": [],
        "lines": {},
    }


def _noon(day: date) -> datetime:
    return datetime.combine(day, clock(12), tzinfo=timezone.get_default_timezone())


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
