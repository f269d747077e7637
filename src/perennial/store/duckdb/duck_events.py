"""The event log as DuckDB holds it: the tables `events`, `cases` and `steps`, and what is asked of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from perennial.engine.histories import Floats, Ints
from perennial.engine.process.journeys import Journeys
from perennial.engine.process.passages import Passages
from perennial.engine.process.process_map import ProcessMap
from perennial.engine.process.way import Ways
from perennial.store.duckdb.purchase_arrays import without_nulls
from perennial.store.duckdb.registered import registered
from perennial.store.duckdb.texts import sql_text
from perennial.store.event_counts import map_of_counts
from perennial.store.events import EVERYTHING, By, Chosen, Column, EventFacts, Value

__all__ = ["DuckEvents"]

_DAY = 86_400_000_000


class DuckEvents:
    """An `perennial.store.events.EventLog` over a DuckDB connection, which it owns; made by `open_events`."""

    def __init__(self, connection: DuckDBPyConnection, facts: EventFacts) -> None:
        self._connection = connection
        self._facts = facts
        self._chosen: Chosen | None = None
        self._placed: Chosen | None = None

    @property
    def facts(self) -> EventFacts:
        """What the log holds."""
        return self._facts

    def process_map(self, chosen: Chosen = EVERYTHING) -> ProcessMap:
        """Count which step came next; events of one moment come in the order of their rows."""
        self._place(chosen)
        nodes = self._connection.execute(sql_text("process/nodes")).fetchall()
        edges = self._connection.execute(sql_text("process/edges")).fetchall()
        return map_of_counts(nodes, [(*edge, wait / _DAY) for *edge, wait in edges])

    def passages(self, ways: Ways, by: By, chosen: Chosen = EVERYTHING) -> Passages:
        """Follow every case from each step of the ways until it went on."""
        self._choose(chosen)
        names = self._step_names()
        parties = self._connection.execute(sql_text("process/parties").format(who=by)).fetchall()
        groups = [name for (name,) in parties]
        with self._registered_ways(ways, names), self._registered_names("parties", groups):
            found = self._connection.execute(sql_text("process/passages").format(who=by)).fetchnumpy()
        return Passages(
            steps=names,
            groups=groups,
            step=_ints(found["step"]),
            case=_ints(found["case_number"]),
            group=_ints(found["party"]),
            entered=_days(found["entered"]),
            wait=_days(found["wait"]),
            over=np.asarray(found["over"]).astype(np.bool_),
            first=self._facts.first,
            as_of=self._facts.as_of,
        )

    def journeys(self, orders: Sequence[str], chosen: Chosen = EVERYTHING) -> Journeys:
        """Summarise every case; `orders` names the order steps."""
        self._choose(chosen)
        sources = sorted(value.name for value in self.values("source", most=1_000_000))
        found = self._connection.execute(sql_text("process/journeys"), {"orders": list(orders)}).fetchnumpy()
        has_costs, has_money = "cost" in self._facts.columns, "amount" in self._facts.columns
        return Journeys(
            sources=sources,
            source=_numbered(found["source"], sources),
            started=_days(found["started"]),
            first_order=_days(found["first_order"]),
            second_order=_days(found["second_order"]),
            orders=_ints(found["orders"]),
            touches_first=_ints(found["touches_first"]),
            touches_repeat=_ints(found["touches_repeat"]),
            cost_first=_known(found["cost_first"], known=has_costs),
            cost_repeat=_known(found["cost_repeat"], known=has_costs),
            money=_known(found["money"], known=has_money),
            as_of=self._facts.as_of,
        )

    def values(self, column: Column, *, most: int = 50) -> tuple[Value, ...]:
        """Name the values of a column with most cases, the largest first."""
        text = sql_text("process/values").format(column=column)
        found = self._connection.execute(text, {"most": most}).fetchall()
        return tuple(Value(name=name, cases=cases) for name, cases in found)

    def case_ids(self, cases: Ints) -> list[str]:
        """Give the ids of cases by their numbers, in the order named."""
        wanted = {"place": np.arange(len(cases)), "number": np.asarray(cases, dtype=np.int64)}
        with registered(self._connection, "wanted", wanted):
            found = self._connection.execute(sql_text("process/case_ids")).fetchall()
        return [case_id for (case_id,) in found]

    def cases_along(self, source: str, target: str, chosen: Chosen = EVERYTHING, *, most: int) -> list[str]:
        """Give ids of cases that went from one step directly to another, in the order of their ids."""
        self._place(chosen)
        ends = {"source": source, "target": target, "most": most}
        found = self._connection.execute(sql_text("process/cases_along"), ends).fetchall()
        return [case_id for (case_id,) in found]

    def step_rows(self) -> list[tuple[object, ...]]:
        """Give every event that is a step: case, activity, moment, whose hands, product, channel, source."""
        return self._connection.execute(sql_text("process/step_rows")).fetchall()

    def write(self, path: Path) -> None:
        """Keep the tables in a new database file, from which `kept_events` opens them again."""
        place = str(path).replace("'", "''")
        self._connection.execute(f"ATTACH '{place}' AS kept")
        self._connection.execute(sql_text("process/keep"))
        self._connection.execute("INSERT INTO kept.observed VALUES (?)", [self._facts.as_of])
        self._connection.execute("DETACH kept")

    def close(self) -> None:
        """Let go of the engine and of temporary files."""
        self._connection.close()

    def _choose(self, chosen: Chosen) -> None:
        """Make `chosen_events`, unless it stands for the same choice already."""
        if chosen == self._chosen:
            return
        if chosen != EVERYTHING:
            facts = asdict(chosen) | {"steps": None if chosen.steps is None else list(chosen.steps)}
            self._connection.execute(sql_text("process/chosen_rows"), facts)
        rows = "events" if chosen == EVERYTHING else "chosen_rows"
        self._connection.execute(sql_text("process/chosen_events").format(rows=rows))
        self._chosen = chosen

    def _place(self, chosen: Chosen) -> None:
        """Make `placed_events`, unless it stands for the same choice already."""
        self._choose(chosen)
        if chosen != self._placed:
            self._connection.execute(sql_text("process/placed_events"))
            self._placed = chosen

    def _step_names(self) -> list[str]:
        found = self._connection.execute("SELECT activity FROM steps ORDER BY step").fetchall()
        return [activity for (activity,) in found]

    @contextmanager
    def _registered_ways(self, ways: Ways, names: Sequence[str]) -> Iterator[None]:
        """Let SQL read the pairs of a step and each later step of its way."""
        number = {name: at for at, name in enumerate(names)}
        pairs = [
            (number[step], number[later])
            for step in ways.following
            if step in number
            for later in ways.onward(step)
            if later in number
        ]
        columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        given = {"step": columns[:, 0].copy(), "later": columns[:, 1].copy()}
        with registered(self._connection, "onward", given):
            yield

    @contextmanager
    def _registered_names(self, table: str, names: Sequence[str]) -> Iterator[None]:
        given = {"party": np.arange(len(names)), "name": np.array(names, dtype=object)}
        with registered(self._connection, table, given):
            yield


def _ints(values: NDArray[np.generic]) -> Ints:
    return np.asarray(values).astype(np.int32)


def _days(microseconds: NDArray[np.generic]) -> Floats:
    return without_nulls(microseconds) / _DAY


def _known(values: NDArray[np.generic], *, known: bool) -> Floats:
    found = without_nulls(values)
    return np.nan_to_num(found) if known else np.full(len(found), np.nan)


def _numbered(values: NDArray[np.generic], names: Sequence[str]) -> Ints:
    number: dict[object, int] = {name: at for at, name in enumerate(names)}
    return np.array([number.get(each, -1) for each in values.tolist()], dtype=np.int32)
