"""Processes to draw in tests: the demonstration company's, and any random one."""

from functools import cache

import numpy as np
from demo_events import company_records, demo_company

from perennial.engine.process.drawing import drawing_from
from perennial.flows.understand_process import understand_process
from perennial.pictures.process.parts import Arrow, Card, Line
from perennial.store.duckdb.event_arrays import events_of_records
from perennial.store.events import Chosen

__all__ = ["DRAWING", "company_findings", "drawn_against", "random_parts", "sample_points"]

KINDS = ("source", "step", "order", "touch", "lost")
#: Somebody's drawing of how the company sells, placed by hand.
DRAWING = drawing_from(
    {
        "nodes": [
            {"id": name, "label": label, "kind": kind, "x": x, "y": y}
            for name, label, kind, x, y in (
                ("Trade fair", "Trade fair", "source", 80, 60),
                ("Cold call", "Cold call", "source", 80, 180),
                ("Web shop", "Web shop", "source", 80, 300),
                ("contact", "First contact", "step", 300, 180),
                ("meeting", "Meeting", "step", 480, 120),
                ("offer", "Offer", "step", 680, 180),
                ("1st order", "1st order", "order", 880, 180),
                ("touch after 1st order", "Call after a week", "touch", 1060, 90),
                ("2nd order", "2nd order", "order", 1060, 270),
                ("gift", "Gift", "touch", 880, 330),
            )
        ],
        "edges": [
            {"source": source, "target": target, "main": main}
            for source, target, main in (
                ("Trade fair", "contact", True),
                ("Cold call", "contact", False),
                ("Web shop", "1st order", False),
                ("contact", "meeting", True),
                ("meeting", "offer", True),
                ("offer", "1st order", True),
                ("1st order", "touch after 1st order", True),
                ("touch after 1st order", "2nd order", True),
                ("2nd order", "gift", False),
            )
        ],
    }
)


@cache
def company_findings(language, product=None):
    """Understand the process of the demonstration company, or of one of its products (by place)."""
    company = demo_company(language)
    name = None if product is None else company.products.name[product]
    log = events_of_records(company_records(company), product=name)
    found = understand_process(log, rng=np.random.default_rng(0))
    log.close()
    return found.findings


@cache
def drawn_against():
    """Map the drawn steps of the company, and all its steps."""
    company = demo_company("en")
    log = events_of_records(company_records(company), product=company.products.name[1])
    actual = log.process_map(Chosen(steps=tuple(node.id for node in DRAWING.nodes)))
    whole = log.process_map()
    log.close()
    return actual, whole


def random_parts(seed):
    """Draw cards and arrows: any number, any sizes, circles too."""
    rng = np.random.default_rng(seed)
    number = int(rng.integers(2, 16))
    cards = [random_card(str(name), rng) for name in range(number)]
    ends = {
        tuple(rng.choice(number, 2, replace=False).tolist()) for _ in range(int(rng.integers(1, 2 * number)))
    }
    return cards, [
        Arrow(
            source=str(source),
            target=str(target),
            lines=("1,234 · 45%", f"{rng.integers(1, 200)} days")[: int(rng.integers(0, 3))],
            title="arrow",
            weight=float(rng.random()),
            looks=frozenset({"main"} if rng.random() < 0.3 else ()),
        )
        for source, target in sorted(ends)
    ]


def random_card(name, rng):
    lines = [Line(text="step" * int(rng.integers(1, 4)), kind="title"), Line(text="1,234", kind="count")]
    lines += [Line(text="↻ 12 · 3 days", kind="small")] * int(rng.integers(0, 2))
    return Card(id=name, kind=KINDS[rng.integers(5)], lines=tuple(lines), title=name)


def sample_points(arrow):
    """Give points along the line of a placed arrow, its ends left out."""
    points, at = [], arrow.start
    for stroke in arrow.strokes:
        controls = (at, *stroke) if len(stroke) == 3 else (at, at, stroke[0], stroke[0])
        points += [bezier(controls, part / 16) for part in range(1, 17)]
        at = stroke[-1]
    return points[:-1]


def bezier(controls, part):
    weights = ((1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3)
    return tuple(sum(w * point[axis] for w, point in zip(weights, controls, strict=True)) for axis in (0, 1))
