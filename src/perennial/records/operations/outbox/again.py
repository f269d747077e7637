"""Send a message once more that was given up."""

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.records.models import OutboxMessage, User
from perennial.records.operations.audit import note_act
from perennial.records.operations.enqueue import in_step
from perennial.records.operations.outbox.put import AGAINST
from perennial.records.operations.outbox.send import ask_to_send
from perennial.records.queries.may_write import reasons_against
from perennial.records.queries.sending import next_allowed

__all__ = ["send_again"]

_State = OutboxMessage.State


@transaction.atomic
def send_again(by: User, message: OutboxMessage) -> None:
    """Have a message tried again from the beginning, under its own number.

    Raises
    ------
    UserError
        It has not been given up, its text is not kept any more, or it must not be sent to them.
    """
    now = OutboxMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if now.state != _State.DEAD:
        raise UserError("Only a message that was given up can be sent again.")
    if not now.text:
        raise UserError("The text of this message is not kept any more.")
    (against,) = reasons_against([now])
    if against:
        raise UserError(AGAINST[against].text)
    now.state, now.attempts, now.last_error = _State.WAITING, 0, ""
    now.next_try_at = next_allowed(timezone.now())
    now.save(update_fields=["state", "attempts", "last_error", "next_try_at"])
    note_act(by, "message.again", now.customer, channel=now.channel, purpose=now.purpose)
    in_step(ask_to_send)
