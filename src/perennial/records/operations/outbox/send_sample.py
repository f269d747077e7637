"""Send somebody a letter as customers would get it, to their own address and marked as a sample."""

from perennial.core.errors import UserError
from perennial.pictures.mail.letter import WrittenLetter
from perennial.pictures.words import Words
from perennial.records.models import OutboxMessage, User
from perennial.records.models.words import Channel, Purpose
from perennial.records.operations.outbox.put import Letter, put
from perennial.records.queries.sending import ways_open

__all__ = ["send_sample"]


def send_sample(by: User, letter: WrittenLetter, language: str) -> OutboxMessage:
    """Put the sample into the outbox.

    Raises
    ------
    UserError
        Nothing leaves, so that it would only wait.
    """
    if Channel.MAIL not in ways_open():
        raise UserError("Sending is off, so that no sample can leave either.")
    subject = Words(language).say("Sample: {subject}", subject=letter.subject or "–")
    return put(
        by,
        Letter(
            customer=None,
            purpose=Purpose.SERVICE,
            address=by.email,
            subject=subject,
            text=letter.text,
            html=letter.html,
            language=language,
        ),
    )
