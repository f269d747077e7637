"""Each morning: the list of the day by e-mail, to those who wish it; each mail is a task of its own."""

from datetime import date

from perennial.records.operations.mail_today import enqueue_today_mails

__all__ = ["run"]


def run(day: date) -> None:
    """Put the mails into the queue, where anything may be sent at all."""
    enqueue_today_mails(day)
