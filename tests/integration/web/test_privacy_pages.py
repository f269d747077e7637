import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perennial.records.models import (
    AuditEntry,
    Contact,
    Customer,
    Erasure,
    Merge,
    Note,
    Order,
    PlannedTouch,
    Promise,
    Touch,
)
from perennial.records.operations.index_search import index_search


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path


def known(house, name, phone="+79160000001", owner=None, **fields):
    customer = house.customer(name, owner=owner or house.farmer, **fields)
    Contact.objects.create(customer=customer, kind="phone", value=phone, normal=phone)
    index_search([customer.pk])
    return customer


def speak(user, language):
    user.language = language
    user.save()


def page(client, name, *args, query=""):
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# Duplicates and merging


def test_duplicates_lead_to_the_comparison(house, client):
    kept, other = known(house, "Nord", orders_count=3), known(house, "Nord Ltd")
    client.force_login(house.head)
    assert f"{reverse('customer_merge', args=[kept.pk])}?with={other.pk}" in page(client, "duplicates")


def test_duplicates_group_the_shared_phone_for_reading(house, client):
    known(house, "Nord"), known(house, "Nord Ltd")
    client.force_login(house.owner)
    shown = page(client, "duplicates")
    assert ">+7 916 000-00-01<" in shown
    assert "+79160000001<" not in shown


def test_duplicates_say_in_russian_that_there_are_none(house, client):
    speak(house.owner, "ru")
    client.force_login(house.owner)
    assert ">Дублей не видно<" in page(client, "duplicates")


def test_duplicates_ask_as_often_for_three_pairs_as_for_one(house, client):
    client.force_login(house.owner)
    counts = []
    for number in range(3):
        known(house, f"A{number}", f"+7916000000{number}", orders_count=1, last_order_on=date(2026, 1, 1))
        known(house, f"B{number}", f"+7916000000{number}")
        page(client, "duplicates")
        with CaptureQueriesContext(connection) as caught:
            page(client, "duplicates")
        counts.append(len(caught))
    assert counts[0] == counts[1] == counts[2]


def test_merge_page_proposes_those_alike_and_finds_others(house, client):
    kept, alike, other = known(house, "Nord"), known(house, "Norden"), known(house, "Süd", "+79160000002")
    client.force_login(house.owner)
    html = page(client, "customer_merge", kept.pk)
    assert f"?with={alike.pk}" in html
    assert f"?with={other.pk}" not in html
    assert f"?with={other.pk}" in page(client, "customer_merge", kept.pk, query="?q=süd")


def test_merge_page_shows_both_sides_and_merges_as_chosen(house, client):
    kept, other = known(house, "Nord", tax_id="1"), known(house, "Norden", tax_id="2")
    Note.objects.create(customer=other, text="x")
    client.force_login(house.head)
    html = page(client, "customer_merge", kept.pk, query=f"?with={other.pk}")
    assert "Are these one person?" in html
    assert "+79160000001" in html
    client.post(
        reverse("customer_merge", args=[kept.pk]),
        {"with": other.pk, "choice-name": "other", "choice-tax_id": "keep"},
    )
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.name, kept.tax_id, other.merged_into) == ("Norden", "1", kept)
    assert client.get(reverse("customer_merge", args=[other.pk])).status_code == 404


def test_merge_is_taken_apart_on_its_page(house, client):
    kept, other = known(house, "Nord"), known(house, "Norden")
    client.force_login(house.owner)
    client.post(reverse("customer_merge", args=[kept.pk]), {"with": other.pk})
    address = reverse("customer_merge_undo", args=[kept.pk, Merge.objects.get().act])
    assert address in page(client, "customer_merge", kept.pk)
    client.post(address)
    other.refresh_from_db()
    assert other.merged_into is None
    assert address not in page(client, "customer_merge", kept.pk)


def test_a_head_merges_nobody_of_another_department(house, client):
    house.farmers.head = house.hunters.head = None
    house.farmers.save()
    house.hunters.save()
    mine, theirs = known(house, "Mine"), known(house, "Theirs", owner=house.hunter)
    client.force_login(house.head)
    assert client.get(reverse("customer_merge", args=[mine.pk]) + f"?with={theirs.pk}").status_code == 404
    assert client.post(reverse("customer_merge", args=[mine.pk]), {"with": theirs.pk}).status_code == 404
    assert "Theirs" not in page(client, "customer_merge", mine.pk)


# The person file


def rich(house):
    customer = known(
        house,
        "Кира Остроумова",
        stage="regular",
        purchases=4,
        first_order_on=date(2026, 1, 1),
        last_order_on=date(2026, 3, 1),
        usual_gap=20.0,
        churn_date=date(2199, 6, 1),
        churn_early=date(2199, 5, 20),
        churn_late=date(2199, 6, 12),
        return_at_churn=0.3,
        p_alive=0.8,
        forecast_as_of=date(2026, 3, 2),
    )
    Order.objects.create(
        customer=customer,
        external_id="A-1",
        ordered_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        day=date(2026, 3, 1),
        amount=12,
    )
    Touch.objects.create(
        customer=customer, seller=house.farmer, play="remind", text="любит чай", outcome="reached"
    )
    Note.objects.create(customer=customer, text="<b>звонить</b> утром", author=house.farmer)
    Promise.objects.create(customer=customer, day=date(2026, 4, 1))
    PlannedTouch.objects.create(
        customer=customer,
        seller=house.farmer,
        play="remind",
        day=date(2026, 4, 1),
        reason={"text": "Said they would buy on {day:date}.", "facts": {"day": 20544}},
    )
    return customer


def packed(client, customer, language):
    answer = client.post(reverse("customer_person_file", args=[customer.pk]), {"language": language})
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return json.loads(archive.read("person.json")), archive.read("person.html").decode()


def test_person_file_holds_everything_with_reasons(house, client):
    customer = rich(house)
    client.force_login(house.owner)
    file, html = packed(client, customer, "en")
    assert file["about"]["name"] == "Кира Остроумова"
    assert file["contacts"][0]["value"] == "+79160000001"
    assert file["orders"][0]["external_id"] == "A-1"
    assert file["touches"][0]["text"] == "любит чай"
    assert file["forecast"]["churn_date"] == "2199-06-01"
    assert "If no order by" in file["forecast"]["said"][0]
    assert any("80" in sentence for sentence in file["forecast"]["reasons"])
    assert file["planned"][0]["reason"] == "Said they would buy on 1 April 2026."
    for text in ("A-1", "любит чай", "&lt;b&gt;звонить&lt;/b&gt;", "+79160000001", "1 June", "80"):
        assert text in html, text
    assert AuditEntry.objects.get(act="customer.person_file").object_id == customer.pk


def test_person_file_speaks_the_language_asked_for(house, client):
    customer = rich(house)
    speak(house.owner, "en")
    client.force_login(house.owner)
    file, html = packed(client, customer, "ru")
    assert "1 июня" in file["forecast"]["said"][0]
    assert '<html lang="ru">' in html
    assert "Всё, что мы о вас знаем" in html
    assert "Вероятность, что ещё клиент" in html


def test_person_file_of_somebody_with_nothing_is_made(house, client):
    client.force_login(house.owner)
    file, html = packed(client, house.customer("", owner=house.farmer), "en")
    assert file["orders"] == []
    assert "No purchase yet" in html


# Erasure


def test_erase_asks_for_the_number_and_the_reason(house, client):
    customer = known(house, "Кира Остроумова")
    client.force_login(house.owner)
    address = reverse("customer_erase", args=[customer.pk])
    html = client.post(address, {"reason": "asked", "number": customer.pk + 1}).content.decode()
    assert "This is not the number of this customer." in html
    customer.refresh_from_db()
    assert customer.erased_at is None


def test_erase_leads_to_the_act_that_names_nobody(house, client):
    customer = known(house, "Кира Остроумова")
    client.force_login(house.owner)
    answer = client.post(
        reverse("customer_erase", args=[customer.pk]), {"reason": "withdrawn", "number": f"№ {customer.pk}"}
    )
    erasure = Erasure.objects.get()
    assert answer.url == reverse("erasure_act", args=[erasure.number])
    html = page(client, "erasure_act", erasure.number)
    for text in ("Act No. 1", f"Customer No. {customer.pk}", "Consent was withdrawn", "Nord", "Owner"):
        assert text in html, text
    assert "Остроумова" not in html
    russian = page(client, "erasure_act", erasure.number, query="?language=ru")
    for text in ("Акт № 1", "Отозвано согласие", "Выгрузка из журнала", "Телефоны"):
        assert text in russian, text
    assert reverse("erasure_act", args=[1]) in page(client, "erasures")
    assert client.get(reverse("customer", args=[customer.pk])).status_code == 404


def test_erase_says_that_other_records_look_like_the_same_person(house, client):
    customer, other = known(house, "Nord"), known(house, "Norden")
    client.force_login(house.owner)
    assert f"?with={other.pk}" in page(client, "customer_erase", customer.pk)


def test_only_the_owner_erases(house, client):
    customer = known(house, "Nord")
    client.force_login(house.head)
    assert client.get(reverse("customer_erase", args=[customer.pk])).status_code == 403
    assert client.get(reverse("erasures")).status_code == 403
    assert Customer.objects.get(pk=customer.pk).erased_at is None


def test_an_act_whose_database_was_not_rewritten_says_so(house, client):
    Erasure.objects.create(number=3, customer_id_was=1, destroyed={"rewritten": False})
    client.force_login(house.owner)
    assert reverse("erasure_finish", args=[3]) in page(client, "erasure_act", 3)
    # Inside the transaction of a test no file can be rewritten; a PostgreSQL server does it by itself.
    said = "Somebody is still writing" if connection.vendor == "sqlite" else "file has been rewritten"
    assert said in client.post(reverse("erasure_finish", args=[3]), follow=True).content.decode()
    finish_stands = reverse("erasure_finish", args=[3]) in page(client, "erasure_act", 3)
    assert finish_stands is (connection.vendor == "sqlite")
