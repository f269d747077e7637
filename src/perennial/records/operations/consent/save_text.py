"""The text by which customers are asked, in versions: who agreed, agreed to one of them."""

from django.db import transaction
from django.db.models import Max

from perennial.core.errors import UserError
from perennial.pictures.mail.consent import SHIPPED_CONSENT, fill_consent
from perennial.records.models import Business, ConsentText, User
from perennial.records.operations.audit import note_act

__all__ = ["current_text", "kept_text", "save_text", "text_in"]


def current_text() -> ConsentText:
    """Give the newest version; before there is one, the shipped text as the first, not kept yet."""
    shipped = {"text_en": SHIPPED_CONSENT["en"], "text_ru": SHIPPED_CONSENT["ru"]}
    return ConsentText.objects.order_by("-version").first() or ConsentText(version=1, **shipped)


def kept_text() -> ConsentText:
    """Give the same, kept, since somebody agrees to it."""
    text = current_text()
    if text.pk is None:
        text, _ = ConsentText.objects.get_or_create(
            version=text.version, defaults={"text_en": text.text_en, "text_ru": text.text_ru}
        )
    return text


def text_in(text: ConsentText, language: str, business: Business) -> str:
    """Give a version in a language where it is written in it, with the name of the business."""
    both = (text.text_ru, text.text_en) if language == "ru" else (text.text_en, text.text_ru)
    return fill_consent(both[0] or both[1], business.name)


@transaction.atomic
def save_text(by: User, *, text_en: str, text_ru: str) -> ConsentText:
    """Add a version; those before it stay, as customers agreed to them. The same words are not kept twice.

    Raises
    ------
    UserError
        There are no words.
    """
    said = {"text_en": text_en.strip(), "text_ru": text_ru.strip()}
    if not any(said.values()):
        raise UserError("Write the text in at least one language.")
    now = current_text()
    if now.pk is not None and (now.text_en, now.text_ru) == tuple(said.values()):
        return now
    last = ConsentText.objects.aggregate(last=Max("version"))["last"] or 0
    text = ConsentText.objects.create(version=last + 1, by=by, **said)
    note_act(by, "consent.text", text, version=text.version)
    return text
