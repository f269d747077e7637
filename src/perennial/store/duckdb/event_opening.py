"""From typed event rows to an open event log."""

from datetime import timedelta
from typing import NoReturn

from duckdb import DuckDBPyConnection

from perennial.core.days import date_of
from perennial.core.errors import UserError
from perennial.store.duckdb.duck_events import DuckEvents
from perennial.store.duckdb.texts import sql_text
from perennial.store.events import EventFacts

__all__ = ["facts_of", "open_events"]

_DAY = 86_400_000_000
_FAR = "9999-01-01"
_COLUMNS = ("resource", "product", "channel", "source", "amount", "cost")


def open_events(connection: DuckDBPyConnection, *, as_of: int | None = None) -> DuckEvents:
    """Open the events of a connection, which the log then owns.

    Parameters
    ----------
    connection
        Holds ``event_rows``; one row an event.
    as_of
        Day number of the end of observation, that day included; the last moment of the log when not said.

    Raises
    ------
    UserError
        There is no event, or none on or before `as_of`.
    """
    until = _FAR if as_of is None else (date_of(as_of) + timedelta(days=1)).isoformat()
    for text in ("cases", "steps", "events"):
        connection.execute(sql_text(f"process/{text}"), {"until": until})
    facts = facts_of(connection, as_of=None if as_of is None else float(as_of + 1))
    if facts is None:
        _refuse(connection, as_of)
    return DuckEvents(connection, facts)


def facts_of(connection: DuckDBPyConnection, *, as_of: float | None) -> EventFacts | None:
    """Say what the tables of open events hold; None where there is not a single step.

    Parameters
    ----------
    as_of
        End of observation; the last moment when not said.
    """
    events, cases, steps, first, last, *there = connection.execute(sql_text("process/facts")).fetchall()[0]
    if not events:
        return None
    return EventFacts(
        events=events,
        cases=cases,
        steps=steps,
        first=first / _DAY,
        as_of=last / _DAY if as_of is None else as_of,
        columns=frozenset(name for name, has in zip(_COLUMNS, there, strict=True) if has),
    )


def _refuse(connection: DuckDBPyConnection, as_of: int | None) -> NoReturn:
    first = connection.execute("SELECT CAST(min(moment) AS DATE) FROM event_rows").fetchall()[0][0]
    if first is None or as_of is None:
        raise UserError("The log has no row that can be used; see the reasons of the rejected rows.")
    raise UserError(
        "No event is on or before {as_of:date}: the log starts on {first:date}; name a later day.",
        as_of=as_of,
        first=first,
    )
