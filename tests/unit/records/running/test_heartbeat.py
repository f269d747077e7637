import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone

from perennial.records.models import Heartbeat
from perennial.records.operations.heartbeat import beat, sign_off
from perennial.records.queries.workers import is_alive, last_beat, living_workers

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_worker_that_beats_is_alive_until_it_signs_off():
    beat("a", NOW)
    beat("a", NOW + timedelta(seconds=10))
    assert living_workers(NOW + timedelta(seconds=30)) == {"a"}
    assert last_beat() == NOW + timedelta(seconds=10)
    sign_off("a")
    assert living_workers(NOW) == set()


def test_worker_silent_for_longer_than_its_lease_is_dead_even_elsewhere():
    Heartbeat.objects.create(worker="far", host="another", process=1, at=NOW)
    assert living_workers(NOW + timedelta(seconds=59)) == {"far"}
    assert living_workers(NOW + timedelta(seconds=61)) == set()


def test_worker_last_heard_in_the_future_died_before_the_clock_was_set_back():
    Heartbeat.objects.create(worker="far", host="another", process=1, at=NOW)
    assert living_workers(NOW - timedelta(seconds=59)) == {"far"}
    assert living_workers(NOW - timedelta(hours=1)) == set()


def test_worker_of_this_machine_whose_process_is_gone_is_dead_at_once():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    gone = Heartbeat(worker="gone", host=socket.gethostname(), process=ended.pid, at=NOW)
    assert not is_alive(gone, NOW)


def test_worker_whose_process_number_is_now_that_of_who_asks_is_dead():
    before = Heartbeat(worker="before", host=socket.gethostname(), process=os.getpid(), at=NOW)
    assert not is_alive(before, NOW, asking="now")
    assert is_alive(before, NOW)
