"""A lead comes by the form, goes along the board by keyboard and by mouse, and buys: the hand-off opens."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from perennial.records.models import Business, HandOff, Lead, LeadForm, LeadMove, Order

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECRET = "three-leaves"


@pytest.fixture
def opened(browser, live_server, house):
    """Open the board as the hunter, in Russian; each call gives a page of a width."""
    cache.clear()
    Business.objects.update(language="ru", currency="RUB")
    LeadForm.objects.create(secret=SECRET)
    contexts, complaints = [], []

    def page_of(*, width=1280, whose="hunter", address="/pipeline/", **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="ru", **options)
        contexts.append(context)
        if whose:
            client = Client()
            client.force_login(house.people[whose])
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda told: told.type == "error" and _is_ours(told.text) and complaints.append(told.text),
        )
        page.goto(f"{live_server.url}{address}")
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert not complaints, complaints


def _is_ours(text):
    """Leave out that the browser tells of answers that ask for more."""
    return "422" not in text


def is_sound(page):
    found = Axe().run(page).response["violations"]
    assert not found, [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found]


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def ask(page):
    page.get_by_label("Ваше имя").fill("Ольга Белова")
    page.get_by_label("Ваш телефон").fill("+7 912 345-67-89")
    page.get_by_label("Ваш вопрос").fill("Сколько стоит?")
    page.get_by_label("Я согласен").check()
    is_sound(page)
    fits(page)
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_role("heading", name="Спасибо")).to_be_visible()


def column(page, name):
    return page.locator(f'[data-step="{name}"]')


def answer(page, action):
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Что вы сделаете дальше")).to_be_focused()
    page.keyboard.type(action)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()


def test_lead_comes_by_the_form_is_moved_and_buys(opened, house):
    house.hunter2.is_active = False
    house.hunter2.save()
    ask(opened(whose=None, address=f"/lead/{SECRET}/", width=390))
    page = opened()
    card = page.locator("[data-card]")
    expect(column(page, "новый")).to_contain_text("Ольга Белова")
    expect(card).to_contain_text("ждёт первого ответа")
    is_sound(page)

    page.keyboard.press("j")
    expect(card).to_be_focused()
    page.keyboard.press("]")
    is_sound(page)
    answer(page, "Позвонить")
    expect(column(page, "первый контакт")).to_contain_text("Позвонить")
    expect(page.locator("[data-card]")).to_be_focused()

    page.keyboard.press("u")
    expect(column(page, "новый")).to_contain_text("Ольга Белова")
    page.keyboard.press("]")
    answer(page, "Позвонить")

    expect(column(page, "первый контакт")).to_contain_text("Ольга Белова")
    drag(page, page.locator("[data-card] .age"), column(page, "сделано предложение"))
    answer(page, "Обсудить цену")
    expect(column(page, "сделано предложение")).to_contain_text("Обсудить цену")
    steps = list(LeadMove.objects.order_by("at").values_list("step", flat=True))
    assert steps == ["новый", "первый контакт", "сделано предложение"]

    page.locator("[data-card]").focus()
    page.keyboard.press("w")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Сумма").fill("9900")
    dialog.get_by_role("button", name="Выигран").click()
    page.get_by_role("link", name="Написать").click()
    expect(page.get_by_role("heading", name="Ольга Белова")).to_be_visible()
    assert "/handoffs/" in page.url
    order, handoff = Order.objects.get(), HandOff.objects.get()
    assert (order.amount, order.seller) == (9900, house.hunter)
    assert (handoff.order, handoff.state, handoff.hunter) == (order, "open", house.hunter)
    assert Lead.objects.get().won_order == order


def drag(page, card, target):
    page.mouse.move(*middle(card))
    page.mouse.down()
    page.mouse.move(*middle(target), steps=8)
    expect(target).to_have_class("column over")
    page.mouse.up()


def middle(place):
    box = place.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.fixture
def lead(house):
    customer = house.customer("Ольга Белова", owner=house.hunter, hunter=house.hunter)
    return Lead.objects.create(customer=customer, hunter=house.hunter, lead_step="новый")


def test_on_a_phone_columns_stand_one_under_another(opened, lead):
    page = opened(width=390, has_touch=True, color_scheme="dark")
    first, second = column(page, "новый").bounding_box(), column(page, "первый контакт").bounding_box()
    assert second["y"] >= first["y"] + first["height"]
    fits(page)
    is_sound(page)
    page.get_by_role("link", name="Этап…").tap()
    page.get_by_role("dialog").get_by_label("Этап").select_option("встреча")
    page.get_by_role("dialog").get_by_label("Что вы сделаете дальше").fill("Встретиться")
    fits(page)
    page.get_by_role("dialog").get_by_role("button", name="Переместить").tap()
    expect(column(page, "встреча")).to_contain_text("Встретиться")


def test_step_forward_asks_for_what_comes_next(opened, lead):
    page = opened()
    page.keyboard.press("j")
    page.keyboard.press("]")
    page.get_by_role("dialog").get_by_role("button", name="Переместить").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("что вы сделаете дальше")
    page.keyboard.press("Escape")
    expect(page.locator("[data-card]")).to_be_focused()
    assert not LeadMove.objects.exists()


def test_lost_lead_comes_back_by_the_button_of_the_message(opened, lead):
    Lead.objects.update(next_action="Позвонить", next_on=timezone.localdate() - timedelta(days=1))
    page = opened()
    expect(page.locator("[data-card]")).to_contain_text("просрочено")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.get_by_role("dialog").get_by_role("button", name="Потерян").click()
    expect(page.locator("[data-card]")).to_have_count(0)
    page.locator("#messages").get_by_role("button", name="Вернуть").click()
    expect(page.locator("[data-card]")).to_contain_text("Ольга Белова")
    assert Lead.objects.get().closed_at is None


def test_finger_drags_a_card_after_a_short_press_and_scrolls_without(opened, lead):
    page = opened(has_touch=True)
    touch = page.context.new_cdp_session(page)

    def finger(kind, *at):
        points = [{"x": at[0], "y": at[1]}] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    begin, end = middle(page.locator("[data-card] .age")), middle(column(page, "встреча"))
    finger("touchStart", *begin)
    finger("touchMove", begin[0] + 40, begin[1])
    finger("touchEnd")
    expect(page.get_by_role("dialog")).to_be_hidden()

    finger("touchStart", *begin)
    expect(page.locator(".ghost")).to_be_visible()
    for part in (0.3, 0.6, 1):
        finger("touchMove", begin[0] + part * (end[0] - begin[0]), begin[1] + part * (end[1] - begin[1]))
    expect(column(page, "встреча")).to_have_class("column over")
    finger("touchEnd")
    answer(page, "Встретиться")
    expect(column(page, "встреча")).to_contain_text("Встретиться")
