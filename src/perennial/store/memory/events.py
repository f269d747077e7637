"""The reference event log in the plainest Python: only there to be right, for small logs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import fmean, median

import numpy as np

from perennial.core.days import date_of, day_of
from perennial.core.errors import UserError
from perennial.engine.histories import Floats, Ints
from perennial.engine.process.journeys import NO_SOURCE, Journeys
from perennial.engine.process.passages import NOBODY, Passages
from perennial.engine.process.process_map import ProcessMap
from perennial.engine.process.way import Ways
from perennial.store.event_counts import map_of_counts
from perennial.store.events import EVERYTHING, By, Chosen, Column, EventFacts, Value

__all__ = ["EventRow", "MemoryEvents", "open_events"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_COLUMNS = ("resource", "product", "channel", "source", "amount", "cost")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A typed event; `activity` is None for a touch that is no step of the map."""

    row: int
    case_id: str
    activity: str | None
    moment: datetime
    resource: str | None = None
    owner: str | None = None
    product: str | None = None
    channel: str | None = None
    source: str | None = None
    amount: float | None = None
    cost: float | None = None
    is_touch: bool = False

    @property
    def day(self) -> float:
        """Give the day number with the fraction of the day."""
        return _days(self.moment - _EPOCH)

    def who(self, by: By) -> str | None:
        """Say in whose hands the case is, or over which channel the event went."""
        return self.channel if by == "channel" else self.owner or self.resource


def open_events(rows: Sequence[EventRow], *, as_of: int | None = None) -> "MemoryEvents":
    """Open events; the arguments are those of `perennial.store.duckdb.event_opening.open_events`.

    Raises
    ------
    UserError
        There is no event, or none on or before `as_of`.
    """
    read = [row for row in rows if as_of is None or day_of(row.moment.date()) <= as_of]
    if not any(row.activity is not None for row in read):
        if not rows or as_of is None:
            raise UserError("The log has no row that can be used; see the reasons of the rejected rows.")
        raise UserError(
            "No event is on or before {as_of:date}: the log starts on {first:date}; name a later day.",
            as_of=as_of,
            first=date_of(min(day_of(row.moment.date()) for row in rows)),
        )
    return MemoryEvents(read, as_of)


class MemoryEvents:
    """An `perennial.store.events.EventLog` over a list of rows."""

    def __init__(self, rows: Sequence[EventRow], as_of: int | None) -> None:
        self._rows = sorted(rows, key=lambda row: (row.moment, row.row))
        self._cases = sorted({row.case_id for row in rows}, key=str.encode)
        self._steps = sorted({row.activity for row in rows if row.activity is not None}, key=str.encode)
        self._as_of = self._rows[-1].day if as_of is None else float(as_of + 1)

    @property
    def facts(self) -> EventFacts:
        """What the log holds."""
        steps = [row for row in self._rows if row.activity is not None]
        return EventFacts(
            events=len(steps),
            cases=len({row.case_id for row in steps}),
            steps=len(self._steps),
            first=self._rows[0].day,
            as_of=self._as_of,
            columns=frozenset(
                name for name in _COLUMNS if any(getattr(row, name) is not None for row in self._rows)
            ),
        )

    def process_map(self, chosen: Chosen = EVERYTHING) -> ProcessMap:
        """Count which step came next; events of one moment come in the order of their rows."""
        cases = self._steps_of_cases(chosen)
        return map_of_counts(_node_counts(cases), _edge_counts(cases))

    def passages(self, ways: Ways, by: By, chosen: Chosen = EVERYTHING) -> Passages:
        """Follow every case from each step of the ways until it went on."""
        groups = sorted({who for row in self._rows if (who := row.who(by)) is not None}, key=str.encode)
        found = list(self._passages(ways, by, groups, chosen))
        step, case, group, entered, wait, over = (
            zip(*found, strict=True) if found else ((), (), (), (), (), ())
        )
        return Passages(
            steps=self._steps,
            groups=groups,
            step=np.array(step, dtype=np.int32),
            case=np.array(case, dtype=np.int32),
            group=np.array(group, dtype=np.int32),
            entered=np.array(entered, dtype=np.float64),
            wait=np.array(wait, dtype=np.float64),
            over=np.array(over, dtype=np.bool_),
            first=self.facts.first,
            as_of=self._as_of,
        )

    def journeys(self, orders: Sequence[str], chosen: Chosen = EVERYTHING) -> Journeys:
        """Summarise every case; `orders` names the order steps."""
        sources = sorted({row.source for row in self._rows if row.source is not None}, key=str.encode)
        cases = list(self._chosen(chosen).values())
        bought = [[at for at, row in enumerate(rows) if row.activity in orders] for rows in cases]
        firsts = [places[0] + 1 if places else len(rows) for rows, places in zip(cases, bought, strict=True)]
        before = [rows[:first] for rows, first in zip(cases, firsts, strict=True)]
        after = [rows[first:] for rows, first in zip(cases, firsts, strict=True)]
        known = self.facts.columns
        return Journeys(
            sources=sources,
            source=_ints(_source_number(rows, sources) for rows in cases),
            started=_floats(rows[0].day for rows in cases),
            first_order=_floats(_nth_day(rows, at, 0) for rows, at in zip(cases, bought, strict=True)),
            second_order=_floats(_nth_day(rows, at, 1) for rows, at in zip(cases, bought, strict=True)),
            orders=_ints(map(len, bought)),
            touches_first=_ints(sum(row.is_touch for row in rows) for rows in before),
            touches_repeat=_ints(sum(row.is_touch for row in rows) for rows in after),
            cost_first=_floats(_cost(rows, known=known) for rows in before),
            cost_repeat=_floats(_cost(rows, known=known) for rows in after),
            money=_floats(
                sum(rows[place].amount or 0.0 for place in at) if "amount" in known else np.nan
                for rows, at in zip(cases, bought, strict=True)
            ),
            as_of=self._as_of,
        )

    def values(self, column: Column, *, most: int = 50) -> tuple[Value, ...]:
        """Name the values of a column with most cases, the largest first."""
        cases: defaultdict[str, set[str]] = defaultdict(set)
        for row in self._rows:
            if (value := getattr(row, column)) is not None:
                cases[value].add(row.case_id)
        found = sorted(cases, key=lambda name: (-len(cases[name]), name.encode()))
        return tuple(Value(name=name, cases=len(cases[name])) for name in found[:most])

    def case_ids(self, cases: Ints) -> list[str]:
        """Give the ids of cases by their numbers, in the order named."""
        return [self._cases[case] for case in cases.tolist()]

    def close(self) -> None:
        """Nothing is held."""

    def _chosen(self, chosen: Chosen) -> dict[str, list[EventRow]]:
        """Give the rows of the cases that are looked at, by the order of their ids."""
        cases: defaultdict[str, list[EventRow]] = defaultdict(list)
        for row in self._rows:
            cases[row.case_id].append(row)
        kept = {
            name: [row for row in cases[name] if _is_kept(row, chosen)]
            for name in self._cases
            if _is_chosen(cases[name], chosen)
        }
        return {name: rows for name, rows in kept.items() if rows}

    def _steps_of_cases(self, chosen: Chosen) -> list[list[EventRow]]:
        cases = self._chosen(chosen).values()
        found = ([row for row in rows if row.activity is not None] for rows in cases)
        return [rows for rows in found if rows]

    def _passages(
        self, ways: Ways, by: By, groups: Sequence[str], chosen: Chosen
    ) -> Iterator[tuple[int, int, int, float, float, bool]]:
        known = {*ways.following, ways.goal}
        for rows in self._steps_of_cases(chosen):
            over = rows[-1].activity not in known
            case = self._cases.index(rows[0].case_id)
            for step, name in enumerate(self._steps):
                at = next((at for at, row in enumerate(rows) if row.activity == name), None)
                if at is None or name not in ways.following:
                    continue
                ahead = ways.onward(name)
                gone = next((row for row in rows[at + 1 :] if row.activity in ahead), None)
                who = rows[at].who(by)
                yield (
                    step,
                    case,
                    NOBODY if who is None else groups.index(who),
                    rows[at].day,
                    np.nan if gone is None else _days(gone.moment - rows[at].moment),
                    over,
                )


def _days(span: timedelta) -> float:
    return span // timedelta(microseconds=1) / 86_400_000_000


def _is_chosen(rows: Sequence[EventRow], chosen: Chosen) -> bool:
    named = ((name, getattr(chosen, name)) for name in ("product", "channel", "source", "resource"))
    if not all(value is None or any(getattr(row, name) == value for row in rows) for name, value in named):
        return False
    began = day_of(rows[0].moment.date())
    return (chosen.first_day is None or began >= chosen.first_day) and (
        chosen.last_day is None or began <= chosen.last_day
    )


def _is_kept(row: EventRow, chosen: Chosen) -> bool:
    other_product = chosen.product is not None and row.product not in {None, chosen.product}
    other_step = chosen.steps is not None and row.activity is not None and row.activity not in chosen.steps
    return not other_product and not other_step


def _node_counts(cases: Sequence[Sequence[EventRow]]) -> Iterator[tuple[str, int, int, int, int, float]]:
    events = Counter(row.activity for rows in cases for row in rows)
    for name in events:
        places = [
            next(place for place, row in enumerate(rows, start=1) if row.activity == name)
            for rows in cases
            if any(row.activity == name for row in rows)
        ]
        starts = sum(rows[0].activity == name for rows in cases)
        ends = sum(rows[-1].activity == name for rows in cases)
        yield str(name), events[name], len(places), starts, ends, fmean(places)


def _edge_counts(cases: Sequence[Sequence[EventRow]]) -> Iterator[tuple[str, str, int, int, float]]:
    waits: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    seen: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for rows in cases:
        for before, after in pairwise(rows):
            arrow = str(before.activity), str(after.activity)
            waits[arrow].append(_days(after.moment - before.moment))
            seen[arrow].add(before.case_id)
    for arrow, days in waits.items():
        yield *arrow, len(days), len(seen[arrow]), median(days)


def _source_number(rows: Sequence[EventRow], sources: Sequence[str]) -> int:
    return next((sources.index(row.source) for row in rows if row.source is not None), NO_SOURCE)


def _nth_day(rows: Sequence[EventRow], places: Sequence[int], n: int) -> float:
    return rows[places[n]].day if n < len(places) else np.nan


def _cost(rows: Sequence[EventRow], *, known: frozenset[str]) -> float:
    return sum(row.cost or 0.0 for row in rows) if "cost" in known else np.nan


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int32)


def _floats(values: Iterable[float]) -> Floats:
    return np.array(list(values), dtype=np.float64)
