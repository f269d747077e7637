"""How each kind of field of a stored plan is read: its value, or a fault that says what is expected there."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from perennial.core.message import Message
from perennial.pay.plans.faults import Fault

__all__ = [
    "Reader",
    "day",
    "factor",
    "group_of",
    "list_of",
    "money",
    "name",
    "or_none",
    "share",
    "whole",
    "word",
]

#: Reads a stored value at a path; adds to the faults and gives None where it is not what it should be.
Reader = Callable[[object, str, list[Fault]], object]
_T = TypeVar("_T")

#: Digits after the point of a share (four of a percentage), and of money.
_SHARE_DIGITS = 6
_MONEY_DIGITS = 2


def group_of(
    kind: type[_T], readers: Mapping[str, Reader]
) -> Callable[[object, str, list[Fault]], _T | None]:
    """Read the fields of a dataclass; those left out keep their defaults."""
    needed = {each.name for each in fields(kind) if each.default is MISSING}  # type: ignore[arg-type]

    def read(stored: object, where: str, faults: list[Fault]) -> _T | None:
        if not isinstance(stored, Mapping):
            _wrong(where, faults, Message("Named fields are expected here."))
            return None
        path = f"{where}." if where else ""
        before = len(faults)
        for each in sorted(set(map(str, stored)) - set(readers)):
            _wrong(path + each, faults, Message("There is no such field."))
        for each in sorted(needed - set(stored)):
            _wrong(path + each, faults, Message("This field is missing."))
        known = [each for each in readers if each in stored]
        values = {each: readers[each](stored[each], path + each, faults) for each in known}
        return kind(**values) if len(faults) == before else None

    return read


def list_of(one: Reader) -> Reader:
    """Read a list, each member alike."""

    def read(stored: object, where: str, faults: list[Fault]) -> object:
        if not isinstance(stored, list | tuple):
            _wrong(where, faults, Message("A list is expected here."))
            return None
        return tuple(one(each, f"{where}.{at}", faults) for at, each in enumerate(stored))

    return read


def or_none(one: Reader) -> Reader:
    """Read a field that may be empty."""

    def read(stored: object, where: str, faults: list[Fault]) -> object:
        return None if stored is None else one(stored, where, faults)

    return read


def word(*words: str) -> Reader:
    """Read one of some words."""

    def read(stored: object, where: str, faults: list[Fault]) -> object:
        if stored in words:
            return stored
        facts = {"words": list(words)}
        _wrong(where, faults, Message("One of these words is expected here: {words}.", facts))
        return None

    return read


def name(stored: object, where: str, faults: list[Fault]) -> object:
    """Read the name of a product or a category."""
    if isinstance(stored, str) and stored.strip():
        return stored
    _wrong(where, faults, Message("A name is expected here."))
    return None


def whole(stored: object, where: str, faults: list[Fault]) -> object:
    """Read a whole number from 1 up."""
    if isinstance(stored, int) and not isinstance(stored, bool) and stored >= 1:
        return stored
    _wrong(where, faults, Message("A whole number from 1 up is expected here."))
    return None


def day(stored: object, where: str, faults: list[Fault]) -> object:
    """Read a day."""
    try:
        return date.fromisoformat(stored if isinstance(stored, str) else "")
    except ValueError:
        _wrong(where, faults, Message("A day as YYYY-MM-DD is expected here."))
        return None


def share(stored: object, where: str, faults: list[Fault]) -> object:
    """Read a share of 1."""
    number = _decimal(stored, _SHARE_DIGITS)
    if number is not None and 0 <= number <= 1:
        return number
    sentence = Message("A share from 0 to 1 is expected here, with at most six digits after the point.")
    _wrong(where, faults, sentence)
    return None


def money(stored: object, where: str, faults: list[Fault]) -> object:
    """Read a sum of money."""
    number = _decimal(stored, _MONEY_DIGITS)
    if number is not None and number >= 0:
        return number
    sentence = Message("A sum from 0 up is expected here, with at most two digits after the point.")
    _wrong(where, faults, sentence)
    return None


def factor(stored: object, where: str, faults: list[Fault]) -> object:
    """Read a multiple."""
    number = _decimal(stored, _MONEY_DIGITS)
    if number is not None and number > 0:
        return number
    sentence = Message("A number above 0 is expected here, with at most two digits after the point.")
    _wrong(where, faults, sentence)
    return None


def _decimal(stored: object, digits: int) -> Decimal | None:
    """Read an exact decimal with at most so many digits after the point; a binary fraction is none."""
    if isinstance(stored, bool) or not isinstance(stored, str | int | Decimal):
        return None
    try:
        number = Decimal(stored)
        return number if number == round(number, digits) else None
    except InvalidOperation:
        return None


def _wrong(where: str, faults: list[Fault], sentence: Message) -> None:
    faults.append(Fault(where=where or "plan", sentence=sentence))
