"""The company hangs together: sizes, references, order of time, sameness by seed."""

from dataclasses import fields

import numpy as np
import pytest

from perennial.core.days import NO_DAY
from perennial.simulate.company.company import SPAN, Company, make_company

TABLES = [field.name for field in fields(Company)][:11]
KEYS = {
    "customer_id": "customers",
    "duplicate_of": "customers",
    "lead_id": "leads",
    "product_id": "products",
    "seller_id": "sellers",
    "hunter_id": "sellers",
    "farmer_id": "sellers",
    "owner_id": "sellers",
}
OWN_ID = {"customers": "customer_id", "leads": "lead_id", "products": "product_id", "sellers": "seller_id"}
DAYS = {
    "customers": ["first_order"],
    "leads": ["entered", "contact_day", "meeting_day", "offer_day", "won_day", "lost_day"],
    "orders": ["day"],
    "touches": ["day"],
    "handoffs": ["offered", "accepted"],
    "mistakes": ["day", "resolved"],
    "leave_reasons": ["day"],
    "notes": ["day"],
}


def columns(company: Company, table: str) -> dict[str, object]:
    held = getattr(company, table)
    return {field.name: getattr(held, field.name) for field in fields(held)}


def test_company_has_the_size_asked_for(company: Company) -> None:
    assert 3_200 < len(company.customers.customer_id) < 4_800
    assert 5_000 < len(company.leads.lead_id) < 8_000
    assert 20_000 < len(company.orders.order_id) < 60_000
    assert 30_000 < len(company.touches.touch_id) < 60_000
    weekly = (company.customers.product_id == "P1").sum()
    assert 300 < weekly < 500


@pytest.mark.parametrize("table", TABLES)
def test_table_has_columns_of_one_length(company: Company, table: str) -> None:
    lengths = {len(column) for column in columns(company, table).values()}
    assert len(lengths) == 1
    assert lengths != {0}


@pytest.mark.parametrize("table", TABLES)
def test_ids_of_a_table_refer_to_rows_that_exist(company: Company, table: str) -> None:
    for name, column in columns(company, table).items():
        if name in KEYS:
            home = KEYS[name]
            known = {*columns(company, home)[OWN_ID[home]].tolist(), ""}
            assert set(column.tolist()) <= known, name


@pytest.mark.parametrize("table", ["customers", "leads", "orders", "touches", "handoffs", "mistakes"])
def test_own_ids_are_all_different(company: Company, table: str) -> None:
    first = next(iter(columns(company, table).values()))
    assert len(set(first.tolist())) == len(first)


def test_duplicates_refer_to_earlier_records(company: Company) -> None:
    customers, same = company.customers, company.truth.duplicate_of
    rows = np.flatnonzero(same != "")
    assert 0.005 < len(rows) / len(same) < 0.015
    assert (same[rows] < customers.customer_id[rows]).all()
    assert len(set(same[rows].tolist())) == len(rows)


@pytest.mark.parametrize("table", DAYS)
def test_days_lie_within_the_companys_life(company: Company, table: str) -> None:
    for name in DAYS[table]:
        day = columns(company, table)[name]
        day = day[day != NO_DAY]
        assert len(day), name
        assert day.min() >= company.first_day, name
        assert day.max() <= company.last_day, name
    assert company.last_day - company.first_day + 1 == SPAN


@pytest.mark.parametrize("table", ["orders", "touches"])
def test_rows_rise_in_time(company: Company, table: str) -> None:
    held = columns(company, table)
    assert (np.diff(held["day"].astype(np.int64) * 1440 + held["minute"]) >= 0).all()


def test_company_is_the_same_for_the_same_seed_and_another_for_another(company: Company) -> None:
    again = make_company(seed=7, last_day=company.last_day, language="en")
    other = make_company(seed=8, last_day=company.last_day, language="en")
    for table in TABLES:
        for name, column in columns(company, table).items():
            assert np.array_equal(column, columns(again, table)[name]), (table, name)
    assert not np.array_equal(company.orders.day[:1000], other.orders.day[:1000])


def test_languages_change_names_and_money_only(company: Company, russian: Company) -> None:
    assert (company.currency, russian.currency) == ("USD", "RUB")
    assert company.customers.name != russian.customers.name
    assert np.array_equal(company.sellers.role, russian.sellers.role)
