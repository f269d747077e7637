"""What a job is, and for which slot of time it is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

__all__ = ["Job", "slot_due"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job: once a day from a local time on, or every so many minutes.

    Attributes
    ----------
    run
        Does the job for a local day; it must do no harm when it is repeated.
    daily_at
        From when on it is due each day; a house that slept through it catches up.
    too_late
        From when on it is no longer worth doing that day.
    every
        Minutes between two runs; used where `daily_at` is not given.
    """

    name: str
    run: Callable[[date], object]
    daily_at: time | None = None
    too_late: time = time.max
    every: int = 60


def slot_due(job: Job, now: datetime) -> str | None:
    """Name the slot for which a job is due at a local moment; None where it is not."""
    if job.daily_at is not None:
        due = job.daily_at <= now.time().replace(tzinfo=None) < job.too_late
        return now.date().isoformat() if due else None
    minutes = now.hour * 60 + now.minute
    moment = datetime.combine(now.date(), time()) + timedelta(minutes=minutes - minutes % job.every)
    return moment.isoformat(timespec="minutes")
