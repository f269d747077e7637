"""Touches with customers and chores, and who began each order."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from perennial.engine.histories import Floats
from perennial.simulate.company.answering import answered_orders, recent_buyers
from perennial.simulate.company.buying import Bought
from perennial.simulate.company.calendar import Offsets
from perennial.simulate.company.contacts import NOBODY, Contacts, joined, slots
from perennial.simulate.company.ending import begun_by_sellers, end_calls
from perennial.simulate.company.farming import Picked
from perennial.simulate.company.handing_over import Owners
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["CustomerWork", "work_with_customers"]

_PLANNED = 0.85  # share of the farmers' touches that the plan asked for
_CHANNELS = ("call", "message", "visit")
_OUT_SHARES, _IN_SHARES = (0.68, 0.25, 0.07), (0.7, 0.3, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWork:
    """Touches with customers and chores; for each order, who began it and the owner that day."""

    contacts: Contacts
    begun: Codes
    owner: Offsets


def work_with_customers(
    counts: Mapping[str, Offsets],
    picked: Picked,
    bought: Bought,
    owners: Owners,
    *,
    gap: Floats,
    online: Flags,
    rng: np.random.Generator,
) -> CustomerWork:
    """Make every touch with a customer.

    Parameters
    ----------
    counts
        As `daily_counts` gives them.
    gap
        Shape (n,): usual gap of each customer.
    online
        Shape of the orders: made by the site, unless a seller brought it.
    """
    owner = owners.on(bought.customer, bought.day)
    outgoing = joined([_farmers(picked, bought, gap, rng), _hunters(counts, bought, owners, gap, rng)])
    called = begun_by_sellers(bought, outgoing.customer, outgoing.day, outgoing.outcome, rng)
    begun = np.select([called, online], ["seller", "site"], default="customer")
    by_customer = (begun == "customer") & (bought.turn > 0)
    incoming = _incoming(
        counts["existing_in"], bought, owner=owner, owners=owners, by_customer=by_customer, rng=rng
    )
    return CustomerWork(
        contacts=joined([outgoing, incoming, _chores(counts["chore"])]), begun=begun, owner=owner
    )


def _farmers(picked: Picked, bought: Bought, gap: Floats, rng: np.random.Generator) -> Contacts:
    channel = rng.choice(_CHANNELS, len(picked.seller), p=_OUT_SHARES)
    return _with_customers(
        picked.seller,
        picked.customer,
        picked.day,
        channel=channel,
        play=picked.play,
        outcome=end_calls(picked.customer, picked.day, channel, bought=bought, gap=gap, rng=rng),
        planned=rng.random(len(channel)) < _PLANNED,
    )


def _hunters(
    counts: Mapping[str, Offsets], bought: Bought, owners: Owners, gap: Floats, rng: np.random.Generator
) -> Contacts:
    """Touch those whom the hunter once won; no plan asks for it."""
    hunters = int(owners.hunter.max()) + 1
    seller, day = slots(counts["existing_out"][:hunters])
    customer = recent_buyers(seller, day, owners.hunter[bought.customer], bought, rng)
    seller, day, customer = seller[customer >= 0], day[customer >= 0], customer[customer >= 0]
    channel = rng.choice(_CHANNELS, len(seller), p=_OUT_SHARES)
    return _with_customers(
        seller,
        customer,
        day,
        channel=channel,
        play=rng.choice(("remind", "thank"), len(seller)),
        outcome=end_calls(customer, day, channel, bought=bought, gap=gap, rng=rng),
        planned=np.zeros(len(seller), np.bool_),
    )


def _incoming(
    counts: Offsets,
    bought: Bought,
    *,
    owner: Offsets,
    owners: Owners,
    by_customer: Flags,
    rng: np.random.Generator,
) -> Contacts:
    """Orders by telephone first, then questions of those who lately ordered."""
    rows = answered_orders(bought, owner, by_customer, counts)
    left = counts.copy()
    np.subtract.at(left, (owner[rows], bought.day[rows]), 1)
    seller, day = slots(left)
    hunters = int(owners.hunter.max()) + 1
    won = owners.hunter[bought.customer]
    asked_hunter = recent_buyers(seller, day, won, bought, rng)
    customer = np.where(seller < hunters, asked_hunter, recent_buyers(seller, day, owner, bought, rng))
    seller, day, customer = seller[customer >= 0], day[customer >= 0], customer[customer >= 0]
    asks = np.where(rng.random(len(seller)) < 0.15, "promised", "none")
    everyone = np.concatenate([owner[rows], seller])
    return _with_customers(
        everyone,
        np.concatenate([bought.customer[rows], customer]),
        np.concatenate([bought.day[rows], day]),
        channel=rng.choice(_CHANNELS, len(everyone), p=_IN_SHARES),
        play=np.full(len(everyone), ""),
        outcome=np.concatenate([np.full(len(rows), "ordered"), asks]),
        planned=np.zeros(len(everyone), np.bool_),
        inbound=True,
    )


def _with_customers(
    seller: Offsets,
    customer: Offsets,
    day: Offsets,
    *,
    channel: Codes,
    play: Codes,
    outcome: Codes,
    planned: Flags,
    inbound: bool = False,
) -> Contacts:
    return Contacts(
        seller=seller,
        customer=customer,
        lead=np.full(len(seller), NOBODY),
        day=day,
        inbound=np.full(len(seller), inbound),
        channel=channel,
        play=play,
        outcome=outcome,
        planned=planned,
    )


def _chores(counts: Offsets) -> Contacts:
    seller, day = slots(counts)
    return _with_customers(
        seller,
        np.full(len(seller), NOBODY),
        day,
        channel=np.full(len(seller), ""),
        play=np.full(len(seller), "chore"),
        outcome=np.full(len(seller), "none"),
        planned=np.zeros(len(seller), np.bool_),
    )
