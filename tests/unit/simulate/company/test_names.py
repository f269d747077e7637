"""Names, addresses and texts are in the company's language and belong to nobody."""

import re

import phonenumbers
import pytest

from perennial.simulate.company.addresses import latin, phone, tax_id
from perennial.simulate.company.company import Company

CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
LATIN = re.compile(r"[a-z]", re.IGNORECASE)
WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)


def texts(company: Company) -> list[str]:
    return [
        *company.customers.name,
        *company.customers.contact,
        *company.customers.source,
        *company.leads.name,
        *company.sellers.name,
        *company.products.name,
        *company.handoffs.note,
        *company.notes.text,
        *company.mistakes.text,
        *company.leave_reasons.text,
    ]


def test_russian_texts_are_cyrillic(russian: Company) -> None:
    for text in texts(russian):
        assert CYRILLIC.search(text), text
        assert not LATIN.search(text), text


def test_english_texts_are_latin(company: Company) -> None:
    for text in texts(company):
        assert LATIN.search(text), text
        assert not CYRILLIC.search(text), text


def test_russian_surnames_agree_with_first_names(russian: Company) -> None:
    for name in russian.sellers.name:
        first, last = name.split()
        assert first.endswith(("а", "я")) == last.endswith(("а", "я")), name
    for contact, double in zip(russian.customers.contact, russian.truth.duplicate_of, strict=True):
        first, last = contact.split()
        woman = last.endswith(("а", "ая"))
        if not double and first != "Илья":
            assert first.endswith(("а", "я")) == woman, contact


@pytest.mark.parametrize("language", ["en", "ru"])
def test_phones_are_numbers_that_could_be(company: Company, russian: Company, language: str) -> None:
    held, region = (company, "US") if language == "en" else (russian, "RU")
    for text in (*held.customers.phone, *held.leads.phone, *held.sellers.phone):
        assert phonenumbers.is_valid_number(phonenumbers.parse(text, region)), text


def test_phones_differ_but_for_duplicates(russian: Company) -> None:
    numbers = [phonenumbers.parse(text, "RU").national_number for text in russian.customers.phone]
    doubles = (russian.truth.duplicate_of != "").sum()
    assert len(set(numbers)) == len(numbers) - doubles
    place = dict(zip(russian.customers.customer_id, numbers, strict=True))
    for customer, same in zip(russian.customers.customer_id, russian.truth.duplicate_of, strict=True):
        assert not same or place[same] == place[customer]


def test_english_phones_are_kept_free_for_stories(company: Company) -> None:
    assert all(re.search(r"\b555-01\d\d$", text) for text in company.customers.phone)
    assert len({phone(number, "en") for number in range(15_000)}) == 15_000


def test_mail_goes_to_example_domains_only(company: Company, russian: Company) -> None:
    for held in (company, russian):
        for mail in (*held.customers.email, *held.leads.email, *held.sellers.email):
            assert not mail or re.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example\.(com|org)", mail), mail


def test_russian_tax_ids_have_a_right_check_digit(russian: Company) -> None:
    companies = [text for text in russian.customers.tax_id if text]
    assert len(companies) > 800
    assert len(set(companies)) == len(companies)
    for text in companies:
        digits = [int(digit) for digit in text]
        assert sum(map(int.__mul__, WEIGHTS, digits)) % 11 % 10 == digits[9]


def test_tax_id_of_english_companies_has_a_prefix_nobody_has() -> None:
    assert tax_id(5, "en").startswith("00-")


def test_latin_spells_names_for_addresses() -> None:
    assert latin("Щербакова & Журавлёв-Сити") == "scherbakova-zhuravlev-siti"
    assert latin("Blue Door Café") == "blue-door-cafe"
