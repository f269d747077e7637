"""A full disk under SQLite, PostgreSQL that goes away, and death, in the middle of each of the five works.

The faults are real ones, before several of the writes of each work. Then the work is done again over a new
connection, and what is there must be what one undisturbed run leaves: nothing lost, nothing doubled.
"""

import os
import shutil
import signal
from functools import partial

import pytest
from django.db import connections
from django.db.utils import InterfaceError, OperationalError
from five_works import WORKS, Place, told_truly
from people import make_house
from real_bases import connected, fault_before_write

from perennial.records.trouble import trouble_of

_MOMENTS, _RESTARTS = 4, 2


class Rounds:
    """One work, prepared once in a base, and done in copies of it."""

    def __init__(self, name, bases, place):
        self.bases, self.folder = bases, place["folder"]
        self.bases.make("ready", like=bases.migrated())
        self.folder.mkdir(exist_ok=True)
        with connected(bases.url("ready")):
            self.work = WORKS[name](Place(house=make_house(), **place))
        shutil.copytree(self.folder, self.folder.with_name("ready"))
        with self._fresh(), fault_before_write(-1, None) as writes:
            self.work.do()
            self.expected = self.work.state()
        assert self.work.surplus() == 0
        self.writes = len(writes)

    def moments(self, count):
        """Spread some moments over the writes of the work."""
        return sorted({self.writes * at // count for at in range(count)})

    def disturbed(self, number, fault, trouble):
        """Do it with a fault before one write, and again; say whether the fault was felt."""
        with self._fresh():
            felt = self._felt(number, fault)
            assert trouble_of(felt) == (trouble if felt else None)
            connections["default"].close()
            told_truly(trouble)
            self.work.do()
            assert self.work.state() == self.expected, f"before write {number} of {self.writes}"
        assert self.work.surplus() <= 1
        return felt is not None

    def killed(self, number):
        """Do it in a process that is killed before one write, and again in this one."""
        with self._fresh():
            child = os.fork()
            if not child:
                try:
                    with fault_before_write(number, partial(os.kill, os.getpid(), signal.SIGKILL)):
                        self.work.do()
                finally:
                    os._exit(0)
            _, ended = os.waitpid(child, 0)
            assert os.waitstatus_to_exitcode(ended) == -signal.SIGKILL
            self.work.do()
            assert self.work.state() == self.expected, f"before write {number} of {self.writes}"

    def _felt(self, number, fault):
        with fault_before_write(number, fault):
            try:
                self.work.do()
            except (OperationalError, InterfaceError) as error:
                return error
        return None

    def _fresh(self):
        self.bases.make("round", like="ready")
        shutil.rmtree(self.folder)
        shutil.copytree(self.folder.with_name("ready"), self.folder)
        return connected(self.bases.url("round"))


#: A process that is made of one of many threads cannot fit models, and what left it is known to it alone.
_OF_ONE_THREAD = ("import", "hand-off", "month closing")


@pytest.fixture
def place(tmp_path, settings, monkeypatch, django_db_blocker):
    with django_db_blocker.unblock():
        yield {"settings": settings, "folder": tmp_path / "data", "monkeypatch": monkeypatch}


@pytest.mark.parametrize("name", WORKS)
def test_a_full_disk(name, sqlite_bases, place):
    rounds = Rounds(name, sqlite_bases, place)
    felt = [rounds.disturbed(at, sqlite_bases.fill, "full") for at in rounds.moments(_MOMENTS)]
    assert any(felt)


@pytest.mark.filterwarnings("ignore:.*fork")
@pytest.mark.parametrize("name", _OF_ONE_THREAD)
def test_a_process_killed(name, sqlite_bases, place):
    rounds = Rounds(name, sqlite_bases, place)
    for at in rounds.moments(_MOMENTS):
        rounds.killed(at)


@pytest.mark.postgresql
@pytest.mark.parametrize("name", WORKS)
def test_a_lost_connection(name, postgresql_bases, place):
    rounds = Rounds(name, postgresql_bases, place)
    for at in rounds.moments(_MOMENTS):
        assert rounds.disturbed(at, postgresql_bases.cut_off, "away")


@pytest.mark.postgresql
@pytest.mark.parametrize("name", WORKS)
def test_a_server_started_again(name, postgresql_bases, place):
    rounds = Rounds(name, postgresql_bases, place)
    for at in rounds.moments(_RESTARTS):
        assert rounds.disturbed(at, postgresql_bases.start_again, "away")
