"""Whole days of people: servers as they are run, each with a data folder of its own, and browsers."""

import contextlib
import ctypes
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from machine import Machine, free_port
from playwright.sync_api import expect

from perennial.records.demo.people import DOMAIN, PASSWORD

_HERE = Path(__file__).parent
_LONG = 600  # seconds for inventing a company where other tests use the processors too
_PR_SET_PDEATHSIG = 1
_PHONE = {"width": 390, "height": 844}
_DESK = {"width": 1280, "height": 900}
#: What a browser says itself of a network that is away.
NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")

_TO_DO = """
select count(*) from django_tasks_database_dbtaskresult where status in ('READY', 'RUNNING')
    and (task_path like '%run_refresh' or task_path like '%read_weeks' or task_path like '%add_pay'
    or task_path like '%add_trials')
"""
_AT_WORK = """
import json
from django.conf import settings
from django.utils import timezone
from perennial.records.models import Absence, User
today = timezone.localdate()
truth = json.loads((settings.DATA_DIR / "demo-truth.json").read_text("utf-8"))
away = Absence.objects.filter(first_day__lte=today, last_day__gte=today).values("user")
people = sorted(User.objects.exclude(pk__in=away), key=lambda each: each.external_id in truth["drift_began"])
print(json.dumps({
    role: [{"name": each.name, "login": each.email.split("@")[0]} for each in people if each.role == role]
    for role in ("hunter", "farmer")
}))
"""

# A machine of two processors also runs the server and its worker.
expect.set_options(timeout=20_000)


def _die_with_us():
    """Ask to be ended with the process of the tests, were that killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Served:
    """A running `perennial serve`: gunicorn and a worker on a data folder."""

    def __init__(self, folder, *options, **variables):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.machine = Machine(folder, URL=self.url, **variables)
        self.said = folder.with_suffix(".log")
        command = [sys.executable, "-m", "perennial", "serve", "--port", str(self.port), "--workers", "1"]
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [*command, *options],
                env=self.machine.environment,
                stdout=said,
                stderr=said,
                preexec_fn=_die_with_us,  # noqa: PLW1509 - no other thread runs yet
            )

    def ready(self):
        """Wait until pages are served and the worker is at work."""
        end = time.monotonic() + _LONG
        while not self._answers():
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < end, self.said.read_text()
            time.sleep(0.2)
        return self

    def learnt(self):
        """Wait until the worker has done all that was asked of it."""
        with contextlib.closing(sqlite3.connect(self.machine.data_dir / "perennial.sqlite3")) as base:
            end = time.monotonic() + _LONG
            while base.execute(_TO_DO).fetchone()[0]:
                assert time.monotonic() < end, self.said.read_text()
                time.sleep(0.5)
        return self

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=10) as answer:
                return json.load(answer)["status"] == "ok"
        except OSError:
            return False

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


@pytest.fixture(scope="session")
def begun_servers(request, tmp_path_factory):
    """Begin inventing the demo company while days without it are tried."""
    started = []

    def serve(folder, *options, **variables):
        started.append(Served(folder, *options, **variables))
        return started[-1]

    yield serve
    for each in started:
        each.stop()


@pytest.fixture(scope="session")
def begun_demo(request, begun_servers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "data"
    # To save minutes while tests are written: a folder in which `perennial serve --demo --lang ru` has run.
    if made := os.environ.get("PERENNIAL_TEST_DEMO"):
        shutil.copytree(made, folder)
        folder.chmod(0o700)
    return begun_servers(folder, "--demo", "--lang", "ru")


@pytest.fixture(scope="session", autouse=True)
def _begin_early(request):
    wants = (each for each in request.session.items if _HERE in each.path.parents)
    if any("demo" in each.fixturenames for each in wants):
        request.getfixturevalue("begun_demo")


@pytest.fixture(scope="session")
def demo(begun_demo):
    """The demo company in Russian, shared by all days; each of them has people of its own."""
    return begun_demo.ready().learnt()


@pytest.fixture(scope="session")
def at_work(demo):
    """Who works today, by role, those who do not drift first: each with a name and a login."""
    return json.loads(demo.machine.do(_AT_WORK))


@pytest.fixture
def new_house(begun_servers, tmp_path):
    """A server on a new machine, on which there is nobody yet."""
    served = begun_servers(tmp_path / "data").ready()
    yield served
    served.stop()


@pytest.fixture
def browse(browser):
    """Open a browser at a server; what its console says and what leaves the server fails the test."""
    complaints, contexts = [], []

    def opened(served, *, language="en-GB", phone=False, expected=(), zone="UTC"):
        context = browser.new_context(
            base_url=served.url,
            locale=language,
            timezone_id=zone,
            viewport=_PHONE if phone else _DESK,
            has_touch=phone,
            is_mobile=phone,
        )
        contexts.append(context)
        page = context.new_page()

        def complain(text, *, of=()):
            if not any(part in text for part in of):
                complaints.append(text)

        context.on("weberror", lambda told: complain(str(told.error)))
        context.on("console", lambda told: told.type == "error" and complain(told.text, of=expected))
        context.on("request", lambda asked: complain(asked.url, of=(served.url, "data:", "blob:")))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def come_in(browse, demo):
    """Sign in to the demo company as one of its people, by their own hands."""

    def came(who, path="/", **how):
        page = browse(demo, **{"language": "ru-RU", **how})
        page.goto(path)
        page.locator("[name=login]").fill(f"{who}@{DOMAIN}")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/accounts/login" not in url)
        return page

    return came
