"""Open leads of hunters: when each is to be called next, why, and before whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from perennial.core.days import day_of
from perennial.core.message import Message
from perennial.records.models import Lead, Promise, Touch
from perennial.records.models.words import Outcome, Role

__all__ = ["LeadCall", "Worked", "lead_calls", "open_leads", "tell_of", "to_do", "work_on"]

#: Days of silence after the first, second, ... touch before the next one; the last stands for all further.
_WAITS = (2, 5, 10, 20, 30)
#: Whoever has ordered, or wants nothing now, is waited for.
_WAITS_AFTER = {Outcome.ORDERED: 10, Outcome.REFUSED: 30, Outcome.LEFT: 30}
#: Days of silence after which a lead has gone cold, whatever its step.
_COLD_AFTER = 90
_STEP, _COLD = 100_000, 1_000_000_000
_AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """What was done about a lead: how many touches, the day and the outcome of the last."""

    touches: int = 0
    last: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadCall:
    """The next call to a lead, due on the day that was agreed on (`promised`), meant, or after some silence.

    `place` orders calls of one day, the smaller first: somebody new before others, the newest first; then
    by the step nearest to the order and the shorter silence; those silent for a quarter come last.
    """

    lead: Lead
    worked: Worked
    promised: date | None
    due: date
    place: int

    def reason(self) -> Message:
        """Say why they are called."""
        if self.promised is not None:
            return Message(
                "Agreed for {day:date}: a meeting or the first order.", {"day": day_of(self.promised)}
            )
        if _means(self.lead, self.worked):
            return to_do(self.lead)
        return tell_of(self.lead, self.worked)


def to_do(lead: Lead) -> Message:
    """Say what the hunter means to do next, and when."""
    day = day_of(lead.next_on) if lead.next_on else None
    return Message("To be done by {day:date}: {action}", {"day": day, "action": lead.next_action})


def tell_of(lead: Lead, worked: Worked) -> Message:
    """Say how far a lead has come, by the day of the last touch: that stays true however long it stands."""
    if worked.last is None:
        return _is_new(lead)
    facts: dict[str, Any] = {"touches": worked.touches, "last": day_of(worked.last)}
    if not lead.lead_step:
        return Message("{touches:touches}, the last on {last:date}", facts)
    return Message(
        "{touches:touches}, the last on {last:date}; step: {step}", {**facts, "step": lead.lead_step}
    )


def open_leads() -> QuerySet[Lead]:
    """Give the leads that somebody works on: not closed, before the first purchase, with a hunter."""
    return Lead.objects.filter(
        closed_at__isnull=True,
        hunter__is_active=True,
        hunter__role=Role.HUNTER,
        customer__stage="",
        customer__erased_at__isnull=True,
        customer__merged_into__isnull=True,
    )


def lead_calls(hunters: Collection[int] | None, today: date) -> list[LeadCall]:
    """Give the next call to each lead, one a customer.

    Parameters
    ----------
    hunters
        Whose leads; None means everybody's.
    """
    found = open_leads().select_related("customer")
    if hunters is not None:
        found = found.filter(hunter__in=hunters)
    leads = {lead.customer_id: lead for lead in found.order_by("entered_at", "pk")}
    worked = work_on(leads.values())
    promised, ranks = _promised(leads, worked), _ranks(leads.values(), worked)
    return [
        LeadCall(
            lead=lead,
            worked=worked[lead.pk],
            promised=promised.get(pk),
            due=promised.get(pk) or _due(lead, worked[lead.pk]),
            place=_place(lead, worked[lead.pk], ranks, today),
        )
        for pk, lead in leads.items()
    ]


def work_on(leads: Iterable[Lead]) -> Mapping[int, Worked]:
    """Say what was done about some leads since they were entered, by their id."""
    entered = {lead.customer_id: timezone.localdate(lead.entered_at) for lead in leads}
    told: dict[int, list[tuple[date, str]]] = defaultdict(list)
    customers = sorted(entered)
    for at in range(0, len(customers), _AT_ONCE):
        rows = Touch.objects.filter(customer__in=customers[at : at + _AT_ONCE], undone_at__isnull=True)
        for pk, day, outcome in rows.order_by("happened_at", "id").values_list(
            "customer_id", "day", "outcome"
        ):
            if pk is not None and day >= entered[pk]:
                told[pk].append((day, outcome))
    return {lead.pk: _worked(told[lead.customer_id]) for lead in leads}


def _worked(told: list[tuple[date, str]]) -> Worked:
    if not told:
        return Worked()
    return Worked(touches=len(told), last=told[-1][0], outcome=told[-1][1])


def _promised(leads: Mapping[int, Lead], worked: Mapping[int, Worked]) -> Mapping[int, date]:
    """Give the days that were agreed on, by customer."""
    waits = Promise.objects.filter(kept_by__isnull=True, undone_at__isnull=True)
    of_leads = waits.filter(customer__leads__in=open_leads()).order_by("made_at", "pk")
    found = {}
    for pk, day, made in of_leads.values_list("customer_id", "day", "touch__day"):
        last = worked[leads[pk].pk].last if pk in leads else None
        # A touch since then says more than the promise.
        if last is not None and (made is None or last <= made):
            found[pk] = day
    return found


def _means(lead: Lead, worked: Worked) -> bool:
    """Say whether the next action is still ahead: a touch on its day, or later, has done it."""
    return lead.next_on is not None and (worked.last is None or worked.last < lead.next_on)


def _due(lead: Lead, worked: Worked) -> date:
    if lead.next_on is not None and _means(lead, worked):
        return lead.next_on
    if worked.last is None:
        return timezone.localdate(lead.entered_at)
    wait = _WAITS[min(worked.touches, len(_WAITS)) - 1]
    return worked.last + timedelta(days=max(wait, _WAITS_AFTER.get(Outcome(worked.outcome), 0)))


def _ranks(leads: Iterable[Lead], worked: Mapping[int, Worked]) -> Mapping[str, int]:
    """Rank the steps, the one nearest to the order first: the further on, the more touches so far."""
    touches: dict[str, list[int]] = defaultdict(list)
    for lead in leads:
        touches[lead.lead_step].append(worked[lead.pk].touches)
    mean = {step: sum(counts) / len(counts) for step, counts in touches.items()}
    return {step: rank for rank, step in enumerate(sorted(mean, key=lambda step: (-mean[step], step)))}


def _place(lead: Lead, worked: Worked, ranks: Mapping[str, int], today: date) -> int:
    if worked.last is None:
        return -int(lead.entered_at.timestamp() // 60)
    silence = min(max((today - worked.last).days, 0), _STEP - 1)
    return (_COLD if silence > _COLD_AFTER else ranks[lead.lead_step] * _STEP) + silence


def _is_new(lead: Lead) -> Message:
    entered = day_of(timezone.localdate(lead.entered_at))
    if not lead.source:
        return Message("New lead, entered {day:date}: nobody has called yet.", {"day": entered})
    return Message(
        "New lead from {source}, entered {day:date}: nobody has called yet.",
        {"source": lead.source, "day": entered},
    )
