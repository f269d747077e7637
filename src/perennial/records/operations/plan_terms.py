"""What a plan keeps to besides time, as the records have it: rules, offers, consent, lots."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from django.db.models import Count

from perennial.flows.plan_terms import Gift, HoldOut, PlayTerms, Terms
from perennial.flows.refresh.snapshot_situation import Workdays
from perennial.plan.rule import Rule
from perennial.records.models import Business, Customer, Given, Offer, PlannedTouch, TouchRule
from perennial.records.queries.offers.days_off import days_off
from perennial.records.queries.offers.rules import as_planned, rules_now
from perennial.records.queries.offers.standing import left_of, spent_in_month, standing_of
from perennial.records.queries.trials.held_out import held_out_by_play
from perennial.records.queries.trials.learned import learned_priors
from perennial.records.queries.ways import ways_of

__all__ = ["rules_of_plan", "terms_of", "workdays_of"]

_WEEK, _YEAR = 7, timedelta(days=365)
_MONDAY_TO_FRIDAY = frozenset(range(5))


def rules_of_plan() -> Mapping[str, Rule]:
    """Give what the business has changed about each play, as the plan reads it."""
    return {play: as_planned(rule) for play, rule in rules_now().items()}


def workdays_of(business: Business, today: date) -> Workdays:
    """Give how the business works in the coming week, by what is set and what trials have taught.

    Whose time there is, and who is away, is for who plans to add.
    """
    return Workdays(
        capacity={},
        worked=frozenset(business.working_days) & frozenset(range(_WEEK)) or _MONDAY_TO_FRIDAY,
        lead=business.offer_lead_days,
        priors=learned_priors(),
        rules=rules_of_plan(),
        off=frozenset((day - today).days for day in days_off(business, today, _WEEK)),
    )


def terms_of(customers: Collection[int], business: Business, *, today: date, draw: HoldOut | None) -> Terms:
    """Read what a plan for some customers keeps to.

    Parameters
    ----------
    draw
        Draws lots for running trials; None where there are none.
    """
    rules = rules_now()
    offers = _Offers.read(rules, today)
    return Terms(
        plays={play: _play(rule, offers) for play, rule in rules.items()},
        gifts=offers.gifts(customers),
        ways=ways_of(customers),
        sent_a_day=business.mails_a_day,
        purse=_purse(business, offers, today),
        held_out=held_out_by_play(today),
        draw=draw,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offers:
    """Offers that rules name and that can be given, and what lines that stay as they are take of them."""

    by_name: Mapping[str, Offer]
    planned: Mapping[int, int]
    today: date

    @classmethod
    def read(cls, rules: Mapping[str, TouchRule], today: date) -> "_Offers":
        named = {
            rule.offer.pk: rule.offer for rule in rules.values() if rule.is_on and rule.offer is not None
        }
        left = left_of(named.values())
        usable = {pk: offer for pk, offer in named.items() if standing_of(offer, left[pk], today) == "on"}
        kept = PlannedTouch.objects.filter(state=PlannedTouch.State.OPEN, gift__in=usable).exclude(
            made_by__isnull=True, snoozed_until__isnull=True, is_fixed=False
        )
        return cls(
            by_name={str(pk): offer for pk, offer in usable.items()},
            planned=dict(kept.order_by().values_list("gift").annotate(Count("pk"))),
            today=today,
        )

    def gifts(self, customers: Collection[int]) -> Mapping[str, Gift]:
        left = left_of(self.by_name.values())
        return {
            name: Gift(
                cost=float(offer.cost),
                margin_share=float(offer.margin_share),
                stock=_less(left[offer.pk].stock, self.planned.get(offer.pk, 0)),
                budget=_less(left[offer.pk].budget, self.planned.get(offer.pk, 0) * offer.cost),
                days=_days(offer, self.today),
                not_meant=_not_meant(offer, customers),
                not_for=frozenset(map(str, _had_enough(offer, self.today))),
            )
            for name, offer in self.by_name.items()
        }


def _play(rule: TouchRule, offers: _Offers) -> PlayTerms:
    gift = str(rule.offer_id)
    return PlayTerms(
        ways=tuple(rule.channels), by_itself=rule.by_itself, gift=gift if gift in offers.by_name else None
    )


def _less(left: Decimal | int | None, taken: Decimal | int) -> float:
    return np.inf if left is None else max(float(left - taken), 0.0)


def _days(offer: Offer, today: date) -> int:
    if offer.valid_until is None:
        return _WEEK
    return min((offer.valid_until - today).days + 1, _WEEK)


def _purse(business: Business, offers: _Offers, today: date) -> float:
    """Give what is left of the month's money for offers."""
    if business.gifts_a_month is None:
        return np.inf
    planned = sum(
        (offer.cost * offers.planned.get(offer.pk, 0) for offer in offers.by_name.values()), Decimal(0)
    )
    return max(float(business.gifts_a_month - spent_in_month(today) - planned), 0.0)


def _not_meant(offer: Offer, customers: Collection[int]) -> frozenset[str]:
    """Give the customers of stages or products that an offer is not for."""
    products = list(offer.products.values_list("pk", flat=True))
    if not offer.stages and not products:
        return frozenset()
    whom = Customer.objects.all()
    if offer.stages:
        whom = whom.filter(stage__in=offer.stages)
    if products:
        whom = whom.filter(product__in=products)
    return frozenset(map(str, frozenset(customers) - frozenset(whom.values_list("pk", flat=True))))


def _had_enough(offer: Offer, today: date) -> frozenset[int]:
    lately = Given.objects.filter(offer=offer, undone_at__isnull=True, day__gt=today - _YEAR).order_by()
    often = lately.values("customer").annotate(n=Count("pk")).filter(n__gte=offer.most_a_year)
    return frozenset(often.values_list("customer", flat=True))
