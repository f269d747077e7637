"""A busy day: sellers log touches while the owner has a file imported and the forecasts refreshed."""
# ruff: noqa: S608 - names are ours

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Event

from endure_files import more_orders_file
from endure_house import House, wait_for
from endure_seller import Act, Seller
from endure_visit import Visitor
from endure_wizard import begin_import

__all__ = ["BusyDay"]

_BASE = Path(__file__).parent / "endure_base.py"
_SELLERS = """
SELECT id, email, name FROM (
  SELECT *, row_number() OVER (PARTITION BY role ORDER BY id) AS place FROM records_user
  WHERE role IN ('hunter', 'farmer') AND is_active
) ORDER BY place, id LIMIT ?"""
_NAMES = """
SELECT name FROM records_customer WHERE stage <> '' AND name <> ''
GROUP BY name HAVING count(*) = 1 ORDER BY name LIMIT 50000"""
_TASKS = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
_LONG = 3600


class BusyDay:
    """The whole of it, once.

    Parameters
    ----------
    house
        A house whose people have lists for today; it is started and ended here.
    sellers
        How many work at once, hunters and farmers.
    pause
        Seconds between two acts of one seller; a person needs minutes.

    Attributes
    ----------
    log
        What the processes said on standard error.
    """

    def __init__(self, house: House, *, sellers: int = 8, pause: float, seed: int = 1) -> None:
        self.house, self.log = house, ""
        self._sessions: dict[str, str] = json.loads(house.run(_BASE, "sessions"))
        self._people = house.rows(_SELLERS, sellers)
        self.sellers = [
            Seller(self._visitor(email), name=email, seed=seed + number, pause=pause)
            for number, email, _ in self._people
        ]
        self._seed = seed
        self._steps: list[tuple[float, str]] = []

    def run(self, *, rows: int, alone: float) -> float:
        """Have all work; give the seconds from the beginning of the import to the end of the last refresh.

        Parameters
        ----------
        rows
            Orders in the file.
        alone
            Seconds in which sellers work before import and refresh begin.
        """
        content, done = self._file(rows), Event()
        self.house.start()
        try:
            with ThreadPoolExecutor(len(self.sellers)) as pool:
                working = [pool.submit(seller.work, done) for seller in self.sellers]
                try:
                    seconds = self._office(content, alone)
                finally:
                    done.set()
                for each in working:
                    each.result()
        finally:
            self.house.stop()
        self.log = self.house.log.read_text(encoding="utf-8", errors="replace")
        return seconds

    def acts(self) -> Iterator[tuple[Act, str]]:
        """Give all that sellers did, with what went on behind the pages meanwhile."""
        for act in sorted((act for seller in self.sellers for act in seller.acts), key=lambda act: act.begun):
            ended = act.begun + act.seconds
            yield act, next((name for at, name in reversed(self._steps) if at <= ended), "neither")

    def _visitor(self, email: str) -> Visitor:
        return Visitor(self.house.port, self._sessions[email])

    def _file(self, rows: int) -> bytes:
        names, last = [name for (name,) in self.house.rows(_NAMES)], date.today() - timedelta(days=1)  # noqa: DTZ011
        sellers = [name for _, _, name in self._people]
        return more_orders_file(names, sellers, last, rows=rows, seed=self._seed, mark="D")

    def _office(self, content: bytes, alone: float) -> float:
        """Import and refresh as the owner does, and wait until nothing is left to do."""
        owner = self._visitor(self.house.one("SELECT email FROM records_user WHERE role = 'owner' LIMIT 1"))
        before = self.house.one("SELECT coalesce(max(id), 0) FROM records_refreshrun")
        self._note("neither")
        time.sleep(alone)
        begun = time.perf_counter()
        begin_import(self.house, owner, "orders.csv", content, "orders")
        owner.post("/overview/refresh/ask/", [])
        wait_for(lambda: self._watch(before), at_most=_LONG)
        return time.perf_counter() - begun

    def _watch(self, before: int) -> bool:
        """Note what goes on; say whether both are over."""
        imports = self._in("import", "running")
        refreshes = self._in("refreshrun", "running")
        waiting = self.house.one(_TASKS)  # a refresh that ends may ask for another one
        made = self.house.one("SELECT count(*) FROM records_refreshrun WHERE id > ?", before)
        names = [name for name, count in (("import", imports), ("refresh", refreshes)) if count]
        self._note(" and ".join(names) or "neither")
        time.sleep(0.1)
        return not imports + refreshes + waiting and made > 0

    def _in(self, what: str, state: str) -> int:
        return int(self.house.one(f"SELECT count(*) FROM records_{what} WHERE state = ?", state))

    def _note(self, step: str) -> None:
        if not self._steps or self._steps[-1][1] != step:
            self._steps.append((time.perf_counter(), step))
