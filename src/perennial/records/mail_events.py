"""What mail services tell of mails that have left, as Anymail reads it: what came back, what is unwanted."""

from typing import Any

from anymail.signals import EventType, RejectReason, tracking
from django.dispatch import receiver

from perennial.records.mail_sender import NUMBER
from perennial.records.operations.note_fate import Kind, Told, note_fate

__all__ = ["read_event"]

#: The address is none, for good; all other reasons may pass.
_GONE = frozenset({None, RejectReason.BOUNCED, RejectReason.INVALID})


@receiver(tracking)
def _listen(sender: object, event: Any, esp_name: str, **kwargs: object) -> None:
    del sender, esp_name, kwargs
    told = read_event(event)
    if told is not None:
        note_fate(told)


def read_event(event: Any) -> Told | None:
    """Read what a service tells; None where it changes nothing."""
    number = (event.metadata or {}).get(NUMBER) or event.message_id or ""
    kind = _kind(event.event_type, event.reject_reason)
    return Told(kind=kind, number=str(number), recipient=event.recipient or "") if kind else None


def _kind(event: str, reason: str | None) -> Kind | None:
    if event == EventType.COMPLAINED or reason == RejectReason.SPAM:
        return "complained"
    if event == EventType.UNSUBSCRIBED or reason == RejectReason.UNSUBSCRIBED:
        return "unsubscribed"
    if event in {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}:
        return "gone" if reason in _GONE and event != EventType.FAILED else "returned"
    return None
