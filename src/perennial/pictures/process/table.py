"""The numbers of a map as a table, for those who would rather read it."""

from perennial.engine.process.process_map import ProcessMap
from perennial.pictures.process.labels import median_words
from perennial.pictures.process.step_names import full_name
from perennial.pictures.words import Words

__all__ = ["process_table"]


def process_table(whole: ProcessMap, words: Words) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Give the headings, and a row for every arrow: from, to, how many, share, median time."""
    columns = (
        words.say("From"),
        words.say("To"),
        words.say("How many"),
        words.say("Share"),
        words.say("Median"),
    )
    rows = (
        (
            full_name(edge.source, words.language),
            full_name(edge.target, words.language),
            words.fact(edge.count, "number"),
            words.fact(edge.share, "percent"),
            median_words(edge, words),
        )
        for edge in whole.edges
    )
    return columns, tuple(rows)
