"""Why a row could not be used: short codes for files, sentences for people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from perennial.core.errors import UserError
from perennial.core.message import Message

__all__ = ["MOST_UNUSABLE", "REASONS", "Reason", "Skipped", "UnusableReason", "too_many_unusable"]

Reason = Literal[
    "bad_line", "no_customer", "no_contact", "no_case", "no_activity", "no_arm", "bad_date", "bad_amount"
]
Skipped = Literal["title", "total", "group", "blank", "header", "other_currency"]

#: A log with a larger share of unusable rows is refused.
MOST_UNUSABLE: Final = 0.2

REASONS: Final[Mapping[str, Message]] = {
    "bad_line": Message("the line does not have the columns of the header"),
    "no_customer": Message("no customer"),
    "no_contact": Message("nothing says whom the row is about"),
    "no_case": Message("no case"),
    "no_activity": Message("no step"),
    "no_arm": Message("no arm"),
    "bad_date": Message("the date cannot be read"),
    "bad_amount": Message("the amount cannot be read"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusableReason:
    """A reason with the number of its rows, and its first row as example."""

    reason: Reason
    rows: int
    row: int
    column: str
    value: str


def too_many_unusable(file: str, share: float, reasons: Sequence[UnusableReason]) -> UserError:
    """Write the refusal of a log.

    Parameters
    ----------
    share
        Share of rows that cannot be used, 0 to 1.
    reasons
        The commonest first; the first two are named.
    """
    facts: dict[str, object] = {"file": file, "share": share, "first": _reason(reasons[0])}
    if len(reasons) == 1:
        return UserError("{file}: {share:percent} of the rows cannot be used: {first}", **facts)
    facts["second"] = _reason(reasons[1])
    return UserError("{file}: {share:percent} of the rows cannot be used: {first}; {second}", **facts)


_SENTENCES: Final[Mapping[Reason, Message]] = {
    "no_customer": Message("{rows:rows} without a customer in column {column} (first in row {row})"),
    "no_contact": Message("{rows:rows} that do not say whom they are about (first in row {row})"),
    "no_case": Message("{rows:rows} without a case in column {column} (first in row {row})"),
    "no_activity": Message("{rows:rows} without a step in column {column} (first in row {row})"),
    "no_arm": Message("{rows:rows} without an arm in column {column} (first in row {row})"),
    "bad_date": Message(
        "{rows:rows} with a date in column {column} that cannot be read, as '{value}' in row {row} "
        "(--date-format says how dates are written)"
    ),
    "bad_amount": Message(
        "{rows:rows} with an amount in column {column} that cannot be read, as '{value}' in row {row}"
    ),
    "bad_line": Message(
        "{rows:rows} without the columns of the header, as '{value}' in row {row} (is the delimiter "
        "right, and is text with delimiters in quotation marks?)"
    ),
}


def _reason(reason: UnusableReason) -> Message:
    facts: dict[str, object] = {
        "rows": reason.rows,
        "row": reason.row,
        "column": reason.column,
        "value": reason.value[:60],
    }
    return Message(_SENTENCES[reason.reason].text, facts)
