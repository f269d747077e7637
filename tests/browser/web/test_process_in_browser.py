"""A process drawn with the keyboard alone, dragged, compared; who waits comes onto Today; axe and a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect
from process_house import bring_process

from perennial.records.models import Process
from perennial.records.operations.process.change_process import draw_process
from perennial.simulate.process_templates import BY_KEY, drawing_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_as(browser, live_server, house, tmp_path, settings):
    contexts, complaints = [], []
    settings.DATA_DIR = tmp_path
    cache.clear()

    def opened(who, path, *, width=1280, language="en", scheme="light", touch=False):
        user = house.people[who]
        user.language = language
        user.save(update_fields=["language"])
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=touch
        )
        contexts.append(context)
        context.add_cookies([{**cookie_of(user), "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: is_complaint(told) and complaints.append(told.text))
        page.goto(f"{live_server.url}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints, complaints


def is_complaint(told):
    """Say whether the console tells of a fault; that a drawing could not be saved over another is none."""
    return told.type == "error" and "409" not in told.text


def cookie_of(user):
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


@pytest.fixture
def process(house):
    drawing = drawing_of(BY_KEY["meetings"], "en")
    return draw_process(house.owner, name="All", product=None, drawing=drawing)


def is_tidy(page):
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits), "it scrolls sideways"
    found = Axe().run(page).response["violations"]
    assert not found, [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def step(page, label):
    return page.locator("#hands .step").and_(page.get_by_label(label, exact=True))


def middle(hand):
    box = hand.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def add_by_keys(page, label, kind):
    """Press n, and type into the dialog that opens."""
    page.keyboard.press("n")
    expect(page.locator("#step-what")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type(label)
    page.keyboard.press("Tab")
    page.keyboard.type(kind)
    page.keyboard.press("Enter")
    expect(step(page, label)).to_be_focused()


def test_process_is_drawn_from_nothing_with_the_keyboard_only(house, open_as):
    page = open_as("owner", "/process/new/")
    page.get_by_label("What is sold this way").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Coffee")
    page.keyboard.press("Enter")
    expect(page.locator("#editor")).to_be_visible()
    for label, kind in (("Fair", "how"), ("Call", "step"), ("Order", "order"), ("Visit", "step")):
        add_by_keys(page, label, kind)
    page.keyboard.press("Delete")
    expect(step(page, "Visit")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(step(page, "Visit")).to_have_count(1)
    step(page, "Order").focus()
    page.keyboard.press("c")
    expect(page.locator("#editor-state")).to_contain_text("Where does the arrow lead?")
    step(page, "Fair").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("arrow: Order → Fair", exact=True)).to_have_count(1)
    page.get_by_label("arrow: Order → Fair", exact=True).focus()
    page.keyboard.press("Delete")
    expect(page.get_by_label("arrow: Order → Fair", exact=True)).to_have_count(0)
    step(page, "Call").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("First call")
    page.keyboard.press("Enter")
    expect(step(page, "First call")).to_be_focused()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved.")).to_be_visible()
    drawing = Process.objects.get().drawing
    assert [(node["label"], node["kind"]) for node in drawing["nodes"]] == [
        ("Fair", "source"), ("First call", "step"), ("Order", "order"), ("Visit", "step"),
    ]  # fmt: skip
    main = [(edge["source"], edge["target"]) for edge in drawing["edges"] if edge["main"]]
    assert main == [("Fair", "Call"), ("Call", "Order"), ("Order", "Visit")]


def test_step_that_was_dragged_is_there_after_a_reload(house, open_as, process):
    page = open_as("owner", f"/process/{process.pk}/edit/")
    x, y = middle(step(page, "meeting"))
    before = middle(step(page, "new"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 90, steps=4)
    page.mouse.up()
    expect(page.locator("[data-tool=undo]")).to_be_enabled()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.reload()
    after, held = middle(step(page, "meeting")), middle(step(page, "new"))
    assert after[0] - held[0] == pytest.approx(x - before[0] + 30, abs=1)
    assert after[1] - held[1] == pytest.approx(y - before[1] + 90, abs=1)
    page.get_by_role("button", name="Arrange").click()
    expect(page.locator("[data-tool=redo]")).to_be_disabled()
    page.wait_for_function(
        "y => document.querySelector('[data-step=meeting]').getBoundingClientRect().top < y",
        arg=after[1] - 20,
    )


def test_step_moves_by_arrow_keys_and_by_a_finger(house, open_as, process):
    page = open_as("owner", f"/process/{process.pk}/edit/", touch=True)
    _, y = middle(step(page, "offer made"))
    other = middle(step(page, "new"))
    step(page, "offer made").focus()
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-tool=undo]")).to_be_enabled()
    moved, held = middle(step(page, "offer made")), middle(step(page, "new"))
    assert moved[1] - held[1] == pytest.approx(y - other[1] + 48, abs=1)
    finger = page.context.new_cdp_session(page)
    for kind, by in (("touchStart", 0), ("touchMove", 20), ("touchMove", 40), ("touchEnd", None)):
        points = [] if by is None else [{"x": moved[0], "y": moved[1] + by}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_function(
        "y => document.querySelector('[data-step=\"offer made\"]').getBoundingClientRect().top"
        " - document.querySelector('[data-step=new]').getBoundingClientRect().top > y",
        arg=y - other[1] + 70,
    )


def test_list_and_picture_are_the_same_drawing(house, open_as, process):
    page = open_as("owner", f"/process/{process.pk}/edit/")
    page.get_by_text("The same as a list").click()
    label = page.locator("#lists input[value=meeting][name$=label]")
    label.fill("visit")
    label.press("Tab")
    expect(step(page, "visit")).to_have_count(1)
    step(page, "visit").click()
    page.get_by_role("button", name="Take away", exact=False).first.click()
    expect(page.locator("#lists input[value=visit]")).to_have_count(0)


def test_somebody_elses_drawing_is_not_overwritten_unasked(house, open_as, process):
    page = open_as("owner", f"/process/{process.pk}/edit/")
    step(page, "meeting").click()
    page.keyboard.press("Delete")
    expect(step(page, "meeting")).to_have_count(0)
    Process.objects.update(version=2, drawing={"nodes": [{"id": "x"}], "edges": []}, changed_by=house.head)
    with page.expect_response(lambda answer: answer.status == 409):
        page.keyboard.press("Control+s")
    expect(page.get_by_text("Head has saved another drawing")).to_be_visible()
    expect(step(page, "meeting")).to_have_count(0)
    expect(step(page, "new")).to_have_count(1)


def test_drawing_is_compared_with_what_happens(house, open_as, process):
    bring_process(house)
    page = open_as("head", "/process/")
    expect(page.locator("#map svg").first).to_contain_text("offer")
    page.get_by_role("link", name="Drawn against it").click()
    expect(page.locator("#map .untaken").first).to_be_attached()
    expect(page.get_by_role("listitem").filter(has_text="Cold call → new")).to_be_visible()
    is_tidy(page)


def test_slider_folds_rare_ways_without_losing_the_slider(house, open_as):
    bring_process(house)
    page = open_as("head", "/process/")
    page.get_by_label("Fold ways rarer than").focus()
    with page.expect_response(lambda answer: "fold=6" in answer.url):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#fold-is")).to_have_text("6%")
    expect(page.get_by_label("Fold ways rarer than")).to_be_focused()
    expect(page.locator("#map svg").first).to_be_visible()


def test_who_waits_at_the_weakest_arrow_stands_on_today(house, open_as):
    bring_process(house)
    page = open_as("head", "/process/")
    house.hunter2.department = house.hunters
    page.get_by_role("button", name="Put them on today's lists").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    seller = open_as("hunter2", "/today/")
    expect(seller.locator("[data-row]")).to_have_count(3)
    expect(seller.locator("[data-row]").first).to_contain_text("At the step “offer” since")
    is_tidy(seller)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken off the lists: 3 touches.")).to_be_visible()
    seller.reload()
    expect(seller.locator("[data-row]")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "ru")])
def test_pages_are_sound_in_both_themes_and_on_a_phone(house, open_as, process, scheme, language):
    bring_process(house)
    for path in (
        "/process/",
        f"/process/{process.pk}/edit/",
        "/process/new/",
        f"/process/{process.pk}/versions/?number=1",
    ):
        page = open_as("owner", path, scheme=scheme, language=language)
        is_tidy(page)
        page.set_viewport_size({"width": 390, "height": 844})
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        is_tidy(page)
    expect(page.locator(".sheet-of.narrow svg")).to_be_visible()
    expect(page.locator(".sheet-of.wide svg")).to_be_hidden()
