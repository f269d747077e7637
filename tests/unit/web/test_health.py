from datetime import timedelta

import pytest
from django.utils import timezone

from perennial.config import read_config
from perennial.records.models import Heartbeat, RefreshRun

pytestmark = pytest.mark.django_db


def config(**variables):
    return read_config({"PERENNIAL_SECRET_KEY": "x", **variables})


def sign_of_life(seconds):
    at = timezone.now() - timedelta(seconds=seconds)
    Heartbeat.objects.create(worker="w", host="elsewhere", process=1, at=at)


def test_healthz_says_how_long_the_worker_is_silent(client):
    sign_of_life(5)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert 5 <= answer.json()["worker_seconds"] <= 8


@pytest.mark.parametrize("seconds", [None, 120])
def test_silent_worker_is_a_warning_and_pages_are_still_served(client, seconds):
    if seconds:
        sign_of_life(seconds)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "warn")


def test_healthz_of_a_base_that_cannot_be_read_fails(client, monkeypatch):
    from django.db import OperationalError

    from perennial.web.views import health

    def fails(at):
        raise OperationalError

    monkeypatch.setattr(health, "pulse", fails)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


def test_metrics_are_gauges_in_text(client):
    sign_of_life(5)
    RefreshRun.objects.create(state="done", finished_at=timezone.now() - timedelta(hours=1))
    answer = client.get("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = dict(line.rsplit(" ", 1) for line in answer.content.decode().splitlines() if line[0] != "#")
    assert 3600 <= float(lines["perennial_refresh_age_seconds"]) < 3660
    assert lines["perennial_tasks_waiting"] == "0"
    assert 5 <= float(lines["perennial_worker_silent_seconds"]) < 60


def test_metrics_without_a_token_are_for_this_machine_alone(client):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.7").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 403


def test_metrics_with_a_token_are_for_who_has_it(client, settings):
    settings.CONFIG = config(PERENNIAL_METRICS_TOKEN="s3cret")
    assert client.get("/metrics").status_code == 403
    wrong = client.get("/metrics", headers={"Authorization": "Bearer other"})
    right = client.get("/metrics", headers={"Authorization": "Bearer s3cret"}, REMOTE_ADDR="10.0.0.7")
    assert (wrong.status_code, right.status_code) == (403, 200)
