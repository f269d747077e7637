"""Who of those that wait at an arrow can be put on a list today: whose, and the others with why not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models.functions import Coalesce

from perennial.records.models import Business, Contact, Customer, HandOff, Lead, PlannedTouch, Touch, User
from perennial.records.models.words import Channel, Direction, Outcome, Play
from perennial.records.queries.today_people import contacts_of, keys_of, once_a_person
from perennial.records.queries.trials.held_out import held_out_by_play
from perennial.records.queries.visible import of_customers
from perennial.records.queries.ways import ways_of

__all__ = ["Choice", "WaitingLine", "choose_lines", "customers_waiting"]

#: Days after a touch in which a lead is not touched again.
_REST_OF_LEADS = timedelta(days=2)
_LONG_REST = timedelta(days=30)
_MOST = 5000
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A line to be made: whom, for which lead (None: for somebody who has bought), whose."""

    customer: Customer
    lead: Lead | None
    seller: User
    play: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Lines that fit the day, and how many of those who wait have none.

    Attributes
    ----------
    replaced
        Open lines for a later day that give way, by their number.
    standing
        Stand on somebody's list of today already, or on a day that people chose.
    left_alone
        Were touched lately, refused, did not agree to calls, are held out, or are being handed over.
    nobodys
        Have no owner who works here.
    beyond
        Do not fit the day of their owner.
    """

    lines: tuple[WaitingLine, ...]
    replaced: tuple[int, ...]
    standing: int
    left_alone: int
    nobodys: int
    beyond: int


def customers_waiting(user: Any, case_ids: Iterable[str], most: int = _MOST) -> list[Customer]:
    """Give the customers of some cases on whom somebody may act, in the order of the cases."""
    wanted = [int(each) for each in case_ids if each.isdigit()][:most]
    found: dict[int, Customer] = {}
    for at in range(0, len(wanted), _AT_ONCE):
        rows = Customer.objects.filter(
            of_customers(user, "customer.see"),
            pk__in=wanted[at : at + _AT_ONCE],
            erased_at__isnull=True,
            merged_into__isnull=True,
        )
        found |= {each.pk: each for each in rows.select_related("owner", "product")}
    return [found[pk] for pk in wanted if pk in found]


def choose_lines(customers: Sequence[Customer], *, today: date, business: Business) -> Choice:
    """Choose lines for today: one a person, as many a seller as their day has touches."""
    ids = [each.pk for each in customers]
    leads = _leads(ids)
    whose = {each.pk: _whose(each, leads.get(each.pk)) for each in customers}
    standing, replaced = _lines(ids, today)
    alone = _left_alone(ids, leads, today, business) | _not_to_be_called(customers, leads, today)
    known = [each for each in customers if whose[each.pk] is not None]
    free = [each for each in known if each.pk not in standing and each.pk not in alone]
    once = _one_a_person(free, standing)
    lines, beyond = _fitting([_line(each, leads, whose) for each in once], business)
    return Choice(
        lines=lines,
        replaced=tuple(replaced[each.customer.pk] for each in lines if each.customer.pk in replaced),
        standing=sum(each.pk in standing for each in known) + len(free) - len(once),
        left_alone=sum(each.pk in alone and each.pk not in standing for each in known),
        nobodys=len(customers) - len(known),
        beyond=beyond,
    )


def _leads(ids: list[int]) -> Mapping[int, Lead]:
    found: dict[int, Lead] = {}
    for part in _parts(ids):
        rows = Lead.objects.filter(customer__in=part, closed_at__isnull=True).select_related("hunter")
        found |= {each.customer_id: each for each in rows.order_by("entered_at", "pk")}
    return found


def _whose(customer: Customer, lead: Lead | None) -> User | None:
    if customer.purchases == 0 and lead is None:
        return None  # its lead has been closed since
    seller = lead.hunter if lead is not None and customer.purchases == 0 else customer.owner
    return seller if seller is not None and seller.is_active else None


def _lines(ids: list[int], today: date) -> tuple[set[int], Mapping[int, int]]:
    """Give the customers whose open line stays, and by customer the lines that may give way."""
    standing, replaced = set[int](), dict[int, int]()
    for part in _parts(ids):
        rows = PlannedTouch.objects.filter(customer__in=part, state=PlannedTouch.State.OPEN)
        for line in rows.annotate(due=Coalesce("snoozed_until", "day")):
            by_people = line.made_by_id is not None or line.snoozed_until is not None
            if by_people or line.play == Play.GREET or line.due <= today:
                standing.add(line.customer_id)
            else:
                replaced[line.customer_id] = line.pk
    return standing, replaced


def _not_to_be_called(customers: Sequence[Customer], leads: Collection[int], today: date) -> set[int]:
    """Give the customers who have not agreed to calls, or whom a trial holds out; a lead asked for one."""
    buyers = [each.pk for each in customers if each.purchases and each.pk not in leads]
    ways, held = ways_of(buyers), held_out_by_play(today)
    silent = {pk for pk in buyers if Channel.CALL not in ways[str(pk)].advertising}
    out = held.get(Play.SECOND, frozenset()) | held.get(Play.REMIND, frozenset())
    return silent | {pk for pk in buyers if str(pk) in out}


def _left_alone(ids: list[int], leads: Collection[int], today: date, business: Business) -> set[int]:
    alone, rest_of_buyers = set[int](), timedelta(days=business.rest_days)
    for part in _parts(ids):
        touches = Touch.objects.filter(
            customer__in=part, undone_at__isnull=True, direction=Direction.OUT, day__gt=today - _LONG_REST
        )
        for pk, day, outcome in touches.values_list("customer_id", "day", "outcome"):
            rest = (
                _LONG_REST
                if outcome == Outcome.REFUSED
                else _REST_OF_LEADS
                if pk in leads
                else rest_of_buyers
            )
            if pk is not None and day > today - rest:
                alone.add(pk)
        passing = HandOff.objects.filter(
            customer__in=part, state__in=[HandOff.State.OPEN, HandOff.State.OFFERED]
        )
        alone |= set(passing.values_list("customer_id", flat=True))
    return alone


def _one_a_person(customers: list[Customer], standing: set[int]) -> list[Customer]:
    contacts: dict[int, list[Contact]] = {}
    for part in _parts([each.pk for each in customers]):
        contacts |= contacts_of(each for each in customers if each.pk in set(part))
    mine = {each.pk for each in customers}
    busy = PlannedTouch.objects.filter(state=PlannedTouch.State.OPEN).values("customer")
    theirs = Contact.objects.filter(customer__in=busy).exclude(normal="")
    taken = {
        f"{kind}:{normal}"
        for pk, kind, normal in theirs.values_list("customer_id", "kind", "normal")
        if pk not in mine or pk in standing
    }
    keys = {each.pk: keys_of(each, contacts.get(each.pk, ())) for each in customers}
    once = once_a_person([(keys[each.pk], each) for each in customers])
    return [each for each in once if not keys[each.pk] & taken]


def _line(customer: Customer, leads: Mapping[int, Lead], whose: Mapping[int, User | None]) -> WaitingLine:
    seller = whose[customer.pk]
    assert seller is not None  # those of nobody were left out
    if customer.purchases == 0:
        return WaitingLine(customer=customer, lead=leads[customer.pk], seller=seller, play=Play.FIRST)
    play = Play.SECOND if customer.purchases == 1 else Play.REMIND
    return WaitingLine(customer=customer, lead=None, seller=seller, play=play)


def _fitting(lines: list[WaitingLine], business: Business) -> tuple[tuple[WaitingLine, ...], int]:
    """Keep the first lines of every seller, as many as a day has touches."""
    kept: list[WaitingLine] = []
    counts: dict[int, int] = {}
    for line in lines:
        pk = line.seller.pk
        if counts.get(pk, 0) < (line.seller.touches_a_day or business.touches_a_day):
            counts[pk] = counts.get(pk, 0) + 1
            kept.append(line)
    return tuple(kept), len(lines) - len(kept)


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
