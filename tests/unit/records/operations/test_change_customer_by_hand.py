from datetime import date

import pytest

from perennial.core.errors import UserError
from perennial.records.models import Customer, Tag
from perennial.records.operations.add_customer import NewCustomer, add_customer
from perennial.records.operations.change_consent import change_consent
from perennial.records.operations.change_contacts import make_main, remove_contact, save_contact
from perennial.records.operations.change_customer import change_customer
from perennial.records.operations.change_customer_tags import add_tag, remove_tag, undo_tag
from perennial.records.operations.note_leaving import note_leaving, undo_leaving
from perennial.records.operations.note_mistake import note_mistake, open_mistake_again, solve_mistake
from perennial.records.operations.object_to_profiling import object_to_profiling
from perennial.records.queries.matches import find_matches
from perennial.records.queries.search import search


def test_added_customer_is_owned_found_and_matched(house):
    made = add_customer(house.hunter, NewCustomer(name="Анна", phone="8 912 345-67-89", is_lead=True))
    assert (made.owner, made.hunter) == (house.hunter, house.hunter)
    assert made.leads.get().hunter == house.hunter
    assert made.contacts.get().normal == "+79123456789"
    assert search(Customer.objects.all(), "912 345").customers.get() == made
    assert find_matches(["+79123456789"], [], "").get() == made
    assert not find_matches([], [], "").exists()
    assert not find_matches(["+79120000000"], ["anna@shop.example"], "7707083893").exists()


def test_merged_and_erased_customers_are_no_matches(house):
    kept = house.customer(tax_id="7707083893")
    house.customer(tax_id="7707083893", merged_into=kept)
    house.customer(tax_id="7707083893", erased_at="2026-01-01T00:00Z")
    assert find_matches(tax_id="7707083893").get() == kept


@pytest.mark.parametrize(
    ("kind", "value", "normal"),
    [
        ("phone", "8 (912) 345-67-89", "+79123456789"),
        ("whatsapp", "https://wa.me/79123456789", "+79123456789"),
        ("email", " Ann@Shop.Example ", "ann@shop.example"),
        ("telegram", "nordcafe", "@nordcafe"),
        ("other", "door  bell", "door bell"),
    ],
)
def test_contact_is_kept_as_typed_and_in_one_form(house, kind, value, normal):
    saved = save_contact(house.farmer, house.customer(), kind=kind, value=value)
    assert (saved.value, saved.normal, saved.is_main) == (value.strip(), normal, True)


@pytest.mark.parametrize(
    ("kind", "value"), [("phone", "12"), ("email", "ann"), ("telegram", "?"), ("other", " ")]
)
def test_what_is_no_contact_is_refused_in_a_sentence(house, kind, value):
    with pytest.raises(UserError):
        save_contact(house.farmer, house.customer(), kind=kind, value=value)


def test_same_phone_in_another_spelling_is_refused(house):
    customer = house.customer()
    save_contact(house.farmer, customer, kind="phone", value="8 912 345 67 89")
    with pytest.raises(UserError):
        save_contact(house.farmer, customer, kind="phone", value="+7 912 345-67-89")


def test_next_contact_becomes_the_main_one(house):
    customer = house.customer()
    first = save_contact(house.farmer, customer, kind="phone", value="8 912 345 67 89")
    second = save_contact(house.farmer, customer, kind="email", value="a@shop.example")
    third = save_contact(house.farmer, customer, kind="other", value="bell")
    make_main(house.farmer, third)
    assert [each.pk for each in customer.contacts.all()] == [third.pk, first.pk, second.pk]
    third.refresh_from_db()
    remove_contact(house.farmer, third)
    assert customer.contacts.get(is_main=True) == first


def test_consent_is_said_changed_and_forgotten(house):
    customer = house.customer()
    for given in (True, False):
        change_consent(
            house.farmer, customer, channel="call", purpose="advertising", given=given, basis="site"
        )
        assert customer.consents.get().given is given
    change_consent(house.farmer, customer, channel="call", purpose="advertising", given=None)
    assert not customer.consents.exists()


def test_only_real_changes_are_written(house):
    customer = house.customer("Nord", tax_id="")
    assert change_customer(house.farmer, customer, {"name": "Nord", "paid_until": date(2026, 5, 1)}) == [
        "paid_until"
    ]
    assert change_customer(house.farmer, customer, {"name": "Nord"}) == []
    with pytest.raises(ValueError, match="owner"):
        change_customer(house.farmer, customer, {"owner": house.hunter})


def test_objection_removes_what_was_forecast_at_once(house):
    customer = house.customer(
        churn_date=date(2026, 5, 1), p_alive=0.5, value_at_risk=10, stage="regular", purchases=3
    )
    object_to_profiling(house.farmer, customer, on=True)
    customer.refresh_from_db()
    assert (customer.churn_date, customer.p_alive, customer.value_at_risk, customer.stage) == (
        None,
        None,
        0,
        "",
    )
    assert (customer.purchases, customer.objects_to_profiling) == (3, True)
    object_to_profiling(house.farmer, customer, on=False)
    assert not Customer.objects.get().objects_to_profiling


def test_tag_is_undone_only_where_it_was_put(house):
    had, has_not = house.customer("had"), house.customer("has not")
    had.tags.add(Tag.objects.create(name="VIP"))
    act, number = add_tag(house.head, Customer.objects.all(), " vip ")
    assert number == 1
    assert has_not.tags.get().name == "VIP"
    assert undo_tag(house.head, act) == 1
    assert undo_tag(house.head, act) == 0
    assert had.tags.count() == 1
    remove_tag(house.head, had, Tag.objects.get())
    assert not Tag.objects.exists()


def test_mistake_is_solved_and_opened_again(house):
    mistake = note_mistake(house.farmer, house.customer(), "late")
    solve_mistake(house.farmer, mistake)
    mistake.refresh_from_db()
    assert mistake.solved_at is not None
    open_mistake_again(house.farmer, mistake)
    mistake.refresh_from_db()
    assert mistake.solved_at is None


def test_leave_reason_is_taken_back_and_stays_in_the_history(house):
    said = note_leaving(house.farmer, house.customer(), reason="price", text="cheaper next door")
    undo_leaving(house.farmer, said)
    said.refresh_from_db()
    assert said.undone_at is not None
