"""What the page Today is made of, for the page itself and for the list that an act gives back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from perennial.core.message import Message
from perennial.records.models import Business, User
from perennial.records.models.words import LEAD_OUTCOMES, Channel, LeaveWhy, Role
from perennial.records.operations.snooze_days import snooze_choices
from perennial.records.queries.products_due import due_words
from perennial.records.queries.sending import next_allowed
from perennial.records.queries.today import (
    Day,
    day_of_seller,
    notes_to_write,
    nothing_to_do,
    waiting_for_consent,
)
from perennial.records.queries.today_lines import Line
from perennial.records.queries.visible import sellers_for
from perennial.records.rights import covered_by, may
from perennial.web.forms.touch import LOST_REASONS, OUTCOMES

__all__ = ["Shown", "context_of", "customer_url", "dialogs", "list_context", "seller_of", "shown"]

_MESSENGERS = {"telegram": "https://t.me/{}", "whatsapp": "https://wa.me/{}", "email": "mailto:{}"}
_WRITTEN = frozenset({Channel.MAIL, Channel.MESSAGE})
_MORNING, _NOON, _EVENING, _NIGHT = 5, 12, 18, 23


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A line as the page shows it: where its name leads, how it is reached, its strip, products due."""

    line: Line
    url: str
    reach_url: str
    reach_channel: str
    rhythm: Any
    lent_by: str
    products: tuple[Message, ...]


def seller_of(request: HttpRequest) -> User:
    """Give the person whose day is asked for: one's own, or that of a seller one may look at."""
    asked = request.GET.get("seller") or request.POST.get("seller") or ""
    if not asked or asked == str(request.user.pk):
        assert isinstance(request.user, User)
        return request.user
    return get_object_or_404(sellers_for(request.user, "today"), pk=int(asked) if asked.isdecimal() else 0)


def list_context(request: HttpRequest, seller: User) -> dict[str, Any]:
    """Give what the list shows."""
    today, business = timezone.localdate(), _business(request)
    day = day_of_seller(seller, today=today, business=business)
    return {
        "seller": seller,
        "today": today,
        "day": day,
        "percent_done": round(100 * day.share_done),
        "lines": [shown(line, day, seller) for line in day.lines],
        "more": [shown(line, day, seller) for line in day.more],
        "has_strips": any(day.rhythms.get(line.customer.pk) for line in day.lines),
        "nothing": None if day.lines else nothing_to_do(seller, today),
        "quiet_until": _quiet_until(business),
        "silent": waiting_for_consent(covered_by(seller, today)),
        "consent_url": reverse("messages_consent") if may(request.user, "consent.record") else "",
        "is_own": seller.pk == request.user.pk,
        "is_hunter": seller.role == Role.HUNTER,
        "may_import": may(request.user, "import"),
        "may_add": may(request.user, "customer.add"),
        "imports_url": reverse("imports"),
        "log_url": reverse("today_log"),
    }


def context_of(request: HttpRequest) -> dict[str, Any]:
    """Give what the whole page shows."""
    seller = seller_of(request)
    return {
        **list_context(request, seller),
        "greeting": _greeting(seller, timezone.localtime()),
        "notes_wait": notes_to_write(seller, timezone.localdate()) if seller.role == Role.HUNTER else 0,
        "people": _people(request),
        "js_words": _js_words(),
        **dialogs(request, timezone.localdate()),
    }


def dialogs(request: HttpRequest, today: date) -> dict[str, Any]:
    """Give the choices of the dialogs."""
    return {
        "outcomes": [(each.value, each.label, LEAD_OUTCOMES.get(each, "")) for each in OUTCOMES],
        "reasons": LeaveWhy.choices,
        "lost_reasons": LOST_REASONS,
        "channels": Channel.choices,
        "days_later": snooze_choices(today, _business(request).working_days),
    }


def shown(line: Line, day: Day, seller: User) -> Shown:
    """Make a line ready for the page."""
    url, channel = _reach(line)
    planned = line.planned
    lent = planned is not None and planned.seller_id != seller.pk
    return Shown(
        line=line,
        # Whoever has not accepted them may not open them yet: all they need stands in the line.
        url="" if line.waits else customer_url(line.customer.pk),
        reach_url=url,
        reach_channel=channel,
        rhythm=day.rhythms.get(line.customer.pk),
        lent_by=str(planned.seller) if planned is not None and lent else "",
        products=due_words(line.customer, timezone.localdate()),
    )


def customer_url(pk: int) -> str:
    """Give the address of a customer's page."""
    return reverse("customer", args=[pk])


def _reach(line: Line) -> tuple[str, str]:
    contact, is_written = line.contact, line.planned is not None and line.planned.channel in _WRITTEN
    writes = contact is not None and contact.kind in _MESSENGERS
    if line.phone is not None and not (is_written and writes):
        return f"tel:{line.phone.normal or line.phone.value}", Channel.CALL
    if contact is None or not writes:
        return "", Channel.CALL
    address = (contact.normal or contact.value).strip().lstrip("@+")
    channel = Channel.MAIL if contact.kind == "email" else Channel.MESSAGE
    return _MESSENGERS[contact.kind].format(address), channel


def _quiet_until(business: Business) -> str:
    """Give the time before which nobody is called; empty where one may call now."""
    at = timezone.now()
    is_quiet = next_allowed(at, business) != at
    return f"{business.quiet_until:%H:%M}" if is_quiet else ""


def _greeting(seller: User, now: datetime) -> str:
    name = seller.name.split(" ")[0]
    if _MORNING <= now.hour < _NOON:
        return _("Good morning, {name}").format(name=name)
    if _NOON <= now.hour < _EVENING:
        return _("Good afternoon, {name}").format(name=name)
    if _EVENING <= now.hour < _NIGHT:
        return _("Good evening, {name}").format(name=name)
    return _("Hello, {name}").format(name=name)


def _people(request: HttpRequest) -> list[User]:
    """Give the sellers whose day somebody may look at besides their own."""
    people = sellers_for(request.user, "today").filter(is_active=True, role__in=[Role.HUNTER, Role.FARMER])
    return list(people.exclude(pk=request.user.pk).order_by("name")) if request.user.pk else []


def _business(request: HttpRequest) -> Business:
    return getattr(request, "business", None) or Business.current()


def _js_words() -> dict[str, str]:
    return {
        "kept": _("No connection: kept, will be sent."),
        "sent": _("What was kept has been sent."),
        "signIn": _("You are signed out. What you logged is kept: sign in and it will be sent."),
        "toSignIn": _("Sign in"),
        "refused": _("This could not be logged:"),
        "undo": pgettext("button", "Undo"),
        "nothing": _("There is nothing to take back."),
        "calling": _("The minutes of this call are counted until you log its outcome."),
        "busy": _("The server did not answer: kept, will be sent."),
        "promised": _("Say on which day they will buy."),
        "agreed": _("Say on which day."),
        "left": _("Say why they left."),
        "refusedWhy": _("Say why they do not want it."),
    }
