"""Two windows at once: one first account, one person from one link."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from people import make_house

from perennial.core.errors import UserError
from perennial.records.models import User
from perennial.records.operations.accept_invitation import accept_invitation
from perennial.records.operations.invite import invite
from perennial.records.operations.make_first_account import make_first_account

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Start all acts at the same moment; give what each came to."""
    start = Barrier(len(acts))

    def one(act):
        try:
            start.wait(timeout=10)
            return act()
        except UserError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def outcomes(results):
    return sorted(type(each).__name__ for each in results)


def test_two_first_accounts_make_one():
    def first(email):
        return lambda: make_first_account(
            name="Anna", email=email, password="three odd words", business={"name": "Nord"}
        )

    results = at_once(first("a@example.org"), first("b@example.org"))
    assert outcomes(results) == ["User", "UserError"]
    assert User.objects.count() == 1


def test_link_pressed_twice_makes_one_person():
    house = make_house()
    _, secret = invite(by=house.owner, email="kira@example.org", name="", role="head")

    def accept():
        return accept_invitation(secret=secret, name="Kira", password="three odd words")

    assert outcomes(at_once(accept, accept)) == ["User", "UserError"]
    assert User.objects.filter(email="kira@example.org").count() == 1
