"""The map of a process as SVG, wide and for a phone, drawn once and kept; or as a file of its own."""

from dataclasses import dataclass

from django.core.cache import cache

from perennial.core.errors import PerennialError
from perennial.pictures.process.drawing_picture import drawing_picture
from perennial.pictures.process.map_picture import ProcessPicture, map_picture
from perennial.pictures.process.parts import Direction
from perennial.pictures.words import Words
from perennial.records.queries.process.looks import look_name
from perennial.web.views.process_seen import Seen

__all__ = ["BothPictures", "file_of", "picture_of"]

_KEPT = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class BothPictures:
    """The map from left to right and from top to bottom, and the sentence that says what they show."""

    wide: str
    narrow: str
    sentence: str


def picture_of(seen: Seen, words: Words) -> BothPictures | None:
    """Draw a process both ways; None where there is nothing to draw, or pictures cannot be made here."""
    if seen.view == "none":
        return None
    shown = seen.shown
    name = look_name(shown.key, seen.chosen, "picture", seen.view, seen.fold, words.language, shown.drawing)
    kept: BothPictures | None = cache.get(name)
    if kept is None:
        try:
            wide, narrow = _drawn(seen, words, "LR"), _drawn(seen, words, "TB")
        except PerennialError:
            return None
        kept = BothPictures(wide=str(wide.svg), narrow=str(narrow.svg), sentence=wide.sentence)
        cache.set(name, kept, _KEPT)
    return kept


def file_of(seen: Seen, words: Words) -> str | None:
    """Draw a process as a file of its own; None where there is nothing to draw."""
    return None if seen.view == "none" else str(_drawn(seen, words, "LR", standalone=True).svg)


def _drawn(seen: Seen, words: Words, direction: Direction, *, standalone: bool = False) -> ProcessPicture:
    title = words.say("Sales process")
    if seen.view == "actual":
        assert seen.look is not None  # what this view needs
        return map_picture(
            seen.look.understood.findings,
            words,
            title=title,
            share=seen.fold / 100,
            direction=direction,
            standalone=standalone,
        )
    drawing = seen.shown.drawing
    assert drawing is not None  # what these views need
    arrow = seen.look.weakest if seen.look and seen.view == "compared" else None
    return drawing_picture(
        drawing,
        words,
        title=title,
        actual=seen.happened if seen.view == "compared" else None,
        comparison=seen.compared if seen.view == "compared" else None,
        weakest=(arrow.source, arrow.target) if arrow else None,
        direction=direction,
        standalone=standalone,
    )
