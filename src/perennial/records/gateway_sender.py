"""Sends messages by a gateway for messengers and SMS: each is posted to it as a signed webhook."""

import json
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from perennial.channels.message import OutgoingMessage
from perennial.channels.sender import Undelivered, UndeliveredError
from perennial.channels.webhook_post import post_webhook
from perennial.records.models import Gateway

__all__ = ["GatewaySender", "body_of", "try_gateway"]

_TYPE, _TRY = "message.send", "message.test"
#: Seconds for which whoever tries it is kept waiting.
_PATIENCE = 8.0
_TAKEN = "ok"
#: These say that the gateway is not there, or knows us not: nothing about one message.
_SHUT = frozenset({"http 401", "http 402", "http 403", "http 404", "http 410", "url", "inside"})


class GatewaySender:
    """Posts to the gateway that is at work; what it answered last is kept for its page."""

    def send(self, message: OutgoingMessage) -> None:
        """Hand a message over.

        Raises
        ------
        UndeliveredError
            It has not been taken, or no gateway is at work.
        """
        gateway = Gateway.objects.filter(is_on=True).first()
        if gateway is None:
            raise UndeliveredError(Undelivered(fate="closed", why="no gateway"))
        at = timezone.now()
        try:
            post_webhook(
                gateway.url,
                body_of(message, at),
                secret=gateway.secret,
                message_id=message.message_id.strip("<>"),
                at=at,
            )
        except UndeliveredError as error:
            told = error.undelivered
            _note(gateway, at, told.why)
            shut = told.why in _SHUT or not told.why.startswith("http")
            fate = "closed" if shut else told.fate
            raise UndeliveredError(Undelivered(fate=fate, why=told.why)) from error
        _note(gateway, at, _TAKEN)

    def close(self) -> None:
        """Nothing stays open between two messages."""


def try_gateway(gateway: Gateway, text: str) -> str:
    """Post a sample that is for nobody; gives ``ok``, or the kind or code of what went wrong."""
    at = timezone.now()
    sample = OutgoingMessage(
        to="", subject="", text=text, message_id=f"<sample-{at:%Y%m%d%H%M%S%f}@perennial>"
    )
    answer = _TAKEN
    try:
        post_webhook(
            gateway.url,
            body_of(sample, at, of=_TRY),
            secret=gateway.secret,
            message_id=sample.message_id.strip("<>"),
            at=at,
            timeout=_PATIENCE,
        )
    except UndeliveredError as error:
        answer = error.undelivered.why
    _note(gateway, at, answer)
    return answer


def body_of(message: OutgoingMessage, at: datetime, of: str = _TYPE) -> str:
    """Write a message as the body of a webhook (type, timestamp, data)."""
    data: Mapping[str, object] = {
        "message_id": message.message_id.strip("<>"),
        "to": message.to,
        "text": message.text,
        "unsubscribe": message.unsubscribe,
        **message.data,
    }
    told = {"type": of, "timestamp": at.isoformat(timespec="seconds"), "data": data}
    return json.dumps(told, ensure_ascii=False)


def _note(gateway: Gateway, at: datetime, answer: str) -> None:
    Gateway.objects.filter(pk=gateway.pk).update(last_at=at, last_answer=answer[:80])
