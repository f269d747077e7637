"""What may leave the house, and by which way."""

from collections.abc import Iterator

from perennial.config import Config
from perennial.core.message import Message
from perennial.records.doctor.check import Check
from perennial.records.models import Business

__all__ = ["check_sending"]


def check_sending(config: Config) -> Iterator[Check]:
    """Look at mail and at the two switches of sending: of the machine, and of the business."""
    wished = Business.current().sending
    yield _sending(wished=wished, allowed=config.send)
    yield _mail(config.email_url, needed=wished and config.send)
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
