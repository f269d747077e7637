"""What may leave the house, by which way, and what waits to leave."""

from collections.abc import Iterator
from datetime import datetime

from perennial.config import Config
from perennial.core.message import Message
from perennial.records.doctor.check import Check
from perennial.records.models import Business
from perennial.records.queries.outbox import outbox_counts
from perennial.records.queries.sending import house_address

__all__ = ["check_sending"]


def check_sending(config: Config, at: datetime) -> Iterator[Check]:
    """Look at mail, at the two switches of sending (the machine's, the business's), and at what waits."""
    wished = Business.current().sending
    yield _sending(wished=wished, allowed=config.send)
    yield _mail(config.email_url, needed=wished and config.send)
    if wished and config.send and not house_address():
        yield Check(
            name="address",
            state="warn",
            message=Message(
                "This house does not know by which address it is found, so advertising waits; "
                "set PERENNIAL_URL."
            ),
        )
    yield _outbox(at)
    if config.https and "*" in config.allowed_hosts:
        yield Check(
            name="hosts",
            state="warn",
            message=Message(
                "Any host name is answered; set PERENNIAL_ALLOWED_HOSTS to the name of this house."
            ),
        )


def _sending(*, wished: bool, allowed: bool) -> Check:
    if wished and not allowed:
        return Check(
            name="sending",
            state="warn",
            message=Message(
                "The business wants to send, but this machine does not: set PERENNIAL_SEND=1 if it may."
            ),
        )
    if wished:
        return Check(name="sending", state="ok", message=Message("Sending is on."))
    return Check(name="sending", state="ok", message=Message("Sending is off: nothing leaves this house."))


def _mail(url: str, *, needed: bool) -> Check:
    if url:
        return Check(name="mail", state="ok", message=Message("A mail server is set."))
    if needed:
        return Check(
            name="mail",
            state="warn",
            message=Message("No mail server is set, so letters only go to the log; set PERENNIAL_EMAIL_URL."),
        )
    return Check(name="mail", state="ok", message=Message("No mail server is set, and none is needed."))


def _outbox(at: datetime) -> Check:
    counts = outbox_counts(at)
    facts = {"waiting": counts.waiting, "failed": counts.failed, "dead": counts.dead}
    if counts.dead:
        return Check(
            name="outbox",
            state="warn",
            message=Message(
                "Messages given up in the last week: {dead}; "
                "waiting: {waiting}, to be tried again: {failed}. The log says why.",
                facts,
            ),
        )
    return Check(
        name="outbox",
        state="ok",
        message=Message(
            "No message was given up in the last week; waiting: {waiting}, to be tried again: {failed}.",
            facts,
        ),
    )
