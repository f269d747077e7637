"""The words that columns may hold, the glossary's, with what pages call them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.plan.rule import SERVICE

__all__ = [
    "LEAD_OUTCOMES",
    "Cause",
    "Channel",
    "ContactKind",
    "Direction",
    "InitiatedBy",
    "LeaveWhy",
    "MistakeKind",
    "Outcome",
    "Play",
    "Purpose",
    "Role",
    "Stage",
    "Trigger",
    "purpose_of",
]


class Role(TextChoices):
    """Who a person is in the house."""

    OWNER = "owner", _("owner of the business")
    HEAD = "head", _("head of sales")
    HUNTER = "hunter", _("hunter")
    FARMER = "farmer", _("farmer")
    ANALYST = "analyst", _("analyst")


class Stage(TextChoices):
    """Where a customer is in their lifetime; empty before the first purchase."""

    NEW = "new", pgettext_lazy("stage", "new")
    ONE_TIME = "one_time", pgettext_lazy("stage", "one-time")
    REPEAT = "repeat", pgettext_lazy("stage", "repeat")
    REGULAR = "regular", pgettext_lazy("stage", "regular")
    LEAVING = "leaving", pgettext_lazy("stage", "leaving")
    LEFT = "left", pgettext_lazy("stage", "left")
    RETURNED = "returned", pgettext_lazy("stage", "returned")


class Play(TextChoices):
    """Kind of touch."""

    GREET = "greet", pgettext_lazy("play", "greet")
    SECOND = "second", pgettext_lazy("play", "second purchase")
    REMIND = "remind", pgettext_lazy("play", "remind")
    OFFER = "offer", pgettext_lazy("play", "offer")
    WINDOW = "window", pgettext_lazy("play", "before they usually leave")
    THANK = "thank", pgettext_lazy("play", "thank")
    REPAIR = "repair", pgettext_lazy("play", "put right")
    RETURN = "return", pgettext_lazy("play", "win back")
    RENEW = "renew", pgettext_lazy("play", "renew")
    FIRST = "first", pgettext_lazy("play", "first sale")
    CHORE = "chore", pgettext_lazy("play", "chore")


class Channel(TextChoices):
    """The way a touch goes."""

    CALL = "call", pgettext_lazy("channel", "call")
    MESSAGE = "message", pgettext_lazy("channel", "message")
    VISIT = "visit", pgettext_lazy("channel", "visit")
    MAIL = "mail", pgettext_lazy("channel", "e-mail")
    MEETING = "meeting", pgettext_lazy("channel", "meeting")


class Direction(TextChoices):
    """Who began a contact: we (out) or the customer (in)."""

    OUT = "out", pgettext_lazy("direction", "we began")
    IN = "in", pgettext_lazy("direction", "the customer began")


class Outcome(TextChoices):
    """What a touch came to."""

    REACHED = "reached", pgettext_lazy("outcome", "reached")
    NO_ANSWER = "no_answer", pgettext_lazy("outcome", "no answer")
    PROMISED = "promised", pgettext_lazy("outcome", "will buy on a day")
    ORDERED = "ordered", pgettext_lazy("outcome", "ordered")
    REFUSED = "refused", pgettext_lazy("outcome", "does not want it now")
    LEFT = "left", pgettext_lazy("outcome", "has left")
    WRONG_NUMBER = "wrong_number", pgettext_lazy("outcome", "wrong number")
    NONE = "none", pgettext_lazy("outcome", "none")


#: What some outcomes are called of a lead, who has not bought yet.
LEAD_OUTCOMES = {
    Outcome.PROMISED: pgettext_lazy("outcome", "agreed on a day"),
    Outcome.REFUSED: pgettext_lazy("outcome", "does not want it"),
}


class InitiatedBy(TextChoices):
    """Who began an order."""

    SELLER = "seller", pgettext_lazy("initiated by", "seller")
    CUSTOMER = "customer", pgettext_lazy("initiated by", "customer")
    SITE = "site", pgettext_lazy("initiated by", "web site")


class ContactKind(TextChoices):
    """What kind of address a contact is."""

    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    TELEGRAM = "telegram", "Telegram"
    WHATSAPP = "whatsapp", "WhatsApp"
    VIBER = "viber", "Viber"
    OTHER = "other", _("other")


class Purpose(TextChoices):
    """What a consent is for."""

    SERVICE = "service", _("service")
    ADVERTISING = "advertising", _("advertising")


def purpose_of(play: str) -> Purpose:
    """Say whether a touch serves what was ordered, or advertises."""
    return Purpose.SERVICE if play in SERVICE else Purpose.ADVERTISING


class LeaveWhy(TextChoices):
    """Why a customer left."""

    MOVED = "moved", pgettext_lazy("left", "moved")
    FORGOT = "forgot", pgettext_lazy("left", "forgot us")
    COMPETITOR = "competitor", pgettext_lazy("left", "went to a competitor")
    PRICE = "price", pgettext_lazy("left", "price")
    MISTAKE = "mistake", pgettext_lazy("left", "our mistake")
    NO_NEED = "no_need", pgettext_lazy("left", "no need any more")
    OTHER = "other", pgettext_lazy("left", "other")


class MistakeKind(TextChoices):
    """What we did wrong."""

    LATE = "late", pgettext_lazy("mistake", "late")
    WRONG = "wrong", pgettext_lazy("mistake", "wrong goods or work")
    RUDE = "rude", pgettext_lazy("mistake", "rude")
    BROKEN = "broken", pgettext_lazy("mistake", "broken")
    BILLED = "billed", pgettext_lazy("mistake", "billed twice")


class Cause(TextChoices):
    """What moved a leaving date."""

    ORDER = "order", pgettext_lazy("cause", "an order")
    PROMISE = "promise", pgettext_lazy("cause", "a promise")
    KNOWN_END = "known_end", pgettext_lazy("cause", "a known end")
    REFIT = "refit", pgettext_lazy("cause", "learning anew")
    SETTING = "setting", pgettext_lazy("cause", "a setting")


class Trigger(TextChoices):
    """What opens a hand-off."""

    PREPAYMENT = "prepayment", _("the first payment")
    FULL_PAYMENT = "full_payment", _("full payment")
    DELIVERY = "delivery", _("delivery")
