"""A process that dies in the middle of a hand-off leaves it as it was; the next one carries it out."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
_MIGRATE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
_BEFORE = """
import os, signal, django
django.setup()
from django.utils import timezone
from people import make_house
from perennial.records.models import HandOff
from perennial.records.operations import accept_handoff as accepting
"""
_MAKE = """
house = make_house()
customer = house.customer("Vesna", owner=house.hunter, hunter=house.hunter)
HandOff.objects.create(customer=customer, hunter=house.hunter, farmer=house.farmer, state="offered")
"""
_ACCEPT = """
handoff = HandOff.objects.get()
accepting.accept_handoff(handoff, handoff.farmer, timezone.now())
"""
_DIE = """
def dies(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
accepting.note_act = dies
"""


def run(folder, script):
    env = os.environ | {
        "PERENNIAL_DATA_DIR": str(folder),
        "PERENNIAL_DATABASE_URL": "",
        "PERENNIAL_TEST_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "web_settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}",
    }
    return subprocess.run(
        [sys.executable, "-c", script], env=env, check=False, capture_output=True
    ).returncode


def state_of(folder):
    with sqlite3.connect(next(folder.glob("*.sqlite3"))) as base:
        customer = base.execute(
            "SELECT (owner_id = hunter_id), protected_until IS NULL FROM records_customer"
        ).fetchone()
        counts = [
            base.execute(f"SELECT count(*) FROM records_{table}").fetchone()[0]
            for table in ("ownerchange", "plannedtouch")
        ]
        handoff = base.execute("SELECT state FROM records_handoff").fetchone()[0]
    base.close()
    return [*map(bool, customer), handoff, *counts]


def test_killed_in_the_middle_nothing_has_moved_and_the_next_try_moves_it_once(tmp_path):
    assert run(tmp_path, _MIGRATE) == 0
    assert run(tmp_path, _BEFORE + _MAKE) == 0
    assert run(tmp_path, _BEFORE + _DIE + _ACCEPT) == -signal.SIGKILL
    assert state_of(tmp_path) == [True, True, "offered", 0, 0]
    assert run(tmp_path, _BEFORE + _ACCEPT) == 0
    assert state_of(tmp_path) == [False, False, "accepted", 1, 1]
