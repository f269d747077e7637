"""Touches while they are being made up: with whom, when, and how they ended, by number."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perennial.simulate.company.calendar import Offsets
from perennial.simulate.company.tables.columns import Codes, Flags

__all__ = ["NOBODY", "Contacts", "joined", "slots"]

NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Touches, each column of shape (m,).

    Attributes
    ----------
    seller, customer, lead
        Numbers from 0; `NOBODY` where there is none.
    day
        Counted from the company's first.
    inbound
        Whether the other side began.
    channel, play, outcome, planned
        As in the table of touches.
    """

    seller: Offsets
    customer: Offsets
    lead: Offsets
    day: Offsets
    inbound: Flags
    channel: Codes
    play: Codes
    outcome: Codes
    planned: Flags


def joined(parts: Sequence[Contacts]) -> Contacts:
    """Put touches of several kinds into one table."""
    return Contacts(
        seller=np.concatenate([part.seller for part in parts]),
        customer=np.concatenate([part.customer for part in parts]),
        lead=np.concatenate([part.lead for part in parts]),
        day=np.concatenate([part.day for part in parts]),
        inbound=np.concatenate([part.inbound for part in parts]),
        channel=np.concatenate([part.channel for part in parts]),
        play=np.concatenate([part.play for part in parts]),
        outcome=np.concatenate([part.outcome for part in parts]),
        planned=np.concatenate([part.planned for part in parts]),
    )


def slots(counts: Offsets) -> tuple[Offsets, Offsets]:
    """Give seller and day of each touch that counts of shape (sellers, days) ask for."""
    seller, day = np.nonzero(counts)
    times = counts[seller, day]
    return np.repeat(seller, times), np.repeat(day, times)
