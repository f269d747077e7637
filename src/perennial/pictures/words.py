"""Sentences in the reader's language, with numbers, money, dates and counted things written its way.

Kinds of placeholders: ``percent`` (a share of 1), ``number``, ``fine`` (three digits), ``money``, the same
with all digits as ``percent_exact`` and ``money_exact``, ``date``, ``date_full`` (always with the year),
``date_short`` and ``weekday`` (day numbers or dates), ``month``, ``month_short``, ``month_of`` and
``month_in`` ("YYYY-MM"), ``in_ten`` (a share as "3 in 10"), and counted nouns (``days``, ``customers``, ...;
see `perennial.pictures.counted`) with ``_of`` for the genitive and ``_to`` for the dative. Without a kind a
fact is written as it is. A fact may be an `Estimate`, which brings its interval along, or a `Message`.
"""

from collections.abc import Callable, Mapping
from string import Formatter

from babel import Locale
from markupsafe import Markup, escape

from perennial.core.estimate import Estimate
from perennial.core.message import Message
from perennial.pictures.kinds import Manner, write_fact
from perennial.pictures.translations import LANGUAGES, translation

__all__ = ["Words"]


class Words:
    """Speaks one language.

    Parameters
    ----------
    language
        ``en`` or ``ru``.
    currency
        ISO code of all money; None writes bare numbers.
    year
        The year that dates need not name.

    Raises
    ------
    ValueError
        The language is not spoken.
    """

    def __init__(self, language: str, currency: str | None = None, *, year: int | None = None) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no words in the language {language!r}")
        self.language = language
        self.manner = Manner(locale=Locale(language), currency=currency, year=year)

    def say(self, sentence: Message | str, /, **facts: object) -> str:
        """Write a message, or a template with its facts, in this language."""
        return self._written(sentence, facts, lambda text, _: text)

    def mark(self, sentence: Message | str, /, **facts: object) -> Markup:
        """Write the same as HTML: everything escaped, figures in bold."""
        written = self._written(sentence, facts, _marked, plain=lambda text: str(escape(text)))
        return Markup(written)  # noqa: S704 - every part has been escaped

    def fact(self, value: object, kind: str) -> str:
        """Write one fact of a kind; an `Estimate` with its interval."""
        if isinstance(value, Estimate):
            return self._estimate(value, kind)
        if isinstance(value, Message):
            return self.say(value)
        return write_fact(value, kind, self.manner)

    def _written(
        self,
        sentence: Message | str,
        facts: Mapping[str, object],
        dress: Callable[[str, str], str],
        plain: Callable[[str], str] = str,
    ) -> str:
        if isinstance(sentence, Message):
            facts = {**sentence.facts, **facts}
            sentence = sentence.text
        parts = []
        for text, name, kind, _ in Formatter().parse(translation(self.language, sentence)):
            parts.append(plain(text))
            if name is not None and isinstance(inner := facts[name], Message):
                parts.append(self._written(inner, {}, dress, plain))
            elif name is not None:
                parts.append(dress(self.fact(facts[name], kind or ""), kind or ""))
        return "".join(parts)

    def _estimate(self, estimate: Estimate, kind: str) -> str:
        value = self.fact(estimate.value, kind)
        low, high = (self._limit(limit, kind) for limit in (estimate.low, estimate.high))
        if estimate.value is None or low == high:  # no limits, or none that show
            return value
        if low is None:
            return self.say("{value} (at most {high})", value=value, high=high)
        if high is None:
            return self.say("{value} (at least {low})", value=value, low=low)
        return self.say("{value} ({low} to {high})", value=value, low=low, high=high)

    def _limit(self, limit: float | None, kind: str) -> str | None:
        """Write a limit without repeating its noun: "27 days (24 to 31)"."""
        if limit is None:
            return None
        return self.fact(limit, kind if kind in {"percent", "money", "date", "fine", "in_ten"} else "number")


def _marked(text: str, kind: str) -> str:
    return f"<b>{escape(text)}</b>" if kind else str(escape(text))
