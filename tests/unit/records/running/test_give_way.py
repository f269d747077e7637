from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from django.conf import settings
from django.db import connection

from perennial.records.operations import give_way as turns
from perennial.records.operations.give_way import give_way, somebody_waits
from perennial.web.middleware.turn import TurnMiddleware

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="only there one writes at a time")


def test_background_work_waits_until_the_page_is_made(monkeypatch):
    monkeypatch.setattr(turns, "_AT_MOST", 600)
    work = Thread(target=give_way, daemon=True)
    with somebody_waits():
        work.start()
        work.join(0.2)
        assert work.is_alive()
    work.join(60)
    assert not work.is_alive()


def test_background_work_goes_on_though_pages_are_made_all_the_time():
    with somebody_waits(), ThreadPoolExecutor(1) as pool:
        assert pool.submit(give_way).result(timeout=60) is None


def test_what_a_page_does_itself_waits_for_nobody(monkeypatch):
    monkeypatch.setattr(turns, "_is_anybody_there", None)
    with somebody_waits():
        give_way()


def test_pages_are_made_where_nothing_can_be_written(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "nowhere")
    with somebody_waits():
        give_way()


def test_a_request_is_such_a_page(rf):
    def answer(request):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(turns._is_anybody_there).result(timeout=60)

    assert "perennial.web.middleware.turn.TurnMiddleware" in settings.MIDDLEWARE
    assert TurnMiddleware(answer)(rf.get("/")) is True
    assert not turns._is_anybody_there()
