"""Somebody is erased while a refresh is under way: what it has read already must not be written after."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from people import make_house

from perennial.records.models import Customer, Order, RefreshRun
from perennial.records.operations import refresh, write_mirror
from perennial.records.operations.erase import erase
from perennial.records.operations.refresh_folders import mirror_folder
from perennial.store.mirror import read_manifest
from perennial.store.mirror.column_file import read_columns

NAME = "Лидия Старостина"
_SOON, _LONG = 1.0, 60  # seconds


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path


@pytest.fixture
def in_thread():
    """Do something in a thread with a connection of its own."""

    def alone(do):
        try:
            do()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        yield lambda do: pool.submit(alone, do)


def categories():
    folder = mirror_folder()
    files = read_manifest(folder).files()
    return {text for name in files for text in read_columns(folder / name)["category"].tolist()}


@pytest.mark.django_db(transaction=True)
def test_a_refresh_that_has_read_the_orders_does_not_write_the_erased_person(monkeypatch, in_thread):
    house = make_house()
    person = house.customer(NAME)
    Order.objects.create(
        customer=person,
        external_id="1",
        ordered_at=datetime(2026, 3, 1, tzinfo=UTC),
        day=date(2026, 3, 1),
        amount=9,
        category=f"Подарок: {NAME}",
    )
    has_read, go_on, write = threading.Event(), threading.Event(), write_mirror.write_months

    def slowly(folder, rows, months):
        read = list(rows)
        has_read.set()
        assert go_on.wait(_LONG)
        return write(folder, read, months)

    monkeypatch.setattr(write_mirror, "write_months", slowly)
    run = RefreshRun.objects.create(kind="refit")
    refreshing = in_thread(lambda: refresh.run_refresh.call(run.pk))
    assert has_read.wait(_LONG)
    monkeypatch.undo()
    erasing = in_thread(lambda: erase(house.owner, Customer.objects.get(pk=person.pk)))
    assert not wait([erasing], _SOON).done
    person.refresh_from_db()
    assert person.name == NAME
    go_on.set()
    refreshing.result(_LONG)
    erasing.result(_LONG)
    person.refresh_from_db()
    assert (person.name, person.orders.count()) == ("", 1)
    assert not any(NAME in str(text) for text in categories())
    run.refresh_from_db()
    assert run.state in {"done", "failed"}
