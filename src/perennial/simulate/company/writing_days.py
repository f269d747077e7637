"""Write down orders, touches, hand-offs and absences."""

from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.buying import Bought
from perennial.simulate.company.calendar import Offsets
from perennial.simulate.company.draft import Draft
from perennial.simulate.company.hunting import BEYOND
from perennial.simulate.company.numbering import dated, ids, pointed
from perennial.simulate.company.tables.absences import Absences
from perennial.simulate.company.tables.columns import Codes
from perennial.simulate.company.tables.handoffs import Handoffs
from perennial.simulate.company.tables.orders import Orders
from perennial.simulate.company.tables.touches import Touches
from perennial.simulate.company.timing import (
    begin_touches,
    last_touch_minutes,
    length_of_touches,
    order_minutes,
)
from perennial.simulate.company.vocabulary import Words
from perennial.simulate.company.writing_people import People

__all__ = ["DayTables", "write_days"]

_SIZE_SPREAD, _ORDER_SPREAD = 0.5, 0.25  # of amounts between customers and orders, on the log scale
_INFLATION = 0.06 / 365
_ORDER_CHANNELS, _CHANNEL_SHARES = ("call", "message", "mail"), (0.55, 0.3, 0.15)
_ROUND = {"RUB": 10.0, "USD": 0.5}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTables:
    """The tables of what happened day by day."""

    orders: Orders
    touches: Touches
    handoffs: Handoffs
    absences: Absences


def write_days(draft: Draft, people: People, words: Words, rng: np.random.Generator) -> DayTables:
    """Put minutes and money to what happened and give it ids, in order of time."""
    contacts = draft.contacts
    minutes = length_of_touches(contacts, rng)
    minute = begin_touches(contacts, minutes, rng)
    fruit = contacts.outcome == "ordered"
    became = draft.buyers.of_leads(len(draft.paths.won))
    customer = np.where(contacts.lead >= 0, became[contacts.lead], contacts.customer)[fruit]
    ended = last_touch_minutes(draft.bought, customer, contacts.day[fruit], (minute + minutes)[fruit])
    return DayTables(
        orders=_orders(draft, people, words, ended, rng),
        touches=_touches(draft, people, minute, minutes),
        handoffs=_handoffs(draft, people, words, rng),
        absences=_absences(draft, people),
    )


def _orders(draft: Draft, people: People, words: Words, ended: Offsets, rng: np.random.Generator) -> Orders:
    bought, online = draft.bought, draft.begun == "site"
    minute = order_minutes(draft.begun, ended, rng)
    channel = np.where(online, "site", rng.choice(_ORDER_CHANNELS, len(online), p=_CHANNEL_SHARES))
    channel = np.where(ended >= 0, "call", channel)
    amount = _amounts(bought, draft.buyers.product, words, rng)
    order = np.lexsort((bought.customer, minute, bought.day))
    customer = bought.customer[order]
    return Orders(
        order_id=ids("O", len(order), 5),
        customer_id=people.customers.customer_id[customer],
        product_id=people.customers.product_id[customer],
        day=dated(bought.day[order], draft.calendar),
        minute=minute[order].astype(np.int32),
        amount=amount[order],
        channel=channel[order],
        seller_id=pointed(people.sellers.seller_id, draft.seller[order]),
        initiated_by=draft.begun[order],
    )


def _amounts(bought: Bought, product: Offsets, words: Words, rng: np.random.Generator) -> Floats:
    size = _SIZE_SPREAD * rng.standard_normal(len(bought.rate))
    noise = _ORDER_SPREAD * rng.standard_normal(len(bought.day))
    growth = _INFLATION * (bought.day - bought.day.max())
    price = np.array(words.prices)[product[bought.customer]]
    step = _ROUND[words.currency]
    return np.asarray(step * np.ceil(price * np.exp(size[bought.customer] + noise + growth) / step))


def _touches(draft: Draft, people: People, minute: Offsets, minutes: Offsets) -> Touches:
    contacts = draft.contacts
    order = np.lexsort((contacts.seller, minute, contacts.day))
    return Touches(
        touch_id=ids("T", len(order), 5),
        seller_id=people.sellers.seller_id[contacts.seller[order]],
        customer_id=pointed(people.customers.customer_id, contacts.customer[order]),
        lead_id=pointed(people.leads.lead_id, contacts.lead[order]),
        day=dated(contacts.day[order], draft.calendar),
        minute=minute[order].astype(np.int32),
        minutes=minutes[order].astype(np.int32),
        direction=np.where(contacts.inbound[order], "in", "out"),
        channel=contacts.channel[order],
        play=contacts.play[order],
        outcome=contacts.outcome[order],
        planned=contacts.planned[order],
    )


def _handoffs(draft: Draft, people: People, words: Words, rng: np.random.Generator) -> Handoffs:
    owners = draft.owners
    rows = np.flatnonzero(owners.offered < BEYOND)
    minute = rng.integers(16 * 60, 18 * 60, len(rows), np.int32)
    order = np.lexsort((minute, owners.offered[rows]))
    rows, minute = rows[order], minute[order]
    sellers: Codes = people.sellers.seller_id
    return Handoffs(
        handoff_id=ids("H", len(rows), 4),
        customer_id=people.customers.customer_id[rows],
        hunter_id=sellers[owners.hunter[rows]],
        farmer_id=sellers[owners.farmer[rows]],
        offered=dated(owners.offered[rows], draft.calendar),
        offered_minute=minute,
        accepted=dated(owners.since[rows], draft.calendar),
        note=tuple(
            words.handoff_notes[place] for place in rng.integers(0, len(words.handoff_notes), len(rows))
        ),
    )


def _absences(draft: Draft, people: People) -> Absences:
    away = draft.staff.away
    return Absences(
        seller_id=people.sellers.seller_id[away.seller],
        first_day=(away.first + draft.calendar.first_day).astype(np.int32),
        last_day=(away.last + draft.calendar.first_day).astype(np.int32),
        kind=away.kind,
    )
