"""What answers of servers and faults of connections mean for a message: later, never, or nobody's turn."""

import smtplib

from perennial.channels.message import UnfitMessageError
from perennial.channels.sender import Fate, Undelivered

__all__ = ["of_fault", "of_http", "of_smtp"]

_FAILED, _SERVER_FAILED = 400, 500
#: Timed out, too early, too many: told to come again (RFC 9110, RFC 8470, RFC 6585).
_COME_AGAIN = frozenset({408, 425, 429})


def of_http(status: int) -> Undelivered | None:
    """Read the status of an answer to a request; None where it was taken.

    A redirection counts as a refusal: a signed message goes only where it was addressed to.
    """
    if status // 100 == 2:
        return None
    again = status in _COME_AGAIN or status >= _SERVER_FAILED
    return Undelivered(fate="later" if again else "never", why=f"http {status}")


def of_smtp(code: int, *, shut: bool = False) -> Undelivered:
    """Read the reply code of a mail server (RFC 5321, section 4.2.1) that did not take a message.

    Parameters
    ----------
    shut
        It was not about this message: a refused sign-in, a refused sender.
    """
    of_this: Fate = "never" if code >= _SERVER_FAILED else "later"
    return Undelivered(fate="closed" if shut else of_this, why=f"smtp {code}")


def of_fault(fault: Exception) -> Undelivered:
    """Read a fault; one that nobody knows is tried again."""
    if isinstance(fault, UnfitMessageError):
        return Undelivered(fate="never", why="unfit")
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code = next(iter(fault.recipients.values()), (_FAILED, b""))[0]
        return of_smtp(code)
    if isinstance(fault, smtplib.SMTPDataError):
        return of_smtp(fault.smtp_code)
    if isinstance(fault, smtplib.SMTPResponseException):
        return of_smtp(fault.smtp_code, shut=True)
    if isinstance(fault, OSError):  # connections and the rest of smtplib's, too
        return Undelivered(fate="closed", why=type(fault).__name__)
    return Undelivered(fate="later", why=type(fault).__name__)
