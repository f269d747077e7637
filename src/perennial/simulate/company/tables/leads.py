"""Who might buy, before the first order."""

from dataclasses import dataclass

from perennial.simulate.company.tables.columns import Codes, Days, Minutes, Sentences

__all__ = ["Leads"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """Leads of the hunters, in order of entering, with the day of each step; `NO_DAY` where not taken.

    Attributes
    ----------
    lead_id
        "L0001" and on.
    name, contact, phone, email
        As those of customers.
    source
        How they learned of the company, in its language.
    product_id, hunter_id
        What they are after, and whose lead it is.
    lead_step
        `new`, `contact`, `meeting`, `offer`, `won` or `lost`, as of the last day.
    entered, entered_minute
        Day, and minute of the day, of entering the pipeline.
    contact_day, meeting_day, offer_day, won_day, lost_day
        Days on which the steps were reached.
    customer_id
        Of won leads; else empty.
    """

    lead_id: Codes
    name: Sentences
    contact: Sentences
    phone: Sentences
    email: Sentences
    source: Sentences
    product_id: Codes
    hunter_id: Codes
    lead_step: Codes
    entered: Days
    entered_minute: Minutes
    contact_day: Days
    meeting_day: Days
    offer_day: Days
    won_day: Days
    lost_day: Days
    customer_id: Codes
