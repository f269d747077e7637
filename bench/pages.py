"""Server time of every page and of the refresh: 100,000 customers and 500,000 orders on SQLite.

Times are those of Django's test client in one process: routing, queries, templates, middleware, no network.
Run it with an empty data folder of its own, or leave the choice to it::

    PERENNIAL_DATA_DIR=out/bench-pages python bench/pages.py
"""

import argparse
import os
import statistics
import time
from collections.abc import Iterator

os.environ.setdefault("PERENNIAL_DATA_DIR", "out/bench-pages")

import refresh  # sets Django up
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pages_addresses import addresses
from pages_base import settle
from sections import write_section

from perennial.records.models import Customer, Order, RefreshRun, Touch, User
from perennial.records.operations.reckon_split import reckon_split
from perennial.records.operations.refresh import run_refresh

_RUNS, _WARM = 15, 2
_LIMIT_MS = 200
_COUNTED = ((Customer, "customers"), (Order, "orders"), (Touch, "touches"))


def main() -> None:
    """Fill, refresh, time, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--keep", action="store_true", help="time a base that was filled before")
    options = parser.parse_args()
    lines = [] if options.keep else _filled(options.customers)
    customers, orders, touches = (model.objects.count() for model in (Customer, Order, Touch))
    counts = f"{customers:,} customers, {orders:,} orders, {touches:,} touches"
    lines = [f"SQLite, {counts}.", "", *lines, *_pages()]
    if not options.keep:
        write_section("benchmarks-pages.md", "Pages", "Pages of a large base", lines, "python bench/pages.py")
    else:
        print("\n".join(lines))


def _filled(customers: int) -> list[str]:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    refresh.fill(customers)
    settle()
    rows = [("all months written, all fits (first refresh)", "roll"), ("a night: rolled forward", "roll")]
    rows += [("all fits anew (refit)", "refit")]
    lines = ["| refresh | seconds |", "|---|---|"]
    for told, kind in rows:
        lines.append(f"| {told} | {_refreshed(kind):.0f} |")
    begun = time.perf_counter()
    reckon_split.call()
    lines.append(
        f"| the year of every seller, read in the background afterwards | {time.perf_counter() - begun:.0f} |"
    )
    return [*lines, ""]


def _refreshed(kind: str) -> float:
    run = RefreshRun.objects.create(kind=kind)
    begun = time.perf_counter()
    run_refresh.call(run.pk)
    run.refresh_from_db()
    if run.state != RefreshRun.State.DONE:
        raise RuntimeError(run.failure)
    return time.perf_counter() - begun


def _pages() -> list[str]:
    found = sorted(_timed(), reverse=True)
    slow = [row for row in found if row[0] >= _LIMIT_MS]
    first = f"{len(found)} pages and lists of five roles, median of {_RUNS} after {_WARM} looks"
    told = f"{first}; {len(slow)} of them take {_LIMIT_MS} ms or more, the slowest {found[0][0]:.0f} ms."
    table = [f"| {ms:.0f} | {most:.0f} | {n} | {role} | `{page}` |" for ms, most, n, role, page in found]
    return [told, "", "| ms | slowest of the runs | queries | role | page |", "|---|---|---|---|---|", *table]


def _timed() -> Iterator[tuple[float, float, int, str, str]]:
    for role in ("owner", "head", "hunter", "farmer", "analyst"):
        user = User.objects.filter(role=role).order_by("pk")[0]
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        for address in addresses(user):
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            queries = len(asked)
            if answer.status_code != 200 or answer.streaming:
                continue
            times = [_time(client, address) for _ in range(_WARM + _RUNS)][_WARM:]
            yield 1000 * statistics.median(times), 1000 * max(times), queries, role, address


def _time(client: Client, address: str) -> float:
    begun = time.perf_counter()
    client.get(address)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
