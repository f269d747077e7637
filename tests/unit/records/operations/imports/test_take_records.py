# ruff: noqa: DTZ001 - times on the clock of the business
from datetime import date, datetime

from perennial.records.models import Consent, Contact, Customer, Lead, SearchText, Suppression, Touch
from perennial.records.operations.take_customers import take_customers
from perennial.records.operations.take_leads import take_leads
from perennial.records.operations.take_rows import Taking
from perennial.records.operations.take_touches import take_touches
from perennial.records.queries.suppression import digest_of

ANNA = {"customer_id": "1", "name": "Anna", "phone": "+79120000001", "email": "anna@example.org"}


def customers(*rows, batch=None):
    taking = Taking("file", batch)
    take_customers(rows, taking)
    return taking.told


def test_a_customer_comes_with_contacts_and_is_found(house):
    customers(ANNA | {"written_phone": "8 (912) 000-00-01", "tax_id": "7707083893"})
    anna = Customer.objects.get()
    assert (anna.name, anna.kind) == ("Anna", "company")
    assert list(anna.contacts.values_list("kind", "value", "normal", "is_main")) == [
        ("email", "anna@example.org", "anna@example.org", True),
        ("phone", "8 (912) 000-00-01", "+79120000001", False),
    ]
    assert "anna" in SearchText.objects.get().text


def test_a_customer_told_again_is_left_as_it_is(house):
    customers(ANNA)
    told = customers(ANNA)
    assert (told.created, told.updated, told.unchanged) == (0, 0, 1)
    assert Contact.objects.count() == 2


def test_an_empty_cell_changes_nothing_and_a_new_one_does(house):
    customers(ANNA | {"source": "fair", "paid_until": date(2026, 5, 1)})
    told = customers({"customer_id": "1", "paid_until": date(2026, 8, 1)})
    anna = Customer.objects.get()
    assert (anna.name, anna.source, anna.paid_until) == ("Anna", "fair", date(2026, 8, 1))
    assert told.updated == 1


def test_customers_without_an_id_are_matched_by_phone_then_name(house):
    customers({"name": "Anna", "phone": "+79120000001"}, {"name": "Boris"})
    customers({"name": "Anna B.", "phone": "+79120000001"}, {"name": "Boris"})
    assert sorted(Customer.objects.values_list("name", flat=True)) == ["Anna B.", "Boris"]


def test_an_owner_is_set_once_and_not_taken_away(house):
    customers(ANNA | {"owner": "Farmer"})
    customers(ANNA | {"owner": "Hunter"})
    assert Customer.objects.get().owner == house.farmer


def test_the_contact_of_somebody_erased_does_not_come_back(house):
    Suppression.objects.create(digest=digest_of("+79120000001"), kind="phone")
    customers(ANNA)
    assert list(Contact.objects.values_list("kind", flat=True)) == ["email"]


def test_consents_are_those_of_the_columns_and_the_basis_of_the_file_for_the_rest(house, batch):
    batch.basis = "contract"
    customers(
        ANNA | {"consent_mail_advertising": False, "consent_call_service": date(2025, 4, 1)}, batch=batch
    )
    found = {(each.channel, each.purpose): each for each in Consent.objects.all()}
    assert not found["mail", "advertising"].given
    assert found["call", "service"].at.date() == date(2025, 4, 1)
    assert (found["mail", "service"].given, found["mail", "service"].basis) == (True, "contract")


def test_the_basis_of_a_file_does_not_undo_a_refusal(house, batch):
    customers(ANNA)
    Consent.objects.create(customer=Customer.objects.get(), channel="call", purpose="service", given=False)
    batch.basis = "contract"
    customers(ANNA, batch=batch)
    assert not Consent.objects.get(channel="call").given


def leads(*rows):
    taking = Taking("file")
    take_leads(rows, taking)
    return taking.told


def test_a_lead_is_matched_to_who_is_known(house):
    customers(ANNA)
    leads({"lead_id": "L1", "name": "A.", "phone": "+79120000001", "lead_step": "call", "owner": "Hunter"})
    lead = Lead.objects.get()
    assert (lead.customer.name, lead.hunter, lead.lead_step) == ("Anna", house.hunter, "call")


def test_a_lead_told_again_moves_on_and_is_not_doubled(house):
    leads({"lead_id": "L1", "name": "New", "lead_step": "call"})
    told = leads({"lead_id": "L1", "name": "New", "lead_step": "Успешно реализовано"})
    assert (told.created, told.updated) == (0, 1)
    assert Lead.objects.get().closed_at is not None


def test_a_lead_without_an_id_is_the_same_when_told_again(house):
    row = {"name": "New", "phone": "+79120000002", "entered_at": datetime(2026, 3, 1, 9)}
    leads(row, row)
    assert leads(row, row).unchanged == 2
    assert Lead.objects.count() == 2


def test_a_touch_is_logged_for_who_is_known_by_number_and_only_once(house):
    customers(ANNA)
    row = {"row": 2, "customer_id": "8 912 000-00-01", "happened_at": datetime(2026, 3, 1, 9), "minutes": 3.5}
    for _ in range(2):
        take_touches([row | {"direction": "in", "seller": "Farmer"}], taking := Taking("file"))
    touch = Touch.objects.get()
    assert (touch.customer.name, touch.seller, touch.direction, touch.minutes) == (
        "Anna",
        house.farmer,
        "in",
        3.5,
    )
    assert taking.told.unchanged == 1


def test_a_touch_with_nobody_who_is_known_is_left_out_and_told_of(house):
    rows = [{"row": 7, "customer_id": "999", "happened_at": datetime(2026, 3, 1, 9)}]
    take_touches(rows, taking := Taking("file"))
    assert [(left.row, left.reason) for left in taking.told.rejected] == [(7, "unknown_customer")]
    assert not Touch.objects.exists()
