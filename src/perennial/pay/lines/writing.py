"""What is still to be written to the ledger: the difference between what should be there and what is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perennial.core.message import Message
from perennial.pay.lines.line import Identity, PayLine

__all__ = ["lines_to_write", "open_month"]


def lines_to_write(
    written: Iterable[PayLine], should: Iterable[PayLine], closed: Collection[str] = frozenset()
) -> tuple[PayLine, ...]:
    """Give the lines to add so that what is written says what should be there.

    Nothing written is ever changed. Lines are compared by what they are for (`PayLine.identity`): where
    nothing is written for it, the line itself is to be written; where the sums differ, one line with the
    difference; where it should no longer be there, one that takes it back. A line of a closed month stands in
    the first open month after it, and names the month it belongs to. Written once, there is nothing more to
    write: the same call then gives nothing.

    Parameters
    ----------
    written
        All lines of the ledger.
    should
        What `lines_of` says.
    closed
        The closed months ("YYYY-MM").
    """
    there, due = _by_identity(written), _by_identity(should)
    new = [line for identity, lines in due.items() for line in _missing(there.get(identity, ()), lines)]
    gone = [line for identity, lines in there.items() if identity not in due for line in _missing(lines, ())]
    return tuple(_moved(line, closed) for line in (*new, *gone))


def open_month(month: str, closed: Collection[str]) -> str:
    """Give the first month from this one on that is not closed."""
    while month in closed:
        year, number = map(int, month.split("-"))
        month = f"{year + number // 12:04}-{number % 12 + 1:02}"
    return month


def _by_identity(lines: Iterable[PayLine]) -> dict[Identity, list[PayLine]]:
    found = defaultdict(list)
    for each in lines:
        found[each.identity].append(each)
    return found


def _missing(written: Sequence[PayLine], should: Sequence[PayLine]) -> Iterator[PayLine]:
    if not written:
        yield from should
        return
    had, due = _sums(written), _sums(should)
    if had == due:
        return
    like = (*should, *written)[0]
    yield replace(
        like,
        month=like.of_month,
        base=due[0] - had[0],
        amount=due[1] - had[1],
        reason=_reason(like, had[1], due[1], still=bool(should)),
        correction=True,
    )


def _sums(lines: Sequence[PayLine]) -> tuple[Decimal, Decimal]:
    zero = Decimal(0)
    return sum((each.base for each in lines), zero), sum((each.amount for each in lines), zero)


def _reason(like: PayLine, had: Decimal, due: Decimal, *, still: bool) -> Message:
    why = like.reason.facts["why"] if like.correction else like.reason
    facts = {"had": float(had), "due": float(due), "month": like.of_month, "why": why}
    if not still:
        return Message(
            "Correction for {month:month_of}: {had:money_exact} had been written and is no longer due. It "
            "said: {why}",
            facts,
        )
    return Message(
        "Correction for {month:month_of}: {had:money_exact} had been written, {due:money_exact} is due. "
        "{why}",
        facts,
    )


def _moved(line: PayLine, closed: Collection[str]) -> PayLine:
    month = open_month(line.of_month, closed)
    if month == line.month:
        return line
    if line.correction:
        return replace(line, month=month)
    facts = {"month": line.of_month, "why": line.reason}
    reason = Message("Belongs to {month:month_of}, which was closed by then. {why}", facts)
    return replace(line, month=month, reason=reason, correction=True)
