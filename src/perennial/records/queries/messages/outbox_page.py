"""Messages as a page lists them: by state, of a customer, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from perennial.records.models import OutboxMessage
from perennial.records.queries.search import search
from perennial.records.queries.visible import customers_for, of_customers
from perennial.records.rights import scope_of

__all__ = ["STATES", "MessagePage", "count_by_state", "messages_for", "page_of_messages"]

PAGE = 50
_State, _Fate = OutboxMessage.State, OutboxMessage.Fate

#: What messages are told apart by on their page, and which these are.
STATES: Mapping[str, Q] = {
    "waiting": Q(state__in=[_State.WAITING, _State.SENDING]),
    "failed": Q(state=_State.FAILED),
    "dead": Q(state=_State.DEAD),
    "bounced": Q(state=_State.SENT) & ~Q(fate=""),
    "sent": Q(state=_State.SENT, fate=""),
    "cancelled": Q(state=_State.CANCELLED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """A page of messages, and the number after which the older ones come; None where there are none."""

    rows: list[OutboxMessage]
    older: int | None


def messages_for(user: Any, act: str = "messages") -> QuerySet[OutboxMessage]:
    """Give the messages that somebody may see: of customers they may, and, of all, those to others."""
    if scope_of(user, act) == "all":
        return OutboxMessage.objects.all()
    return OutboxMessage.objects.filter(of_customers(user, act, prefix="customer__"), customer__isnull=False)


def count_by_state(messages: QuerySet[OutboxMessage]) -> dict[str, int]:
    """Count messages of each kind in `STATES`, in one query."""
    kinds = Case(
        *[When(which, then=Value(name)) for name, which in STATES.items()],
        default=Value(""),
        output_field=CharField(),
    )
    found = messages.order_by().annotate(kind=kinds).values_list("kind").annotate(Count("pk"))
    return dict.fromkeys(STATES, 0) | {name: n for name, n in found if name}


def page_of_messages(
    messages: QuerySet[OutboxMessage], user: Any, *, state: str = "", sought: str = "", older: int | None
) -> MessagePage:
    """Give a page; what is sought is part of a customer's name, phone or address."""
    if state in STATES:
        messages = messages.filter(STATES[state])
    if sought:
        found = search(customers_for(user, "messages"), sought).customers
        messages = messages.filter(customer__in=found.order_by().values("pk"))
    if older is not None:
        messages = messages.filter(pk__lt=older)
    rows = list(messages.select_related("customer", "planned").order_by(F("pk").desc())[: PAGE + 1])
    return MessagePage(rows=rows[:PAGE], older=rows[PAGE - 1].pk if len(rows) > PAGE else None)
