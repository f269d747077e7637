import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from perennial.core.errors import UserError
from perennial.records.models import (
    AuditEntry,
    Contact,
    Customer,
    Erasure,
    ExternalId,
    Import,
    LeaveReason,
    Mistake,
    Note,
    Order,
    PlannedTouch,
    SearchText,
    Suppression,
    Touch,
)
from perennial.records.operations import erase as erasing
from perennial.records.operations.erase import erase, erase_again
from perennial.records.operations.index_search import index_search
from perennial.records.operations.merge import merge
from perennial.records.operations.refresh_folders import mirror_folder, only_writer
from perennial.records.operations.write_mirror import write_mirror
from perennial.records.queries.suppression import is_suppressed, which_suppressed
from perennial.store.mirror import read_manifest
from perennial.store.mirror.column_file import read_columns

PHONE, EMAIL = "+79161234567", "kira@mail.example"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """A data folder of the test's own."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.MEDIA_ROOT.mkdir()
    return tmp_path


@pytest.fixture
def person(house):
    customer = house.customer("Кира Остроумова", owner=house.farmer, tax_id="500100732259", value_at_risk=5)
    Contact.objects.create(
        customer=customer, kind="phone", value="8 916 123-45-67", normal=PHONE, person="Кира"
    )
    Contact.objects.create(customer=customer, kind="email", value=EMAIL, normal=EMAIL)
    ExternalId.objects.create(customer=customer, system="shop", value="77-1")
    Order.objects.create(
        customer=customer,
        external_id="1",
        ordered_at=datetime(2026, 3, 1, tzinfo=UTC),
        day=date(2026, 3, 1),
        amount=9,
    )
    Touch.objects.create(customer=customer, seller=house.farmer, play="remind", text="любит чай")
    Mistake.objects.create(customer=customer, text="опоздали")
    LeaveReason.objects.create(customer=customer, reason="moved", text="уехала")
    Note.objects.create(customer=customer, text="заметка")
    PlannedTouch.objects.create(customer=customer, seller=house.farmer, play="remind", day=date(2026, 4, 1))
    index_search([customer.pk])
    return customer


def lines():
    return [
        json.loads(line) for line in (Path(settings.DATA_DIR) / "erasures.jsonl").read_text().splitlines()
    ]


def test_erase_leaves_a_customer_without_a_name_and_all_that_is_counted(house, person):
    erasure = erase(house.owner, person, "asked")
    person.refresh_from_db()
    assert (person.name, person.tax_id, person.address) == ("", "", "")
    assert person.erased_at == erasure.at
    assert Order.objects.get().customer == person
    touch, mistake, left = Touch.objects.get(), Mistake.objects.get(), LeaveReason.objects.get()
    assert (touch.text, touch.play, mistake.text, left.text, left.reason) == ("", "remind", "", "", "moved")
    assert not any(
        model.objects.filter(customer=person).exists()
        for model in (Contact, ExternalId, Note, PlannedTouch, SearchText)
    )
    assert not Customer.history.filter(id=person.pk).exists()


def test_erase_writes_an_act_with_a_number_and_without_a_name(house, person):
    erasure = erase(house.owner, person, "asked")
    assert (erasure.number, erasure.by, erasure.customer_id_was, erasure.reason) == (
        1,
        house.owner,
        person.pk,
        "asked",
    )
    assert erasure.destroyed["contacts"] == 2
    assert erasure.destroyed["orders_kept"] == 1
    entry = AuditEntry.objects.get(act="customer.erase")
    assert entry.facts["number"] == 1
    assert "Остроумова" not in json.dumps([erasure.destroyed, entry.facts], ensure_ascii=False)
    another = house.customer("Другой")
    assert erase(house.owner, another).number == 2


def test_erase_suppresses_contacts_so_that_an_import_does_not_bring_them_back(house, person):
    erase(house.owner, person)
    assert which_suppressed([PHONE, EMAIL, "500100732259", "shop:77-1", "+79990000000"]) == {
        PHONE,
        EMAIL,
        "500100732259",
        "shop:77-1",
    }
    assert not is_suppressed("")
    assert not Suppression.objects.filter(digest__contains=PHONE.lstrip("+")).exists()


def test_erase_suppresses_no_contact_that_somebody_else_has(house, person):
    other = house.customer("Семён Остроумов")
    Contact.objects.create(customer=other, kind="phone", value=PHONE, normal=PHONE)
    erase(house.owner, person)
    assert not is_suppressed(PHONE)
    assert other.contacts.get().value == PHONE


def test_erase_takes_the_records_that_were_merged_into_it(house, person):
    twin = house.customer("К. Остроумова", tax_id="7707083893")
    merge(house.owner, person, twin)
    erase(house.owner, person)
    twin.refresh_from_db()
    assert (twin.name, twin.tax_id) == ("", "")
    assert [line["customer_id"] for line in lines()] == [person.pk, twin.pk]
    assert {line["number"] for line in lines()} == {1}


def test_erase_takes_mentions_out_of_notes_on_others(house, person):
    other = house.customer("Мария")
    note = Note.objects.create(
        customer=other, text="Подруга: остроумова кира, 916 123 45 67 или KIRA@mail.example"
    )
    plain = Note.objects.create(customer=other, text="Остроумно. Номер заказа 19161234567890")
    erase(house.owner, person)
    note.refresh_from_db()
    plain.refresh_from_db()
    assert note.text == "Подруга: ***, *** или ***"
    assert plain.text == "Остроумно. Номер заказа 19161234567890"


def test_erase_leaves_no_number_by_which_an_order_is_known_elsewhere(house, person):
    refunded = person.orders.get()
    Order.objects.filter(pk=refunded.pk).update(external_id="KO-1", contract_id="KO")
    refund = Order.objects.create(
        customer=person,
        external_id="KO-1~refund",
        refund_of="KO-1",
        contract_id="KO",
        ordered_at=refunded.ordered_at,
        day=refunded.day,
        amount=-1,
    )
    erase(house.owner, person)
    refunded.refresh_from_db()
    refund.refresh_from_db()
    assert refund.refund_of == refunded.external_id
    assert refund.contract_id == refunded.contract_id
    numbers = [refunded.external_id, refund.external_id, refund.contract_id]
    assert len(set(numbers)) == 3
    assert not any("KO" in each for each in numbers)


def test_erase_leaves_a_mirror_that_names_nobody_and_counts_all(house, person):
    person.orders.update(category="Подарок: Кира Остроумова")
    other = house.customer("Мария")
    gift = Order.objects.create(
        customer=other,
        external_id="2",
        ordered_at=datetime(2026, 5, 1, tzinfo=UTC),
        day=date(2026, 5, 1),
        amount=9,
        category="От Киры Остроумовой (Остроумова Кира)",
    )
    write_mirror(house.business, compare=True)
    assert named_in_mirror("Остроумова")
    erase(house.owner, person)
    assert not named_in_mirror("Остроумова")
    write_mirror(house.business, compare=False)
    assert not named_in_mirror("Остроумова")
    assert mirrored() == {(str(person.pk), "Подарок: ***"), (str(other.pk), "От Киры Остроумовой (***)")}
    gift.refresh_from_db()
    assert gift.external_id == "2"


def mirrored():
    folder = mirror_folder()
    found = set()
    for name in read_manifest(folder).files():
        columns = read_columns(folder / name)
        found |= set(zip(columns["customer_id"].tolist(), columns["category"].tolist(), strict=True))
    return found


def named_in_mirror(word):
    return any(word in str(row) for row in mirrored())


def test_erase_drops_a_snapshot_that_repeats_a_text_of_theirs(house, person, folder):
    (folder / "snapshot").mkdir()
    (folder / "snapshot" / "figures.json").write_text('["Подарок: Кира Остроумова"]', encoding="utf-8")
    erase(house.owner, person)
    assert not (folder / "snapshot").exists()


def test_erase_keeps_a_snapshot_that_names_nobody(house, person, folder):
    (folder / "snapshot").mkdir()
    (folder / "snapshot" / "figures.json").write_text('["Подарки"]', encoding="utf-8")
    erase(house.owner, person)
    assert (folder / "snapshot" / "figures.json").exists()


def test_erase_waits_for_a_refresh_and_says_so_when_it_takes_long(house, person, monkeypatch):
    monkeypatch.setattr(erasing, "_PATIENCE", 0.3)
    with only_writer(), pytest.raises(UserError, match="being refreshed"):
        erase(house.owner, person)
    person.refresh_from_db()
    assert person.name
    erase(house.owner, person)


def test_erase_leaves_the_name_of_a_namesake_alone(house, person):
    namesake = house.customer("Кира Остроумова")
    note = Note.objects.create(customer=namesake, text="Кира Остроумова просит счёт")
    erase(house.owner, person)
    namesake.refresh_from_db()
    note.refresh_from_db()
    assert (namesake.name, note.text) == ("Кира Остроумова", "Кира Остроумова просит счёт")


def test_erase_destroys_the_uploads_in_which_the_person_stands(house, person, folder):
    for name, text in (("with.csv", "Остроумова; Кира"), ("without.csv", "Мария;1")):
        (folder / "uploads" / name).write_text(text, encoding="cp1251")
        Import.objects.create(file_name=name, path=name, state="uploaded")
    erasure = erase(house.owner, person)
    assert [path.name for path in (folder / "uploads").iterdir()] == ["without.csv"]
    gone, kept = Import.objects.order_by("pk")
    assert (gone.path, gone.state, kept.path, kept.state) == ("", "failed", "without.csv", "uploaded")
    assert erasure.destroyed["files"] == 1


def test_erase_waits_while_a_file_is_imported(house, person):
    Import.objects.create(file_name="x", state="running")
    with pytest.raises(UserError, match="being imported"):
        erase(house.owner, person)
    person.refresh_from_db()
    assert person.name


def test_erase_twice_is_refused(house, person):
    erase(house.owner, person)
    person.refresh_from_db()
    with pytest.raises(UserError, match="already"):
        erase(house.owner, person)


def copy_of(house, person):
    """Bring the person back as a backup would: the same number, the same contacts."""
    Contact.objects.filter(customer=person).delete()
    Customer.objects.filter(pk=person.pk).update(name="Кира Остроумова", erased_at=None)
    Contact.objects.create(customer=person, kind="phone", value=PHONE, normal=PHONE)
    Erasure.objects.all().delete()
    Suppression.objects.all().delete()


def test_erase_again_erases_on_a_restored_copy_with_the_old_number(house, person):
    erase(house.owner, person)
    line = {**lines()[0], "number": 7}
    copy_of(house, person)
    erasure = erase_again(line)
    person.refresh_from_db()
    assert person.name == ""
    assert (erasure.number, erasure.by, erasure.at.isoformat()) == (7, None, line["at"])
    assert is_suppressed(EMAIL)
    assert len(lines()) == 1
    assert erase_again(line) is None


def test_erase_again_finds_the_person_by_hashes_under_another_number(house, person):
    erase(house.owner, person)
    copy_of(house, person)
    bystander = house.customer("Мимо Проходящий")
    erase_again({**lines()[0], "customer_id": bystander.pk})
    person.refresh_from_db()
    bystander.refresh_from_db()
    assert (person.name, bystander.name) == ("", "Мимо Проходящий")


def test_erase_again_of_somebody_unknown_only_suppresses(house, person):
    erase(house.owner, person)
    line = lines()[0]
    Suppression.objects.all().delete()
    assert erase_again({**line, "customer_id": 10**9}) is None
    assert is_suppressed(PHONE)
