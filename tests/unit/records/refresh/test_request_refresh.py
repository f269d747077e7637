import pytest
from django_tasks_db.models import DBTaskResult

from perennial.records.models import RefreshRun
from perennial.records.operations.refresh import run_refresh
from perennial.records.operations.request_refresh import request_refresh


@pytest.fixture(autouse=True)
def queue(settings, house):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_refresh_is_put_in_the_queue_once(house):
    run = request_refresh(house.owner, kind="roll")
    assert (run.state, run.kind, run.by) == ("queued", "roll", house.owner)
    assert request_refresh(None) == run
    assert request_refresh(None, kind="refit").kind == "refit"
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[run.pk]]


def test_run_whose_task_is_gone_is_given_up(house):
    lost = RefreshRun.objects.create(state="running")
    run = request_refresh(house.owner)
    lost.refresh_from_db()
    assert lost.state == "failed"
    assert run != lost
    assert run.state == "queued"


def test_run_that_is_done_stays_done(house):
    run = RefreshRun.objects.create(state="done", customers=7)
    run_refresh.call(run.pk)
    run.refresh_from_db()
    assert (run.state, run.customers, run.started_at) == ("done", 7, None)
