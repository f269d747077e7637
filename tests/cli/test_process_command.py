import csv
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from io import BytesIO, TextIOWrapper
from itertools import pairwise

import numpy as np
import pytest

from perennial.simulate.process_log import make_process_log

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def sale(tmp_path_factory):
    """A made-up sale of two products with a planted weakest arrow, as a file of events."""
    columns = make_process_log(np.random.default_rng(1), planted="meeting").columns
    path = tmp_path_factory.mktemp("sale") / "events.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["case_id", "activity", "timestamp", "resource", "product"])
        for case, step, moment, who in zip(
            *(columns[name] for name in ("case_id", "activity", "moment", "resource")), strict=True
        ):
            writer.writerow([case, step, moment, who, "tea" if int(case[1:]) % 3 else "coffee"])
    return path


@pytest.fixture(scope="session")
def events(sale):
    with sale.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def inside(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def drawn(sale, tmp_path, run):
    """Draw and give what was written."""

    def draw(*arguments):
        out, data = tmp_path / "map.svg", tmp_path / "map.json"
        code, said, err = run("process", sale, "--out", out, "--json", data, *arguments)
        assert (code, said.strip()) == (0, str(out)), err
        return ET.parse(out).getroot(), json.loads(data.read_text("utf-8")), err

    return draw


def test_json_is_what_the_events_say(drawn, events):
    _, found, _ = drawn()
    steps = Counter(row["activity"] for row in events)
    assert {node["id"]: node["count"] for node in found["nodes"]} == steps
    cases = {}
    for row in events:
        cases.setdefault(row["case_id"], []).append(row["activity"])
    arrows = Counter(pair for case in cases.values() for pair in pairwise(case))
    assert {(edge["source"], edge["target"]): edge["count"] for edge in found["edges"]} == arrows
    assert all(edge["share"] == edge["count"] / steps[edge["source"]] for edge in found["edges"])
    assert all(edge["median_days"] > 0 for edge in found["edges"])


def test_bottleneck_is_the_planted_arrow(drawn):
    _, found, _ = drawn("--quiet")
    bottleneck = found["bottleneck"]
    assert (bottleneck["source"], bottleneck["target"], bottleneck["basis"]) == (
        "meeting",
        "offer",
        "better_half",
    )
    assert bottleneck["orders_a_month"]["low"] > 0
    assert bottleneck["counts"] == "orders"
    assert bottleneck["waiting"] >= 0


def test_picture_tells_what_it_shows(drawn):
    picture, found, _ = drawn()
    assert picture.get("role") == "img"
    title, sentence = picture.find(f"{SVG}title").text, picture.find(f"{SVG}desc").text
    assert title == "Sales process: events.csv"
    assert "The weakest arrow: meeting → offer." in sentence
    assert "The main way: Search → contact" in sentence
    drawn_texts = {text.text for text in picture.iter(f"{SVG}text")}
    assert f"{next(n['count'] for n in found['nodes'] if n['id'] == 'contact'):,}" in drawn_texts
    weak = [arrow for arrow in picture.iter(f"{SVG}g") if "weak" in (arrow.get("class") or "").split()]
    assert weak


def test_picture_speaks_russian(drawn):
    picture, _, err = drawn("--lang", "ru")
    texts = " ".join(text.text for text in picture.iter(f"{SVG}text"))
    assert "1-й заказ" in texts
    assert "Самое слабое место" in texts
    assert "В журнале несколько товаров" in err


def test_picture_needs_nothing_from_outside_and_follows_the_colour_scheme(sale, tmp_path, run):
    out = tmp_path / "map.svg"
    run("process", sale, "--out", out)
    text = out.read_text("utf-8")
    assert "prefers-color-scheme" in text
    assert "light-dark" not in text
    assert text.count("http") == 1  # the name of the language SVG
    assert "<script" not in text
    assert " style=" not in text


def test_product_is_drawn_alone(drawn, events):
    _, found, err = drawn("--product", "coffee")
    assert found["cases"] == len({row["case_id"] for row in events if row["product"] == "coffee"})
    assert "several products" not in err


def test_several_products_are_said(drawn):
    assert "several products (tea, coffee)" in drawn()[2]


def test_map_for_a_phone_is_narrow(drawn):
    wide, narrow = drawn()[0], drawn("--top-to-bottom")[0]
    assert float(wide.get("width")) <= 1280
    assert float(narrow.get("width")) <= 390
    assert float(narrow.get("height")) > 2 * float(narrow.get("width"))


def test_folded_arrows_stay_in_the_json_and_are_counted_in_the_picture(drawn):
    picture, found, _ = drawn("--fold", "0.2")
    folded = [edge for edge in found["edges"] if edge["folded"]]
    assert folded
    assert "Rare ways that are not shown" in picture.find(f"{SVG}desc").text
    everything, whole, _ = drawn("--fold", "0")
    assert not any(edge["folded"] for edge in whole["edges"])
    assert "Rare ways" not in everything.find(f"{SVG}desc").text


def test_order_log_is_drawn_as_its_ladder(few_cdnow, tmp_path, run):
    out, data = tmp_path / "map.svg", tmp_path / "map.json"
    code, _, err = run("process", few_cdnow, "--out", out, "--json", data)
    assert code == 0
    assert "These are orders" in err
    found = json.loads(data.read_text("utf-8"))
    assert found["main_way"] == [node["id"] for node in found["nodes"]]
    assert found["bottleneck"]["source"] == "1st order"
    # It has no touches to tell of.
    assert "Nothing happens after the first order" not in out.read_text("utf-8")


def test_that_nothing_happens_after_the_first_order_is_said(drawn):
    picture, *_ = drawn()
    texts = " ".join(text.text for text in picture.iter(f"{SVG}text"))
    assert re.search(r"Nothing happens after the first order: none of [\d,]+ customers was touched", texts)


def test_product_of_an_order_log_has_a_ladder_of_its_own(tmp_path, run):
    log, out, data = tmp_path / "orders.csv", tmp_path / "map.svg", tmp_path / "map.json"
    log.write_text(
        "customer_id,ordered_at,amount,product\na,2026-01-01,5,tea\na,2026-02-01,5,mug\n"
        "a,2026-03-01,5,tea\nb,2026-01-03,1,tea\n",
        encoding="utf-8",
    )
    assert run("process", log, "--out", out, "--json", data, "--product", "tea")[0] == 0
    counts = {node["id"]: node["count"] for node in json.loads(data.read_text("utf-8"))["nodes"]}
    assert counts == {"1st order": 2, "2nd order": 1}
    code, _, err = run("process", log, "--out", out, "--product", "milk")
    assert code == 2
    assert "no such product; it has tea, mug" in err


def test_events_come_by_standard_input(sale, tmp_path, run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(sale.read_bytes())))
    code, _, err = run("process", "-", "--out", tmp_path / "map.svg")
    assert code == 0, err


def test_two_events_are_drawn_and_nothing_is_claimed(tmp_path, run):
    log, out, data = tmp_path / "e.csv", tmp_path / "map.svg", tmp_path / "map.json"
    log.write_text("case_id,activity,timestamp\n1,a,2026-01-01\n1,b & <c>,2026-01-03\n", encoding="utf-8")
    assert run("process", log, "--out", out, "--json", data)[0] == 0
    found = json.loads(data.read_text("utf-8"))
    assert found["bottleneck"] is None
    assert found["edges"][0]["median_days"] == 2
    assert "too few cases" in ET.parse(out).getroot().find(f"{SVG}desc").text


def test_single_step_is_drawn(tmp_path, run):
    log, out = tmp_path / "e.csv", tmp_path / "map.svg"
    log.write_text("case_id,activity,timestamp\n1,a,2026-01-01\n2,a,2026-01-01\n", encoding="utf-8")
    assert run("process", log, "--out", out)[0] == 0
    ET.parse(out)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--out", "map.png"], "map.png: name the picture .svg"),
        (["--out", "map.svg", "--json", "map.svg"], "need names of their own"),
        (["--out", "map.svg", "--fold", "7"], "--fold 7.0: name a share from 0 to 1"),
        (["--out", "map.svg", "--product", "milk"], "no such product; it has tea, coffee"),
        (["--out", "map.svg", "--json", "no/such/map.json", "--product", "milk"], "no such product"),
        (["--out", "map.svg", "--as-of", "2020-01-01"], "No event is on or before"),
        (["--out", "map.svg", "--map", "step=activity"], "there is no column step"),
    ],
)
def test_wrong_usage_is_refused_with_a_sentence_and_nothing_is_written(sale, inside, run, arguments, said):
    code, out, err = run("process", sale, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert list(inside.iterdir()) == []


def test_picture_is_not_written_where_the_json_file_cannot_be(sale, tmp_path, run):
    (tmp_path / "taken").mkdir()
    code, _, err = run("process", sale, "--out", tmp_path / "map.svg", "--json", tmp_path / "taken")
    assert code == 2
    assert "this is a folder" in err
    assert not (tmp_path / "map.svg").exists()


def test_missing_log_is_refused(tmp_path, run):
    code, _, err = run("process", tmp_path / "none.csv", "--out", tmp_path / "map.svg")
    assert code == 2
    assert "there is no such file" in err


def test_log_without_products_says_so(tmp_path, run):
    log = tmp_path / "e.csv"
    log.write_text("case_id,activity,timestamp\n1,a,2026-01-01\n1,b,2026-01-03\n", encoding="utf-8")
    code, _, err = run("process", log, "--out", tmp_path / "map.svg", "--product", "tea")
    assert code == 2
    assert "no column of products" in err


@pytest.mark.parametrize(("language", "word"), [("en", "the event log"), ("ru", "журнал событий")])
def test_help_teaches_by_example(run, language, word):
    code, out, _ = run("process", "--help", "--lang", language)
    assert code == 0
    assert word in out
    assert "perennial process" in out
