"""The words that are shipped to ask customers whether they agree to advertising."""

from collections.abc import Mapping

__all__ = ["SHIPPED_CONSENT", "fill_consent"]

SHIPPED_CONSENT: Mapping[str, str] = {
    "en": (
        "I agree that {business} tells me about offers and news by the ways I choose here, and uses my name, "
        "my contacts and my order history for that. I can take this back at any time, by the link in each "
        "message or by telling {business}."
    ),
    "ru": (
        "Я согласен (согласна) получать от компании {business} предложения и новости способами, которые "
        "выбираю здесь, и на обработку для этого моего имени, контактов и истории заказов. Согласие можно "
        "отозвать в любой момент: по ссылке в любом сообщении или сообщив компании {business}."
    ),
}


def fill_consent(text: str, business: str) -> str:
    """Name the business in a text."""
    return text.replace("{business}", business or "–").strip()
