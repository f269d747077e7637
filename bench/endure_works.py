"""What is killed in rehearsals: imports, refreshes and hand-offs, and the data folders they begin with."""
# ruff: noqa: S608 - names are ours

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from endure_files import leads_file, more_orders_file, orders_file, touches_file
from endure_house import House, Part, wait_for
from endure_round import Work
from endure_visit import Visitor
from endure_wizard import begin_import, import_of, persist

__all__ = ["WORKS", "Bases", "Size"]

_BASE = Path(__file__).parent / "endure_base.py"
_WORKER: tuple[Part, ...] = ("all", "worker")
_ANY: tuple[Part, ...] = ("all", "worker", "pages")
_TASKS = "django_tasks_database_dbtaskresult"
_AFTER_IMPORT = frozenset({"refreshes", "tasks not done", "files", "mirror", "forecasts", "months behind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much there is to do."""

    customers: int
    touches: int = 8000
    leads: int = 3000
    more_orders: int = 2000
    handoffs: int = 160


class Bases:
    """Data folders to begin with, each made once: `people`, `orders`, `forecasts`, `handoffs`.

    Parameters
    ----------
    folder
        Where they are made, and copied for each round.
    """

    def __init__(self, folder: Path, size: Size, *, seed: int) -> None:
        self.folder, self.size = folder, size
        last = date.today() - timedelta(days=1)  # noqa: DTZ011 - a rehearsal may look at the clock
        hunters = [f"Hunter{n}" for n in range(4)]
        everybody = [*hunters, *(f"Farmer{n}" for n in range(4))]
        names = [f"Customer {n}" for n in range(size.customers)]
        files = {
            "orders.csv": orders_file(size.customers, everybody, last, seed=seed),
            "more.csv": more_orders_file(names, everybody, last, rows=size.more_orders, seed=seed),
            "touches.csv": touches_file(size.customers, everybody, last, rows=size.touches, seed=seed),
            "leads.csv": leads_file(hunters, last, rows=size.leads, seed=seed),
        }
        (folder / "files").mkdir(parents=True)
        for name, content in files.items():
            (folder / "files" / name).write_bytes(content)

    def fresh(self, name: str) -> House:
        """Copy a base for one round, in place of the copy for the round before."""
        made = self._made(name)
        target = self.folder / "round"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        shutil.copytree(made, target / "data")
        shutil.copytree(self.folder / "files", target / "files")
        return House(target / "data")

    def _made(self, name: str) -> Path:
        made, files = self.folder / name, self.folder / "files"
        if made.is_dir():
            return made
        steps: dict[str, tuple[str | None, list[object]]] = {
            "people": (None, ["house", "sessions"]),
            "orders": ("people", ["take", files / "orders.csv", "orders"]),
            "forecasts": ("orders", ["refresh", "take", files / "more.csv", "orders"]),
            "handoffs": ("orders", ["refresh", "handoffs", self.size.handoffs]),
        }
        before, acts = steps[name]
        if before is not None:
            shutil.copytree(self._made(before), made)
        said = House(made).run(_BASE, *map(str, acts))
        if name == "people":
            (made / "sessions.json").write_text(said, encoding="utf-8")
        return made


def _visitor(house: House, email: str) -> Visitor:
    sessions = json.loads((house.data_dir / "sessions.json").read_text(encoding="utf-8"))
    return Visitor(house.port, sessions[email])


def _import(kind: str, house: House) -> None:
    owner, name = _visitor(house, "owner@example.org"), f"{kind}.csv"
    content = (house.data_dir.parent / "files" / name).read_bytes()
    begin_import(house, owner, name, content, kind)

    def is_done() -> bool:
        number, state = import_of(house, content) or (0, "")
        if state == "failed":
            persist(partial(owner.post, f"/imports/{number}/again/", []))
        return state == "done"

    wait_for(is_done)


def _import_phase(kind: str, house: House) -> str:
    found = house.rows(
        "SELECT state, position FROM records_import WHERE file_name = ? ORDER BY id DESC LIMIT 1",
        f"{kind}.csv",
    )
    state, position = found[0] if found else ("none", 0)
    if state in {"none", "uploaded"}:
        return "uploading"
    if state in {"done", "failed"}:
        return "just done"
    return "taking rows in" if position else "reading the file"


def _import_parts(phase: str) -> tuple[Part, ...]:
    return ("all", "pages") if phase == "uploading" else _WORKER


def _refresh(house: House) -> None:
    owner = _visitor(house, "owner@example.org")
    before = house.one("SELECT coalesce(max(id), 0) FROM records_refreshrun")
    newer = "SELECT id FROM records_refreshrun WHERE id > ?"
    while house.one(newer, before) is None:
        persist(partial(owner.post, "/overview/refresh/ask/", []))
    open_ones = f"SELECT count(*) FROM {_TASKS} WHERE status IN ('READY', 'RUNNING')"
    wait_for(
        lambda: house.one(f"{newer} AND state = 'done'", before) is not None and not house.one(open_ones)
    )


def _refresh_phase(house: House) -> str:
    found = house.rows("SELECT state, step FROM records_refreshrun ORDER BY id DESC LIMIT 1")
    state, step = found[0] if found else ("queued", "{}")
    if state == "done":
        return "drawing pages"
    return str(json.loads(step or "{}").get("text", "waiting")) if state == "running" else "waiting"


def _handoffs(house: House) -> None:
    """Have the job of the night accept what is due, while farmers accept the rest on their pages."""
    house.write(f"UPDATE {_TASKS} SET status = 'READY', finished_at = NULL")
    rows = house.rows(
        "SELECT email, h.id FROM records_handoff h JOIN records_user u ON u.id = h.farmer_id "
        "WHERE h.state = 'offered' AND h.due_on > date('now', '+10 days') ORDER BY h.id"
    )
    farmers = sorted({email for email, _ in rows})
    with ThreadPoolExecutor(len(farmers)) as pool:
        accepting = [
            pool.submit(_accept, house, email, [pk for whose, pk in rows if whose == email])
            for email in farmers
        ]
        for each in accepting:
            each.result()
    wait_for(lambda: not house.one("SELECT count(*) FROM records_jobrun WHERE done_at IS NULL"))
    wait_for(lambda: not house.one(f"SELECT count(*) FROM {_TASKS} WHERE status IN ('READY', 'RUNNING')"))


def _accept(house: House, email: str, numbers: list[int]) -> None:
    farmer = _visitor(house, email)
    for number in numbers:
        persist(partial(farmer.post, f"/handoffs/{number}/accept/", []))


def _handoffs_phase(house: House) -> str:
    by = dict(house.rows("SELECT state, count(*) FROM records_handoff GROUP BY state"))
    silent, pages, waits = by.get("by_silence", 0), by.get("accepted", 0), by.get("offered", 0)
    if not waits:
        return "all accepted"
    return "some accepted" if silent or pages else "none accepted"


def _importing(kind: str, base: str) -> Work:
    return Work(
        name=f"import of {kind}",
        base=base,
        do=partial(_import, kind),
        phase=partial(_import_phase, kind),
        parts=_import_parts,
        without=_AFTER_IMPORT,
    )


def _refreshing(name: str, base: str) -> Work:
    return Work(name=name, base=base, do=_refresh, phase=_refresh_phase, parts=lambda _: _WORKER)


_ORDERS = _importing("orders", "people")
#: Each takes its turn in the rounds.
WORKS: dict[str, tuple[Work, ...]] = {
    "import": (
        _ORDERS,
        _importing("touches", "orders"),
        _ORDERS,
        _importing("leads", "people"),
    ),
    "refresh": (_refreshing("first refresh", "orders"), _refreshing("refresh", "forecasts")),
    "hand-off": (
        Work(
            name="hand-off", base="handoffs", do=_handoffs, phase=_handoffs_phase, parts=lambda _: _ANY,
        ),
    ),
}  # fmt: skip
