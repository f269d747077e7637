"""What the invented company gives its customers: a catalogue, a year of giving, and two rules with offers."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from perennial.records.models import Business, Given, Offer, Touch, TouchRule
from perennial.records.models.words import Outcome, Play, Role, Stage
from perennial.records.operations.offers.count_uses import count_uses

__all__ = ["add_offers"]

_YEAR = timedelta(days=365)
_REACHED = (Outcome.REACHED, Outcome.PROMISED, Outcome.ORDERED)
#: Which offer goes with the touches of a play, and with every how many of them.
_WITH = {Play.OFFER: ("set", 2), Play.RETURN: ("discount", 2), Play.SECOND: ("delivery", 5)}
_NAMES: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "set": "Пробный набор",
        "discount": "Скидка 10 % на следующий заказ",
        "delivery": "Бесплатная доставка",
        "service": "Выезд мастера в подарок",
        "new_year": "Новогодний подарок",
    },
    "en": {
        "set": "Sample set",
        "discount": "Ten per cent off the next order",
        "delivery": "Free delivery",
        "service": "A free visit of the fitter",
        "new_year": "New Year's gift",
    },
}
_TEXTS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "set": "Положим в следующий заказ пробный набор новинок.",
        "discount": "На следующий заказ ваша цена на десятую часть ниже.",
        "delivery": "Следующий заказ привезём бесплатно.",
        "service": "Мастер приедет, проверит и настроит всё бесплатно.",
        "new_year": "К следующему заказу добавим новогодний подарок.",
    },
    "en": {
        "set": "We put a set of new things to try into your next order.",
        "discount": "Your next order costs a tenth less.",
        "delivery": "We bring your next order free of charge.",
        "service": "Our fitter comes, checks and adjusts everything free of charge.",
        "new_year": "We add a New Year's gift to your next order.",
    },
}
_COSTS = {"set": 4, "discount": 0, "delivery": 3, "service": 25, "new_year": 9}
#: What the costs are times, in a currency; the dollar's where it is not here.
_TIMES = {"RUB": 90}


def add_offers(today: date) -> None:
    """Write the catalogue up to a day, with whom it was given to by those who reached them."""
    business = Business.current()
    times = Decimal(_TIMES.get(business.currency, 1))
    offers = {key: _offer(key, business.language, times, today) for key in _COSTS}
    Given.objects.bulk_create(list(_given(offers, today)), batch_size=1000)
    count_uses(today, since=today - _YEAR)
    for play in (Play.OFFER, Play.RETURN):
        TouchRule.objects.create(play=play, offer=offers[_WITH[play][0]])
    business.approval_limits = dict.fromkeys((Role.HUNTER, Role.FARMER), f"{10 * times:f}")
    business.save()


def _offer(key: str, language: str, times: Decimal, today: date) -> Offer:
    own: Mapping[str, dict[str, Any]] = {
        "set": {"kind": Offer.Kind.GIFT, "stock": 2000, "stages": [Stage.REPEAT, Stage.REGULAR]},
        "discount": {"margin_share": Decimal("0.1"), "code": "BACK10", "most_a_year": 2},
        "delivery": {"budget": 6000 * times},
        "service": {"kind": Offer.Kind.GIFT},
        "new_year": {
            "kind": Offer.Kind.GIFT,
            "stock": 150,
            "valid_from": today + timedelta(days=10),
            "valid_until": today + timedelta(days=50),
        },
    }
    spoken = language if language in _NAMES else "en"
    return Offer.objects.create(
        name=_NAMES[spoken][key],
        cost=_COSTS[key] * times,
        **{f"text_{each}": texts[key] for each, texts in _TEXTS.items()},
        **own[key],
    )


def _given(offers: Mapping[str, Offer], today: date) -> Any:
    """Give with the touches of the last year that reached somebody; once a year to each."""
    had: set[tuple[str, int]] = set()
    touches = Touch.objects.filter(
        play__in=_WITH, outcome__in=_REACHED, day__range=(today - _YEAR, today), customer__isnull=False
    )
    for place, touch in enumerate(touches.select_related("customer").order_by("happened_at", "pk")):
        key, every = _WITH[Play(touch.play)]
        if place % every == 0 and (key, touch.customer_id) not in had:
            had.add((key, touch.customer_id or 0))
            yield Given(
                offer=offers[key],
                customer=touch.customer,
                touch=touch,
                by_id=touch.seller_id,
                day=touch.day,
                cost=offers[key].cost,
            )
