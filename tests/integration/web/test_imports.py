"""The wizard of importing from the first page to undo, as a browser without scripts would walk it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from perennial.records.models import Consent, Contact, Customer, Import, Order

ORDERS = "order_id,customer_id,ordered_at,amount\n" + "".join(
    f"N{i},K{i % 4},2026-01-{i + 1:02},{i + 10}\n" for i in range(9)
)
SHEET = "Контрагент;Телефон;Дата;Номер;Сумма\nООО Ромашка;8 (912) 345-67-89;05.01.2026;1;100,50\n"


@pytest.fixture
def owner(house, client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "uploads"
    client.force_login(house.owner)
    return client


@pytest.fixture
def upload(owner):
    def of(content, name="orders.csv"):
        content = content.encode() if isinstance(content, str) else content
        answer = owner.post(reverse("import_new"), {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()
        return Import.objects.latest("id")

    return of


def columns(client, batch, **told):
    told = {"kind": "orders", **told}
    return client.post(reverse("import_map", args=[batch.pk]), told)


def page(client, batch):
    return client.get(reverse("import_map", args=[batch.pk])).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_file_is_uploaded_looked_at_imported_and_undone(owner, upload):
    batch = upload(ORDERS)
    shown = page(owner, batch)
    assert "N8" in shown
    assert "<b>9 rows</b> will be taken in." in shown
    answer = columns(owner, batch, begin="1")
    assert answer.url == reverse("import_show", args=[batch.pk])
    assert Order.objects.count() == 9
    assert "9</b> new" in owner.get(answer.url).content.decode()
    owner.post(reverse("import_undo", args=[batch.pk]))
    assert not Order.objects.exists()
    assert "undone" in owner.get(reverse("imports")).content.decode()


def test_the_history_invites_while_it_is_empty(owner):
    assert "Nothing has been imported yet" in owner.get(reverse("imports")).content.decode()


@pytest.mark.parametrize("who", ["hunter", "farmer", "analyst"])
def test_only_who_leads_imports(house, client, who):
    client.force_login(house.people[who])
    assert client.get(reverse("imports")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_pasted_rows_are_a_file_too(owner):
    owner.post(reverse("import_new"), {"text": ORDERS.replace(",", "\t")})
    batch = Import.objects.get()
    columns(owner, batch, begin="1")
    assert Order.objects.count() == 9


def test_nothing_chosen_is_said(owner):
    assert "Choose a file or paste" in owner.post(reverse("import_new"), {}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_phones_ask_for_a_basis_once_and_it_is_kept(owner, upload):
    batch = upload(SHEET.encode("cp1251"), "1c.csv")
    assert "On what basis" in page(owner, batch)
    assert "Answer what is asked above" in columns(owner, batch, begin="1").content.decode()
    assert not Order.objects.exists()
    columns(owner, batch, basis="contract", begin="1")
    assert Contact.objects.get().normal == "+79123456789"
    assert set(Consent.objects.values_list("basis", flat=True)) == {
        "A contract with them: to serve their orders"
    }


def test_a_column_can_be_changed_and_the_preview_follows(owner, upload):
    batch = upload("who,when,sum,other\n1,2026-01-05,10,77\n2,2026-01-06,20,88\n")
    assert "choose it below" in page(owner, batch)
    shown = columns(owner, batch, column_customer_id="who", column_ordered_at="when", column_amount="other")
    text = shown.content.decode()
    assert "77.00" in text
    batch.refresh_from_db()
    assert batch.options["map"]["amount"] == "other"


def test_dates_that_can_be_read_two_ways_are_asked_about(owner, upload):
    rows = "".join(f"{i},0{i}/0{i + 1}/2026,5\n" for i in range(1, 6))
    batch = upload("customer_id,ordered_at,amount\n" + rows)
    shown = page(owner, batch)
    assert "can be read day first or month first" in shown
    assert "--date-format" not in shown
    told = columns(owner, batch, date_format="%m/%d/%Y").content.decode()
    assert "2 January 2026" in told


def test_payments_are_asked_about(owner, upload):
    rows = "".join(f"D{i},K{i},2026-0{m}-05,100\n" for i in range(5) for m in (1, 2, 3))
    batch = upload("Договор,Клиент,Дата оплаты,Сумма платежа\n" + rows)
    assert "Is a row an order or a payment?" in page(owner, batch)
    assert "Answer what is asked" in columns(owner, batch, begin="1").content.decode()
    columns(owner, batch, answer="payments")
    batch.refresh_from_db()
    assert batch.options["map"]["contract_id"] == "Договор"


def test_orders_in_two_currencies_are_refused_until_one_is_chosen(owner, upload):
    batch = upload("customer_id,ordered_at,amount,currency\n1,2026-01-05,10,EUR\n2,2026-01-06,20,USD\n")
    shown = page(owner, batch)
    assert "more than one currency" in shown
    assert "--currency" not in shown
    assert "will be taken in" in columns(owner, batch, currency="EUR").content.decode()


def test_too_many_unusable_rows_are_refused_with_reasons(owner, upload):
    batch = upload("customer_id,ordered_at,amount\n1,never,10\n2,2026-01-06,20\n3,2026-01-07,5\n")
    shown = page(owner, batch)
    assert "of the rows cannot be used" in shown
    assert "--date-format" not in shown


def word_file():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("word/document.xml", "<w:document/>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (word_file(), "letter.docx"),
        (b"\x00\x01\x02\x03" * 100, "picture.bin"),
        (b"one column only\n1\n2\n", "one.csv"),
        (b"customer_id,ordered_at,amount\n", "header.csv"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence_with_a_way_on(owner, upload, content, name):
    if not content:
        answer = owner.post(reverse("import_new"), {"file": SimpleUploadedFile(name, content)})
        assert "empty" in answer.content.decode()
        return
    shown = page(owner, upload(content, name))
    assert 'role="alert"' in shown
    assert reverse("import_new") in shown


def test_the_same_file_again_is_noticed(owner, upload, house):
    first = upload(ORDERS)
    Import.objects.filter(pk=first.pk).update(state="done", kind="orders")
    assert "importing it again changes nothing" in page(owner, upload(ORDERS))


def test_a_file_that_is_not_wanted_is_removed_from_the_disk(owner, upload, settings):
    batch = upload(ORDERS)
    owner.post(reverse("import_drop", args=[batch.pk]))
    assert not Import.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


@pytest.mark.django_db(transaction=True)
def test_rows_left_out_are_given_as_a_harmless_file(owner, upload):
    batch = upload(ORDERS + "N99,=1+1,never,5\n")
    columns(owner, batch, begin="1")
    answer = owner.get(reverse("import_left", args=[batch.pk]))
    text = b"".join(answer.streaming_content).decode()
    assert "11,ordered_at,never,the date cannot be read" in text


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("kind", ["orders", "customers", "leads", "touches"])
def test_examples_are_read_as_what_they_are(owner, upload, house, kind, language):
    house.owner.language = language
    house.owner.save()
    example = owner.get(reverse("import_example", args=[kind])).content
    batch = upload(example, f"{kind}.csv")
    shown = page(owner, batch)
    assert 'role="alert"' not in shown
    batch.refresh_from_db()
    assert batch.kind == kind


def test_the_history_asks_as_much_of_the_database_for_three_as_for_one(
    owner, house, django_assert_num_queries, django_assert_max_num_queries
):
    Import.objects.create(file_name="a.csv", state="done", by=house.owner)
    with django_assert_max_num_queries(20) as first:
        owner.get(reverse("imports"))
    for name in "bc":
        Import.objects.create(file_name=f"{name}.csv", state="done", by=house.owner)
    with django_assert_num_queries(len(first)):
        owner.get(reverse("imports"))


def test_customers_found_in_orders_are_counted_once(owner, upload):
    assert not Customer.objects.exists()
    page(owner, upload(ORDERS))
    assert not Customer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_days_of_payment_and_delivery_are_shown_and_can_be_chosen(owner, upload):
    batch = upload(
        "Клиент;Дата;Сумма;Дата оплаты;Дата доставки;Когда отдали\nК1;01.02.2026;5;03.02.2026;;07.02.2026\n"
    )
    shown = page(owner, batch)
    for label in ("Day of prepayment", "Day of full payment", "Day of delivery"):
        assert f">{label}" in shown
    assert "3 February 2026" in shown
    said = {"customer_id": "Клиент", "ordered_at": "Дата", "amount": "Сумма", "fully_paid_on": "Дата оплаты"}
    said["delivered_on"] = "Когда отдали"
    columns(owner, batch, begin="1", **{f"column_{name}": header for name, header in said.items()})
    order = Order.objects.get()
    assert (order.paid_on, str(order.fully_paid_on), str(order.delivered_on)) == (
        None,
        "2026-02-03",
        "2026-02-07",
    )


@pytest.mark.django_db(transaction=True)
def test_only_who_agreed_may_be_called_with_offers(owner, upload):
    batch = upload(SHEET.encode("cp1251"), "1c.csv")
    columns(owner, batch, basis="consent", begin="1")
    said = set(Consent.objects.values_list("channel", "purpose"))
    assert ("call", "advertising") in said
    assert ("call", "service") in said
