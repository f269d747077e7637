"""Today's list to somebody's messenger each morning: names and reasons, no phone numbers."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django_tasks import task

from perennial.channels.messenger import is_messenger, tell_messenger
from perennial.channels.sender import UndeliveredError
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.pictures.words import Words
from perennial.records.models import Absence, AuditEntry, Business, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.mail_today import why_now, words_for
from perennial.records.operations.tell_people import tell_people
from perennial.records.queries.sending import house_address, may_send
from perennial.records.queries.today import Day, day_of_seller

__all__ = ["digest_task", "enqueue_digests", "has_failed", "send_digest", "set_digest", "try_digest"]

#: Lines that a message to a phone has room for.
_LINES = 12
_LONGEST = 160


def set_digest(user: User, url: str) -> None:
    """Set where somebody's list goes; empty stops it.

    Raises
    ------
    UserError
        It is no address of a messenger that is known.
    """
    url = url.strip()
    if url and not is_messenger(url):
        raise UserError("This is no address of a messenger that can be written to.")
    user.digest_url = url
    user.save(update_fields=["digest_url"])
    note_act(user, "digest.change", user)


def try_digest(user: User, today: date) -> None:
    """Send a first message at once, so that somebody sees whether it arrives.

    Raises
    ------
    UserError
        Nothing may leave, or it was not taken.
    """
    business = Business.current()
    if business.demo or not may_send(business):
        raise UserError("Sending is off, so that no sample can leave either.")
    said = words_for(user, business, today).say("This is where Today's list arrives each morning.")
    try:
        tell_messenger(user.digest_url, "Perennial", said)
    except UndeliveredError:
        note_act(None, "digest.fail", user)
        raise UserError("The messenger did not take it. Check the address and its token.") from None
    note_act(user, "digest.try", user)


def send_digest(user: User, today: date) -> bool:
    """Send somebody their list; a failure is noted and told to them, not raised.

    Returns
    -------
    bool
        Whether it was taken.
    """
    business = Business.current()
    if business.demo or not (user.is_active and user.digest_url and may_send(business)):
        return False
    day = day_of_seller(user, today=today, business=business, with_rhythms=False)
    if not day.lines:
        return False
    words = words_for(user, business, today)
    title = words.say("Today, {day:weekday}: {n:customers}", day=today, n=len(day.lines))
    try:
        tell_messenger(user.digest_url, title, "\n".join(_body(day, words)))
    except UndeliveredError:
        _note_failure(user)
        return False
    if has_failed(user):
        note_act(None, "digest.back", user)
    return True


def has_failed(user: User) -> bool:
    """Say whether the last list to somebody's messenger did not arrive."""
    known = AuditEntry.objects.filter(
        model="user",
        object_id=user.pk,
        act__in=["digest.fail", "digest.back", "digest.try", "digest.change"],
    )
    return known.order_by("-pk").values_list("act", flat=True).first() == "digest.fail"


def enqueue_digests(today: date) -> int:
    """Put a list for everybody who wants one there into the queue; gives how many."""
    if not may_send():
        return 0
    away = Absence.objects.filter(first_day__lte=today, last_day__gte=today).values("user")
    wanting = User.objects.filter(is_active=True).exclude(digest_url="").exclude(pk__in=away)
    ids = list(wanting.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        digest_task.enqueue(user_id=pk, day=today.isoformat())
    return len(ids)


@task()
def digest_task(user_id: int, day: str) -> bool:
    """Send one person's list, in a task of its own."""
    user = User.objects.filter(pk=user_id).first()
    return user is not None and send_digest(user, date.fromisoformat(day))


def _note_failure(user: User) -> None:
    if not has_failed(user):
        said = Message("Today's list did not reach your messenger; see your profile.")
        tell_people([user], said, reverse("account_profile"))
    note_act(None, "digest.fail", user)


def _body(day: Day, words: Words) -> Iterator[str]:
    for number, line in enumerate(day.lines[:_LINES], 1):
        why = next(iter(why_now(line, words)), "")
        yield f"{number}. {line.customer}" + (f": {why[:_LONGEST]}" if why else "")
    more = len(day.lines) - _LINES + (day.left or 0) if len(day.lines) > _LINES else day.left
    if more:
        yield words.say("{n:number} more on the page Today", n=more)
    if address := house_address():
        yield f"{address}{reverse('today')}"
