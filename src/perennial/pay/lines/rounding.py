"""Whole hundredths that sum to what they should: the largest remainder gets the odd one."""

from collections.abc import Sequence
from decimal import Decimal

__all__ = ["RATE_UNIT", "apportion", "cents", "money", "rate_units", "spread", "whole"]

#: Rates are reckoned in whole hundred-millionths: a share of six digits, times a multiple of two.
RATE_UNIT = 10**8
_DIGITS = 2
_RATE_DIGITS = 8


def cents(amount: Decimal) -> int:
    """Give money in whole hundredths.

    Raises
    ------
    ValueError
        It has finer digits.
    """
    scaled = amount.scaleb(_DIGITS)
    if scaled != int(scaled):
        raise ValueError(f"money is in whole hundredths, and {amount} is not")
    return int(scaled)


def money(hundredths: int) -> Decimal:
    """Give whole hundredths as money."""
    return Decimal(hundredths).scaleb(-_DIGITS)


def rate_units(share: Decimal) -> int:
    """Give a share in units of a rate."""
    return int(share.scaleb(_RATE_DIGITS))


def whole(exact: int) -> int:
    """Round money given in `RATE_UNIT`-ths of a hundredth; a half goes up."""
    return (2 * exact + RATE_UNIT) // (2 * RATE_UNIT)


def apportion(total: int, exact: Sequence[int], unit: int = RATE_UNIT) -> list[int]:
    """Round parts given in `unit`-ths to whole numbers that sum to a total.

    Each is rounded down, and what is left goes one by one to the largest remainders, the earlier of two equal
    ones first (Hamilton's method).
    """
    if len(exact) == 1:
        return [total]
    parts = [each // unit for each in exact]
    to_all, left = divmod(total - sum(parts), len(parts))
    by_remainder = sorted(range(len(parts)), key=lambda at: (-(exact[at] % unit), at))
    for at in by_remainder[:left]:
        parts[at] += 1
    return [each + to_all for each in parts]


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Divide a whole number in proportion to weights."""
    return apportion(total, [total * weight for weight in weights], sum(weights))
