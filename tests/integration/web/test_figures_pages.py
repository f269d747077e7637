import importlib.util
import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perennial.core.estimate import Estimate
from perennial.flows.refresh import figures_to_json
from perennial.pictures.report.contents import CustomerList
from perennial.pictures.words import Words
from perennial.records.models import HandOff, Mistake, Order, PlannedTouch, RefreshRun, Touch
from perennial.records.queries.own_record import own_record
from perennial.web.views.record_words import own_record_sentences

NOBODY_SPOKE = (
    "Of <b>2 customers</b> this house said had left and nobody spoke to, <b>1</b> had no order in the next "
    "<b>90 days</b>."
)
SAMPLE = Path(__file__).parents[2] / "unit" / "pictures" / "report_sample.py"


def today():
    return timezone.localdate()


@pytest.fixture(scope="session")
def contents():
    spec = importlib.util.spec_from_file_location("report_sample", SAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    nobody = {"due": CustomerList(), "leaving": CustomerList(), "one_step": CustomerList(), "touches": ()}
    return {name: replace(getattr(module, name.upper()), **nobody) for name in ("shop", "tiny")}


@pytest.fixture
def learnt(settings, tmp_path, contents):
    """Put figures where a refresh puts them."""
    settings.DATA_DIR = tmp_path
    cache.clear()

    def put(name="shop", figures=None):
        folder = tmp_path / "snapshot" / name
        folder.mkdir(parents=True)
        text = json.dumps(figures_to_json(figures or contents[name]))
        (folder / "beside-figures.json").write_text(text, encoding="utf-8")
        (folder.parent / "current").write_text(name, encoding="utf-8")

    put()
    return put


def test_who_is_a_regular_is_said_as_the_ladder_found_it(client, house, learnt, contents):
    Mistake.objects.create(customer=house.customer("Nord"), text="Late again", kind="late")
    client.force_login(house.owner)
    shop = contents["shop"]
    learnt("six", replace(shop, ladder=replace(shop.ladder, regular_from=6)))
    shown = client.get(reverse("mistakes")).content.decode()
    assert "A regular is a customer with 6 purchases or more." in shown


def leaving(house, n, **fields):
    customer = house.customer(
        **{
            "name": f"Leaving {n}",
            "owner": house.farmer,
            "stage": "leaving",
            "purchases": 5,
            "value_at_risk": 100.0 * n,
            "usual_gap": 20.0,
            "first_order_on": today() - timedelta(days=300),
            "last_order_on": today() - timedelta(days=40),
            **fields,
        },
    )
    Order.objects.create(
        customer=customer,
        external_id=f"o{customer.pk}",
        ordered_at=timezone.now(),
        day=today() - timedelta(days=40),
        amount=50,
    )
    return customer


def busy(house, n):
    """Give everything the Overview shows, `n` times."""
    for each in range(n):
        customer = leaving(house, each + 1)
        gone = house.customer(f"Gone {each}", owner=house.farmer, stage="left", value_at_risk=70)
        gone.leave_reasons.create(reason="price" if each % 2 else "moved")
        HandOff.objects.create(customer=house.customer("New"), hunter=house.hunter, state="offered")
        PlannedTouch.objects.create(customer=customer, seller=house.farmer, play="remind", day=today())
        Touch.objects.create(customer=gone, seller=house.farmer2, day=today())
        RefreshRun.objects.create(state="done", as_of=today())


@pytest.mark.parametrize("page", ["overview", "rhythm"])
def test_pages_ask_as_often_whatever_they_show(client, house, learnt, page):
    client.force_login(house.owner)
    counts = []
    for n in (1, 3):
        busy(house, n)
        client.get(reverse(page))
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse(page)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] < 30


def test_overview_answers_with_the_customers_behind(client, house, learnt):
    busy(house, 2)
    client.force_login(house.owner)
    page = client.get(reverse("overview")).content.decode()
    assert "Leaving now: <b>2 customers</b>; if they stayed they would bring <b>€300</b> a year." in page
    assert page.index("Leaving 2") < page.index("Leaving 1")
    assert f'href="{reverse("customers")}?stage=leaving"' in page
    assert (
        "In a year <b>2 customers</b> said why they left; they had been good for <b>€140</b> a year." in page
    )
    assert f'href="{reverse("customers")}?reason=moved"' in page
    assert "Waiting to be taken over: <b>2 customers</b>." in page
    assert "svg" in page


def test_overview_speaks_russian(client, house, learnt):
    busy(house, 1)
    house.owner.language = "ru"
    house.owner.save()
    client.force_login(house.owner)
    page = client.get(reverse("overview")).content.decode()
    assert "Сейчас уходят: <b>1 клиент</b>" in page
    assert "Растёт ли база?" in page
    assert "Деньги под угрозой" in page


def test_head_sees_the_customers_of_the_own_departments(client, house, learnt):
    leaving(house, 1)
    house.head.department = house.farmers
    house.hunters.head = None
    house.hunters.save()
    house.head.save()
    leaving(house, 2, owner=house.hunter)
    client.force_login(house.head)
    page = client.get(reverse("overview")).content.decode()
    assert "Leaving 1" in page
    assert "Leaving 2" not in page
    assert "<b>1 customer</b>; if they stayed they would bring <b>€100</b>" in page
    assert "Farmer2" in page
    assert "Hunter2" not in page


@pytest.mark.parametrize("page", ["overview", "rhythm"])
def test_house_without_forecasts_is_told_what_to_do_first(client, house, settings, tmp_path, page):
    settings.DATA_DIR = tmp_path
    client.force_login(house.owner)
    shown = client.get(reverse(page)).content.decode()
    assert "It begins with your orders" in shown
    client.force_login(house.analyst)
    assert "Ask the head of sales to import the orders." in client.get(reverse(page)).content.decode()
    client.force_login(house.owner)
    leaving(house, 1)
    shown = client.get(reverse(page)).content.decode()
    assert "Nothing has been learnt yet" in shown
    assert "Refresh now" in shown


def test_figures_of_another_version_are_as_none(client, house, learnt, tmp_path):
    (tmp_path / "snapshot" / "old").mkdir()
    (tmp_path / "snapshot" / "old" / "beside-figures.json").write_text('{"is": "Other", "of": {}}')
    (tmp_path / "snapshot" / "current").write_text("old")
    client.force_login(house.owner)
    assert "It begins with your orders" in client.get(reverse("overview")).content.decode()


def test_refresh_is_asked_for_and_followed(client, house, learnt, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    client.force_login(house.owner)
    asked = client.post(reverse("refresh_ask"), HTTP_HX_REQUEST="true").content.decode()
    assert "every 2s" in asked
    run = RefreshRun.objects.get()
    run.state, run.progress = "running", 0.5
    run.step = {"text": "Finding leaving dates", "facts": {}}
    run.save()
    followed = client.get(reverse("refresh_state"), HTTP_HX_REQUEST="true")
    assert "Finding leaving dates" in followed.content.decode()
    assert "HX-Refresh" not in followed
    run.state, run.as_of = "done", today()
    run.save()
    done = client.get(reverse("refresh_state"), HTTP_HX_REQUEST="true")
    assert done["HX-Refresh"] == "true"
    assert "Refresh now" in done.content.decode()
    assert client.post(reverse("refresh_ask")).url == reverse("overview")


def test_refresh_is_for_those_who_may(client, house, learnt):
    client.force_login(house.analyst)
    assert "Refresh now" not in client.get(reverse("overview")).content.decode()
    assert client.post(reverse("refresh_ask")).status_code == 403
    client.force_login(house.farmer)
    assert [client.get(reverse(page)).status_code for page in ("overview", "rhythm")] == [403, 403]


def test_target_is_held_against_the_last_month_that_can_be_told(client, house, learnt):
    house.business.wait_target_days = 1
    house.business.save()
    client.force_login(house.owner)
    assert "Your target is <b>1 day</b>; <b>" in client.get(reverse("rhythm")).content.decode()
    house.business.wait_target_days = 900
    house.business.save()
    assert "Your target is <b>900 days</b>, and <b>" in client.get(reverse("rhythm")).content.decode()


def test_small_base_is_told_ranges(client, house, learnt):
    learnt("tiny")
    client.force_login(house.owner)
    page = client.get(reverse("overview")).content.decode()
    assert "dates are told as ranges" in page


def test_own_record_tells_of_those_nobody_spoke_to(house):
    as_of = today()
    RefreshRun.objects.create(state="done", as_of=as_of - timedelta(days=300))
    day = as_of - timedelta(days=120)
    silent, spoken, back = (leaving(house, n, stage="left", churn_date=day) for n in range(1, 4))
    Order.objects.all().update(day=day - timedelta(days=60))
    Touch.objects.create(customer=spoken, day=day + timedelta(days=5))
    back.orders.create(external_id="again", ordered_at=timezone.now(), day=day + timedelta(days=30))
    back.forecast_changes.create(as_of=day + timedelta(days=30), cause="order", old=day, new=as_of)
    back.churn_date = as_of
    back.save()
    found = own_record(as_of, within=90)
    assert found == {"days": 90, "all": [3, 2], "untouched": [2, 1]}
    assert [str(each) for each in own_record_sentences({"record": found}, Words("en"))] == [
        NOBODY_SPOKE,
        "Of <b>1 customer</b> who were spoken to, <b>0</b> bought again.",
    ]
    assert own_record(as_of, within=400) == {}
    assert silent.stage == "left"


def test_number_of_those_who_left_leads_to_exactly_them(client, house, learnt):
    day = today()
    for name, stage, churn in (
        ("Gone", "left", day),
        ("Gone on the first", "left", day.replace(day=1)),
        ("Gone before", "left", day.replace(day=1) - timedelta(days=1)),
        ("Leaving today", "leaving", day),
        ("Back", "returned", day),
    ):
        leaving(house, len(name), name=name, stage=stage, churn_date=churn)
    client.force_login(house.owner)
    page = client.get(reverse("overview")).content.decode()
    found = re.search(r'<a href="([^"]+)">Left this month: <b>2 customers</b>', page)
    listed = client.get(unescape(found[1])).content.decode()
    assert '<span id="count">2 customers' in listed
    assert "Gone on the first" in listed
    assert "Gone before" not in listed


def waiting(shop, year, waits):
    return tuple(
        replace(
            shop.by_month[0],
            month=f"{year + at // 12}-{at % 12 + 1:02}",
            mean_wait_days=Estimate(value=wait, low=wait - 1, high=wait + 1),
        )
        for at, wait in enumerate(waits)
    )


BOTH_MONTHS = {
    "en": "those who came back took <b>22 days</b> on average; in <b>January 2024</b>, <b>21 days</b>.",
    "ru": "понадобилось в среднем <b>22 дня</b>; в <b>январе 2024</b> — <b>21 день</b>.",
}


@pytest.mark.parametrize("language", BOTH_MONTHS)
def test_wait_names_both_months_it_compares(client, house, learnt, contents, language):
    shop = contents["shop"].next_purchase
    months = waiting(shop, 2024, [21.0] * 12 + [22.0])
    learnt("year", replace(contents["shop"], next_purchase=replace(shop, by_month=months)))
    house.owner.language = language
    house.owner.save()
    client.force_login(house.owner)
    written = client.get(reverse("overview")).content.decode()
    assert BOTH_MONTHS[language] in written.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("page", ["overview", "rhythm"])
def test_growing_wait_is_told_with_its_figures(client, house, learnt, contents, page):
    shop = contents["shop"].next_purchase
    months = waiting(shop, 2025, [20.0] * 9 + [24.0, 25.0, 26.0])
    learnt("grown", replace(contents["shop"], next_purchase=replace(shop, by_month=months)))
    client.force_login(house.owner)
    written = client.get(reverse(page)).content.decode()
    assert "The wait is growing: <b>25 days</b> on average after purchases in" in written
    assert "<b>October 2025</b> to <b>December 2025</b>, <b>20 days</b> in the year before" in written
    assert "<b>20 days</b> in the year before" in written
