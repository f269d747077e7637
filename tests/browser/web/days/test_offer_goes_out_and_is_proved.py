"""A gift, a rule and a trial: mail goes to the treated alone, and the trial says what it gained."""

import json
import re
import time
import urllib.request
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from machine import free_port
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

_LONG = 600_000
_PASSWORD = "long enough 42"
_LATER = 40
#: What htmx says of a question whose page was left.
_LINES = "rows => rows.map((row) => ({customer: row.dataset.customer, play: row.dataset.play}))"
_LEFT = ("htmx:sendAbort", "htmx:afterRequest")

_SHOP = """
from datetime import UTC, datetime, time, timedelta
import numpy as np
from django.utils import timezone
from perennial.records.models import Business, Consent, Contact, Customer, Department, Order, User
from perennial.records.operations.mark_dirty import mark_dirty
from perennial.simulate.leaving import lognormal_leaving
from perennial.simulate.renewal import renewal

Business.objects.update_or_create(id=1, defaults={
    "name": "Nord", "currency": "EUR", "setup_done": True, "working_days": list(range(7)),
    "quiet_from": time(3), "quiet_until": time(3), "time_zone": "UTC",
})
farmers = Department.objects.create(name="Existing customers", kind="existing")
owner = User.objects.create_user("olga@example.org", "long enough 42", name="Olga", role="owner")
farmer = User.objects.create_user(
    "fay@example.org", "long enough 42", name="Fay", role="farmer", department=farmers)
made = renewal(400, gap=25, regularity=2, leaving=lognormal_leaving(median=150, sigma=0.6), span=420,
    one_time_share=0.2, rng=np.random.default_rng(7))
codes = np.unique(made.customer).tolist()
people = Customer.objects.bulk_create(Customer(name=f"Customer {code}", owner=farmer) for code in codes)
whose = dict(zip(codes, people))
yesterday = timezone.localdate() - timedelta(days=1)
days = [yesterday - timedelta(days=int(ago)) for ago in (made.day.max() - made.day)]
Order.objects.bulk_create(
    Order(customer=whose[who], external_id=f"o{n}", day=day, amount=round(float(amount), 2),
        ordered_at=datetime.combine(day, time(12), UTC))
    for n, (who, day, amount) in enumerate(zip(made.customer.tolist(), days, made.amount.tolist())))
mark_dirty(days)
Contact.objects.bulk_create(
    Contact(customer=each, kind="email", value=mail, normal=mail)
    for each in people for mail in [f"c{each.pk}@shop.example"])
Consent.objects.bulk_create(
    Consent(customer=each, channel=channel, purpose="advertising", given=True, basis="form")
    for each in people for channel in ("mail", "call"))
"""

_LOTS = """
import json
from perennial.records.models import TrialLot
lots = TrialLot.objects.values_list("arm", "customer")
mails = {arm: [f"c{pk}@shop.example" for of, pk in lots if of == arm] for arm in ("treatment", "control")}
print(json.dumps(mails))
"""

#: What lies between a plan and its outcome: days pass, and of the treated far more come back.
_DAYS_PASS = f"""
from datetime import UTC, datetime, time, timedelta
from django.db.models import F
from django.utils import timezone
from perennial.records.models import Given, Order, Touch, Trial, TrialLot
from perennial.records.operations.mark_dirty import mark_dirty
back, today = timedelta(days={_LATER}), timezone.localdate()
TrialLot.objects.update(assigned_on=F("assigned_on") - back, until=F("until") - back)
Trial.objects.update(started_on=F("started_on") - back)
Touch.objects.update(day=F("day") - back, happened_at=F("happened_at") - back)
Given.objects.update(day=F("day") - back)
days = list(Order.objects.values_list("day", flat=True).distinct())
Order.objects.update(day=F("day") - back, ordered_at=F("ordered_at") - back)
days += [day - back for day in days]
for n, lot in enumerate(TrialLot.objects.order_by("pk")):
    for times in range(4 if lot.arm == "treatment" else n % 2):
        day = today - timedelta(days=1 + 6 * times + n % 5)
        Order.objects.create(customer_id=lot.customer_id, external_id=f"new-{{n}}-{{times}}", day=day,
            amount=40, ordered_at=datetime.combine(day, time(12), UTC))
        days.append(day)
mark_dirty(days)
"""


class Letters:
    """A mail server that keeps what it gets."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        del server, session
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def letters():
    keeper, port = Letters(), free_port()
    server = Controller(keeper, hostname="127.0.0.1", port=port)
    server.start()
    keeper.address = f"smtp://127.0.0.1:{port}"
    yield keeper
    server.stop()


@pytest.fixture
def shop(begun_servers, tmp_path, letters):
    served = begun_servers(
        tmp_path / "data", EMAIL_URL=letters.address, SEND="1", FROM_EMAIL="shop@nord.example"
    ).ready()
    served.machine.do(_SHOP)
    yield served
    served.stop()


def test_offer_goes_out_to_the_treated_and_the_trial_says_what_it_gained(shop, browse, letters):
    owner = come_in(browse, shop, "olga")
    refresh(owner)
    make_gift(owner)
    make_rule(owner)
    start_trial(owner)
    switch_sending_on(owner)
    refresh(owner)
    lots = json.loads(shop.machine.do(_LOTS))
    assert lots["treatment"]
    assert lots["control"]
    read_today(come_in(browse, shop, "fay"), lots["control"])
    send_now(owner, letters)
    reached = {letter["To"] for letter in letters.taken}
    assert reached <= set(lots["treatment"])
    assert not reached & set(lots["control"])
    read_letter(letters.taken[0])
    want_no_more(shop, owner, letters.taken[0])
    shop.machine.do(_DAYS_PASS)
    refresh(owner)
    read_trial(owner, lots)


def come_in(browse, served, who):
    page = browse(served, expected=_LEFT)
    page.goto("/")
    page.locator("[name=login]").fill(f"{who}@example.org")
    page.locator("[name=password]").fill(_PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
    return page


def refresh(page):
    page.goto("/overview/")
    page.get_by_role("button", name="Refresh now").click()
    expect(page.locator("#refresh .bar")).to_be_visible()
    expect(page.locator("#refresh .bar")).to_have_count(0, timeout=_LONG)
    expect(page.get_by_role("button", name="Refresh now")).to_be_visible()


def make_gift(page):
    page.get_by_role("link", name="Offers and touches").click()
    page.get_by_role("link", name="Add an offer").first.click()
    page.get_by_label("Name", exact=False).first.fill("Tea")
    page.locator("[name=kind]").select_option("gift")
    page.locator("[name=text_en]").fill("A box of tea with your next order")
    page.locator("[name=cost]").fill("1")
    page.locator("[name=code]").fill("TEA-1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Tea")


def make_rule(page):
    page.goto("/offers/rules/")
    page.get_by_role("link", name="Offer", exact=True).click()
    page.locator("[name=offer]").select_option(label="Tea")
    ways = page.locator(".ways select")
    ways.nth(0).select_option("mail")
    for n in range(1, ways.count()):
        ways.nth(n).select_option("")
    page.locator("[name=by_itself]").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Tea")


def start_trial(page):
    page.goto("/trials/new/")
    page.locator("[name=play]").select_option("offer")
    page.locator("[name=held_out]").fill("50")
    page.locator("[name=horizon]").fill("60")
    page.locator("[name=smallest_effect]").fill("0.3")
    expect(page.locator("#design")).to_contain_text("are needed")
    page.get_by_role("button", name="Start the trial").click()
    expect(page.get_by_role("main")).to_contain_text("running")


def switch_sending_on(page):
    page.goto("/messages/")
    expect(page.locator(".sending")).to_contain_text("off")
    page.locator(".sending").get_by_role("link").click()
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.locator(".sending")).to_contain_text("on")


def read_today(page, held_out):
    """A seller has others to call, each for a reason; nobody of the comparison group is due for the offer."""
    page.goto("/today/")
    expect(page.locator(".lines .why").first).to_contain_text(re.compile(r"\w{4}"))
    listed = page.locator("[data-customer]").evaluate_all(_LINES)
    quiet = {mail.partition("@")[0][1:] for mail in held_out}
    assert listed
    assert not [each for each in listed if each["customer"] in quiet and each["play"] == "offer"]


def send_now(page, letters):
    page.goto("/messages/")
    page.locator("form[action='/messages/put/'] button").click()
    end = time.monotonic() + 120
    while not letters.taken or page.get_by_text("waiting", exact=True).count():
        assert time.monotonic() < end
        page.wait_for_timeout(1000)
        page.goto("/messages/")
    expect(page.get_by_role("main")).to_contain_text("sent")


def read_letter(letter):
    plain, html = letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()
    for part in (plain, html):
        assert "A box of tea with your next order" in part
        assert "TEA-1" in part
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http.*/u/.+/>", letter["List-Unsubscribe"])


def want_no_more(served, page, letter):
    """Unsubscribe as a mail program does, with one request; the customer's lines by mail are gone at once."""
    way_out = letter["List-Unsubscribe"].strip("<>")
    asked = urllib.request.Request(way_out, data=b"List-Unsubscribe=One-Click", method="POST")
    with urllib.request.urlopen(asked, timeout=30) as answered:
        assert answered.status == 200
    pk = int(re.match(r"c(\d+)@", letter["To"])[1])
    said = served.machine.do(
        "from perennial.records.models import Consent, PlannedTouch\n"
        f"print(Consent.objects.get(customer={pk}, channel='mail').given,"
        f" PlannedTouch.objects.filter(customer={pk}, state='open').count())"
    )
    assert said.split() == ["False", "0"]
    page.goto(f"/customers/{pk}/")
    expect(page.get_by_role("main")).to_contain_text("refused")


def read_trial(page, lots):
    page.goto("/trials/")
    page.get_by_role("main").get_by_role("link", name="Does the offer before leaving keep customers?").click()
    page.get_by_role("button", name="Read now").click()
    expect(page.get_by_role("heading", name="Days gained")).to_be_visible(timeout=_LONG)
    main = page.get_by_role("main")
    expect(main).to_contain_text("Both groups")
    expect(main).to_contain_text(f"Treated: {len(lots['treatment'])} customer")
    expect(main).to_contain_text(f"comparison group: {len(lots['control'])} customer")
    expect(main).to_contain_text("Day 39 of 60")
    expect(page.locator(".answer .lead")).to_contain_text("gained")
