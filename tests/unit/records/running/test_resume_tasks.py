from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from perennial.records.models import Import, RefreshRun
from perennial.records.operations.heartbeat import beat
from perennial.records.operations.resume_tasks import MOST_TRIES, WorkerDiedError, resume_tasks

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def running(*workers):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=NOW,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="perennial.records.nightly.run_job.run_job",
        backend_name="default",
        run_after=get_date_max(),
        worker_ids=list(workers),
    )


def status_of(task):
    task.refresh_from_db()
    return task.status


def test_task_of_a_living_worker_is_left_alone():
    beat("alive", NOW)
    task = running("alive")
    assert resume_tasks(NOW + timedelta(seconds=20)).again == 0
    assert status_of(task) == TaskResultStatus.RUNNING


def test_task_of_a_dead_worker_is_made_ready_again():
    beat("dead", NOW)
    task = running("dead")
    assert resume_tasks(NOW + timedelta(minutes=2)).again == 1
    assert status_of(task) == TaskResultStatus.READY
    assert DBTaskResult.objects.ready().get() == task


def test_task_of_who_asks_is_left_alone_before_its_first_beat():
    task = running("me")
    assert resume_tasks(NOW, asking="me").again == 0
    assert status_of(task) == TaskResultStatus.RUNNING


def test_task_that_outlived_too_many_workers_is_given_up_with_the_reason():
    task = running(*(f"dead{n}" for n in range(MOST_TRIES)))
    assert resume_tasks(NOW).given_up == 1
    assert status_of(task) == TaskResultStatus.FAILED
    assert task.task_result.errors[0].exception_class is WorkerDiedError


@pytest.mark.parametrize(
    ("model", "task"), [(Import, "import_file.run_import"), (RefreshRun, "refresh.run_refresh")]
)
def test_what_a_task_given_up_was_at_can_be_begun_again(model, task):
    at = model.objects.create(state="running")
    other = model.objects.create(state="running")
    tired = running(*(f"dead{n}" for n in range(MOST_TRIES)))
    tired.task_path = f"perennial.records.operations.{task}"
    tired.args_kwargs = {"args": [at.pk], "kwargs": {}}
    tired.save()
    resume_tasks(NOW)
    states = [(each.state, bool(each.failure)) for each in model.objects.order_by("pk")]
    assert states == [("failed", True), ("running", False)]
    assert at.pk < other.pk


def failed(task, number):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED,
        finished_at=NOW,
        args_kwargs={"args": [number], "kwargs": {}},
        task_path=f"perennial.records.operations.{task}",
        backend_name="default",
        run_after=get_date_max(),
        worker_ids=["one"],
    )


PLACES = [(Import, "import_file.run_import"), (RefreshRun, "refresh.run_refresh")]


@pytest.mark.parametrize(("model", "task"), PLACES)
def test_what_had_no_room_to_say_that_it_failed_can_be_begun_again(model, task):
    going = model.objects.create(state="running")
    failed(task, going.pk)
    resume_tasks(NOW)
    going.refresh_from_db()
    assert going.state == "failed"
    assert going.failure["text"]


@pytest.mark.parametrize(("model", "task"), PLACES)
def test_what_was_begun_again_after_it_failed_or_has_no_task_goes_on(model, task):
    going = model.objects.create(state="queued")
    failed(task, going.pk)
    again = failed(task, going.pk)
    again.status = TaskResultStatus.READY
    again.save()
    by_hand = model.objects.create(state="running")  # a command takes no task
    resume_tasks(NOW)
    states = dict(model.objects.values_list("pk", "state"))
    assert states == {going.pk: "queued", by_hand.pk: "running"}
