"""The data folders that rehearsals begin with, each made once and copied for each round."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from endure_files import leads_file, more_orders_file, orders_file, touches_file
from endure_house import House
from endure_outbox import MailServer

__all__ = ["Bases", "Size"]

_BASE = Path(__file__).parent / "endure_base.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much there is to do."""

    customers: int
    touches: int = 8000
    leads: int = 3000
    more_orders: int = 2000
    handoffs: int = 160
    letters: int = 1500


class Bases:
    """Data folders to begin with, each made once: those of `_steps`.

    Parameters
    ----------
    folder
        Where they are made, and copied for each round.

    Attributes
    ----------
    mail
        Takes what their houses send.
    """

    def __init__(self, folder: Path, size: Size, *, seed: int) -> None:
        self.folder, self.size, self.mail = folder, size, MailServer()
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
        self.copy(made, target / "data")
        shutil.copytree(self.folder / "files", target / "files")
        self.mail.taken.clear()
        return self.house(target / "data")

    def house(self, data_dir: Path) -> House:
        """Give the house of a data folder."""
        return House(data_dir, mail=self.mail)

    def copy(self, one: Path, other: Path) -> None:
        """Make another data folder like one."""
        shutil.copytree(one, other)

    def _made(self, name: str) -> Path:
        made = self.folder / name
        if made.is_dir():
            return made
        before, acts = self._steps()[name]
        if before is not None:
            self.copy(self._made(before), made)
        said = self.house(made).run(_BASE, *map(str, acts))
        if name == "people":
            (made / "sessions.json").write_text(said, encoding="utf-8")
        return made

    def _steps(self) -> Mapping[str, tuple[str | None, list[object]]]:
        """Give what each begins with, and what is then done."""
        files = self.folder / "files"
        return {
            "people": (None, ["house", "sessions"]),
            "orders": ("people", ["take", files / "orders.csv", "orders"]),
            "forecasts": ("orders", ["refresh", "take", files / "more.csv", "orders"]),
            "handoffs": ("orders", ["refresh", "handoffs", self.size.handoffs]),
            "letters": ("people", ["letters", self.size.letters]),
            "pay": ("orders", ["pay"]),
        }
