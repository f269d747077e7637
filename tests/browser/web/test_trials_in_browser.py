"""An owner designs a trial, sees at once what it asks for, starts it, and has it read, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from cdnow_house import bring_cdnow, refreshed
from django.test import Client
from playwright.sync_api import expect
from trial_house import make_trial, with_orders

from perennial.records.models import Trial

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page_of_owner(browser, live_server, house, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    complaints = []
    client = Client()
    client.force_login(house.owner)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: told.type == "error" and complaints.append(told.text))
    yield page
    context.close()
    assert not complaints, complaints


def test_what_a_design_asks_for_follows_its_numbers(page_of_owner, live_server, house):
    bring_cdnow(house.owner)
    refreshed()
    page = page_of_owner
    page.goto(f"{live_server.url}/trials/")
    page.get_by_role("link", name="Design the first trial").click()
    asked = page.locator("#design .lead")
    first = asked.inner_text()
    page.get_by_label("What is on trial").select_option("remind")
    expect(page.get_by_label("The question, in words")).to_have_value("Does a reminder bring customers back?")
    page.get_by_label("Held out by lot, %").fill("50")
    expect(asked).not_to_have_text(first)
    page.get_by_label("The question, in words").fill("Mine?")
    page.get_by_label("What is on trial").select_option("")
    expect(page.locator("#design")).to_contain_text("customers are needed")
    assert page.get_by_label("The question, in words").input_value() == "Mine?"
    assert not Axe().run(page).response["violations"]
    page.get_by_role("button", name="Start the trial").click()
    expect(page.get_by_role("heading", name="Mine?")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Nobody is in it yet")
    trial = Trial.objects.get()
    assert (trial.state, trial.play, float(trial.held_out)) == ("running", "", 0.5)


def test_a_trial_is_read_when_somebody_asks(page_of_owner, live_server, house):
    trial = make_trial(house, with_orders(house, gain=1.0))
    page = page_of_owner
    page.goto(f"{live_server.url}/trials/{trial.pk}/")
    expect(page.locator("main")).to_contain_text("is read for the first time tonight")
    page.get_by_role("button", name="Read now").click()
    expect(page.get_by_role("heading", name="Both groups")).to_be_visible(timeout=30_000)
    expect(page.locator("#stay + figure .wide svg")).to_be_visible()
    assert not Axe().run(page).response["violations"]
