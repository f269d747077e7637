import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from machine import free_port

LONG = 90


class Served:
    """A running `perennial serve`."""

    def __init__(self, machine, *options):
        self.port = free_port()
        self.machine = machine
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "perennial",
                "serve",
                "--port",
                str(self.port),
                "--workers",
                "1",
                *options,
            ],
            env=machine.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def get(self, path="/healthz"):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def wait_for(self, true):
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            assert self.process.poll() is None, self.process.stderr.read()
            try:
                if found := true():
                    return found
            except OSError:
                pass
            time.sleep(0.2)
        raise AssertionError("it did not come")

    def worker(self):
        """Give the worker's process once it gives signs of life."""
        return self.wait_for(
            lambda: json.loads(self.get())["status"] == "ok" and children(self, "manage worker")
        )

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(LONG), *self.process.communicate()


def children(served, words):
    """Find processes on our data folder by what they were started with."""
    mark = os.fsencode(f"PERENNIAL_DATA_DIR={served.machine.data_dir}\0")
    numbers = [entry for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    return [
        int(entry.name)
        for entry in numbers
        if mark in content(entry / "environ")
        and words in content(entry / "cmdline").replace(b"\0", b" ").decode()
    ]


def content(file):
    try:
        return file.read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


@pytest.fixture
def serve():
    """Start servers; whatever is left of them at the end is killed."""
    started = []

    def serve_it(machine, *options):
        started.append(Served(machine, *options))
        return started[-1]

    yield serve_it
    for served in started:
        if served.process.poll() is None:
            served.process.kill()
        served.process.communicate()


def test_serve_on_a_new_machine_greets_restarts_what_dies_and_ends_clean(machine, serve):
    machine.do("from perennial.records.models import User\nUser.objects.all().delete()")
    served = serve(machine)
    (worker,) = served.worker()
    os.kill(worker, signal.SIGKILL)
    served.wait_for(lambda: children(served, "manage worker") not in ([], [worker]))
    code, out, err = served.stop()
    assert code == 0, err
    assert out.splitlines() == [
        f"Perennial is at http://localhost:{served.port}/ (stop it with Ctrl+C)",
        "Nobody has an account yet: open it and make the first one, that of the owner.",
    ]
    assert children(served, "") == []


def test_serve_that_is_killed_leaves_no_orphans(machine, serve):
    served = serve(machine)
    served.worker()
    served.stop(signal.SIGKILL)
    end = time.monotonic() + LONG
    while children(served, "") and time.monotonic() < end:
        time.sleep(0.2)
    assert children(served, "") == []


def test_port_in_use_is_one_sentence(machine, serve):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = machine.command("serve", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"perennial: Nothing can listen on 127.0.0.1, port {port} (")
    assert done.stderr.count("\n") == 1


def test_demo_is_refused_where_a_real_business_is(machine):
    done = machine.command("serve", "--demo", "--port", free_port())
    assert (done.returncode, done.stdout) == (2, "")
    assert "This base holds a real business" in done.stderr


def test_pages_under_a_path_keep_all_addresses_under_it(machine, serve):
    machine.environment["PERENNIAL_BASE_PATH"] = "/crm"
    served = serve(machine)
    page = served.wait_for(lambda: served.get("/crm/accounts/login/"))
    addresses = addresses_in(page)
    assert [each for each in addresses if not each.startswith("/crm/")] == []
    styles = next(each for each in addresses if each.endswith(".css"))
    assert "{" in served.get(styles)
    # The front door leads to signing in, still under the path.
    assert addresses_in(served.get("/crm/")) == addresses
    # A proxy may also take the path away before it asks.
    assert addresses_in(served.get("/accounts/login/")) == addresses


def addresses_in(page):
    found = re.findall(r'(?:href|src|action|hx-get|hx-post)="(/[^"?]*)', page)
    assert found
    return found


def test_upgrade_writes_a_backup_before_it_changes_the_database(machine, serve):
    back = machine.command("manage", "migrate", "-v0", "mfa", "0002")
    assert back.returncode == 0, back.stderr
    served = serve(machine)
    served.wait_for(served.get)
    code, _, err = served.stop()
    (file,) = (machine.data_dir / "backups").glob("before-*")  # one of the night may lie beside it
    assert code == 0
    assert f"perennial: This version changes the database; a backup is written first: {file}\n" in err
    assert machine.count("Customer") == 5
