"""By which way messages of a channel leave."""

from collections.abc import Callable, Mapping

from perennial.channels.sender import Sender
from perennial.records.gateway_sender import GatewaySender
from perennial.records.mail_sender import MailSender
from perennial.records.models.words import Channel

__all__ = ["SENDERS"]

SENDERS: Mapping[str, Callable[[], Sender]] = {
    Channel.MAIL: MailSender,
    Channel.MESSAGE: GatewaySender,
}
