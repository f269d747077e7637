"""Every way in which a file is read, as commands and pages read it, each to its end."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from perennial.core.errors import UserError
from perennial.flows.read_events import open_event_log
from perennial.flows.read_orders import open_orders
from perennial.ingest.guess_kind import guess_kind
from perennial.ingest.kinds.kind import KindName
from perennial.ingest.options import ReadingOptions
from perennial.store.reading.glimpse import glimpse
from perennial.store.reading.raw_orders import read_orders
from perennial.store.reading.read_records import read_records
from perennial.store.reading.whole_orders import count_whole_orders, whole_orders

__all__ = ["DOORS", "OPTIONS", "go_through"]

_PLAIN: Final = ReadingOptions(memory_limit="512MB")

#: What a person may have said about the file, by a name.
OPTIONS: Final = {
    "plain": _PLAIN,
    "mapped": replace(_PLAIN, map={"customer_id": "Customer", "ordered_at": "Date"}),
    "format": replace(_PLAIN, date_format="%d.%m.%Y", time_zone="Europe/Moscow", currency="RUB"),
    "one_column": replace(_PLAIN, one_column=True, phone_region="RU", delimiter=";"),
    "keeping": replace(_PLAIN, keep_zero=True, as_of=date(2024, 6, 30), keep_customers=frozenset({"A"})),
}


def go_through(door: str, options: str, path: Path) -> str:
    """Read a file in one way.

    Parameters
    ----------
    door, options
        Names of `DOORS` and of `OPTIONS`.
    path
        The file; of an SQLite database its table `orders` is read.

    Returns
    -------
    How it ended, alike for files that are alike: what was found, or the sentence without its facts.
    """
    with path.open("rb") as file:
        is_base = file.read(15) == b"SQLite format 3"
    address = f"sqlite:{path}#orders" if is_base else str(path)
    try:
        return f"{door} {DOORS[door](address, OPTIONS[options])}"
    except UserError as error:
        return f"{door} refused: {error.message.text}"


def _look(address: str, options: ReadingOptions) -> str:
    found = glimpse(address, options)
    for header in found.headers:
        found.examples(header)
    return f"{found.format.kind} {found.export} {guess_kind(found.headers).kind}"


def _count(address: str, options: ReadingOptions) -> str:
    with closing(open_orders(address, options)) as opened:
        log = opened.log
        log.histories()
        log.spend()
        log.gaps()
        log.products()
        log.write_rejects(opened.raw.workspace.folder / "rejected.csv", {})
        return f"{sorted(log.facts.left_out)} {[note.text for note in opened.raw.notes]}"


def _take(address: str, options: ReadingOptions) -> str:
    with closing(read_orders(address, options)) as raw:
        count_whole_orders(raw)
        ids = [order.order_id for order in whole_orders(raw)]
        if len(set(ids)) != len(ids):
            raise AssertionError(ids)
        reasons = raw.connection.execute("SELECT DISTINCT reason FROM rejects ORDER BY 1").fetchall()
        return f"{sorted(raw.plan.choices)} {raw.plan.format.encoding} {reasons}"


def _records(kind: KindName) -> Callable[[str, ReadingOptions], str]:
    def read(address: str, options: ReadingOptions) -> str:
        with closing(read_records(address, options, kind)) as file:
            rows = sum(1 for _ in file.rows())
            if rows != file.records:
                raise AssertionError(rows, file.records)
            left = sorted({each.reason for each in (*file.rejects, *file.unread)})
            return f"{sorted(file.mapping)} {left} {[note.text for note in file.notes]}"

    return read


def _events(address: str, options: ReadingOptions) -> str:
    with closing(open_event_log(address, options)) as opened:
        return f"{[note.text for note in opened.notes]}"


DOORS: Final[dict[str, Callable[[str, ReadingOptions], str]]] = {
    "look": _look,
    "count": _count,
    "take": _take,
    "customers": _records("customers"),
    "leads": _records("leads"),
    "touches": _records("touches"),
    "events": _events,
}
