"""The demonstration company's process in a real browser: readable, and nothing on top of anything."""

import pytest
from process_samples import company_findings

from perennial.pictures.process.map_picture import map_picture
from perennial.pictures.words import Words

pytestmark = pytest.mark.browser

#: What sticks out of its card or label, which of those and which texts overlap, and the smallest font.
MEASURE = """() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const box = (each) => each.getBoundingClientRect();
  const shapeOf = (text) => text.parentElement.querySelector(':scope > rect');
  const apart = (a, b, room = 0.5) => a.right <= b.left + room || b.right <= a.left + room
    || a.bottom <= b.top + room || b.bottom <= a.top + room;
  const inside = (a, b) => a.left > b.left - 0.5 && a.right < b.right + 0.5
    && a.top > b.top - 0.5 && a.bottom < b.bottom + 0.5;
  const pairs = (each) => each.flatMap((a, at) => each.slice(at + 1).map((b) => [a, b]));
  const touching = (each, room) => pairs(each).filter(([a, b]) => !apart(box(a), box(b), room));
  const sizeOf = (text) => getComputedStyle(text).fontSize;
  const texts = all('text'), named = (each) => each.map((text) => text.textContent);
  return {
    texts: texts.length,
    out: named(texts.filter((text) => shapeOf(text) && !inside(box(text), box(shapeOf(text))))),
    shapes: touching(all('.card > rect, .label > rect'), 0.5).length,
    lines: touching(texts, 4).map(named),
    smallest: Math.min(...texts.map((text) => text.getScreenCTM().a * parseFloat(sizeOf(text)))),
    wide: box(document.documentElement).width,
  };
}"""

#: The least contrast (WCAG 2.2) of a text with what lies below it.
CONTRAST = """() => {
  const html = 'http://www.w3.org/1999/xhtml';
  const canvas = document.createElementNS(html, 'canvas').getContext('2d', {willReadFrequently: true});
  const light = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((each) => each / 255)
      .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const fill = (each) => getComputedStyle(each).fill;
  const ground = fill(document.querySelector('.ground'));
  return Math.min(...[...document.querySelectorAll('text')].map((text) => {
    const shape = text.parentElement.querySelector(':scope > rect');
    const below = shape && fill(shape) !== 'none' ? fill(shape) : ground;
    const [high, low] = [light(fill(text)), light(below)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  }));
}"""


@pytest.fixture
def shown(open_page, tmp_path):
    def show(language, direction, product, *, scheme="light"):
        picture = map_picture(
            company_findings(language, product),
            Words(language),
            title="Sales process",
            direction=direction,
            heading=("Sales process: everything", "27 November 2026"),
            standalone=True,
        )
        path = tmp_path / f"{language}-{direction}-{product}.svg"
        path.write_text(picture.svg, encoding="utf-8")
        return open_page(path, width=390 if direction == "TB" else 1280, scheme=scheme)

    return show


@pytest.mark.parametrize("product", [None, 1])
@pytest.mark.parametrize("direction", ["LR", "TB"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_texts_are_large_enough_inside_their_boxes_and_never_overlap(shown, language, direction, product):
    found = shown(language, direction, product).evaluate(MEASURE)
    assert found["texts"] > 40
    assert found["out"] == []
    assert found["shapes"] == 0
    assert found["lines"] == []
    assert found["smallest"] >= 11
    assert found["wide"] <= (390 if direction == "TB" else 1280)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_can_be_read_in_both_schemes(shown, scheme):
    assert shown("en", "LR", 1, scheme=scheme).evaluate(CONTRAST) >= 4.5
