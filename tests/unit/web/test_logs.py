"""Logs hold no personal data: what a request carries in its address stays out of them."""

import json
import logging
import re
from io import StringIO

import pytest


@pytest.fixture
def log():
    """Catch what the handlers of the product write, as they write it."""
    (handler,) = [each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler]
    stream = StringIO()
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


PERSONAL = ("Petrov", "%D0%98%D0%B2", "Иван", "912", "example.org", "127.0.0.1", "secret-token")


#: Digits that fall by chance may be those of anybody's phone.
BY_CHANCE = re.compile(r'"(?:request_id|timestamp)": "[-0-9a-fT:.]+Z?"')


def assert_silent_about_people(text):
    told = BY_CHANCE.sub("", text)
    assert [each for each in PERSONAL if each in told] == []


@pytest.mark.parametrize(
    "address",
    [
        "/customers?q=Petrov+%2B7912",
        "/no/such/page?q=%D0%98%D0%B2%D0%B0%D0%BD",
        "/accounts/login/?next=/customers?q=Petrov",
        "/office/?q=Petrov",
        "/Иван/Petrov",
    ],
)
def test_request_with_a_name_leaves_nothing_of_it_in_the_log(house, client, log, address):
    client.force_login(house.farmer)
    client.get(address, headers={"User-Agent": "Petrov's phone"})
    assert_silent_about_people(log.getvalue())


def test_page_that_breaks_is_logged_without_what_was_asked(house, client, log, monkeypatch):
    client.force_login(house.owner)
    client.raise_request_exception = False

    def breaks(*_):
        raise ValueError("Petrov, +7 912 000, ivan@example.org")

    from perennial.web.views import health

    monkeypatch.setattr(health, "pulse", breaks)
    assert client.get("/healthz?q=Petrov").status_code == 500
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert any("ValueError" in json.dumps(line) for line in lines)
    assert any("health.py" in json.dumps(line) for line in lines)
    assert_silent_about_people(log.getvalue())


def test_words_of_other_libraries_lose_addresses_and_numbers(log):
    logging.getLogger("mail").error("550 <ivan@example.org> refused, +7 (912) 000-00-00, see /x?q=Petrov")
    (line,) = (json.loads(text) for text in log.getvalue().splitlines())
    assert line["event"] == "550 <(e-mail)> refused, (number), see /x"


def test_numbers_of_tasks_and_days_stay(log):
    told = "Task id=9de64e08-9ba1-4aea-b91a-8f1ea5d9d3a9 of 2026-11-25 took 12345678 ms"
    logging.getLogger("tasks").error(told)
    assert json.loads(log.getvalue())["event"] == told
