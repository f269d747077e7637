"""Says in sentences how the orders were counted, and what was left out and why."""

from perennial.core.message import Message
from perennial.ingest.cleaning import CleaningTally

__all__ = ["cleaning_notes"]

_MOST_NAMED = 5


def cleaning_notes(tally: CleaningTally) -> tuple[Message, ...]:
    """Say how the orders were counted, one sentence a matter; nothing about what did not happen."""
    left_out = _left_out_by_status(tally) + _left_out_by_rule(tally)
    return (
        *_end(tally),
        *_same_days(tally),
        *left_out,
        *_refunds(tally),
        *_statuses(tally),
        *_buckets(tally),
    )


def _end(tally: CleaningTally) -> list[Message]:
    notes = []
    if not tally.as_of_named:
        notes.append(
            Message(
                "Observation ends on {as_of:date}, the last day in the log; "
                "name the day of the export if it was later.",
                {"as_of": tally.as_of},
            )
        )
    if later := tally.left_out.get("after_as_of", 0):
        notes.append(
            Message(
                "Not counted, being after {as_of:date}: {orders:orders}.",
                {"as_of": tally.as_of, "orders": later},
            )
        )
    return notes


def _same_days(tally: CleaningTally) -> list[Message]:
    if tally.counted == tally.purchases:
        return []
    return [
        Message(
            "{orders:orders} make {purchases:purchases}: orders of one customer on one day are one purchase.",
            {"orders": tally.counted, "purchases": tally.purchases},
        )
    ]


def _left_out_by_status(tally: CleaningTally) -> list[Message]:
    notes = []
    if count := tally.left_out.get("cancelled", 0):
        notes.append(Message("Left out as cancelled by their status: {orders:orders}.", {"orders": count}))
    if count := tally.left_out.get("test", 0):
        notes.append(Message("Left out as tests by their status: {orders:orders}.", {"orders": count}))
    if count := tally.left_out.get("draft", 0):
        notes.append(Message("Left out as drafts by their status: {orders:orders}.", {"orders": count}))
    return notes


def _left_out_by_rule(tally: CleaningTally) -> list[Message]:
    notes = []
    if count := tally.left_out.get("zero_amount", 0):
        notes.append(
            Message("Left out for a zero amount: {orders:orders}; they can be kept.", {"orders": count})
        )
    if count := tally.left_out.get("duplicate", 0):
        notes.append(
            Message(
                "Left out, as they repeat orders in full (was an export joined twice?): {rows:rows}.",
                {"rows": count},
            )
        )
    if count := tally.left_out.get("instalment", 0):
        notes.append(
            Message(
                "Counted with the first payment of their contract ({contracts:number} in all): {rows:rows}.",
                {"rows": count, "contracts": tally.contracts},
            )
        )
    return notes


def _refunds(tally: CleaningTally) -> list[Message]:
    notes = []
    if tally.refunds:
        notes.append(
            Message(
                "A refund is never a purchase; found and set against orders or customers: {rows:rows}.",
                {"rows": tally.refunds},
            )
        )
    if count := tally.left_out.get("refunded", 0):
        notes.append(Message("Left out as refunded in full: {orders:orders}.", {"orders": count}))
    if tally.loose_refunds:
        notes.append(
            Message(
                "Refunds that fit no order lower only the total of their customer: {count:number}.",
                {"count": tally.loose_refunds},
            )
        )
    return notes


def _statuses(tally: CleaningTally) -> list[Message]:
    notes = []
    if tally.unknown_statuses:
        notes.append(
            Message(
                "Counted, though their status was not recognised: orders with {statuses}.",
                {"statuses": tally.unknown_statuses[:_MOST_NAMED]},
            )
        )
    if tally.statuses:
        notes.append(
            Message(
                "The status column was not used: {count:number} different texts are too many.",
                {"count": tally.statuses},
            )
        )
    return notes


def _buckets(tally: CleaningTally) -> list[Message]:
    return [
        Message(
            "Is {customer} one customer? {share:percent} of all orders are in this name, which looks like "
            "many buyers together, so it is left out; --keep-customer counts it.",
            {"customer": bucket.customer_id, "share": bucket.share},
        )
        for bucket in tally.buckets[:_MOST_NAMED]
    ]
