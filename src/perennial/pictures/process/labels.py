"""The words on a map: how many, which share of them, after how many days."""

from perennial.engine.process.process_map import Edge
from perennial.pictures.words import Words

__all__ = ["arrow_lines", "arrow_words", "leak_line", "loop_line", "median_words", "wait_words"]

_NEARLY_A_DAY, _HOUR, _MINUTE = 23.5 / 24, 1 / 24, 1 / 1440


def arrow_lines(edge: Edge, words: Words) -> tuple[str, ...]:
    """Give the lines of an arrow's label."""
    *least, last = _medians(edge, words)
    return _moves(edge, words), *(f"{wait} –" for wait in least), last


def arrow_words(edge: Edge, words: Words) -> str:
    """Write the same as one line."""
    return f"{_moves(edge, words)}, {median_words(edge, words)}"


def loop_line(edge: Edge, words: Words) -> str:
    """Say how often a step follows itself, and after how long."""
    return words.say("↻ {count:number} · {wait}", count=edge.count, wait=median_words(edge, words))


def leak_line(edge: Edge, words: Words, label: str) -> str:
    """Say how many end without an order from a step."""
    return words.say("↘ {label} {share:percent}", label=label, share=edge.share)


def median_words(edge: Edge, words: Words) -> str:
    """Write the median wait of an arrow; between which it lies, where several were put together."""
    return " – ".join(_medians(edge, words))


def wait_words(days: float, words: Words) -> str:
    """Write a wait in the unit that people would use."""
    if days >= _NEARLY_A_DAY:
        return words.say("{days:days}", days=max(days, 1))
    if days >= _HOUR:
        return words.say("{hours:hours}", hours=round(days / _HOUR))
    if days >= _MINUTE:
        return words.say("{minutes:minutes}", minutes=round(days / _MINUTE))
    return words.say("at once")


def _moves(edge: Edge, words: Words) -> str:
    return words.say("{count:number} · {share:percent}", count=edge.count, share=edge.share)


def _medians(edge: Edge, words: Words) -> list[str]:
    waits = [edge.median_days, *([] if edge.largest_median is None else [edge.largest_median])]
    return list(dict.fromkeys(wait_words(days, words) for days in waits))
