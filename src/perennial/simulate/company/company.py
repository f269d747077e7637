"""The demonstration company: a furniture, filter and coffee seller that never was, and its truth."""

from dataclasses import dataclass

import numpy as np

from perennial.simulate.company.addresses import Language
from perennial.simulate.company.calendar import make_calendar
from perennial.simulate.company.draft import FULL_WEEKS, Draft, make_draft
from perennial.simulate.company.numbering import pointed
from perennial.simulate.company.tables.absences import Absences
from perennial.simulate.company.tables.columns import Codes
from perennial.simulate.company.tables.customers import Customers
from perennial.simulate.company.tables.handoffs import Handoffs
from perennial.simulate.company.tables.leads import Leads
from perennial.simulate.company.tables.leave_reasons import LeaveReasons
from perennial.simulate.company.tables.mistakes import Mistakes
from perennial.simulate.company.tables.notes import Notes
from perennial.simulate.company.tables.orders import Orders
from perennial.simulate.company.tables.products import Products
from perennial.simulate.company.tables.sellers import Sellers
from perennial.simulate.company.tables.touches import Touches
from perennial.simulate.company.tables.truth import Truth
from perennial.simulate.company.words_en import ENGLISH
from perennial.simulate.company.words_ru import RUSSIAN
from perennial.simulate.company.writing_days import write_days
from perennial.simulate.company.writing_people import write_people
from perennial.simulate.company.writing_texts import write_texts

__all__ = ["SPAN", "Company", "Language", "make_company"]

#: Days of the company's life.
SPAN = 1096

_WORDS = {"en": ENGLISH, "ru": RUSSIAN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """All tables of the company, and the truth behind them.

    Attributes
    ----------
    first_day, last_day
        Day numbers between which everything happened.
    currency
        ISO code of all amounts.
    language
        Of names and texts: `en` or `ru`.
    """

    products: Products
    sellers: Sellers
    customers: Customers
    leads: Leads
    orders: Orders
    touches: Touches
    handoffs: Handoffs
    absences: Absences
    mistakes: Mistakes
    leave_reasons: LeaveReasons
    notes: Notes
    truth: Truth
    first_day: int
    last_day: int
    currency: str
    language: Language


def make_company(*, seed: int, last_day: int, language: Language) -> Company:
    """Invent the company; the same seed, day and language give the same company.

    Parameters
    ----------
    seed
        Of all that is left to chance.
    last_day
        Day number of the last day observed; the first lies three years before.
    language
        Of names and texts; the currency goes with it.
    """
    words, rng = _WORDS[language], np.random.default_rng(seed)
    first_day = last_day - SPAN + 1
    calendar = make_calendar(first_day=first_day, last_day=last_day, holidays=words.holidays)
    draft = make_draft(calendar, rng)
    people = write_people(draft, words, language, rng)
    days = write_days(draft, people, words, rng)
    texts = write_texts(draft, people, days.touches, words, rng)
    return Company(
        products=people.products,
        sellers=people.sellers,
        customers=people.customers,
        leads=people.leads,
        orders=days.orders,
        touches=days.touches,
        handoffs=days.handoffs,
        absences=days.absences,
        mistakes=texts.mistakes,
        leave_reasons=texts.leave_reasons,
        notes=texts.notes,
        truth=_truth(draft, people.customers.customer_id, people.sellers.seller_id),
        first_day=first_day,
        last_day=last_day,
        currency=words.currency,
        language=language,
    )


def _truth(draft: Draft, customers: Codes, sellers: Codes) -> Truth:
    first_day, span = draft.calendar.first_day, draft.calendar.span
    begin = draft.staff.drift_from
    return Truth(
        leaving_day=np.floor(draft.bought.leaving) + first_day,
        rate=draft.bought.rate,
        duplicate_of=pointed(customers, draft.buyers.same_as),
        drift_began={
            str(sellers[number]): int(begin[number]) + first_day for number in np.flatnonzero(begin < span)
        },
        density_day=first_day + span - 7 * FULL_WEEKS,
    )
