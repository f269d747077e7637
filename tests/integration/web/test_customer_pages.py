import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from perennial.records.models import Customer, Lead, Order, SavedView, Tag, Touch
from perennial.records.operations.index_search import reindex


@pytest.fixture
def visit(client):
    """Open a page as somebody, in a language."""

    def opened(user, path, language="en", **data):
        user.language = language
        user.save(update_fields=["language"])
        client.force_login(user)
        return client.post(path, data) if data else client.get(path)

    return opened


def bought(house, name="Nord Café", **fields):
    today = timezone.localdate()
    customer = house.customer(
        name, stage="regular", purchases=1, orders_count=1, first_order_on=today, last_order_on=today,
        usual_gap=20, forecast_as_of=today, **fields,
    )  # fmt: skip
    Order.objects.create(
        customer=customer, external_id=str(uuid4()), ordered_at=timezone.now(), day=today, amount=120
    )
    return customer


def test_list_tells_filters_in_words_and_links_without_each(house, visit):
    bought(house, owner=house.farmer)
    shown = visit(house.owner, "/customers/?stage=regular&owner=none&leaving=14", "ru").content.decode()
    for pill in ("Этап жизни: постоянный", "Ответственный: никто", "Уйдёт в течение 14 дней"):
        assert pill in shown
    assert "?stage=regular&amp;owner=none" in shown


def test_list_counts_and_shows_money_at_risk(house, visit):
    bought(house, value_at_risk=1500)
    shown = visit(house.owner, "/customers/").content.decode()
    assert "1 customer" in shown
    assert "€1,500 a year at risk" in shown


def test_no_money_is_at_risk_where_a_customer_has_left(house, visit):
    customer = bought(house, value_at_risk=1500)
    assert "money at risk, a year" in visit(house.owner, f"/customers/{customer.pk}/").content.decode()
    Customer.objects.update(stage="left")
    for path in ("/customers/", f"/customers/{customer.pk}/"):
        shown = visit(house.owner, path).content.decode()
        assert "Nord Café" in shown
        assert "€1,500" not in shown


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("owner", "Bring your orders from a file"),
        ("farmer", "when they are given to you"),
        ("analyst", "Ask the head of sales to import the orders."),
    ],
)
def test_empty_list_says_what_each_can_do(house, visit, role, said):
    assert said in visit(house.people[role], "/customers/").content.decode()


def test_box_for_the_whole_page_is_named_where_one_sees_it(house, visit):
    bought(house)
    assert "<span>Choose all on this page</span>" in visit(house.owner, "/customers/").content.decode()


def test_near_matches_are_said_to_be_near(house, visit):
    house.customer("Иванов")
    reindex()
    assert "these are nearest to it" in visit(house.owner, "/customers/?q=Ивнов").content.decode()


def test_empty_house_is_told_how_to_begin(house, visit):
    assert "No customers yet" in visit(house.owner, "/customers/").content.decode()
    assert "Nobody matches" in visit(house.owner, "/customers/?stage=left").content.decode()


@pytest.mark.parametrize("path", ["/customers/", "/customers/?q=nord&stage=regular&owner=none"])
def test_number_of_queries_does_not_grow_with_the_rows(house, visit, path):
    counts = []
    for _ in range(2):
        for _ in range(2):
            customer = bought(house)
            customer.tags.add(Tag.objects.get_or_create(name="vip")[0])
        reindex()
        visit(house.owner, path)
        with CaptureQueriesContext(connection) as queries:
            visit(house.owner, path)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_number_of_queries_does_not_grow_with_the_history(house, visit):
    customer = bought(house, owner=house.farmer)
    customer.handoffs.create(hunter=house.hunter, farmer=house.farmer)
    visit(house.farmer, f"/customers/{customer.pk}/")  # signed in before anything is counted
    counts = []
    for number in range(2):
        for extra in range(1 + 3 * number):
            order = Order.objects.create(
                customer=customer, external_id=f"{number}-{extra}", ordered_at=timezone.now(),
                day=timezone.localdate(), amount=5,
            )  # fmt: skip
            order.lines.create(name="beans")
            Touch.objects.create(customer=customer, seller=house.farmer, text="hello")
            customer.notes.create(author=house.farmer, text="note")
            customer.contacts.create(kind="other", value=f"{number}-{extra}")
            customer.tags.add(Tag.objects.create(name=f"{number}-{extra}"))
            customer.mistakes.create(text="late", by=house.farmer)
            customer.forecast_changes.create(as_of=timezone.localdate(), cause="order")
        with CaptureQueriesContext(connection) as queries:
            assert visit(house.farmer, f"/customers/{customer.pk}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_bulk_assign_is_undone_from_the_list(house, visit):
    chosen = [bought(house, str(number), owner=house.farmer) for number in range(3)]
    answer = visit(
        house.head, "/customers/bulk/", what="assign", owner=house.farmer2.pk, query="stage=regular",
        chosen=[each.pk for each in chosen[:2]],
    )  # fmt: skip
    assert Customer.objects.filter(owner=house.farmer2).count() == 2
    shown = visit(house.head, answer.url).content.decode()
    assert "2 customers passed to Farmer2." in shown
    undo = re.search(r'action="(/customers/bulk/[^"]+/undo/)"', shown)[1]
    visit(house.head, undo, query="stage=regular")
    assert Customer.objects.filter(owner=house.farmer).count() == 3


def test_bulk_act_on_all_that_match_respects_the_filters(house, visit):
    bought(house, "a")
    house.customer("b")
    visit(house.owner, "/customers/bulk/", what="tag", tag="vip", query="stage=regular", everybody="1")
    assert [each.name for each in Customer.objects.filter(tags__name="vip")] == ["a"]


def test_farmer_assigns_nobody_and_tags_own_customers_only(house, visit):
    others = bought(house, owner=house.farmer2)
    path = "/customers/bulk/"
    assert visit(house.farmer, path, what="assign", owner="none", chosen=others.pk).status_code == 403
    visit(house.farmer, path, what="tag", tag="vip", chosen=others.pk)
    assert not others.tags.exists()


def test_export_streams_cells_that_no_spreadsheet_runs(house, visit):
    bought(house, "=1+1", owner=house.farmer)
    answer = visit(house.owner, "/customers/export/?stage=regular")
    written = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(written) == 2
    assert "'=1+1" in written[1]
    assert visit(house.farmer, "/customers/export/").status_code == 403


def test_saved_view_is_seen_by_others_where_shared(house, visit):
    visit(house.head, "/customers/views/", name="Mine", query="stage=left&nonsense=1")
    visit(house.head, "/customers/views/", name="Ours", query="stage=leaving&sort=name", shared="1")
    assert list(SavedView.objects.order_by("name").values_list("query", flat=True)) == [
        "stage=left",
        "stage=leaving&sort=name",
    ]
    shown = visit(house.farmer, "/customers/").content.decode()
    assert "Mine" not in shown
    view = SavedView.objects.get(name="Ours")
    assert visit(house.farmer, f"/customers/views/{view.pk}/remove/", x=1).status_code == 404
    visit(house.head, f"/customers/views/{view.pk}/remove/", x=1)
    assert not SavedView.objects.filter(name="Ours").exists()


def test_whom_we_know_is_shown_before_a_second_record_is_made(house, visit):
    known = house.customer("Иван", owner=house.hunter2)
    known.contacts.create(kind="phone", value="8 912 345-67-89", normal="+79123456789")
    typed = {"name": "Ivan", "kind": "person", "phone": "+7 (912) 345 67 89", "is_lead": "on"}
    shown = visit(house.hunter, "/customers/new/", **typed).content.decode()
    assert "belongs to Hunter2" in shown
    assert "Иван<" not in shown  # another's customer is not named
    assert "Open it instead" in visit(house.owner, "/customers/new/", **typed).content.decode()
    answer = visit(house.hunter, "/customers/new/", **typed, anyway="1")
    assert answer.url == reverse("customer", args=[Customer.objects.latest("id").pk])
    assert Lead.objects.get().hunter == house.hunter


def test_nobody_without_a_name_or_a_contact_is_added(house, visit):
    shown = visit(house.hunter, "/customers/new/", name=" ", kind="person").content.decode()
    assert "Write a name" in shown
    assert not Customer.objects.exists()


def test_another_sellers_customer_is_not_found(house, visit):
    customer = bought(house, owner=house.farmer)
    assert visit(house.farmer2, f"/customers/{customer.pk}/").status_code == 404
    assert visit(house.farmer2, f"/customers/{customer.pk}/notes/", text="x").status_code == 404


def test_hunter_reads_a_protected_customer_and_changes_nothing(house, visit):
    customer = bought(house, owner=house.farmer, hunter=house.hunter, protected_until=timezone.localdate())
    shown = visit(house.hunter, f"/customers/{customer.pk}/").content.decode()
    assert "You won this customer" in shown
    assert f"/customers/{customer.pk}/notes/" not in shown
    assert visit(house.hunter, f"/customers/{customer.pk}/notes/", text="x").status_code == 404


def test_everything_is_changed_from_the_page(house, visit):
    customer = bought(house, owner=house.farmer)
    base = f"/customers/{customer.pk}/"
    for what, data in {
        "notes": {"text": "prefers Telegram"},
        "mistakes": {"text": "late twice"},
        "leaving": {"reason": "price"},
        "contacts": {"kind": "phone", "value": "8 912 345-67-89"},
        "consent": {"channel": "call", "purpose": "advertising", "given": "yes", "basis": "by phone"},
        "tags": {"tag": "vip"},
        "facts": {"name": "South Bar", "kind": "company", "paid_until": "2999-01-01"},
        "touch": {"key": str(uuid4()), "outcome": "reached", "text": "talked"},
        "objection": {"objects": "1"},
    }.items():
        answer = visit(house.farmer, f"{base}{what}/", **data)
        assert answer.status_code == 302, what
        assert answer.url == base
    shown = visit(house.farmer, base).content.decode()
    for words in ("South Bar", "prefers Telegram", "late twice", "price", "8 912 345-67-89", "vip", "talked",
                  "Objects to forecasts", "by phone"):  # fmt: skip
        assert words in shown


def test_what_is_wrong_is_said_in_place(house, visit):
    customer = bought(house, owner=house.farmer)
    wrong = {"kind": "phone", "value": "12"}
    shown = visit(house.farmer, f"/customers/{customer.pk}/contacts/", "ru", **wrong).content.decode()
    assert "12 — это не номер телефона." in shown.replace("\N{NO-BREAK SPACE}", " ")


def test_touch_sent_twice_is_logged_once_and_undone(house, visit):
    customer = bought(house, owner=house.farmer)
    data = {"key": str(uuid4()), "outcome": "reached"}
    for _ in range(2):
        visit(house.farmer, f"/customers/{customer.pk}/touch/", **data)
    touch = customer.touches.get()
    visit(house.farmer, f"/touches/{touch.key}/undo/", x=1)
    touch.refresh_from_db()
    assert touch.undone_at is not None


def test_customer_given_away_leads_back_to_the_list(house, visit):
    customer = bought(house, owner=house.farmer)
    assert visit(house.head, f"/customers/{customer.pk}/owner/", owner=house.farmer2.pk).url.startswith(
        "/customers/"
    )
    customer.refresh_from_db()
    assert customer.owner == house.farmer2


def test_list_shows_who_has_bought_with_leads_one_step_away(visit, house):
    house.customer("Bought", owner=house.hunter, stage="new", first_order_on=date(2026, 1, 5))
    working = house.customer("Working", owner=house.hunter)
    lost = house.customer("Lost", owner=house.hunter)
    Lead.objects.create(customer=working, hunter=house.hunter, lead_step="meeting", source="fair")
    Lead.objects.create(customer=lost, hunter=house.hunter, closed_at=timezone.now(), lost_reason="price")
    shown = visit(house.hunter, "/customers/").content.decode()
    assert "1 customer<" in shown
    assert "Bought" in shown
    assert "Working" not in shown
    assert re.search(r'href="/customers/\?who=leads">Leads <b>1</b>', shown)
    assert re.search(r'href="/customers/\?who=all">All <b>3</b>', shown)
    leads = visit(house.hunter, "/customers/?who=leads").content.decode()
    assert "New lead from fair" in leads
    assert "Bought" not in leads
    assert "price" in visit(house.hunter, "/customers/?who=all").content.decode()


def test_list_without_a_customer_leads_to_the_leads(visit, house):
    Lead.objects.create(customer=house.customer("Working", owner=house.hunter), hunter=house.hunter)
    shown = visit(house.hunter, "/customers/").content.decode()
    assert "Nobody has bought yet" in shown
    assert 'class="button main" href="/customers/?who=leads"' in shown


def test_rows_name_other_owners_only(visit, house):
    house.customer("Mine", owner=house.farmer, stage="new")
    assert "<span>Farmer</span>" not in visit(house.farmer, "/customers/").content.decode()
    assert "<span>Farmer</span>" in visit(house.owner, "/customers/").content.decode()


def test_lead_is_touched_on_its_page_in_its_own_words(visit, house):
    customer = house.customer("Working", owner=house.hunter)
    lead = Lead.objects.create(customer=customer, hunter=house.hunter, source="fair")
    page = visit(house.hunter, f"/customers/{customer.pk}/").content.decode()
    for words in ("New lead from fair", "agreed on a day", "Why they do not want it"):
        assert words in page
    told = {"key": uuid4(), "outcome": "refused"}
    asked = visit(house.hunter, f"/customers/{customer.pk}/touch/", **told).content.decode()
    assert "Say why they do not want it." in asked
    visit(house.hunter, f"/customers/{customer.pk}/touch/", **told, lost_reason="competitor")
    lead.refresh_from_db()
    assert lead.lost_reason == "competitor"
    assert "chose another supplier" in visit(house.hunter, f"/customers/{customer.pk}/").content.decode()


def test_whoever_has_no_leads_sees_no_tabs(visit, house):
    house.customer("Mine", owner=house.farmer, stage="new")
    assert "Who is listed" not in visit(house.farmer, "/customers/").content.decode()
    assert "Who is listed" in visit(house.farmer, "/customers/?who=all").content.decode()
