"""Take a portion of touches in that were logged elsewhere: by a telephone exchange, in a list of visits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from perennial.records.models import Customer, Touch
from perennial.records.models.words import Channel, Direction, Outcome, Play
from perennial.records.operations.after_import import after_rows
from perennial.records.operations.answer_leads import answer_leads
from perennial.records.operations.match_people import People
from perennial.records.operations.take_customers import person_in
from perennial.records.operations.take_rows import Left, Taking

__all__ = ["count_touches", "take_touches"]

_Row = Mapping[str, Any]
_SAID = ("customer_id", "happened_at", "seller", "channel", "direction", "play")


@transaction.atomic
def take_touches(rows: Sequence[_Row], taking: Taking, copies: Counter[str] | None = None) -> list[Touch]:
    """Add touches that are not there yet; one with nobody who is known is left out and told of.

    Parameters
    ----------
    rows
        As `read_records` gives them for touches.
    copies
        Touches seen in earlier portions of the same file, by what they say.
    """
    counted = Counter[str]() if copies is None else copies
    people = [person_in(row) for row in rows]
    known = People(taking, people)
    keys = [_key(row, taking, counted) for row in rows]
    there = {touch.key: touch for touch in Touch.objects.filter(key__in=keys)}
    made, saved = [], []
    for row, person, key in zip(rows, people, keys, strict=True):
        customer = known.find(person) if person.own_id else None
        if customer is None and row.get("play") != Play.CHORE:
            taking.told.rejected.append(_left(row))
        elif key in there:
            taking.told.unchanged += 1
            saved.append(there[key])
        else:
            made.append(_touch(row, customer, key, taking))
            saved.append(made[-1])
    Touch.objects.bulk_create(made)
    taking.told.created += len(made)
    answer_leads({touch.customer_id for touch in made if touch.customer_id})
    after_rows(taking)
    return saved


def count_touches(rows: Sequence[_Row], taking: Taking, copies: Counter[str]) -> None:
    """Count touches that an earlier run took, so that those after them get the keys they had."""
    for row in rows:
        _key(row, taking, copies)


def _touch(row: _Row, customer: Customer | None, key: UUID, taking: Taking) -> Touch:
    happened = row["happened_at"]
    return Touch(
        key=key,
        customer=customer,
        seller=taking.seller(str(row.get("seller") or "")),
        play=row.get("play") or "",
        channel=row.get("channel") or Channel.CALL,
        direction=row.get("direction") or Direction.OUT,
        minutes=row.get("minutes"),
        happened_at=taking.moment(happened),
        day=taking.day(happened),
        outcome=row.get("outcome") or Outcome.NONE,
        text=str(row.get("text") or ""),
        batch=taking.batch,
    )


def _key(row: _Row, taking: Taking, copies: Counter[str]) -> UUID:
    if isinstance(given := row.get("key"), UUID):
        return given
    said = repr([taking.system, *(row.get(name) for name in _SAID)])
    copies[said] += 1
    return uuid5(NAMESPACE_URL, f"{said}#{copies[said]}")


def _left(row: _Row) -> Left:
    value = str(row.get("customer_id") or "")
    return Left(row=int(row.get("row") or 0), column="customer_id", value=value, reason="unknown_customer")
