"""Send what waits: one sender at a time, each message outside any transaction, its result noted at once."""

import random
import time
from datetime import datetime

import structlog
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from perennial.channels.answers import of_fault
from perennial.channels.message import UnfitMessageError
from perennial.channels.retry import RETRY
from perennial.channels.sender import Sender, Undelivered, UndeliveredError
from perennial.records.models import OutboxMessage
from perennial.records.operations.give_way import give_way
from perennial.records.operations.only_one import BusyError, only_one
from perennial.records.operations.outbox.claim import claim, release, take_back
from perennial.records.operations.outbox.compose import compose
from perennial.records.operations.outbox.senders import SENDERS
from perennial.records.queries.outbox import due_messages
from perennial.records.queries.sending import ways_open

__all__ = ["ask_to_send", "send_outbox", "wake_outbox"]

#: A worker has other tasks as well, so that after a while the rest is left to a task at the queue's end.
_PORTION, _A_WHILE = 20, 20.0
_State = OutboxMessage.State
_log = structlog.get_logger("perennial.outbox")


@task()
def send_outbox() -> int:
    """Send for a while; gives how many were taken. Where somebody else is at it, nothing is done."""
    if not ways_open():
        return 0
    try:
        with only_one("outbox", patience=0.0):
            take_back(timezone.now())
            return _Round().send()
    except BusyError:
        return 0


def ask_to_send() -> None:
    """Put sending into the queue, unless it waits there already."""
    waiting = DBTaskResult.objects.filter(task_path=send_outbox.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        send_outbox.enqueue()


def wake_outbox(at: datetime) -> None:
    """Have sent what is due by now: what was to be tried again, and what a worker left that died."""
    ways = ways_open()
    if not ways:
        return
    if due_messages(at, ways).exists() or OutboxMessage.objects.filter(state=_State.SENDING).exists():
        ask_to_send()


class _Round:
    """Some seconds of sending, over one connection a channel."""

    def __init__(self) -> None:
        self._senders: dict[str, Sender] = {}
        self._shut: set[str] = set()
        self._until = time.monotonic() + _A_WHILE
        self._rng = random.Random()

    def send(self) -> int:
        sent = 0
        try:
            while (ways := ways_open() - self._shut) and (
                claimed := claim(timezone.now(), _PORTION, ways)
            ).looked_at:
                for place, key in enumerate(claimed.keys):
                    fate = self._one(key)
                    sent += fate == "sent"
                    if fate == "closed" or time.monotonic() > self._until:
                        release(claimed.keys[place + 1 :])
                        break
                if time.monotonic() > self._until:
                    ask_to_send()
                    break
        finally:
            for each in self._senders.values():
                each.close()
        return sent

    def _one(self, key: int) -> str:
        """Send one message, unless it was cancelled or erased since it was taken up."""
        give_way()
        message = (
            OutboxMessage.objects.filter(pk=key, state=_State.SENDING).select_related("planned__gift").first()
        )
        if message is None:
            return "cancelled"
        try:
            self._sender(message.channel).send(compose(message))
        except UndeliveredError as error:
            if error.undelivered.fate == "closed":  # the other ways may be open
                self._shut.add(message.channel)
            return self._note(message, error.undelivered)
        except UnfitMessageError as error:
            return self._note(message, of_fault(error))
        OutboxMessage.objects.filter(pk=key).update(state=_State.SENT, sent_at=timezone.now(), last_error="")
        return "sent"

    def _note(self, message: OutboxMessage, told: Undelivered) -> str:
        """Note when a message is tried again, or that it is given up."""
        at = timezone.now()
        wait = None if told.fate == "never" else RETRY.wait(message.attempts, self._rng)
        if wait is None:
            _log.warning("message_given_up", message=message.pk, why=told.why)
        OutboxMessage.objects.filter(pk=message.pk, state=_State.SENDING).update(
            state=_State.DEAD if wait is None else _State.FAILED,
            next_try_at=at if wait is None else at + wait,
            last_error=told.why[:80],
        )
        return told.fate

    def _sender(self, channel: str) -> Sender:
        if channel not in self._senders:
            self._senders[channel] = SENDERS[channel]()
        return self._senders[channel]
