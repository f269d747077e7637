"""Every page asks the database as often whether a house holds little or three times as much."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from cdnow_house import refreshed
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver
from growing_house import INVITED, LEAD_FORM, GrowingHouse
from people import make_house

from perennial.records.models import Department
from perennial.records.operations.consent.way_in import consent_token
from perennial.records.operations.issue_token import issue_token
from perennial.records.operations.outbox.way_out import token_of
from perennial.records.operations.process.read_process import read_process
from perennial.records.rights import RIGHTS

ROLES = ("owner", "head", "hunter", "farmer", "analyst")
FEW = 4
OK, NOT_ALLOWED = 200, 405
#: Pages that stand open to whoever is not signed in; the last is of nobody and everybody.
VISITOR = "visitor"


@dataclass(frozen=True)
class Page:
    """An address: what stands in it, what may follow it, and who opens it."""

    of: Mapping[str, Callable] = field(default_factory=dict)
    more: tuple[Callable, ...] = ()
    roles: tuple[str, ...] = ROLES
    answers: tuple[int, ...] = (OK,)


def main(grown, user):
    return grown.main.pk


def seller(grown, user):
    return user.pk if user.role in {"hunter", "farmer"} else grown.house.hunter.pk


CUSTOMER, SELLER = {"<int:pk>": main}, {"<int:pk>": seller}
LEAD = {"<int:pk>": lambda grown, _: grown.lead.pk}
WON = {"<int:pk>": lambda grown, _: grown.won.pk}
FILE = {"<int:pk>": lambda grown, _: grown.file.pk}
DONE = {"<int:pk>": lambda grown, _: grown.import_done.pk}
PROCESS = {"<int:pk>": lambda grown, _: grown.process.pk}
OFFER = {"<int:pk>": lambda grown, _: grown.offer.pk}
PLAY = {"<slug:play>": lambda *_: "remind"}
LEADS = ("owner", "head")
WORDS = {
    "<slug:play>": lambda *_: "offer",
    "<slug:channel>": lambda *_: "mail",
    "<slug:language>": lambda *_: "en",
}


def asking(query):
    return lambda *_: query


#: Every page of ours that is asked for, by its address.
PAGES = {
    "": Page(answers=(302,)),
    "welcome/": Page(roles=(VISITOR,), answers=(404,)),
    "join/<str:secret>/": Page({"<str:secret>": lambda *_: INVITED}, roles=(VISITOR,)),
    "profile/": Page(),
    "notices/": Page(),
    "accounts/password/reset/": Page(roles=(VISITOR,)),
    "accounts/3rdparty/": Page(answers=(302,)),
    "today/": Page(
        more=(
            lambda grown, user: (
                f"?seller={grown.house.farmer.pk}" if user.role in LEADS else f"?seller={user.pk}"
            ),
        )
    ),
    "today/sheet/": Page(),
    "today/log/": Page(
        more=(
            asking("?q=Main"),
            asking("?chore=1"),
            lambda grown, user: f"?planned={grown.given.pk}" if user.role == "hunter" else "?direction=in",
        )
    ),
    "customers/": Page(
        more=(
            asking("?stage=leaving"),
            asking("?sort=leaving"),
            asking("?sort=name&tag=1"),
            asking("?q=Main"),
            asking("?reason=price"),
            lambda grown, _: f"?product={grown.product.pk}&owner={grown.house.farmer.pk}",
        )
    ),
    "customers/new/": Page(),
    "customers/known/": Page(more=(asking("?name=Main&tax_id=7707083893&phone=+79123456789"),)),
    "customers/export/": Page(roles=("owner", "head", "analyst")),
    "customers/duplicates/": Page(),
    "customers/<int:pk>/": Page(CUSTOMER, (asking("?kind=touch"), asking("?kind=order"))),
    "customers/<int:pk>/plan/": Page(CUSTOMER),
    "customers/<int:pk>/merge/": Page(
        CUSTOMER, (asking("?q=Main"), lambda grown, _: f"?with={grown.twin.pk}")
    ),
    "customers/<int:pk>/person-file/": Page(CUSTOMER),
    "customers/<int:pk>/erase/": Page(CUSTOMER),
    "erasures/": Page(),
    "erasures/<int:number>/": Page({"<int:number>": lambda grown, _: grown.erasure.number}),
    "pipeline/": Page(
        more=(
            asking("?of=rest"),
            asking("?part=board"),
            lambda grown, _: f"?of={grown.product.pk}&hunter={grown.house.hunter.pk}",
        )
    ),
    "pipeline/column/": Page(more=(asking("?of=all&step=call&from=0"),)),
    "pipeline/<int:pk>/": Page(WON),
    "pipeline/<int:pk>/move/": Page(LEAD, (asking("?step=call"),)),
    "pipeline/<int:pk>/won/": Page(LEAD),
    "pipeline/<int:pk>/lost/": Page(LEAD),
    "lead/<str:secret>/": Page({"<str:secret>": lambda *_: LEAD_FORM}, roles=(VISITOR,)),
    "lead/<str:secret>/thanks/": Page({"<str:secret>": lambda *_: LEAD_FORM}, roles=(VISITOR,)),
    "u/<str:token>/": Page(
        {"<str:token>": lambda grown, _: token_of(grown.letter.message_id)}, roles=(VISITOR,)
    ),
    "mistakes/": Page(more=(asking("?kind=late&state=open"), asking("?state=lost"))),
    "overview/": Page(),
    "overview/refresh/": Page(),
    "rhythm/": Page(),
    "process/": Page(more=(asking("?view=compared"), asking("?channel=call&since=2020-01-01"))),
    "process/arrow/": Page(more=(asking("?step=1st+order&next=2nd+order"),)),
    "process/new/": Page(),
    "process/<int:pk>/edit/": Page(PROCESS),
    "process/<int:pk>/versions/": Page(PROCESS, (asking("?number=1"),)),
    "process/<int:pk>/drawing.json": Page(PROCESS),
    "process/picture.svg": Page(),
    "departments/": Page(),
    "departments/drift/<int:pk>/": Page(SELLER, roles=LEADS),
    "departments/notice/": Page(),
    "departments/rebalance/": Page(
        more=(
            lambda grown, _: (
                f"?asked=1&giver={grown.house.farmer.pk}&number=20&first=oldest"
                f"&takers={grown.house.farmer2.pk}"
            ),
        )
    ),
    "departments/leaving/<int:pk>/": Page(
        SELLER, (lambda grown, _: f"?asked=1&takers={grown.house.hunter2.pk}",)
    ),
    "handoffs/": Page(),
    "handoffs/<int:pk>/": Page({"<int:pk>": lambda grown, _: grown.handoff.pk}, roles=(*LEADS, "hunter")),
    "weeks/": Page(),
    "pay/": Page(roles=LEADS),
    "pay/mine/": Page(),
    "pay/<int:pk>/": Page(SELLER, (asking("?month=2020-01"),), roles=LEADS),
    "pay/<int:pk>/export/": Page(SELLER, roles=LEADS),
    "pay/disputes/": Page(roles=LEADS),
    "pay/plan/": Page(roles=LEADS),
    "pay/plan/what-if/": Page(roles=LEADS),
    "pay/orders/<int:pk>/": Page({"<int:pk>": lambda grown, _: grown.order.pk}, roles=LEADS),
    "offers/": Page(),
    "offers/new/": Page(),
    "offers/<int:pk>/": Page(OFFER),
    "offers/<int:pk>/change/": Page(OFFER),
    "offers/rules/": Page(),
    "offers/rules/<slug:play>/": Page(PLAY),
    "offers/rules/<slug:play>/preview/": Page(PLAY, (asking("?is_on=on&shift=0.25&way_1=call"),)),
    "offers/limits/": Page(),
    "offers/approvals/": Page(),
    "messages/": Page(roles=LEADS, more=(asking("?state=waiting&q=Main"),)),
    "messages/<int:pk>/": Page({"<int:pk>": lambda grown, _: grown.letter.pk}, roles=LEADS),
    "messages/sending/": Page(),
    "messages/templates/": Page(roles=LEADS),
    "messages/templates/<slug:play>/<slug:channel>/<slug:language>/": Page(WORDS, roles=LEADS),
    "messages/gateway/": Page(),
    "messages/export/": Page(roles=LEADS),
    "messages/export/file/": Page(roles=LEADS),
    "messages/consent/": Page(roles=LEADS),
    "messages/consent/file/": Page(roles=LEADS, answers=(302,)),
    "messages/consent/record/": Page(),
    "c/<str:token>/": Page({"<str:token>": lambda grown, _: consent_token(grown.main.pk)}, roles=(VISITOR,)),
    "trials/": Page(),
    "trials/new/": Page(),
    "trials/design/": Page(
        more=(asking("?play=offer&question=Q&held_out=20&horizon=30&smallest_effect=0.2&value_limit=9"),)
    ),
    "trials/<int:pk>/": Page({"<int:pk>": lambda grown, _: grown.trial.pk}),
    "trials/<int:pk>/change/": Page({"<int:pk>": lambda grown, _: grown.drafted.pk}),
    "trials/<int:pk>/reading/": Page({"<int:pk>": lambda grown, _: grown.trial.pk}),
    "trials/<int:pk>/arms.csv": Page({"<int:pk>": lambda grown, _: grown.trial.pk}),
    "imports/": Page(),
    "imports/new/": Page(),
    "imports/examples/<slug:kind>.csv": Page({"<slug:kind>": lambda *_: "orders"}),
    "imports/<int:pk>/": Page(DONE),
    "imports/<int:pk>/columns/": Page(FILE),
    "imports/<int:pk>/progress/": Page(DONE),
    "imports/<int:pk>/rejected.csv": Page(DONE),
    "settings/": Page(),
    "settings/business/": Page(),
    "settings/forecast/": Page(),
    "settings/calendar/": Page(),
    "settings/calendar/<int:pk>/": Page({"<int:pk>": lambda grown, _: grown.event.pk}),
    "settings/privacy/": Page(),
    "settings/lead-form/": Page(),
    "settings/people/": Page(),
    "settings/people/<int:pk>/": Page(SELLER),
    "settings/absences/": Page(),
    "settings/departments/": Page(),
    "settings/departments/<int:pk>/": Page({"<int:pk>": lambda *_: Department.objects.order_by("pk")[0].pk}),
    "settings/products/": Page(),
    "settings/products/<int:pk>/": Page({"<int:pk>": lambda grown, _: grown.product.pk}),
    "settings/audit/": Page(more=(asking("?act=refresh"),)),
    "demo/leave/": Page(answers=(302,)),
    "healthz": Page(roles=(VISITOR,)),
    "metrics": Page(roles=(VISITOR,)),
    "api/": Page(),
    "api/v1/openapi.json": Page(roles=(VISITOR,)),
    "api/v1/customers": Page(more=(asking("?customer_id=x1&system=file"),)),
    "api/v1/customers/<pk>": Page({"<pk>": main}),
    "api/v1/customers/<pk>/forecast": Page({"<pk>": main}),
    "api/v1/orders": Page(more=(lambda grown, _: f"?customer={grown.main.pk}",)),
    "api/v1/touches": Page(),
    "api/v1/products": Page(),
    "api/v1/figures": Page(),
}


#: What describes the API, and what shops send to.
NO_PAGES = {"api/v1/", "hooks/shopify", "hooks/woocommerce"}


def patterns(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here, entry
        else:
            yield from patterns(entry, here)


def act_of(entry):
    return getattr(entry.callback, "act", None)


def is_fixed(here):
    """Say whether an address is written out; those by regular expressions stand for what is not there."""
    return "^" not in here and "(?P" not in here


def ours():
    return {here: act_of(entry) for here, entry in patterns() if act_of(entry) and is_fixed(here)}


def library():
    return [here for here, entry in patterns() if not act_of(entry) and is_fixed(here)]


def filled(address, of, grown, user):
    for slot, value in of.items():
        address = address.replace(slot, str(value(grown, user)))
    return "/" + address


def with_nobody(address):
    slots = {"<int:": "999999999", "<uuid:": str(UUID(int=0)), "<": "nothing"}
    for begin, value in slots.items():
        while begin in address:
            slot = begin + address.split(begin, 1)[1].split(">", 1)[0] + ">"
            address = address.replace(slot, value)
    return "/" + address


def opens(role, page, act):
    if role not in page.roles:
        return False
    return role == VISITOR or act not in RIGHTS or RIGHTS[act][role] != "none"


def addresses_of(role, user, grown):
    for here, page in PAGES.items():
        if not opens(role, page, ours()[here]) or (
            here.startswith("api/v1/") and role not in {"owner", VISITOR}
        ):
            continue
        plain = filled(here, page.of, grown, user)
        yield here, plain, page.answers
        for place, more in enumerate(page.more, 1):
            yield f"{here} {place}", plain + more(grown, user), page.answers


def of_the_libraries():
    """Give the pages of sign-in and of the back office, each record of theirs standing for its kind."""
    for here in library():
        if "<path:object_id>" not in here:
            yield here, "/" + here, ()
            continue
        label, name = here.removeprefix("office/").split("/")[:2]
        if label != "r":
            record = apps.get_model(label, name)._default_manager.order_by("pk")[0]
            yield here, "/" + here.replace("<path:object_id>", str(record.pk)), ()


class Counted:
    """Queries by role and address, of a house as it is now."""

    def __init__(self, grown):
        self.grown, self.counts, self.wrong = grown, {}, {}
        for role in ROLES:
            user = grown.house.people[role]
            client = self._client(user)
            for page in addresses_of(role, user, grown):
                self._count(role, client, *page)
        staff = self._client(grown.house.owner)
        for page in of_the_libraries():
            self._count("staff", staff, *page)
        for page in addresses_of(VISITOR, grown.house.owner, grown):
            self._count(VISITOR, Client(), *page)

    def _client(self, user):
        client = Client(headers={"Authorization": f"Bearer {self.grown.token}"})
        client.force_login(user)
        return client

    def _count(self, role, client, name, address, answers):
        client.get(address)  # what is kept from one look to the next is there from now on
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
            if answer.streaming:
                b"".join(answer.streaming_content)
        self.counts[role, name] = len(asked)
        if answers and answer.status_code not in answers:
            self.wrong[role, name] = answer.status_code


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("data")):
        yield


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker, folder):
    """Count in a house with little, and in the same house grown threefold."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        grown = GrowingHouse(make_house())
        _, grown.token = issue_token(user=grown.house.owner, name="API", scopes=["read"])
        found = []
        for rows in (FEW, 2 * FEW):
            grown.grow(rows)
            refreshed()
            read_process.call()
            found.append(Counted(grown))
        yield tuple(found)
        transaction.set_rollback(True)
        cache.clear()


def test_every_address_that_can_be_looked_at_is_in_the_table(house):
    _, token = issue_token(user=house.owner, name="API", scopes=["read"])
    looked_at = set()
    for here, act in ours().items():
        client = Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)
        if act in RIGHTS:
            client.force_login(next(house.people[role] for role in ROLES if RIGHTS[act][role] != "none"))
        if client.get(with_nobody(here)).status_code != NOT_ALLOWED:
            looked_at.add(here)
    assert looked_at - NO_PAGES == PAGES.keys()


def test_pages_answer(counted):
    assert [each.wrong for each in counted] == [{}, {}]
    assert len(counted[0].counts) > 150


def test_pages_ask_as_often_when_the_house_has_grown(counted):
    few, many = (each.counts for each in counted)
    assert {page: (few[page], many[page]) for page in few if few[page] != many[page]} == {}
