from datetime import UTC, date, datetime, time, timedelta

import pytest

from perennial.records.models import JobRun
from perennial.records.nightly import registry
from perennial.records.nightly.job import Job
from perennial.records.nightly.registry import JOBS
from perennial.records.nightly.run_job import run_job
from perennial.records.nightly.schedule import begin_due_jobs

AT = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


@pytest.fixture
def days(monkeypatch):
    """Register one job that notes the days it was done for."""
    done = []
    monkeypatch.setattr(registry, "JOBS", (Job(name="night", run=done.append, daily_at=time(3, 0)),))
    return done


def begin(at=AT):
    return begin_due_jobs(at, registry.JOBS)


def test_job_is_done_once_a_day_however_often_it_is_looked_for(house, days):
    assert begin() == ["night"]
    assert begin() == begin(AT + timedelta(hours=5)) == []
    assert begin(AT + timedelta(days=1)) == ["night"]
    assert days == [date(2026, 11, 25), date(2026, 11, 26)]
    assert JobRun.objects.filter(done_at__isnull=False).count() == 2


def test_scheduler_that_lost_the_race_begins_nothing(house, days):
    JobRun.objects.create(job="night", slot="2026-11-25")
    assert begin() == []
    assert days == []


def test_day_is_that_of_the_business(house, days):
    house.business.time_zone = "Asia/Vladivostok"  # there it is 14:00
    house.business.save()
    begin(datetime(2026, 11, 25, 20, 0, tzinfo=UTC))  # there it is 06:00 of the next day
    assert days == [date(2026, 11, 26)]


def test_repeated_task_of_a_done_job_does_nothing(house, days):
    begin()
    run_job.call("night", "2026-11-25")
    assert len(days) == 1


def test_failure_is_kept_by_its_kind_without_what_it_says(house, monkeypatch):
    def fail(day):
        raise ValueError("Ivan Petrov, +7 912")

    monkeypatch.setattr(registry, "JOBS", (Job(name="night", run=fail, daily_at=time(3, 0)),))
    JobRun.objects.create(job="night", slot="2026-11-25")
    with pytest.raises(ValueError, match="Ivan"):
        run_job.call("night", "2026-11-25")
    run = JobRun.objects.get()
    assert (run.failure, run.done_at) == ("ValueError", None)


@pytest.mark.django_db
def test_house_without_people_has_nothing_to_do(days):
    assert begin() == []


def test_names_of_jobs_are_unique():
    assert len({job.name for job in JOBS}) == len(JOBS)
