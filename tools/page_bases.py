"""Data folders to look at pages on: the demo, an empty house, a large one; tells who opens which address.

    PERENNIAL_DATA_DIR=out/look/demo-ru python tools/page_bases.py demo ru

prints one JSON object: for each kind of person the cookie of a session and the addresses to look at.
"""

import argparse
import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from perennial.cli.django_start import start_django

if __name__ == "__main__":
    os.environ.setdefault("PERENNIAL_LANGUAGE", sys.argv[2])
    start_django()

# Nothing of Django's may be looked at before it is set up.
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db.models import Count, QuerySet
from django.test import Client
from django.utils import timezone
from every_page import FIRST, GUARDED, ROLES, VISITOR, addresses

from perennial.cli.preparing import fill_demo, prepare
from perennial.core.errors import UserError
from perennial.core.message import Message
from perennial.records.models import (
    Business,
    CalendarEvent,
    Consent,
    Contact,
    Customer,
    Department,
    Erasure,
    HandOff,
    Import,
    Lead,
    LeadForm,
    Merge,
    Offer,
    OutboxMessage,
    PayLine,
    Process,
    Product,
    RefreshRun,
    SellerWeek,
    Trial,
    TrialLot,
    User,
)
from perennial.records.operations.change_calendar import save_event
from perennial.records.operations.consent.way_in import consent_token
from perennial.records.operations.erase import erase
from perennial.records.operations.import_file import run_import, start_import
from perennial.records.operations.import_file_options import message_json
from perennial.records.operations.index_search import reindex
from perennial.records.operations.invite import invite
from perennial.records.operations.load_demo_pay import add_pay
from perennial.records.operations.load_demo_trials import add_trials
from perennial.records.operations.merge import merge
from perennial.records.operations.outbox.put import Letter, put
from perennial.records.operations.outbox.way_out import token_of
from perennial.records.operations.process.read_process import read_process
from perennial.records.operations.refresh import run_refresh
from perennial.records.operations.trials.design_trial import keep_draft
from perennial.records.operations.trials.read_trial import read_trial_now
from perennial.records.operations.unsubscribe import unsubscribe
from perennial.records.queries.trials.design import TrialTerms
from perennial.records.queries.visible import customers_for
from perennial.trial.lots import Lot

__all__ = ["furnish", "make_base", "people_and_pages"]

_SECRET_OF_APP = "JBSWY3DPEHPK3PXP"  # noqa: S105 - of an invented person
_TWINS = "+79120001144"
_NAMES = (
    ("Kira Wood", "Wood Kira", "Anna Rivers", "Rivers A."),
    ("Кира Лесная", "Лесная Кира", "Анна Речная", "Речная А."),
)


def make_base(kind: str, language: str) -> None:
    """Fill an empty data folder: `demo`, `empty` (people and nothing else), `none` or `large`."""
    prepare(lambda _: None)
    if kind == "demo":
        fill_demo("ru" if language == "ru" else "en", timezone.localdate())
        furnish()
    elif kind == "empty" and not User.objects.exists():
        _people(language)
    elif kind == "large" and not User.objects.exists():
        _fill_large(language)
        furnish()


def furnish() -> None:
    """Add what the demo company has not: imports, an erasure, a merge, an invitation, a second factor."""
    if Erasure.objects.exists():
        return
    if Business.current().demo:
        # Not left to the worker: their pages are looked at.
        add_pay.call(timezone.localdate().isoformat())
        add_trials.call(timezone.localdate().isoformat())
    owner = User.objects.filter(role="owner").order_by("pk")[0]
    _twins(owner)
    _event(owner)
    _letters(owner)
    _trials(owner)
    erase(owner, Customer.objects.filter(merged_into=None).order_by("pk")[0], "asked")
    name = "Пётр Былов" if Business.current().language == "ru" else "Peter Gone"
    gone = User.objects.create_user("gone@demo.example", None, name=name, role="farmer")
    gone.is_active, gone.left_on = False, timezone.localdate() - timedelta(days=40)
    gone.save()
    guarded = User.objects.create_user("guarded@demo.example", "perennial demo", name="Rita", role="analyst")
    TOTP.activate(guarded, _SECRET_OF_APP)
    RecoveryCodes.activate(guarded)
    _imports(owner)
    read_process.call()  # at last: an erasure forgets what was read before


def people_and_pages() -> dict[str, dict[str, Any]]:
    """Give for each kind of person a session and the addresses of what they may look at."""
    if not User.objects.exists():
        return {FIRST: {"cookie": "", "pages": addresses(FIRST, {})}}
    common = _records()
    told = {VISITOR: {"cookie": "", "pages": addresses(VISITOR, common, lacking_ok=True)}}
    for role in (*ROLES, GUARDED):
        person = _person(role)
        if person is not None:
            records = common | _own(person)
            told[role] = {"cookie": _session(person), "pages": addresses(role, records, lacking_ok=True)}
    return told


def _people(language: str) -> None:
    Business.objects.update_or_create(
        id=1,
        defaults={
            "name": "Три листа" if language == "ru" else "Three Leaves",
            "currency": "RUB" if language == "ru" else "USD",
            "language": language,
            "setup_done": True,
        },
    )
    names = ("Первые продажи", "Клиенты") if language == "ru" else ("First sales", "Existing customers")
    first = Department.objects.create(name=names[0], kind="first_sales")
    existing = Department.objects.create(name=names[1], kind="existing")
    for role, where in (
        ("owner", None),
        ("head", existing),
        ("hunter", first),
        ("farmer", existing),
        ("analyst", None),
    ):
        User.objects.create_user(
            f"{role}@demo.example", "perennial demo", name=role.title(), role=role, department=where
        )
    Department.objects.update(head=User.objects.get(role="head"))


def _fill_large(language: str) -> None:
    sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
    from pages_base import settle  # noqa: PLC0415 - found only once its folder is
    from refresh import fill  # noqa: PLC0415

    from perennial.records.operations.reckon_split import reckon_split  # noqa: PLC0415

    fill(int(os.environ.get("CUSTOMERS", "100000")))
    settle()
    Business.objects.update(language=language, currency="RUB" if language == "ru" else "USD")
    run_refresh.call(RefreshRun.objects.create(kind="refit").pk)
    reckon_split.call()


def _twins(owner: User) -> None:
    made = []
    names = _NAMES[Business.current().language == "ru"]
    for name, phone in zip(names, (_TWINS, _TWINS, "+79120001155", "+79120001155"), strict=True):
        customer = Customer.objects.create(name=name, owner=owner)
        Contact.objects.create(customer=customer, kind="phone", value=phone, normal=phone, is_main=True)
        made.append(customer)
    merge(owner, made[2], made[3])
    reindex()


def _event(owner: User) -> None:
    name = "Весенняя ярмарка" if Business.current().language == "ru" else "Spring fair"
    today = timezone.localdate()
    for ahead in (-200, 40):
        first = today + timedelta(days=ahead)
        save_event(by=owner, name=name, first_day=first, last_day=first + timedelta(days=6))


def _letters(owner: User) -> None:
    """Write to two customers who agreed to it; one of them has enough of it since."""
    for number, customer in enumerate(Customer.objects.filter(merged_into=None).order_by("-pk")[:2]):
        Consent.objects.update_or_create(
            customer=customer, channel="mail", purpose="advertising", defaults={"given": True}
        )
        letter = Letter(
            customer=customer,
            purpose="advertising",
            address=f"letter-{number}@demo.example",
            subject="News",
            text="There is news.",
        )
        message = put(owner, letter)
        if number:
            unsubscribe(message, "")
        _fates(customer)


def _fates(customer: Customer) -> None:
    """Have messages stand in every state, with what a server said of them."""
    for state, why in (("sent", ""), ("failed", "smtp 451"), ("dead", "smtp 550"), ("cancelled", "by hand")):
        OutboxMessage.objects.create(
            customer=customer,
            purpose="service",
            address="letter@demo.example",
            subject=f"Order, {state}",
            text="It is on its way.",
            message_id=f"<{state}-{customer.pk}@demo.example>",
            state=state,
            last_error=why,
            sent_at=timezone.now() if state == "sent" else None,
        )


def _trials(owner: User) -> None:
    """Have a trial that runs, one that is over and a draft, each with the customers of the base in it."""
    terms = TrialTerms(play="offer", held_out=0.3, horizon=60, smallest_effect=0.3, value_limit=None)
    question = "Does the offer keep customers?"
    keep_draft(owner, terms, question)
    if Trial.objects.filter(state=Trial.State.RUNNING).exists():
        return
    _trial(owner, terms, question, days=40)
    over = _trial(owner, replace(terms, play="remind"), "Does a reminder pay?", days=70)
    over.enrol_until = over.started_on
    over.save()
    for trial in Trial.objects.filter(state=Trial.State.RUNNING):
        with suppress(UserError):
            read_trial_now(trial, today=timezone.localdate())


def _trial(owner: User, terms: TrialTerms, question: str, *, days: int) -> Trial:
    trial, day = keep_draft(owner, terms, question), timezone.localdate() - timedelta(days=days)
    trial.state, trial.started_on = Trial.State.RUNNING, day
    trial.save()
    known = Customer.objects.filter(last_order_on__gte=day - timedelta(days=60), first_order_on__lt=day)
    lot = Lot(trial=trial.key, seed=trial.seed, held_out=float(trial.held_out))
    TrialLot.objects.bulk_create(
        TrialLot(
            trial=trial,
            customer_id=pk,
            lot_key=str(pk),
            arm=lot.arm(str(pk)),
            assigned_on=day,
            until=day + timedelta(days=terms.horizon),
            stage=stage,
        )
        for pk, stage in known.order_by("pk").values_list("pk", "stage")[:600]
    )
    return trial


def _imports(owner: User) -> None:
    start_import([_orders_file()], "orders-open.csv", by=owner)
    done = start_import([_orders_file()], "orders-january.csv", by=owner, kind="orders")
    Import.objects.filter(pk=done.pk).update(state=Import.State.QUEUED)
    run_import.call(done.pk)
    telling = {"kind": "orders", "by": owner, "rows": 12_345}
    Import.objects.create(
        file_name="orders-running.csv", state=Import.State.RUNNING, progress=0.4, position=4_938, **telling
    )
    why = message_json(Message("The file is empty."))
    Import.objects.create(file_name="empty.csv", state=Import.State.FAILED, failure=why, **telling)
    Import.objects.create(
        file_name="orders-undone.csv", state=Import.State.UNDONE, undone_at=timezone.now(), **telling
    )


def _orders_file() -> bytes:
    """Write a file of orders as a shop has them, one row of which cannot be read."""
    lines = ["customer_id,name,phone,ordered_at,amount"]
    lines += [
        f"a{n % 17},Café {n % 17},+7 912 000-22-{n % 17:02d},2026-01-{n % 28 + 1:02d},{n}.50"
        for n in range(90)
    ]
    return "\n".join([*lines, "a3,Café 3,12,no day,70", ""]).encode()


def _records() -> dict[str, object]:
    """Give what stands in addresses, whoever looks; only what there is."""
    found: dict[str, object] = {"dead_link": "not-a-secret", "dead_reset": {"uidb36": "1", "key": "dead-key"}}
    people = User.objects.order_by("pk")
    by_work = people.annotate(work=Count("customers")).order_by("-work", "pk")
    farmers = list(by_work.filter(role="farmer", is_active=True)[:2])
    twins = _twin_customers()
    alarming = SellerWeek.objects.filter(alarm=True).order_by("-week").first()
    pairs: dict[str, object] = {
        **{name: each.pk for name, each in zip(("farmer", "other_farmer"), farmers, strict=False)},
        **dict(zip(("twin", "other_twin"), twins, strict=False)),
        "drifting": alarming and alarming.seller_id,
        "gone": _first(people.filter(is_active=False)),
        **_paid(),
        "offer": _first(Offer.objects.order_by("pk")),
        "play": "remind",
        "event": _first(CalendarEvent.objects.order_by("pk")),
        "department": _first(Department.objects.order_by("pk")),
        "process": _first(Process.objects.order_by("pk")),
        "product": _first(Product.objects.order_by("pk")),
        "new": _first(Customer.objects.filter(stage="new").order_by("-pk")),
        "left": _first(Customer.objects.filter(stage="left").order_by("-orders_count", "pk")),
        "lead": _lead_to_look_at(),
        "open_lead": _first(Lead.objects.filter(closed_at__isnull=True, value__isnull=False).order_by("pk")),
        "won_lead": _first(Lead.objects.filter(won_order__isnull=False).order_by("-pk")),
        "lost_lead": _first(Lead.objects.exclude(closed_at=None).filter(won_order=None).order_by("-pk")),
        "lead_form": LeadForm.current().secret,
        **_written(),
        "mail_words": {"play": "offer", "channel": "mail", "language": Business.current().language},
        "message_words": {"play": "remind", "channel": "message", "language": Business.current().language},
        "merged": _first(Merge.objects.order_by("pk"), "kept_id"),
        **_on_trial(),
        "erasure": _first(Erasure.objects.order_by("pk"), "number"),
        "handoff_done": _first(HandOff.objects.filter(state="accepted").order_by("-pk")),
        **{
            f"import_{_STATES.get(each, each)}": _first(Import.objects.filter(state=each))
            for each in Import.State.values
        },
    }
    found |= {name: pk for name, pk in pairs.items() if pk}
    return found | _links()


def _on_trial() -> dict[str, object]:
    trials = Trial.objects.order_by("pk")
    states = {"trial": ["running"], "trial_over": ["finished", "stopped"], "trial_draft": ["draft"]}
    return {name: _first(trials.filter(state__in=wanted)) for name, wanted in states.items()}


def _paid() -> dict[str, object]:
    """Give a line of pay to look at: its seller, its month, its order."""
    lines = PayLine.objects.filter(order_key__isnull=False, month__lt=f"{timezone.localdate():%Y-%m}")
    line = lines.order_by("-month", "-amount", "pk").first()
    if line is None:
        return {}
    return {"paid": line.seller_id, "pay_month": line.month, "paid_order": line.order_key}


def _written() -> dict[str, object]:
    """Give the secrets of links in messages: of one that waits, and of one whose reader had enough."""
    advertising = OutboxMessage.objects.filter(purpose="advertising").order_by("pk")
    told = {
        "letter": advertising.filter(state="waiting"),
        "refused_letter": advertising.exclude(state="waiting"),
    }
    ids = {name: found.values_list("message_id", flat=True).first() for name, found in told.items()}
    found: dict[str, object] = {name: token_of(each) for name, each in ids.items() if each}
    asked = _first(Customer.objects.filter(merged_into=None, erased_at=None).order_by("-pk"))
    dead = _first(OutboxMessage.objects.filter(state="dead").order_by("pk"))
    return (
        found
        | ({"consent_link": consent_token(asked)} if asked else {})
        | ({"dead_letter": dead} if dead else {})
    )


_STATES = {"uploaded": "open"}


def _links() -> dict[str, object]:
    owner = User.objects.filter(role="owner").order_by("pk")[0]
    _, secret = invite(by=owner, email="invited@demo.example", name="", role="farmer")
    reset = {"uidb36": user_pk_to_url_str(owner), "key": default_token_generator.make_token(owner)}
    return {"invitation": secret, "reset": reset}


def _own(person: User) -> dict[str, object]:
    """Give what stands in addresses of one person alone."""
    mine = customers_for(person, "customer.see")
    handed = HandOff.objects.order_by("pk")
    pairs = {
        "customer": _first(mine.order_by("-value_at_risk", "pk")),
        "touched": _first(customers_for(person, "customer.touch").order_by("-pk")),
        "handoff_open": _first(handed.filter(hunter=person, state="open")),
        "handoff_offered": _first(handed.filter(farmer=person, state="offered")),
    }
    return {name: pk for name, pk in pairs.items() if pk}


def _person(role: str) -> User | None:
    """Choose of a role who has most to look at."""
    if role == GUARDED:
        return User.objects.filter(email="guarded@demo.example").first()
    people = User.objects.filter(role=role, is_active=True)
    waits = {"hunter": ("handed", "open"), "farmer": ("received", "offered")}.get(role)
    if waits:
        found = people.filter(**{f"{waits[0]}__state": waits[1]}).order_by("pk").first()
        if found:
            return found
    return people.order_by("pk").first()


def _twin_customers() -> list[int]:
    found = Contact.objects.filter(normal=_TWINS).order_by("customer_id")
    return list(found.values_list("customer_id", flat=True))


def _lead_to_look_at() -> int | None:
    open_ones = Lead.objects.filter(closed_at=None, customer__orders_count=0)
    return _first(open_ones.order_by("-pk"), "customer_id")


def _first(found: "QuerySet[Any]", column: str = "pk") -> int | None:
    return found.values_list(column, flat=True).first()


def _session(person: User) -> str:
    """Sign somebody in as if they had just given their password again."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() + 24 * 3600, "reauthenticated": True}
    ]
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def main() -> None:
    """Make the base where it is not there yet, and print who looks at what."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["demo", "empty", "large", "none"])
    parser.add_argument("language", choices=["en", "ru"])
    options = parser.parse_args()
    make_base(options.kind, options.language)
    print(json.dumps(people_and_pages()))


if __name__ == "__main__":
    main()
