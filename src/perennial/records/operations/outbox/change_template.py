"""Write the words of a play for this house, and go back to the shipped ones."""

from django.db import transaction
from django.utils import timezone

from perennial.core.errors import UserError
from perennial.pictures.mail.fill import check_words
from perennial.pictures.mail.shipped import shipped_words
from perennial.records.models import Template, User
from perennial.records.models.words import Channel
from perennial.records.operations.audit import note_act

__all__ = ["back_to_shipped", "save_words"]

_LONGEST = {Channel.MAIL.value: 10_000, Channel.MESSAGE.value: 1_000}


@transaction.atomic
def save_words(by: User, play: str, channel: str, language: str, *, subject: str, text: str) -> None:
    """Keep words; those that are shipped need not be kept.

    Raises
    ------
    UserError
        Nothing is said, too much is, or a placeholder is unknown.
    """
    text, subject = text.replace("\r\n", "\n").strip(), " ".join(subject.split())
    if not text or (channel == Channel.MAIL and not subject):
        raise UserError("Write what the customer is told.")
    if len(text) > _LONGEST[channel]:
        raise UserError("This is too long: at most {most:number} characters.", most=_LONGEST[channel])
    for each in (subject, text):
        check_words(each)
    shipped = shipped_words(play, channel, language)
    if (subject, text) == (shipped.subject, shipped.text):
        back_to_shipped(by, play, channel, language)
        return
    said = {"subject": subject if channel == Channel.MAIL else "", "text": text, "changed_at": timezone.now()}
    template, _ = Template.objects.update_or_create(
        play=play, channel=channel, language=language, defaults=said
    )
    note_act(by, "template.change", template, play=play, channel=channel, language=language)


@transaction.atomic
def back_to_shipped(by: User, play: str, channel: str, language: str) -> None:
    """Drop the house's own words, where there are any."""
    gone, _ = Template.objects.filter(play=play, channel=channel, language=language).delete()
    if gone:
        note_act(by, "template.shipped", None, play=play, channel=channel, language=language)
