"""The clock is set, or the machine sleeps, while several workers are at work: nobody is taken for dead."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from perennial.records.models import Heartbeat
from perennial.records.nightly.timekeeper import SteadyClock, tick
from perennial.records.operations.heartbeat import beat

NOW = timezone.now()
JUMPS = [
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(days=1),
    timedelta(days=-1),
    timedelta(seconds=61),
]


class Time:
    """Two clocks: one that is set, one that is not."""

    def __init__(self):
        self.passed, self.jump = 1000.0, timedelta()
        self.clock = SteadyClock(lambda: self.passed)

    def wait(self, seconds=10.0):
        self.passed += seconds
        return self.at

    @property
    def at(self):
        return NOW + timedelta(seconds=self.passed) + self.jump

    def is_settled(self):
        return self.clock.is_settled(self.at)


def test_a_clock_that_goes_evenly_is_settled_from_the_first():
    time = Time()
    assert all(time.is_settled() for _ in range(9) if time.wait())


def test_a_tick_that_comes_late_is_no_jump():
    time = Time()
    time.is_settled()
    time.wait(500)
    assert time.is_settled()


@pytest.mark.parametrize("jump", JUMPS)
def test_after_a_jump_it_is_settled_once_every_living_worker_has_beaten(jump):
    time = Time()
    time.is_settled()
    time.jump = jump
    told = [time.is_settled() for _ in range(8) if time.wait()]
    assert told == [False] * 6 + [True] * 2


@pytest.mark.django_db
@pytest.mark.parametrize("jump", JUMPS)
def test_the_task_of_another_worker_is_left_alone_when_the_clock_jumps(house, settings, jump):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    time = Time()
    beat_elsewhere("far", time.at)
    task = DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=time.at,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="perennial.records.nightly.run_job.run_job",
        backend_name="default",
        run_after=get_date_max(),
        worker_ids=["far"],
    )
    for step in range(16):
        time.wait()
        if step == 3:
            time.jump = jump
        tick("me", time.at, is_settled=time.is_settled())
        task.refresh_from_db()
        assert task.status == TaskResultStatus.RUNNING, step
        beat_elsewhere("far", time.at)
    # The other one says nothing any more.
    time.wait(70)
    tick("me", time.at, is_settled=time.is_settled())
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY


def beat_elsewhere(worker, at):
    beat(worker, at)
    Heartbeat.objects.filter(worker=worker).update(host="another", process=1)
