"""Which steps of an event log are a customer's first, second, third order, by their names."""

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["order_number", "order_steps_among"]

_THING: Final = r"(?:orders?|purchases?|sales?|заказ\w*|покупк\w*|продаж\w*)"
_ORDINALS: Final = (
    r"1st|first|перв\w+|1-?[йя]",
    r"2nd|second|втор\w+|2-?[йя]",
    r"3rd|third|трет\w+|3-?[йя]",
    r"4th|fourth|четв[её]рт\w+|4-?[йя]",
    r"5th|fifth|пят\w+|5-?[йя]",
)


def order_number(step: str) -> int | None:
    """Read the number of an order from the name of a step; None where it names no numbered order.

    Examples are "1st order", "Second purchase", "order 3", «4-й заказ», «Первая продажа».
    """
    words = " ".join(step.casefold().split())
    for number, ordinal in enumerate(_ORDINALS, start=1):
        before = rf"(?:{ordinal}) {_THING}(?:\b.*)?"
        after = rf"{_THING} (?:no\.? |№ ?|# ?)?{number:d}(?:\+)?"
        if re.fullmatch(f"{before}|{after}", words):
            return number
    return None


def order_steps_among(steps: Iterable[str]) -> tuple[str, ...]:
    """Give the order steps among the steps of a log, first order first; one step for each number."""
    found: dict[int, str] = {}
    for step in steps:
        number = order_number(step)
        if number is not None:
            found.setdefault(number, step)
    return tuple(found[number] for number in sorted(found))
