"""The table of pages knows every address, and what it calls no page is none."""

import pytest
from django.urls import reverse
from every_page import NOT_PAGES, PAGES, ROLES, addresses, routes

from perennial.records.rights import RIGHTS

ACT = "answers only to what is sent"
NOBODY = {"pk": 999_999_999, "number": 1, "tag": 1}


def test_every_route_is_a_page_or_it_is_said_why_not():
    pages = {page.route for page in PAGES}
    assert set(routes()) == pages | set(NOT_PAGES)
    assert not pages & set(NOT_PAGES)


def test_looks_have_names_of_their_own():
    assert len({page.name for page in PAGES}) == len(PAGES)


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for route, why in NOT_PAGES.items() if why == ACT])
def test_what_answers_only_to_what_is_sent_shows_nothing(house, client, route):
    pattern = routes()[route]
    role = next(role for role in ROLES if RIGHTS[pattern.callback.act][role] != "none")
    client.force_login(house.people[role])
    kwargs = {
        name: NOBODY.get(name, "0" * 8 + "-0000-0000-0000-" + "0" * 12) for name in pattern.pattern.converters
    }
    assert client.get(reverse(route, kwargs=kwargs)).status_code == 405


def test_everybody_has_pages_to_look_at():
    told = {role: addresses(role, {}, lacking_ok=True) for role in ROLES}
    assert told["hunter"]["today"] == "/today/"
    assert "settings" not in told["farmer"]
    assert "handoff-to_note" not in told["hunter"]
