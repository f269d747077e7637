"""How the amounts of a whole column are written, decided from all shapes in it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from perennial.ingest.currencies import CURRENCY_WORDS
from perennial.ingest.shapes import Shape

__all__ = ["NumberFormat", "format_of_shapes"]

_PLAIN: Final = re.compile(r"-?9+(\.9+)?")
_SPACES: Final = re.compile(r"[\s\u00a0\u202f\u2009'’`]")
_NUMBER: Final = re.compile(r"9[9.,]*|[.,]9+")
_SIGNS: Final = re.compile(r"[-+−–()]")
_Evidence = Literal[
    "comma", "dot", "comma_thousands", "dot_thousands", "weak_comma", "weak_dot", "short", "long"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFormat:
    """`plain` columns need no text work; `currencies` counts rows by the sign or word at their number."""

    decimal: Literal[".", ","]
    plain: bool
    currencies: Mapping[str, int] = field(default_factory=dict)


def format_of_shapes(shapes: Sequence[Shape]) -> NumberFormat:
    """Decide the decimal sign of a column and whether its cells are bare numbers.

    A separator with other than three digits behind it is decimal; of two different ones the last is.
    Only where all cells leave it open does one comma with three digits behind it separate thousands, and one
    dot decimals, unless no number of four digits stands without it.

    Parameters
    ----------
    shapes
        All shapes of the column, or as many as there is room for.
    """
    if all(_PLAIN.fullmatch(shape.shape) for shape in shapes) and not _dots_are_thousands(shapes):
        return NumberFormat(decimal=".", plain=True)
    return NumberFormat(decimal=_decimal(_evidence(shapes)), plain=False, currencies=_currencies(shapes))


def _evidence(shapes: Sequence[Shape]) -> "Counter[_Evidence]":
    found: Counter[_Evidence] = Counter()
    for shape in shapes:
        if match := _NUMBER.search(_SPACES.sub("", shape.shape)):
            found[_evidence_of(match[0])] += shape.rows
    return found


def _evidence_of(number: str) -> _Evidence:
    commas, dots = number.count(","), number.count(".")
    if commas and dots:
        return "comma" if number.rfind(",") > number.rfind(".") else "dot"
    if commas > 1 or dots > 1:
        return "comma_thousands" if commas else "dot_thousands"
    if not commas and not dots:
        return "short" if len(number) < 4 else "long"
    whole, _, rest = number.replace(",", ".").partition(".")
    if len(rest) != 3 or not 1 <= len(whole) <= 3:
        return "comma" if commas else "dot"
    return "weak_comma" if commas else "weak_dot"


def _decimal(found: "Counter[_Evidence]") -> Literal[".", ","]:
    comma = found["comma"] + found["dot_thousands"]
    dot = found["dot"] + found["comma_thousands"]
    if comma or dot:
        return "," if comma > dot else "."
    if found["weak_dot"] and not found["weak_comma"] and found["short"] and not found["long"]:
        return ","
    return "."


def _dots_are_thousands(shapes: Sequence[Shape]) -> bool:
    return _decimal(_evidence(shapes)) == ","


def _currencies(shapes: Sequence[Shape]) -> Mapping[str, int]:
    """Count rows by the currency sign or word that stands beside the digits, as it is written."""
    found: Counter[str] = Counter()
    for shape in shapes:
        bare = _SPACES.sub("", shape.shape)
        beside = _SIGNS.sub("", _NUMBER.sub("", bare, count=1)).strip(".")
        if _NUMBER.search(bare) and beside.casefold() in CURRENCY_WORDS:
            found[beside] += shape.rows
    return dict(found)
