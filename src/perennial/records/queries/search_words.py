"""Search texts: how names, phones and ids are written down to be found again, and what a query means."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

__all__ = ["digits_of", "is_number", "nearness", "number_forms", "search_text", "trigrams", "words_of"]

_ALIEN = re.compile(r"[^\w]+|_")
_NUMBER = re.compile(r"[\d\s+().\-]+")
_FEWEST_DIGITS = 3
_TRUNK = "8"
_WORTH_A_LOOK = 0.6


def search_text(parts: Iterable[str], numbers: Iterable[str] = ()) -> str:
    """Give the one line in which a customer is searched, with a blank before and after every word.

    Parameters
    ----------
    parts
        Names, addresses, ids: split into words, in lower case, without signs and dots over letters.
    numbers
        Phones and tax numbers: kept as digits without a gap.
    """
    words = [word for part in parts for word in words_of(part)]
    digits = [each for number in numbers if (each := digits_of(number))]
    return f" {' '.join(dict.fromkeys([*words, *digits]))} "


def words_of(text: str) -> list[str]:
    """Give the words of a text in the form in which they are kept."""
    flat = unicodedata.normalize("NFKD", text.casefold().replace("й", "\0"))
    bare = "".join(sign for sign in flat if not unicodedata.combining(sign)).replace("\0", "й")
    return _ALIEN.sub(" ", bare).split()


def digits_of(text: str) -> str:
    """Give the digits of a text."""
    return "".join(sign for sign in text if sign.isdecimal())


def is_number(query: str) -> bool:
    """Say whether a query is part of a phone or of another number, however it is spaced."""
    return bool(_NUMBER.fullmatch(query.strip())) and len(digits_of(query)) >= _FEWEST_DIGITS


def number_forms(query: str) -> list[str]:
    """Give the digits looked for: in Russia 8 stands for +7 before a number."""
    digits = digits_of(query)
    is_trunk = digits.startswith(_TRUNK) and len(digits) > _FEWEST_DIGITS
    return [digits, f"7{digits[1:]}"] if is_trunk else [digits]


def trigrams(word: str) -> list[str]:
    """Give the runs of three signs in a word with the blanks around it."""
    padded = f" {word} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)]


def nearness(query: Iterable[str], text: str) -> float:
    """Say how near the words of a query come to those of a text: 1 is the same, in the worst of them.

    A word of the query may be the beginning of a word of the text.
    """
    words = text.split()
    return min((max(map(_alike(word), words), default=0.0) for word in query), default=0.0)


def _alike(sought: str) -> Callable[[str], float]:
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(sought)  # what the matcher remembers between comparisons

    def ratio(word: str) -> float:
        matcher.set_seq1(word)
        return matcher.ratio() if matcher.quick_ratio() > _WORTH_A_LOOK else 0.0

    return lambda word: max(ratio(word), ratio(word[: len(sought) + 1]))
