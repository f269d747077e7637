"""A letter to one customer as it would leave: the words of the play, filled with what is known of them."""

from collections.abc import Mapping

from perennial.pictures.mail.fill import fill_line, fill_words
from perennial.pictures.mail.letter import WrittenLetter, write_letter
from perennial.pictures.words import Words
from perennial.records.models import Business, Customer, Offer
from perennial.records.queries.messages.wording import Wording

__all__ = ["facts_of", "letter_of"]


def letter_of(wording: Wording, customer: Customer, offer: Offer | None, business: Business) -> WrittenLetter:
    """Write the letter; pass a customer with owner and product read along."""
    facts = facts_of(customer, offer, business, wording.language)
    subject = fill_line(wording.subject, facts, otherwise=business.name)
    return write_letter(subject, fill_words(wording.text, facts), wording.language)


def facts_of(customer: Customer, offer: Offer | None, business: Business, language: str) -> Mapping[str, str]:
    """Give what placeholders stand for, in the language of the words; what is not known is empty."""
    last = customer.last_order_on
    return {
        "name": customer.name,
        "business": business.name,
        "seller": customer.owner.name if customer.owner else "",
        "offer": offer.text(language) if offer else "",
        "code": offer.code if offer else "",
        "last_order": Words(language).fact(last, "date_full") if last else "",
        "product": customer.product.name if customer.product else "",
    }
