"""The words of a play: those of the house where it has its own, else the shipped ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from perennial.pictures.mail.shipped import LANGUAGES, PLAYS, shipped_words
from perennial.records.models import Template
from perennial.records.models.words import Channel

__all__ = ["CHANNELS", "Wording", "all_wordings", "wording_of"]

#: Channels by which words leave without a seller.
CHANNELS = (Channel.MAIL.value, Channel.MESSAGE.value)
_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of one play by one channel in one language, and whether they are the house's own."""

    play: str
    channel: str
    language: str
    subject: str
    text: str
    is_own: bool


def wording_of(play: str, channel: str, language: str) -> Wording:
    """Give the words that go out."""
    own = Template.objects.filter(play=play, channel=channel, language=language).first()
    return _wording((play, channel, language), own)


def all_wordings() -> Mapping[_Key, Wording]:
    """Give the words of every play, channel and language, in one query."""
    own = {(each.play, each.channel, each.language): each for each in Template.objects.all()}
    keys = [(play, channel, language) for play in PLAYS for channel in CHANNELS for language in LANGUAGES]
    return {key: _wording(key, own.get(key)) for key in keys}


def _wording(key: _Key, own: Template | None) -> Wording:
    play, channel, language = key
    said = own or shipped_words(play, channel, language)
    return Wording(
        play=play,
        channel=channel,
        language=language,
        subject=said.subject,
        text=said.text,
        is_own=own is not None,
    )
