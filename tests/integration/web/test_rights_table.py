"""Every address of the house, held to the table of rights for every role."""

from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from perennial.records.rights import RIGHTS
from perennial.web.access import PUBLIC
from perennial.web.middleware.deny import OPEN_MODULES

ROLES = ("owner", "head", "hunter", "farmer", "analyst")
REFUSED = 403
NOBODY = 999_999_999


def patterns(resolver=None, prefix=""):
    """Give every address with what stands before it."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, entry
        else:
            yield from patterns(entry, here)


def act_of(entry):
    return getattr(entry.callback, "act", None)


def ours():
    """Give (address to ask for, act) of every page of ours that is no regular expression."""
    for here, entry in patterns():
        if act_of(entry) and not here.startswith("api/") and "^" not in here:
            yield "/" + filled(here, entry), act_of(entry)


def filled(here, entry):
    for name, converter in entry.pattern.converters.items():
        value = {IntConverter: str(NOBODY), UUIDConverter: str(UUID(int=0))}.get(type(converter), "nothing")
        kind = here.split(f":{name}>")[0].split("<")[-1]
        here = here.replace(f"<{kind}:{name}>", value)
    return here


def answer(client, address):
    client.raise_request_exception = False
    return client.get(address)


def test_every_address_of_ours_has_an_act_or_is_public():
    known = {*RIGHTS, PUBLIC}
    libraries = (*OPEN_MODULES, "django.")
    bare = [
        here
        for here, entry in patterns()
        if act_of(entry) not in known and not entry.callback.__module__.startswith(libraries)
    ]
    assert not bare


def test_addresses_of_libraries_that_are_not_known_to_guard_themselves_are_refused(house, client):
    house.owner.is_staff = house.owner.is_superuser = True
    house.owner.save()
    client.force_login(house.owner)
    assert answer(client, "/office/auth/group/1/").status_code == REFUSED


def test_every_address_of_ours_can_be_asked_for():
    assert len(list(ours())) > 30
    assert not [address for address, _ in ours() if "<" in address]


@pytest.mark.parametrize("role", ROLES)
def test_pages_open_to_the_roles_of_the_table_and_to_no_other(house, client, role):
    client.force_login(house.people[role])
    wrong = {}
    for address, act in ours():
        status = answer(client, address).status_code
        allowed = act == PUBLIC or RIGHTS[act][role] != "none"
        if (status == REFUSED) is allowed or status >= 500:
            wrong[address] = (act, status)
    assert not wrong


@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_led_to_sign_in_while_signed_in(house, client, role):
    client.force_login(house.people[role])
    led = [
        address
        for address, _ in ours()
        if answer(client, address).headers.get("Location", "").startswith("/accounts/login/")
    ]
    assert not led


def test_visitors_are_asked_to_sign_in_everywhere_but_on_public_pages(house, client):
    shown = {}
    for address, act in ours():
        response = answer(client, address)
        asked = response.headers.get("Location", "").startswith("/accounts/login/?next=")
        if act != PUBLIC and not asked:
            shown[address] = response.status_code
    assert not shown


def test_visitors_of_public_pages_are_neither_refused_nor_broken(house, client):
    statuses = {address: answer(client, address).status_code for address, act in ours() if act == PUBLIC}
    assert not {address: each for address, each in statuses.items() if each in {REFUSED, 500}}


def test_who_has_left_is_asked_to_sign_in(house, client):
    client.force_login(house.farmer)
    house.farmer.is_active = False
    house.farmer.save()
    assert client.get("/profile/").headers["Location"].startswith("/accounts/login/")


def test_api_tells_nothing_to_visitors(house, client):
    told = {}
    for here, entry in patterns():
        if here.startswith("api/") and act_of(entry) != PUBLIC:
            status = answer(client, "/" + filled(here, entry)).status_code
            if status not in {302, 401, 403, 404, 405}:
                told[here] = status
    assert not told
