"""Today's list by e-mail each morning, to those who want it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.mail import EmailMessage
from django_tasks import task

from perennial.core.message import Message
from perennial.pictures.words import Words
from perennial.records.models import Absence, Business, User
from perennial.records.queries.sending import may_send_mail
from perennial.records.queries.today import Day, day_of_seller
from perennial.records.queries.today_lines import Line

__all__ = ["enqueue_today_mails", "mail_today", "mail_today_task", "why_now", "words_for"]


def mail_today(user: User, today: date) -> bool:
    """Send somebody their list; nothing goes out where sending is off, unwanted, or nobody is due.

    Returns
    -------
    bool
        Whether a mail went out.
    """
    business = Business.current()
    if not (user.is_active and user.morning_mail and may_send_mail(business)):
        return False
    day = day_of_seller(user, today=today, business=business, with_rhythms=False)
    if not day.lines:
        return False
    words = words_for(user, business, today)
    mail = EmailMessage(
        words.say("Today, {day:weekday}: {n:customers}", day=today, n=len(day.lines)),
        "\n".join(_body(day, words)),
        to=[user.email],
    )
    return mail.send() > 0


def enqueue_today_mails(today: date) -> int:
    """Put a mail for everybody who wants one into the queue; gives how many."""
    if not may_send_mail():
        return 0
    away = Absence.objects.filter(first_day__lte=today, last_day__gte=today).values("user")
    wanting = User.objects.filter(is_active=True, morning_mail=True).exclude(pk__in=away)
    ids = list(wanting.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        mail_today_task.enqueue(user_id=pk, day=today.isoformat())
    return len(ids)


@task()
def mail_today_task(user_id: int, day: str) -> bool:
    """Send one person's list, in a task of its own."""
    user = User.objects.filter(pk=user_id).first()
    return user is not None and mail_today(user, date.fromisoformat(day))


def words_for(user: User, business: Business, today: date) -> Words:
    """Give the words of somebody: their own language, else that of the business."""
    language = user.language or business.language
    return Words(language if language in {"en", "ru"} else "en", business.currency or None, year=today.year)


def _body(day: Day, words: Words) -> Iterator[str]:
    for number, line in enumerate(day.lines, 1):
        yield f"{number}. {_head(line)}"
        yield from (f"   {part}" for part in why_now(line, words))
        yield ""
    if day.left:
        yield words.say("{n:number} more if time is left", n=day.left)
    yield words.say("Outcomes are logged on the page Today.")


def _head(line: Line) -> str:
    reach = line.phone or line.contact
    return f"{line.customer}, {reach.value}" if reach else str(line.customer)


def why_now(line: Line, words: Words) -> Iterator[str]:
    """Say why somebody is on the list today, in a sentence or a few."""
    if line.handoff is not None and line.handoff.note:
        yield words.say("{name} writes: “{note}”", name=line.handoff.hunter or "–", note=line.handoff.note)
    if line.planned is not None and line.planned.reason.get("text"):
        yield words.say(_message(line.planned.reason))
    if line.planned is not None and line.planned.offer:
        yield words.say("Suggested: {offer}", offer=line.planned.offer)


def _message(stored: Any) -> Message:
    facts = {
        name: _message(value) if isinstance(value, dict) and "text" in value else value
        for name, value in stored.get("facts", {}).items()
    }
    return Message(stored.get("text", ""), facts)
