"""The database: reached, of this version, and its clock not ahead of ours."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from perennial.core.message import Message
from perennial.records.doctor.check import Check
from perennial.records.models import AuditEntry

__all__ = ["check_database"]


def check_database(at: datetime) -> Iterator[Check]:
    """Look at the database; the last finding says whether the records can be looked at."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Check(
            name="database",
            state="fail",
            message=Message(
                "The database cannot be reached ({why}); check PERENNIAL_DATABASE_URL and whether it runs.",
                {"why": type(error).__name__},
            ),
        )
        return
    facts = {"kind": connection.display_name}
    yield Check(name="database", state="ok", message=Message("The database ({kind}) is reached.", facts))
    yield from _version_and_clock(at)


def _version_and_clock(at: datetime) -> Iterator[Check]:
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if pending:
        yield Check(
            name="migrations",
            state="fail",
            message=Message(
                "The database waits for changes of this version ({n}); `perennial serve` makes them.",
                {"n": pending},
            ),
        )
        return
    yield Check(name="migrations", state="ok", message=Message("The database is of this version."))
    newest = AuditEntry.objects.order_by("-at").values_list("at", flat=True).first()
    if newest and newest > at + timedelta(minutes=5):
        yield Check(
            name="clock",
            state="fail",
            message=Message("The clock of this machine stands before what was last written down; set it."),
        )
    else:
        yield Check(name="clock", state="ok", message=Message("The clock does not contradict the records."))
