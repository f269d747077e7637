"""All jobs, in the order of the night; a new job is a file and a line here."""

from datetime import time

from perennial.records.nightly import (
    backup,
    drift,
    due_handoffs,
    erasures,
    first_calls,
    morning_mail,
    pay,
    refresh,
    retention,
    send_planned,
    silent_handoffs,
    split,
    trials,
    uses,
    watched_folder,
)
from perennial.records.nightly.job import Job

__all__ = ["JOBS"]

JOBS = (
    Job(name="backup", run=backup.run, daily_at=time(1, 30)),
    Job(name="retention", run=retention.run, daily_at=time(2, 0)),
    Job(name="erasures", run=erasures.run, daily_at=time(2, 15)),
    Job(name="due_handoffs", run=due_handoffs.run, daily_at=time(2, 25)),
    Job(name="silent_handoffs", run=silent_handoffs.run, daily_at=time(2, 30)),
    Job(name="uses", run=uses.run, daily_at=time(2, 45)),
    Job(name="refresh", run=refresh.run, daily_at=time(3, 0)),
    Job(name="first_calls", run=first_calls.run, daily_at=time(3, 30)),
    Job(name="drift", run=drift.run, daily_at=time(4, 0)),
    Job(name="trials", run=trials.run, daily_at=time(4, 15)),
    Job(name="split", run=split.run, daily_at=time(4, 30)),
    Job(name="pay", run=pay.run, daily_at=time(5, 0)),
    Job(name="morning_mail", run=morning_mail.run, daily_at=time(7, 0), too_late=time(12, 0)),
    Job(name="send_planned", run=send_planned.run, daily_at=time(9, 5)),
    Job(name="watched_folder", run=watched_folder.run, every=5),
)
