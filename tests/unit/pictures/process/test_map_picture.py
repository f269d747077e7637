"""The map as SVG: what it says, to whom it says it, and what it never contains."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from process_samples import DRAWING, company_findings, drawn_against

from perennial.engine.process.comparison import compare
from perennial.engine.process.drawing import Drawing, DrawnEdge, DrawnNode
from perennial.engine.process.process_map import Edge, Node, ProcessMap
from perennial.pictures.process.contents import ProcessFindings, map_contents
from perennial.pictures.process.drawing_picture import drawing_picture
from perennial.pictures.process.labels import arrow_lines, arrow_words, wait_words
from perennial.pictures.process.map_picture import map_picture
from perennial.pictures.process.step_names import OTHER_SOURCES, OTHER_STEPS, full_name, step_name
from perennial.pictures.process.table import process_table
from perennial.pictures.process.text_width import shortened, text_width, wrapped
from perennial.pictures.words import Words

EN, RU = Words("en"), Words("ru")
SVG = "{http://www.w3.org/2000/svg}"


def found(steps, arrows, kinds=None, way=()):
    """Findings of steps ("a": 10) and arrows (("a", "b"): 7)."""
    nodes = tuple(
        Node(activity=name, count=count, cases=count, starts=count if at == 0 else 0, ends=1, depth=at + 1)
        for at, (name, count) in enumerate(steps.items())
    )
    edges = tuple(
        Edge(source=a, target=b, count=count, cases=count, share=count / steps[a], median_days=2.0)
        for (a, b), count in arrows.items()
    )
    whole = ProcessMap(nodes=nodes, edges=edges, cases=max(steps.values()))
    return ProcessFindings(whole=whole, kinds=kinds or dict.fromkeys(steps, "step"), main_way=way)


def texts(picture):
    return [text.text for text in ET.fromstring(picture.svg).iter(f"{SVG}text")]


def looks(picture):
    return [set((each.get("class") or "").split()) for each in ET.fromstring(picture.svg).iter(f"{SVG}g")]


def test_arrow_says_how_many_which_share_and_how_long():
    picture = map_picture(found({"a": 1200, "b": 300}, {("a", "b"): 300}), EN, title="Map")
    assert texts(picture) == ["300 · 25%", "2 days", "a", "1,200", "b", "300"]


def test_picture_on_a_page_carries_no_style_and_no_ground():
    picture = map_picture(company_findings("en", 1), EN, title="Map")
    assert "<style" not in picture.svg
    assert " style=" not in picture.svg
    assert 'class="ground"' not in picture.svg
    assert picture.sentence in ET.fromstring(picture.svg).find(f"{SVG}desc").text


def test_colours_come_from_the_page_and_stand_by_for_programs_without_css():
    alone = map_picture(company_findings("en", 1), EN, title="Map", standalone=True)
    style = ET.fromstring(alone.svg).find(f"{SVG}style").text
    assert "light-dark" not in style
    light, dark = (
        re.search(rf"{part}--ink:(#\w+)", style).group(1) for part in (r"process-map\{.*?", r"dark\).*?")
    )
    assert light != dark
    assert 'fill="#ffffff"' in alone.svg


def test_words_in_steps_are_escaped():
    picture = map_picture(found({"<b>&\"'": 3, "</svg>": 2}, {("<b>&\"'", "</svg>"): 2}), EN, title="<&>")
    assert "<b>&\"'" in texts(picture)
    assert ET.fromstring(picture.svg).find(f"{SVG}title").text == "<&>"


def test_two_maps_of_one_page_have_ids_of_their_own():
    one = map_picture(found({"a": 3, "b": 2}, {("a", "b"): 2}), EN, title="Map").svg
    two = map_picture(found({"a": 4, "b": 2}, {("a", "b"): 2}), EN, title="Map").svg
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, two)]
    assert not ids[0] & ids[1]
    assert all(name in one for name in re.search(r'aria-labelledby="([^"]+)"', one).group(1).split())


def test_what_leads_nowhere_and_what_comes_again_stands_in_the_card():
    kinds = {"a": "step", "b": "step", "lost": "lost"}
    arrows = {("a", "b"): 5, ("a", "lost"): 4, ("a", "a"): 2}
    picture = map_picture(found({"a": 10, "b": 5, "lost": 4}, arrows, kinds), EN, title="Map")
    assert "↘ lost 40%" in texts(picture)
    assert "↻ 2 · 2 days" in texts(picture)
    assert "lost" not in texts(picture)


def test_main_way_is_marked():
    picture = map_picture(
        found({"a": 9, "b": 5, "c": 4}, {("a", "b"): 5, ("b", "c"): 4, ("a", "c"): 1}, way=("a", "b", "c")),
        EN,
        title="M",
        share=0,
    )
    arrows = [look for look in looks(picture) if "arrow" in look]
    assert sum("main" in look for look in arrows) == 2
    assert picture.sentence.startswith(
        "9 cases in 3 steps. The main way: a → b (56%, 2 days) → c (80%, 2 days)."
    )


def test_weakest_arrow_is_red_over_the_touches_between():
    findings = company_findings("en", 1)
    weakest = findings.weakest.weakest
    assert (weakest.source, weakest.target) == ("1st order", "2nd order")
    picture = map_picture(findings, EN, title="Map", share=0)
    titles = [
        each.find(f"{SVG}title").text
        for each in ET.fromstring(picture.svg).iter(f"{SVG}g")
        if {"arrow", "weak"} <= set((each.get("class") or "").split())
    ]
    assert sorted(title.split(":")[0] for title in titles) == [
        "1st order → 2nd order",
        "1st order → touch after 1st order",
        "touch after 1st order → 2nd order",
    ]


def test_small_sources_are_put_together_but_a_single_one_stays():
    steps = {"big": 60, "mid": 30, "few": 3, "odd": 2, "call": 95}
    arrows = {(name, "call"): count for name, count in steps.items() if name != "call"}
    kinds = dict.fromkeys(steps, "source") | {"call": "step"}
    shown = map_contents(found(steps, arrows, kinds), share=0, most_sources=6).folded.shown
    assert shown.node(OTHER_SOURCES).count == 5
    assert shown.edge(OTHER_SOURCES, "call").count == 5
    del steps["odd"], arrows["odd", "call"]
    assert (
        map_contents(found(steps, arrows, kinds), share=0, most_sources=6).folded.shown.node("few")
        is not None
    )


def test_rarest_of_very_many_steps_are_put_together():
    steps = {"start": 1000} | {f"step {n:02d}": 100 + n for n in range(40)}
    arrows = {("start", f"step {n:02d}"): 100 + n for n in range(40)}
    shown = map_contents(found(steps, arrows, way=("start", "step 00")), share=0, most_sources=6).folded.shown
    assert len(shown.nodes) == 24
    assert shown.node("step 00") is not None  # of the main way, rare as it is
    assert shown.node(OTHER_STEPS).count == sum(100 + n for n in range(1, 19))


@pytest.mark.parametrize(
    ("days", "english", "russian"),
    [
        (0, "at once", "сразу"),
        (5 / 1440, "5 minutes", "5 минут"),
        (3 / 24, "3 hours", "3 часа"),
        (23.7 / 24, "1 day", "1 день"),
        (2.5, "2.5 days", "2,5 дня"),
        (55, "55 days", "55 дней"),
    ],
)
def test_wait_is_written_in_the_unit_people_would_use(days, english, russian):
    assert wait_words(days, EN) == english
    assert wait_words(days, RU) == russian


@pytest.mark.parametrize(
    ("largest", "lines"), [(None, ["2 days"]), (2.0, ["2 days"]), (3.0, ["2 days –", "3 days"])]
)
def test_arrow_of_several_says_between_which_its_median_lies(largest, lines):
    edge = Edge(source="a", target="b", count=5, cases=5, share=0.5, median_days=2.0, largest_median=largest)
    assert arrow_lines(edge, EN) == ("5 · 50%", *lines)
    assert arrow_words(edge, EN) == f"5 · 50%, {' '.join(lines)}"


def test_own_steps_have_names_in_both_languages_and_others_keep_theirs():
    assert step_name("2nd order", "ru") == "2-й заказ"
    assert step_name("touch after 2nd order", "ru") == "касание"
    assert full_name("touch after 2nd order", "en") == "touch after 2nd order"
    assert full_name("touch after 2nd order", "ru") == "касание после шага «2-й заказ»"
    assert step_name("Звонок", "en") == "Звонок"


def test_table_has_every_arrow():
    columns, rows = process_table(found({"a": 9, "b": 5}, {("a", "b"): 5}).whole, RU)
    assert columns == ("Откуда", "Куда", "Сколько", "Доля", "Медиана")
    assert rows == (("a", "b", "5", "56%", "2 дня"),)


def test_text_is_broken_at_blanks_and_hyphens_and_cut_where_it_must():
    assert wrapped("Интернет-магазин", 12, 80) == ("Интернет-", "магазин")
    assert wrapped("one two three four five", 12, 60) == ("one two", "three f…")
    assert wrapped("short", 12, 80) == ("short",)
    assert wrapped("", 12, 80) == ("",)
    assert shortened("Wwwwwwwwww", 12, 40).endswith("…")
    assert text_width("abc", 12, bold=True) > text_width("abc", 12) > 0


def test_drawing_alone_has_no_numbers():
    picture = drawing_picture(DRAWING, EN, title="Drawing")
    assert set(texts(picture)) <= {
        word for node in DRAWING.nodes for word in wrapped(node.label, 13, 136, bold=True)
    }
    assert picture.sentence.endswith(
        "the main way: Trade fair → First contact → Meeting → Offer → 1st order → Call after a week → "
        "2nd order."
    )


def test_drawing_against_what_happened_shows_what_nobody_takes_and_nobody_drew():
    actual, whole = drawn_against()
    comparison = compare(DRAWING, actual, whole)
    picture = drawing_picture(
        DRAWING, EN, title="D", actual=actual, comparison=comparison, weakest=("offer", "1st order")
    )
    shown = looks(picture)
    assert {"arrow", "untaken"} in shown
    assert {"arrow", "undrawn"} in shown
    assert {"arrow", "main", "weak"} in shown
    assert any({"card", "touch", "absent"} <= look for look in shown)
    assert "nobody" in texts(picture)
    assert "never" in texts(picture)
    for said in (
        "Drawn, but nobody goes there: 2nd order → Gift.",
        "It happens, but nobody drew it: First contact → Offer",
        "Meeting is skipped",
        "Drawn, but it never happened: Gift.",
    ):
        assert said in picture.sentence


def test_drawing_compared_speaks_russian():
    actual, whole = drawn_against()
    picture = drawing_picture(
        DRAWING, RU, title="Схема", actual=actual, comparison=compare(DRAWING, actual, whole)
    )
    assert "Нарисовано, но так никто не идёт: 2nd order → Gift." in picture.sentence
    assert "никто" in texts(picture)


def test_drawing_without_places_is_laid_out_and_one_step_is_enough():
    nodes = tuple(replace(node, x=None, y=None) for node in DRAWING.nodes)
    assert drawing_picture(replace(DRAWING, nodes=nodes), EN, title="D").svg
    lone = Drawing(nodes=(DrawnNode(id="a", label="Only"),), edges=())
    assert texts(drawing_picture(lone, EN, title="D")) == ["Only"]
    to_itself = Drawing(nodes=lone.nodes, edges=(DrawnEdge(source="a", target="a"),))
    assert texts(drawing_picture(to_itself, EN, title="D", direction="TB")) == ["Only"]


def test_empty_drawing_is_an_empty_picture():
    picture = drawing_picture(Drawing(nodes=(), edges=()), EN, title="Nothing yet")
    assert texts(picture) == []
    assert picture.sentence == "0 steps; no main way is marked."
