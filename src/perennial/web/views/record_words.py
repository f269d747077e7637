"""How right forecasts were, in sentences: on the orders' own past, and since this house has made them."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.record_section import record_section
from perennial.pictures.words import Words

__all__ = ["own_record_sentences", "record_sentences"]


def record_sentences(figures: ReportContents, counts: Mapping[str, Any], words: Words) -> tuple[Markup, ...]:
    """Say it in one or two sentences; with nothing to judge yet, say that."""
    own = own_record_sentences(counts, words)
    if own:
        return own
    section = record_section(figures, words)
    return section.leads or (words.mark(section.empty),)


def own_record_sentences(counts: Mapping[str, Any], words: Words) -> tuple[Markup, ...]:
    """Say how many of those said to have left stayed away; those nobody spoke to apart, as touches help."""
    record = counts.get("record") or {}
    if not record:
        return ()
    said, away = record["untouched"]
    everybody, gone = record["all"]
    sentences = []
    if said:
        sentences.append(
            words.mark(
                "Of {said:customers_of} this house said had left and nobody spoke to, {away:number} had no "
                "order in the next {days:days}.",
                said=said,
                away=away,
                days=record["days"],
            )
        )
    if everybody > said:
        sentences.append(
            words.mark(
                "Of {said:customers_of} who were spoken to, {back:number} bought again.",
                said=everybody - said,
                back=(everybody - gone) - (said - away),
            )
        )
    return tuple(sentences)
