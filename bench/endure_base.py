"""What rehearsals need of a data folder before and between: run as a script on `PERENNIAL_DATA_DIR`.

`house` makes people; `demo` loads the invented company; `quiet` keeps the jobs of the night back; `sessions`
prints a session of everybody; `take FILE KIND` imports; `refresh` refreshes; `handoffs N` lays customers on
farmers' tables; `letters N` puts messages into the outbox of a house that does not send yet; `pay` puts a
pay plan in force before any line of it is written; `lines` brings all of Today to today; `crowd N` gives all
customers to N new farmers in turn.
"""

import argparse
import json
import os
from datetime import time, timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")

import django

django.setup()

# Nothing of Django's may be looked at before it is set up.
# ruff: noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from perennial.cli.preparing import fill_demo, prepare
from perennial.core.message import Message
from perennial.pay.plans.shipped import shipped_plan
from perennial.records.models import (
    Business,
    Customer,
    Department,
    HandOff,
    JobRun,
    OutboxMessage,
    PlannedTouch,
    RefreshRun,
    User,
)
from perennial.records.nightly.registry import JOBS
from perennial.records.nightly.run_job import run_job
from perennial.records.operations.import_file import import_file
from perennial.records.operations.pay.change_plan import put_in_force
from perennial.records.operations.refresh import run_refresh

_EACH = 4  # hunters, and farmers
_EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]


def main() -> None:
    """Do what is asked for, one after another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("acts", nargs="+")
    acts = iter(parser.parse_args().acts)
    for act in acts:
        if act == "take":
            take(Path(next(acts)), next(acts))
        elif act == "handoffs":
            handoffs(int(next(acts)))
        elif act == "letters":
            letters(int(next(acts)))
        elif act == "crowd":
            crowd(int(next(acts)))
        else:
            _ACTS[act]()


def house() -> None:
    """Make people and departments, and let no job of the night begin."""
    prepare(_silent)
    Business.objects.update_or_create(id=1, defaults={"name": "Nord", "currency": "EUR", "setup_done": True})
    farmers = Department.objects.create(name="Existing customers", kind="existing")
    hunters = Department.objects.create(name="First sales", kind="first_sales")
    people = [("owner", "owner", None), ("head", "head", farmers)]
    people += [(f"hunter{n}", "hunter", hunters) for n in range(_EACH)]
    people += [(f"farmer{n}", "farmer", farmers) for n in range(_EACH)]
    for name, role, department in people:
        User.objects.create_user(
            f"{name}@example.org", None, name=name.capitalize(), role=role, department=department
        )
    Department.objects.update(head=User.objects.get(role="head"))
    quiet()


def demo() -> None:
    """Load the invented company, and let no job of the night begin."""
    prepare(_silent)
    fill_demo("en", timezone.localdate())
    quiet()


def crowd(count: int) -> None:
    """Make so many farmers more, and give each as many customers, with what is planned for them."""
    farmers = Department.objects.filter(kind="existing").order_by("pk")[0]
    people = User.objects.bulk_create(
        User(email=f"crowd{n}@example.org", name=f"Crowd {n}", role="farmer", department=farmers)
        for n in range(count)
    )
    customers = list(
        Customer.objects.filter(merged_into=None, erased_at=None).exclude(stage="").order_by("pk")
    )
    for at, customer in enumerate(customers):
        customer.owner = people[at % count]
    Customer.objects.bulk_update(customers, ["owner"], batch_size=500)
    owners = {customer.pk: people[at % count] for at, customer in enumerate(customers)}
    lines = list(PlannedTouch.objects.filter(customer__in=owners, state="open"))
    for line in lines:
        line.seller = owners[line.customer_id]
    PlannedTouch.objects.bulk_update(lines, ["seller"], batch_size=500)


def quiet() -> None:
    """Say that the jobs of today and tomorrow are done, which would come in between."""
    days = [timezone.localdate() + timedelta(days=n) for n in range(-1, 3)]
    daily = [job.name for job in JOBS if job.daily_at is not None]
    JobRun.objects.bulk_create(
        (JobRun(job=name, slot=day.isoformat(), done_at=timezone.now()) for name in daily for day in days),
        ignore_conflicts=True,
    )
    Business.objects.update(working_days=_EVERY_DAY)


def sessions() -> None:
    """Sign everybody in, as signing in does, and print their sessions by e-mail address."""
    found = {}
    for user in User.objects.filter(is_active=True):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        found[user.email] = session.session_key
    print(json.dumps(found))


def take(file: Path, kind: str) -> None:
    """Import a file, and leave out the refresh that follows."""
    import_file(file, kind, by=User.objects.get(role="owner"))
    DBTaskResult.objects.all().delete()
    RefreshRun.objects.filter(state="queued").delete()


def refresh() -> None:
    """Refresh all forecasts."""
    run = RefreshRun.objects.create(kind="roll")
    run_refresh.call(run.pk)
    run.refresh_from_db()
    if run.state != RefreshRun.State.DONE:
        raise RuntimeError(run.failure)
    DBTaskResult.objects.all().delete()


@transaction.atomic
def handoffs(count: int) -> None:
    """Offer customers of hunters: the first half is due tonight, the others wait for their farmer.

    The job of the night that accepts the first half stands in the queue, held back.
    """
    today, now = timezone.localdate(), timezone.now()
    farmers = list(User.objects.filter(role="farmer").order_by("pk"))
    free = Customer.objects.filter(owner__role="hunter", handoffs__isnull=True).order_by("pk")
    HandOff.objects.bulk_create(
        HandOff(
            customer=customer,
            hunter=customer.owner,
            farmer=farmers[at % len(farmers)],
            state="offered",
            offered_at=now - timedelta(days=20),
            due_on=today if at < count // 2 else today + timedelta(days=30),
        )
        for at, customer in enumerate(free[:count])
    )
    JobRun.objects.filter(job="silent_handoffs", slot=today.isoformat()).update(done_at=None)
    run_job.enqueue("silent_handoffs", today.isoformat())
    DBTaskResult.objects.update(status="FAILED")  # until it is to begin


@transaction.atomic
def letters(count: int) -> None:
    """Put messages into the outbox; quiet hours keep none of them back."""
    Business.objects.update(quiet_from=time(0), quiet_until=time(0), sending=False)
    customer = Customer.objects.create(name="Reader")
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            customer=customer,
            purpose="service",
            address=f"reader-{at}@shop.example",
            subject=f"Message {at}",
            text="There is news.\n",
            message_id=f"<{at}@house.example>",
        )
        for at in range(count)
    )


def pay() -> None:
    """Put the shipped plan in force, and leave out the writing that follows: the closing has all to write."""
    since = (timezone.localdate().replace(day=1) - timedelta(days=40)).replace(day=1)
    put_in_force(User.objects.get(role="owner"), shipped_plan(since=since))
    DBTaskResult.objects.all().delete()


def lines() -> None:
    """Bring all open lines to today, whichever day of the week that is."""
    PlannedTouch.objects.filter(state="open").update(day=timezone.localdate(), snoozed_until=None)


_ACTS = {
    "house": house,
    "demo": demo,
    "quiet": quiet,
    "sessions": sessions,
    "refresh": refresh,
    "lines": lines,
    "pay": pay,
}


def _silent(said: Message) -> None:
    del said


if __name__ == "__main__":
    main()
