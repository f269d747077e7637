"""Notes, mistakes and reasons for leaving of the invented company."""

from collections.abc import Mapping

from perennial.core.days import NO_DAY
from perennial.records.demo.cast import Cast
from perennial.records.demo.write_rows import write_rows
from perennial.records.models import Customer, LeaveReason, Mistake, Note
from perennial.records.models.words import LeaveWhy, MistakeKind

__all__ = ["add_life"]

_REASONS = {"our_mistake": LeaveWhy.MISTAKE}
_KINDS = {
    "late": MistakeKind.LATE,
    "wrong_goods": MistakeKind.WRONG,
    "damaged": MistakeKind.BROKEN,
    "rude": MistakeKind.RUDE,
    "bill": MistakeKind.BILLED,
}


def add_life(cast: Cast, customers: Mapping[str, Customer]) -> None:
    """Write what sellers wrote down; of complaints those that may cost a customer."""
    _notes(cast, customers)
    _mistakes(cast, customers)
    _reasons(cast, customers)


def _notes(cast: Cast, customers: Mapping[str, Customer]) -> None:
    table = cast.company.notes
    columns = (
        table.customer_id.tolist(),
        table.seller_id.tolist(),
        table.day.tolist(),
        table.minute.tolist(),
        table.text,
    )
    write_rows(
        (
            Note(
                customer=customers[whose],
                author=cast.people.get(author),
                text=text,
                at=cast.clock.at(day, minute),
            )
            for whose, author, day, minute, text in zip(*columns, strict=True)
        ),
    )


def _mistakes(cast: Cast, customers: Mapping[str, Customer]) -> None:
    table = cast.company.mistakes
    columns = (
        table.customer_id.tolist(),
        table.seller_id.tolist(),
        table.day.tolist(),
        table.kind.tolist(),
        table.resolved.tolist(),
        table.serious.tolist(),
        table.text,
    )
    write_rows(
        Mistake(
            customer=customers[whose],
            by=cast.people.get(by),
            kind=_KINDS[kind],
            owner=cast.people.get(by) if kind == "rude" else None,
            text=text,
            at=cast.clock.at(day),
            solved_at=None if solved == NO_DAY else cast.clock.at(solved),
        )
        for whose, by, day, kind, solved, serious, text in zip(*columns, strict=True)
        if serious
    )


def _reasons(cast: Cast, customers: Mapping[str, Customer]) -> None:
    table = cast.company.leave_reasons
    columns = (
        table.customer_id.tolist(),
        table.seller_id.tolist(),
        table.day.tolist(),
        table.reason.tolist(),
        table.text,
    )
    write_rows(
        LeaveReason(
            customer=customers[whose],
            by=cast.people.get(by),
            reason=_REASONS.get(reason, reason),
            text=text,
            at=cast.clock.at(day),
        )
        for whose, by, day, reason, text in zip(*columns, strict=True)
    )
