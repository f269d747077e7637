"""A full disk, or a database that went away, is said in a sentence, on pages and to programs."""

import errno

import pytest
from django.db.utils import OperationalError

pytestmark = pytest.mark.django_db

FULL = OSError(errno.ENOSPC, "No space left on device")
AWAY = OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def failing(house, client, monkeypatch):
    """Ask for an address whose view fails."""
    client.force_login(house.owner)
    client.raise_request_exception = False

    def ask(path, error):
        def fail(*args, **kwargs):
            raise error

        for place in ("perennial.web.views.home.redirect", "perennial.web.api.reading.page_of"):
            monkeypatch.setattr(place, fail)
        return client.get(path)

    return ask


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (FULL, 507, "The disk of the server is full"),
        (AWAY, 503, "The database does not answer just now"),
        (ValueError("ours"), 500, "Something went wrong on our side"),
    ],
)
def test_a_page_says_what_it_is(failing, error, status, said):
    answer = failing("/", error)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert answer.headers.get("Retry-After") == (None if status == 500 else "60")


def test_nothing_of_the_error_stands_on_the_page(failing):
    assert "server closed" not in failing("/", AWAY).content.decode()


@pytest.mark.parametrize(("error", "status"), [(FULL, 507), (AWAY, 503), (ValueError("ours"), 500)])
def test_a_program_gets_a_problem(failing, house, error, status):
    from api_caller import Caller

    failing("/", error)
    caller = Caller(house.owner)
    caller.client.raise_request_exception = False
    answer = caller.get("customers")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
