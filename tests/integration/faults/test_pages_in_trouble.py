"""What a person reads when the fault comes while a page does the work, and that doing it again is enough."""

import pytest
from django.db import close_old_connections, connections
from django.test import Client
from five_works import MONTH, WORKS, Place
from people import make_house
from real_bases import connected, fault_before_write

from perennial.records.models import HandOff, User

AWAY = (503, "The database does not answer just now", "База данных сейчас не отвечает")
FULL = (507, "The disk of the server is full", "На диске сервера нет места")


@pytest.fixture
def visit(settings, tmp_path, monkeypatch, django_db_blocker):
    """Prepare a work in a base, and give a browser in which its owner is signed in, and the work."""

    def made(bases, name):
        bases.make("round", like=bases.migrated())
        place = {"settings": settings, "folder": tmp_path, "monkeypatch": monkeypatch}
        with connected(bases.url("round")):
            work = WORKS[name](Place(house=make_house(), **place))
            client = Client(raise_request_exception=False)
            client.force_login(User.objects.get(name="Farmer" if name == "hand-off" else "Owner"))
        return client, work

    with django_db_blocker.unblock():
        yield made


def press(name):
    """Give the button of a work, and what it sends."""
    if name == "month closing":
        return "/pay/months/close/", {"month": MONTH}
    return f"/handoffs/{HandOff.objects.order_by('pk')[0].pk}/accept/", {}


def told_and_done_again(bases, visit, name, fault, said):
    client, work = visit(bases, name)
    with connected(bases.url("round")):
        before, button = work.state(), press(name)
        with fault_before_write(0, fault):
            answer = client.post(*button)
        page = answer.content.decode()
        assert (answer.status_code, *(each for each in said[1:] if each in page)) == said
        connections["default"].close()
        if name == "hand-off":
            assert work.state() == before
        assert client.post(*button).status_code == 302
        done = work.state()
        assert client.post(*button).status_code == 302
        assert work.state() == done != before


@pytest.mark.parametrize("name", ["month closing", "hand-off"])
def test_a_full_disk_under_a_page(sqlite_bases, visit, name):
    told_and_done_again(sqlite_bases, visit, name, sqlite_bases.fill, FULL)


@pytest.mark.postgresql
@pytest.mark.parametrize("name", ["month closing", "hand-off"])
@pytest.mark.parametrize("fault", ["cut_off", "start_again"])
def test_a_database_that_goes_away_under_a_page(postgresql_bases, visit, name, fault):
    told_and_done_again(postgresql_bases, visit, name, getattr(postgresql_bases, fault), AWAY)


@pytest.mark.postgresql
@pytest.mark.parametrize("fault", ["cut_off", "start_again"])
def test_no_page_fails_for_what_happened_between_two(postgresql_bases, visit, fault):
    client, _ = visit(postgresql_bases, "month closing")
    with connected(postgresql_bases.url("round")):
        for _ in range(2):
            assert client.get("/pay/").status_code == 200
            getattr(postgresql_bases, fault)()
            close_old_connections()  # what the server does before each page
        assert client.get("/pay/").status_code == 200
