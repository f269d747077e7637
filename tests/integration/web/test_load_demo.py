import json
import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db.models import Count, F, Q
from django_tasks_db.models import DBTaskResult

from perennial.core.errors import UserError
from perennial.records.models import (
    Absence,
    Business,
    Consent,
    Contact,
    Customer,
    Department,
    HandOff,
    Lead,
    Mistake,
    Note,
    Order,
    OwnerChange,
    Promise,
    RefreshRun,
    SearchText,
    Touch,
    User,
)
from perennial.records.operations.load_demo import learn_later, load_demo

TODAY = date(2026, 11, 28)  # a Saturday
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


@pytest.fixture
def demo(db, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    return load_demo("ru", TODAY, learn=False)


def test_load_demo_fills_the_house_with_a_company_that_hangs_together(demo, tmp_path):
    assert {each.role for each in demo.people} == {"owner", "head", "hunter", "farmer", "analyst"}
    assert all(each.email.endswith("@demo.example") for each in demo.people)
    assert len({each.email for each in demo.people}) == 12
    assert all(check_password(demo.password, each.password) for each in User.objects.all())
    assert all(department.head.role == "head" for department in Department.objects.all())
    business = Business.current()
    assert (business.demo, business.setup_done, business.language, business.currency) == (
        True,
        True,
        "ru",
        "RUB",
    )
    assert business.drift_confirmed_at is not None
    assert TODAY.weekday() in business.working_days

    assert Order.objects.count() == demo.orders > 20_000
    last = TODAY - timedelta(days=1)
    assert Order.objects.order_by("-day").first().day == last
    assert not Order.objects.filter(
        Q(day__gt=last) | Q(fully_paid_on__gt=last) | Q(delivered_on__gt=last)
    ).exists()
    counted = Customer.objects.annotate(found=Count("orders"))
    assert not counted.exclude(found=F("orders_count")).exists()
    assert not Touch.objects.filter(customer=None).exclude(play="chore").exists()
    assert Touch.objects.filter(undone_at__isnull=False).count() == 0

    assert set(HandOff.objects.values_list("state", flat=True)) == {"open", "offered", "accepted"}
    given = HandOff.objects.filter(state="accepted")
    assert not given.exclude(customer__owner=F("farmer")).exists()
    assert not given.exclude(customer__protected_until=F("protected_until")).exists()
    assert OwnerChange.objects.count() == given.count()
    assert not HandOff.objects.exclude(state="accepted").exclude(customer__owner=F("hunter")).exists()
    assert not HandOff.objects.filter(expected_orders_365=None).exists()
    assert not HandOff.objects.filter(state="offered", due_on__lte=TODAY).exists()

    assert Lead.objects.filter(won_order=None, lead_step="выигран").count() == 0
    assert Lead.objects.filter(closed_at=None).count() > 100
    assert not Contact.objects.filter(normal="").exists()
    assert Consent.objects.filter(given=False).exists()
    assert Absence.objects.exclude(cover=None).exists()
    assert not Promise.objects.filter(kept_by=None, made_at__date__lt=TODAY - timedelta(days=15)).exists()
    assert SearchText.objects.count() == Customer.objects.count()
    texts = [*Note.objects.values_list("text", flat=True), *Mistake.objects.values_list("text", flat=True)]
    assert texts
    assert all(CYRILLIC.search(text) for text in texts)

    truth = json.loads((tmp_path / "demo-truth.json").read_text("utf-8"))
    assert len(truth["customer_id"]) == len(truth["leaving_day"]) == demo.customers
    assert len(truth["drift_began"]) == 2


def test_demo_is_learnt_by_the_worker_in_the_order_of_what_is_seen_first(house, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    learn_later(TODAY)
    asked = DBTaskResult.objects.order_by("enqueued_at").values_list("task_path", flat=True)
    assert [path.rpartition(".")[2] for path in asked] == [
        "run_refresh",
        "read_weeks",
        "add_pay",
        "add_trials",
    ]
    assert RefreshRun.objects.get().kind == "refit"


def test_load_demo_goes_into_an_empty_base_only(house, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    with pytest.raises(UserError, match="empty base"):
        load_demo("en", TODAY, learn=False)
