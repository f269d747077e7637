"""Put what the plan has sent by itself into the outbox: each line once, with its touch and its offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from perennial.core.errors import UserError
from perennial.records.models import Business, Contact, OutboxMessage, PlannedTouch, Touch
from perennial.records.operations.log_touch_lines import close_lines
from perennial.records.operations.offers.give import give_offer
from perennial.records.operations.outbox.put import Letter, put_many
from perennial.records.queries.addresses import contact_for
from perennial.records.queries.may_write import reasons_against
from perennial.records.queries.messages.letter_of import letter_of
from perennial.records.queries.messages.planned import sent_by_itself
from perennial.records.queries.messages.wording import Wording, all_wordings
from perennial.records.queries.sending import house_address, next_allowed, ways_open, zone_of
from perennial.records.queries.today_people import contacts_of, keys_of, once_a_person

__all__ = ["PutPlanned", "ask_to_put_planned", "put_planned", "put_planned_task"]

_PORTION = 50
_log = structlog.get_logger("perennial.outbox")


@dataclass(frozen=True, slots=True, kw_only=True)
class PutPlanned:
    """Lines that went into the outbox, and lines that stay open: out of reach, or without their offer."""

    put: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """A line that may leave, and where to."""

    line: PlannedTouch
    address: str
    contacts: tuple[Contact, ...]


def put_planned(today: date, at: datetime | None = None) -> PutPlanned:
    """Put the lines that are due, the most worth first, up to as many as may leave a day.

    While sending is off, or the house does not know by which address it is found, they stay open.
    """
    business, at = Business.current(), at or timezone.now()
    ways = ways_open(business)
    if not ways or not house_address():
        return PutPlanned()
    room, done, seen = business.mails_a_day - _put_today(business, at), PutPlanned(), 0
    while room > done.put:
        keys = _keys_due(today, ways, seen, min(_PORTION, room - done.put))
        if not keys:
            break
        put = _put_portion(keys, today, at, business)
        seen += len(keys) - put
        done = replace(done, put=done.put + put, kept=seen)
    _log.info("planned_put", put=done.put, kept=done.kept)
    return done


@task()
def put_planned_task(day: str) -> int:
    """Put what is due, in a task of its own."""
    return put_planned(date.fromisoformat(day)).put


def ask_to_put_planned(today: date) -> None:
    """Have it put by the worker."""
    put_planned_task.enqueue(day=today.isoformat())


def _put_today(business: Business, at: datetime) -> int:
    local = at.astimezone(zone_of(business))
    begin = local.replace(hour=0, minute=0, second=0, microsecond=0)
    of_today = OutboxMessage.objects.filter(created_at__gte=begin, created_at__lt=begin + timedelta(days=1))
    return of_today.filter(planned__isnull=False).count()


def _keys_due(today: date, ways: frozenset[str], skip: int, most: int) -> list[int]:
    due = sent_by_itself(today).filter(channel__in=ways).order_by("-expected_gain", "pk")
    return list(due.values_list("pk", flat=True)[skip : skip + most])


@transaction.atomic
def _put_portion(keys: Sequence[int], today: date, at: datetime, business: Business) -> int:
    """Put a portion; a line that somebody took meanwhile, or that is another record's person, is left."""
    lines = sent_by_itself(today).filter(pk__in=keys).order_by("-expected_gain", "pk")
    locked = list(
        lines.select_related("customer__owner", "customer__product", "gift").select_for_update(of=("self",))
    )
    local = at.astimezone(zone_of(business))
    chosen = [(each, touch) for each in _due(locked) if (touch := _touched(each, local)) is not None]
    words = all_wordings()
    letters = [_letter(each, words, business) for each, _ in chosen]
    messages = put_many(letters, not_before=next_allowed(at, business))
    gone = {each.planned_id for each in messages}
    for each, touch in chosen:
        if each.line.pk in gone:
            close_lines(touch)
        else:
            touch.given.all().delete()
            touch.delete()
    return len(messages)


def _due(lines: Sequence[PlannedTouch]) -> list[_Due]:
    """Keep those who can be reached and may be written to, once a person."""
    contacts = contacts_of([line.customer for line in lines])
    rows = []
    for line in lines:
        theirs = contacts.get(line.customer_id, [])
        contact = contact_for(line.channel, theirs)
        if contact is not None:
            due = _Due(line=line, address=contact.normal or contact.value, contacts=tuple(theirs))
            rows.append(due)
    against = reasons_against([_draft(each) for each in rows])
    free = [each for each, why in zip(rows, against, strict=True) if not why]
    return once_a_person([(keys_of(each.line.customer, each.contacts), each) for each in free])


def _draft(due: _Due) -> OutboxMessage:
    line = due.line
    return OutboxMessage(
        customer=line.customer,
        planned=line,
        channel=line.channel,
        purpose=line.purpose,
        address=due.address,
    )


def _touched(due: _Due, at: datetime) -> Touch | None:
    """Write the touch down and give the offer; None where the offer cannot be given any more."""
    line = due.line
    try:
        with transaction.atomic():
            touch = Touch.objects.create(
                customer=line.customer,
                play=line.play,
                channel=line.channel,
                happened_at=at,
                day=at.date(),
                is_planned=True,
            )
            _give(line, touch)
    except UserError:
        return None
    return touch


def _give(line: PlannedTouch, touch: Touch) -> None:
    if line.gift is not None:
        give_offer(by=None, customer=line.customer, offer=line.gift, touch=touch)


def _letter(due: _Due, words: Mapping[tuple[str, str, str], Wording], business: Business) -> Letter:
    line, customer, language = due.line, due.line.customer, business.language
    wording = words.get((line.play, line.channel, language)) or words["remind", line.channel, language]
    written = letter_of(wording, customer, line.gift, business)
    is_mail = line.channel == "mail"
    return Letter(
        customer=customer,
        purpose=line.purpose,
        address=due.address,
        subject=written.subject if is_mail else "",
        text=written.text if is_mail else written.text.strip(),
        html=written.html if is_mail else "",
        language=language,
        channel=line.channel,
        planned=line,
    )
