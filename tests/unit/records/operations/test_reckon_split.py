import pytest
from django_tasks_db.models import DBTaskResult

from perennial.records.operations.reckon_split import ask_for_split, split_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return DBTaskResult.objects


def test_reading_is_asked_for_once_while_one_waits(queue):
    ask_for_split()
    ask_for_split()
    assert queue.count() == 1


def test_reading_is_asked_for_again_once_it_was_done(queue):
    ask_for_split()
    queue.update(status="SUCCESSFUL")
    ask_for_split()
    assert queue.count() == 2


def test_what_was_read_is_kept_until_somebody_comes_or_goes(house):
    read = split_now(house.business)
    assert (read.is_current, len(read.split.sellers)) == (True, 4)
    house.hunter2.is_active = False
    house.hunter2.save()
    assert len(split_now(house.business).split.sellers) == 3
