"""A machine of its own: the command line as other processes on one data folder."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

SRC = Path(__file__).parents[1] / "src"
#: Python that makes a database, and what is in it at first.
MIGRATE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
"""
PREPARE = """
from perennial.records.models import Business, Customer, User
Business.objects.update_or_create(id=1, defaults={"name": "Nord", "setup_done": True, "sending": True})
User.objects.create_user("olga@example.org", "long enough 42", name="Olga", role="owner")
for n in range(5):
    Customer.objects.create(name=f"Customer {n}")
"""


class Machine:
    """Runs commands on one data folder."""

    def __init__(self, data_dir, **variables):
        self.data_dir = data_dir
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PERENNIAL_")}
        clean.pop("DJANGO_SETTINGS_MODULE", None)
        named = {f"PERENNIAL_{name}": value for name, value in variables.items()}
        self.environment = {**clean, "PYTHONPATH": str(SRC), "PERENNIAL_DATA_DIR": str(data_dir), **named}

    def command(self, *arguments, **variables):
        return subprocess.run(
            [sys.executable, "-m", "perennial", *map(str, arguments)],
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    def do(self, code):
        """Run Python with the records at hand; give what it prints."""
        begin = (
            "import os, django\nos.environ['DJANGO_SETTINGS_MODULE'] = 'perennial.settings'\ndjango.setup()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", begin + code],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def count(self, model):
        return int(self.do(f"from perennial.records.models import {model}\nprint({model}.objects.count())"))

    def doctor(self):
        done = self.command("doctor", "--json")
        found = {each["check"]: each for each in json.loads(done.stdout)["checks"]}
        return done.returncode, found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
