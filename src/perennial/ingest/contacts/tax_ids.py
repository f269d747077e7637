"""Tax numbers in one form; Russian ones (INN) are held to their check digits."""

import re
from collections.abc import Sequence
from typing import Final

__all__ = ["normal_tax_id"]

_LABEL: Final = re.compile(
    r"(?i)^\s*(?:инн|кпп|inn|vat(?:\s*(?:id|no|number))?|tax\s*id)(?:\s*/\s*кпп)?[\s.:№#-]*"
)
_ALIEN: Final = re.compile(r"[\s.\-\u2010-\u2015]+")
_FOREIGN: Final = re.compile(r"(?=.*\d)[A-ZА-ЯЁ0-9+*&]{5,18}")
_FLOAT_TAIL: Final = re.compile(r"(?<=\d)\.0$")

#: Lengths of the number of a company and of a person.
_COMPANY: Final = 10
_PERSON: Final = 12
#: Weights of the digits before each check digit; the check digit is the sum modulo 11 modulo 10
#: (order of the Federal Tax Service of Russia MMV-7-6/435, appendix on the structure of the number).
_WEIGHTS: Final = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def normal_tax_id(text: str) -> str | None:
    """Give a tax number without blanks and in capitals; None where it cannot be one.

    Ten or twelve digits are a Russian number and must have its check digits; a number that lost its
    leading zero in a spreadsheet gets it back. Others keep their letters and digits.

    Parameters
    ----------
    text
        The cell as it is written; of ``7707083893/773601001`` the first number is taken.
    """
    first = re.split(r"[/,;]", _LABEL.sub("", _FLOAT_TAIL.sub("", text.strip())), maxsplit=1)[0]
    bare = _ALIEN.sub("", first).upper()
    if bare.isascii() and bare.isdigit() and len(bare) in {_COMPANY - 1, _COMPANY, _PERSON - 1, _PERSON}:
        return _russian(bare)
    return bare if _FOREIGN.fullmatch(bare) and len(set(bare)) > 1 else None


def _russian(digits: str) -> str | None:
    if len(digits) in {_COMPANY, _PERSON}:
        return digits if _is_right(digits) else None
    # Nine and eleven digits may also be the whole of a number from elsewhere.
    return "0" + digits if _is_right("0" + digits) else digits


def _is_right(digits: str) -> bool:
    numbers = [int(digit) for digit in digits]
    if not any(numbers):
        return False
    checked = (9,) if len(digits) == _COMPANY else (10, 11)
    return all(_check(numbers[:at]) == numbers[at] for at in checked)


def _check(numbers: Sequence[int]) -> int:
    weights = _WEIGHTS[len(_WEIGHTS) - len(numbers) :]
    return sum(weight * number for weight, number in zip(weights, numbers, strict=True)) % 11 % 10
