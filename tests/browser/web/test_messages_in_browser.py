"""From a planned line to a mail on a real server, out by its link, in by the customer's own; in Chromium."""

import socket
import urllib.request
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from outbox_letters import agree, let_out
from playwright.sync_api import expect

from perennial.records.mail import mail_settings
from perennial.records.models import Consent, Offer, OutboxMessage, PlannedTouch
from perennial.records.operations.consent.way_in import consent_page
from perennial.records.operations.outbox.put_planned import put_planned
from perennial.records.operations.outbox.send import send_outbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = timezone.localdate()


class Post:
    """Takes mail as a server does."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        del server, session
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


@pytest.fixture
def post():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}?from=crm@house.example"
    yield handler
    controller.stop()


@pytest.fixture
def out(house, settings, tmp_path, post, live_server):
    """A house that sends to the server, and a customer to whom an offer is planned for today."""
    let_out(house, settings, tmp_path, EMAIL_URL=post.url, URL=live_server.url)
    for name, value in mail_settings(post.url).items():
        setattr(settings, name, value)
    house.ann = house.customer("Ann", owner=house.farmer, last_order_on=TODAY - timedelta(days=40))
    house.ann.contacts.create(kind="email", value="ann@shop.example", normal="ann@shop.example")
    agree(house.ann)
    offer = Offer.objects.create(name="Ten", text_en="Ten percent off", code="TEN")
    told = {"play": "offer", "day": TODAY, "channel": "mail", "by_itself": True, "gift": offer}
    PlannedTouch.objects.create(customer=house.ann, seller=house.farmer, **told)
    return house


@pytest.fixture
def visit(browser):
    """Open a page as a customer does; errors on the console fail the test."""
    contexts, complaints = [], []

    def opened(address, *, width=390, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda told: told.type == "error" and "422" not in told.text and complaints.append(told.text),
        )
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


def is_sound(page):
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    found = Axe().run(page).response["violations"]
    grave = [each["id"] for each in found if each["impact"] in {"serious", "critical"}]
    assert not wide
    assert not grave, str(found)
    return True


def sent(post):
    assert put_planned(TODAY).put == 1
    send_outbox.call()  # unless what was put has left with its transaction already
    (mail,) = post.taken
    return mail


def refused(customer):
    return not Consent.objects.get(customer=customer, channel="mail", purpose="advertising").given


def test_planned_offer_arrives_whole_and_one_click_ends_it(out, post, live_server):
    mail = sent(post)
    assert (mail["To"], mail["Subject"]) == ("ann@shop.example", "Something for you from Nord")
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    for part in (plain, html):
        assert "Ten percent off" in part
        assert "Your code: TEN" in part
    assert mail["Message-ID"] == OutboxMessage.objects.get().message_id
    page = mail["List-Unsubscribe"].strip("<>")
    assert page.startswith(f"{live_server.url}/u/")
    assert page in plain
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    asked = urllib.request.Request(page, data=b"List-Unsubscribe=One-Click", method="POST")
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200
    assert refused(out.ann)


def test_link_in_the_mail_leads_out_by_hand(out, post, visit):
    page = visit(sent(post)["List-Unsubscribe"].strip("<>"))
    assert is_sound(page)
    assert not refused(out.ann)
    page.get_by_role("button", name="Unsubscribe").click()
    expect(page.get_by_role("heading", name="You are unsubscribed")).to_be_visible()
    assert is_sound(page)
    assert refused(out.ann)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_customer_chooses_ways_on_their_own_page(out, visit, scheme):
    page = visit(consent_page(out.ann.pk), scheme=scheme)
    assert is_sound(page)
    page.get_by_label("by e-mail").uncheck()
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one way")
    assert is_sound(page)
    page.get_by_label("by messages to my phone").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="I agree").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert is_sound(page)
    said = dict(Consent.objects.filter(customer=out.ann).values_list("channel", "given"))
    assert said == {"mail": False, "message": True, "call": False}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_mail_reads_on_a_phone(out, post, visit, scheme):
    html = sent(post).get_body(("html",)).get_content()
    page = visit("about:blank", scheme=scheme)
    page.set_content(html)
    assert is_sound(page)
