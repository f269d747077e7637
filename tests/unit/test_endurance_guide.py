"""The guide to what faults do names tests and benches that are there, and sentences that people can read."""

import re
from pathlib import Path

import pytest

from perennial.pictures.translations import catalogue
from perennial.web.views import errors

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "endurance.md").read_text(encoding="utf-8")
WORKS = ["import", "refresh", "sending", "hand-off", "month closing"]
_NAMED = re.compile(r"`((?:bench|tests)/[\w/]+\.py)(?:::(\w+))?`")
_UNABLE = ROOT / "src/perennial/web/templates/perennial/errors/unable.html"


def rows_under(heading):
    """Give the cells of the first table after a heading or a line, without its head."""
    lines = GUIDE[GUIDE.index(heading) :].splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("|"))
    table = [line for line in lines[first:] if line.startswith("|")]
    count = next((at for at, line in enumerate(lines[first:]) if not line.startswith("|")), len(table))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:count]]


def test_every_fault_is_rehearsed_in_every_work():
    rows = rows_under("## Four faults, five works")
    assert [name for name, *_ in rows] == WORKS
    assert [len(cells) for _, *cells in rows] == [4] * 5
    assert all(_NAMED.search(cell) for _, *cells in rows for cell in cells)


@pytest.mark.parametrize(("path", "test"), sorted(set(_NAMED.findall(GUIDE))))
def test_what_is_named_is_there(path, test):
    content = (ROOT / path).read_text(encoding="utf-8")
    assert not test or f"def {test}(" in content


def test_sentences_that_people_are_told_have_their_russian():
    said = {cells[3] for cells in rows_under("## What people are told")} - {"-"}
    on_pages = set(bilingual(_UNABLE.read_text(encoding="utf-8")))
    for_programs = {detail for _, detail in errors._TROUBLES.values()}  # in English, as problems are
    assert len(on_pages) == len(for_programs) == 2
    assert (on_pages | for_programs) <= said
    assert sorted(said - on_pages - for_programs - catalogue("ru").keys()) == []


def bilingual(page):
    """Give the English of what a page says in both languages."""
    english = re.findall(r'<div lang="en"><h1>(.*?)</h1><p>(.*?)</p></div>', page)
    russian = re.findall(r'<div lang="ru"><h2>(.*?)</h2><p>(.*?)</p></div>', page)
    assert all(re.search("[а-я]", text) for pair in russian for text in pair)
    assert len(english) == len(russian)
    return [f"{title}. {text}" for title, text in english]
