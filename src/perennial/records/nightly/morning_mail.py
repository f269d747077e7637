"""Each morning: the list of the day by e-mail or to a messenger, to those who wish it; each is a task."""

from datetime import date

from perennial.records.operations.digest_today import enqueue_digests
from perennial.records.operations.mail_today import enqueue_today_mails

__all__ = ["run"]


def run(day: date) -> None:
    """Put them into the queue, where anything may be sent at all."""
    enqueue_today_mails(day)
    enqueue_digests(day)
