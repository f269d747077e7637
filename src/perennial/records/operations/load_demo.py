"""Load the invented company into an empty base, so that the house can be seen at work."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django_tasks import task

from perennial.core.days import date_of, day_of
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.core.progress import Progress, silent
from perennial.pay.columns import SellerLog
from perennial.records.demo.cast import Cast, Crowd
from perennial.records.demo.clock import Clock
from perennial.records.demo.customers import add_contacts, add_customers, add_leads
from perennial.records.demo.handoffs import add_handoffs
from perennial.records.demo.life import add_life
from perennial.records.demo.next_actions import answer_silent, plan_next
from perennial.records.demo.orders import add_orders, win_leads
from perennial.records.demo.people import PASSWORD, absences, cast_of, settle_house
from perennial.records.demo.process import add_moves, draw_processes, follow_leads
from perennial.records.demo.touches import add_touches
from perennial.records.demo.truth import write_truth
from perennial.records.models import Business, Customer, Import, Notice, Order, Product, RefreshRun, User
from perennial.records.operations.answer_leads import answer_leads
from perennial.records.operations.audit import note_act
from perennial.records.operations.index_search import reindex
from perennial.records.operations.load_demo_offers import add_offers
from perennial.records.operations.load_demo_pay import add_pay
from perennial.records.operations.load_demo_trials import add_trials
from perennial.records.operations.measure_drift import days_read, measure_drift
from perennial.records.operations.plan_leads import plan_leads
from perennial.records.operations.process.read_process import read_process
from perennial.records.operations.refresh import run_refresh
from perennial.records.operations.request_refresh import request_refresh
from perennial.records.queries.seller_log import Team, part_of_log, read_log, read_team
from perennial.simulate.company.company import Company, make_company

__all__ = ["SEED", "DemoLoaded", "DemoPerson", "learn_later", "load_demo", "read_weeks"]

#: A company in which both drifting sellers and the leaving window show well.
SEED = 2

#: Weeks back for which drift is read, so that one sees when it began.
_WEEKS_READ = 12
_TELLING = (Customer, Order, Import, Product, User)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Who may sign in to the demo: name, e-mail and role."""

    name: str
    email: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLoaded:
    """What was loaded, and how to sign in: every person has the same password."""

    people: tuple[DemoPerson, ...]
    password: str
    customers: int
    orders: int
    touches: int


def load_demo(
    language: Literal["en", "ru"],
    today: date,
    seed: int = SEED,
    progress: Progress = silent,
    *,
    learn: bool = True,
) -> DemoLoaded:
    """Invent the company up to yesterday and write it in one transaction, then its forecasts.

    Parameters
    ----------
    language
        Of names and texts; money goes with it.
    today
        The day on which the house is opened.
    seed
        Of all that is left to chance.
    learn
        Whether forecasts, plans and the weeks of sellers are made at once.

    Raises
    ------
    UserError
        Somebody or something is in the base already.
    """
    if any(model._default_manager.exists() for model in _TELLING):  # noqa: SLF001 - Django's public way
        raise UserError("The invented company goes into an empty base only, and this one holds records.")
    progress(Message("Inventing the company"), 0.0)
    last_day = day_of(today - timedelta(days=1))
    company = make_company(seed=seed, last_day=last_day, language=language)
    cast = _load(company, Clock(zone=ZoneInfo(settings.TIME_ZONE)), progress)
    write_truth(Path(settings.DATA_DIR), company, seed)
    if learn:
        _learn(today, progress)
    return DemoLoaded(
        people=tuple(
            DemoPerson(name=each.name, email=each.email, role=each.role) for each in cast.people.values()
        ),
        password=PASSWORD,
        customers=len(company.customers.customer_id),
        orders=len(company.orders.order_id),
        touches=len(company.touches.touch_id),
    )


@transaction.atomic
def _load(company: Company, clock: Clock, progress: Progress) -> Cast:
    progress(Message("Writing people and products"), 0.1)
    cast = cast_of(company, clock)
    settle_house(cast)
    absences(cast)
    progress(Message("Writing customers and orders"), 0.15)
    customers = add_customers(cast)
    leads = add_leads(cast, customers)
    ways = follow_leads(cast, leads)
    add_contacts(cast, customers)
    orders = add_orders(cast, customers)
    crowd = Crowd(
        customers=customers, leads=win_leads(cast, plan_next(cast, leads, orders), orders), orders=orders
    )
    add_moves(ways, crowd.leads)
    draw_processes(cast)
    progress(Message("Writing touches"), 0.4)
    add_touches(cast, crowd)
    answer_leads(lead.customer_id for lead in leads.values())
    answer_silent()
    add_handoffs(cast, crowd)
    add_life(cast, customers)
    add_offers(date_of(company.last_day) + timedelta(days=1))
    progress(Message("Making everybody findable"), 0.6)
    reindex()
    _tell_planner()
    note_act(None, "demo.load", customers=len(customers))
    return cast


def _tell_planner() -> None:
    """Let the database count its rows: its planner has seen an empty base so far."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def learn_later(today: date) -> None:
    """Have the worker learn the forecasts, then read the weeks of sellers, the ledger and the trials."""
    request_refresh(None, kind="refit")
    read_weeks.enqueue(today.isoformat())
    add_pay.enqueue(today.isoformat())
    add_trials.enqueue(today.isoformat())


def _learn(today: date, progress: Progress) -> None:
    """Make forecasts, today's lines and the weeks of sellers."""
    progress(Message("Learning the rhythm of every customer"), 0.65)
    run_refresh.call(RefreshRun.objects.create(kind="refit").pk)
    plan_leads(today=today)
    add_pay.enqueue(today.isoformat())
    add_trials.enqueue(today.isoformat())
    read_process.call()
    progress(Message("Reading the weeks of sellers"), 0.9)
    read_weeks.call(today.isoformat())


@task()
def read_weeks(day: str) -> None:
    """Read the weeks of the invented sellers up to a day, so that one sees when drift began."""
    today, business = date.fromisoformat(day), Business.current()
    first, _ = days_read(today - timedelta(weeks=_WEEKS_READ), business)
    whole = read_log(read_team(), first=first, last=days_read(today, business)[1])

    def read(team: Team, *, first: date, last: date) -> SellerLog:
        del team  # nobody comes or goes meanwhile
        return part_of_log(whole, first=first, last=last)

    for weeks in range(_WEEKS_READ, 0, -1):
        measure_drift(today - timedelta(weeks=weeks), read)
    Notice.objects.all().delete()  # news of weeks long past
    measure_drift(today, read)
