"""Steps, arrows, counts and medians equal those of plain SQL in SQLite, on three event logs."""

import sqlite3

import numpy as np
import pytest
from cdnow import cdnow_rows
from demo_events import company_records, demo_company

from perennial.engine.process.order_steps import ORDER_STEPS
from perennial.flows.read_events import open_event_log
from perennial.ingest.options import ReadingOptions
from perennial.simulate.process_log import make_process_log
from perennial.store.duckdb.event_arrays import events_of_columns, events_of_records
from perennial.store.events import Chosen

#: Each event with the next one of its case; `at` is in microseconds.
FOLLOWED = """
CREATE TABLE followed AS
SELECT e.case_id, e.activity, e.at,
    (SELECT n.rowid FROM events n WHERE n.case_id = e.case_id AND (n.at, n.rowid) > (e.at, e.rowid)
     ORDER BY n.at, n.rowid LIMIT 1) AS next_row,
    NOT EXISTS (
        SELECT 1 FROM events p WHERE p.case_id = e.case_id AND (p.at, p.rowid) < (e.at, e.rowid)
    ) AS first
FROM events e
"""
NODES = """
SELECT activity, count(*), count(DISTINCT case_id), sum(first), sum(next_row IS NULL)
FROM followed GROUP BY activity ORDER BY activity
"""
EDGES = """
SELECT f.activity, n.activity, count(*), count(DISTINCT f.case_id)
FROM followed f JOIN events n ON n.rowid = f.next_row GROUP BY 1, 2 ORDER BY 1, 2
"""
#: The middle wait of each arrow, or the mean of the two middle ones.
MEDIANS = """
WITH waits AS (
    SELECT f.activity AS source, n.activity AS target, n.at - f.at AS wait,
        row_number() OVER (PARTITION BY f.activity, n.activity ORDER BY n.at - f.at) AS place,
        count(*) OVER (PARTITION BY f.activity, n.activity) AS waits
    FROM followed f JOIN events n ON n.rowid = f.next_row
)
SELECT source, target, avg(wait) / 86400e6 FROM waits
WHERE place IN ((waits + 1) / 2, (waits + 2) / 2) GROUP BY source, target ORDER BY source, target
"""


def planted():
    columns = make_process_log(np.random.default_rng(4), planted="offer").columns
    rows = zip(
        columns["case_id"], columns["activity"], columns["moment"].astype("int64").tolist(), strict=True
    )
    return events_of_columns(columns), list(rows)


def company():
    """The demonstration company; its rows come from its tables by plain Python, not from the store."""
    made = demo_company()
    records = company_records(made)
    return events_of_records(records), list(plain_events(records))


def plain_events(records):
    entries, steps, orders, touches = (
        list(zip(*(part[name].tolist() for name in names), strict=True))
        for part, names in (
            (records.leads, ("case_id", "entered_at", "source")),
            (records.lead_steps, ("case_id", "reached_at", "lead_step")),
            (records.orders, ("case_id", "ordered_at", "source")),
            (records.touches, ("case_id", "happened_at", "is_ours")),
        )
    )
    known = {case for case, *_ in entries}
    first = {}
    for case, at, source in sorted(orders, key=lambda row: row[1]):
        first.setdefault(case, (at, source))
    rows = [(at, 0, number, case, source) for number, (case, at, source) in enumerate(entries)]
    rows += [(at, 0, 0, case, source) for case, (at, source) in first.items() if case not in known]
    rows += [(at, 1, number, case, step) for number, (case, at, step) in enumerate(steps)]
    rows += [(at, 2, number, case, ours) for number, (case, at, ours) in enumerate(touches)]
    rows += [(at, 3, number, case, None) for number, (case, at, _) in enumerate(orders)]
    bought = dict.fromkeys({case for _, _, _, case, _ in rows}, 0)
    for at, kind, _, case, what in sorted(rows, key=lambda row: row[:4]):
        bought[case] += kind == 3
        rung = ORDER_STEPS[min(bought[case], 5) - 1] if bought[case] else None
        named = {0: what, 1: what, 2: f"touch after {rung}" if what is True and rung else None, 3: rung}[kind]
        if named is not None:
            yield case, named, at


def ladder():
    orders = sorted({(customer, day) for customer, day, amount in cdnow_rows() if float(amount) > 0})
    rung, rows = {}, []
    for customer, day in sorted(orders, key=lambda row: row[1]):
        rung[customer] = rung.get(customer, 0) + 1
        rows.append(
            (
                customer,
                ORDER_STEPS[min(rung[customer], 5) - 1],
                np.datetime64(day, "us").astype("int64").item(),
            )
        )
    return None, rows


@pytest.fixture(scope="module", params=[planted, company, ladder], ids=["planted", "company", "cdnow"])
def both(request, tmp_path_factory):
    log, rows = request.param()
    if log is None:
        path = tmp_path_factory.mktemp("cdnow") / "cdnow.csv"
        lines = ["customer_id,ordered_at,amount", *(",".join(row) for row in cdnow_rows())]
        path.write_text("\n".join(lines), encoding="utf-8")
        opened = open_event_log(str(path), ReadingOptions())
        log, close = opened.log, opened.close
    else:
        close = log.close
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE events (case_id TEXT, activity TEXT, at INTEGER)")
    database.executemany("INSERT INTO events VALUES (?, ?, ?)", [(c, a, micros(at)) for c, a, at in rows])
    database.execute("CREATE INDEX by_case ON events (case_id, at)")
    database.execute(FOLLOWED)
    yield log.process_map(), database
    database.close()
    close()


def micros(at):
    return at if isinstance(at, int) else int(np.datetime64(at, "us").astype("int64"))


def test_steps_are_those_of_plain_sql(both):
    found, database = both
    steps = sorted((n.activity, n.count, n.cases, n.starts, n.ends) for n in found.nodes)
    assert steps == database.execute(NODES).fetchall()
    assert found.cases == database.execute("SELECT count(DISTINCT case_id) FROM events").fetchone()[0]


def test_arrows_are_those_of_plain_sql(both):
    found, database = both
    arrows = sorted((e.source, e.target, e.count, e.cases) for e in found.edges)
    assert arrows == database.execute(EDGES).fetchall()
    counts = {node.activity: node.count for node in found.nodes}
    assert all(edge.share == edge.count / counts[edge.source] for edge in found.edges)


def test_medians_are_those_of_plain_sql(both):
    found, database = both
    medians = sorted((e.source, e.target, e.median_days) for e in found.edges)
    plain = database.execute(MEDIANS).fetchall()
    assert [row[:2] for row in medians] == [row[:2] for row in plain]
    assert [row[2] for row in medians] == pytest.approx([row[2] for row in plain], abs=1e-9)


def test_every_event_is_followed_or_ends_its_case(both):
    found, _ = both
    for node in found.nodes:
        assert (
            node.count == sum(edge.count for edge in found.edges if edge.source == node.activity) + node.ends
        )
        assert (
            node.count
            == sum(edge.count for edge in found.edges if edge.target == node.activity) + node.starts
        )


def test_medians_of_a_filtered_map_are_those_of_the_cases_alone():
    columns = make_process_log(np.random.default_rng(4), leads=300).columns
    log = events_of_columns(columns)
    part = log.process_map(Chosen(source="Search"))
    of_search = {
        case for case, step in zip(columns["case_id"], columns["activity"], strict=True) if step == "Search"
    }
    rows = np.array([case in of_search for case in columns["case_id"]])
    alone = events_of_columns({name: values[rows] for name, values in columns.items()})
    assert part == alone.process_map()
    log.close()
    alone.close()
