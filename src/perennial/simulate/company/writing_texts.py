"""Write down mistakes, reasons for leaving, and notes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from perennial.simulate.company.calendar import Offsets
from perennial.simulate.company.draft import Draft
from perennial.simulate.company.numbering import dated, ids, pointed
from perennial.simulate.company.tables.columns import Codes, Flags, Sentences
from perennial.simulate.company.tables.leave_reasons import LeaveReasons
from perennial.simulate.company.tables.mistakes import Mistakes
from perennial.simulate.company.tables.notes import Notes
from perennial.simulate.company.tables.touches import Touches
from perennial.simulate.company.vocabulary import Words
from perennial.simulate.company.writing_people import People

__all__ = ["Texts", "write_texts"]

_REASONS = ("moved", "forgot", "competitor", "price", "our_mistake", "no_need", "other")
_REASON_SHARES = (0.12, 0.24, 0.24, 0.14, 0.04, 0.14, 0.08)
_NOTED = 0.06  # share of the touches that reached a customer after which something is written down
_BLAMED_DAYS = 20  # days before leaving in which a serious mistake is the reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The tables with sentences about customers."""

    mistakes: Mistakes
    leave_reasons: LeaveReasons
    notes: Notes


def write_texts(
    draft: Draft, people: People, touches: Touches, words: Words, rng: np.random.Generator
) -> Texts:
    """Put words to what went wrong, why customers left, and what else was said."""
    return Texts(
        mistakes=_mistakes(draft, people, words, rng),
        leave_reasons=_leave_reasons(draft, people, touches, words, rng),
        notes=_notes(touches, words, rng),
    )


def _mistakes(draft: Draft, people: People, words: Words, rng: np.random.Generator) -> Mistakes:
    made = draft.complaints
    return Mistakes(
        mistake_id=ids("M", len(made.day), 3),
        customer_id=people.customers.customer_id[made.customer],
        seller_id=pointed(people.sellers.seller_id, draft.owners.on(made.customer, made.day)),
        day=dated(made.day, draft.calendar),
        kind=made.kind,
        serious=made.serious,
        text=_worded(made.kind, words.mistakes, rng),
        resolved=dated(made.resolved, draft.calendar),
    )


def _leave_reasons(
    draft: Draft, people: People, touches: Touches, words: Words, rng: np.random.Generator
) -> LeaveReasons:
    told = np.flatnonzero(touches.outcome == "left")
    _, first = np.unique(touches.customer_id[told], return_index=True)
    told = told[np.sort(first)]
    customers = touches.customer_id[told]
    drawn = rng.choice(_REASONS, len(told), p=_REASON_SHARES)
    blamed = np.isin(customers, people.customers.customer_id[_wronged(draft)])
    reason = np.where(blamed, "our_mistake", drawn)
    return LeaveReasons(
        customer_id=customers,
        seller_id=touches.seller_id[told],
        day=touches.day[told],
        reason=reason,
        text=_worded(reason, words.leave_reasons, rng),
    )


def _wronged(draft: Draft) -> Offsets:
    """Find the customers whose last days were those of a serious mistake."""
    made = draft.complaints
    wait = draft.bought.leaving[made.customer] - made.day
    close: Flags = made.serious & (np.abs(wait) < _BLAMED_DAYS)
    return made.customer[close]


def _notes(touches: Touches, words: Words, rng: np.random.Generator) -> Notes:
    spoke = np.isin(touches.outcome, ["reached", "promised"]) & (touches.customer_id != "")
    rows = np.flatnonzero(spoke & (rng.random(len(spoke)) < _NOTED))
    return Notes(
        customer_id=touches.customer_id[rows],
        seller_id=touches.seller_id[rows],
        day=touches.day[rows],
        minute=(touches.minute + touches.minutes)[rows],
        text=tuple(words.notes[place] for place in rng.integers(0, len(words.notes), len(rows))),
    )


def _worded(kinds: Codes, texts: Mapping[str, tuple[str, ...]], rng: np.random.Generator) -> Sentences:
    share: Iterable[float] = rng.random(len(kinds)).tolist()
    return tuple(
        texts[kind][int(place * len(texts[kind]))] for kind, place in zip(kinds.tolist(), share, strict=True)
    )
