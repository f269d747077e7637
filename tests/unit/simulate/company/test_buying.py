"""Customers buy by the law of their product, and leave by it."""

import numpy as np
import pytest

from perennial.simulate.company.company import Company


def grouped(company: Company) -> tuple[np.ndarray, np.ndarray]:
    """Customer number and day of each order, customer by customer."""
    customers = company.customers.customer_id
    number = np.searchsorted(customers, company.orders.customer_id)
    order = np.lexsort((company.orders.day, number))
    return number[order], company.orders.day[order]


@pytest.mark.parametrize(("product", "gap"), [("P1", 7), ("P2", 30), ("P3", 540)])
def test_rates_have_the_usual_gap_of_the_product(company: Company, product: str, gap: int) -> None:
    rate = company.truth.rate[company.customers.product_id == product]
    assert np.median(1.0 / rate) == pytest.approx(gap, rel=0.15)


@pytest.mark.parametrize(("product", "gap"), [("P1", 7), ("P2", 28)])
def test_gaps_have_the_usual_gap_of_the_product(company: Company, product: str, gap: int) -> None:
    number, day = grouped(company)
    same = np.diff(number) == 0
    mine = company.customers.product_id[number[1:]] == product
    assert np.median(np.diff(day)[same & mine]) == pytest.approx(gap, rel=0.15)


def test_first_order_is_the_customers_first(company: Company) -> None:
    number, day = grouped(company)
    first = np.flatnonzero(np.diff(number, prepend=-1))
    assert np.array_equal(day[first], company.customers.first_order)


def test_nobody_orders_after_leaving(company: Company) -> None:
    number, day = grouped(company)
    assert (day <= company.truth.leaving_day[number]).all()
    at_once = company.truth.leaving_day == company.customers.first_order
    assert (np.bincount(number)[at_once] == 1).all()
    assert np.isinf(company.truth.leaving_day).any()


def test_december_is_busier_than_summer(company: Company) -> None:
    # 2025: December 20423 to 20453, July and August 20270 to 20331
    day = company.orders.day[company.orders.product_id == "P2"]
    december = ((day >= 20_423) & (day <= 20_453)).sum() / 31
    summer = ((day >= 20_270) & (day <= 20_331)).sum() / 62
    assert december > 1.3 * summer


def test_leaving_has_its_peak_in_the_middle(company: Company) -> None:
    weekly = company.customers.product_id == "P1"
    tenure = (company.truth.leaving_day - company.customers.first_order)[weekly]
    hazards = []
    for begin, end in [(1, 100), (110, 200), (250, 600)]:
        there = tenure[tenure > begin]
        hazards.append((there <= end).sum() / np.minimum(there - begin, end - begin).sum())
    assert hazards[1] > 1.5 * max(hazards[0], hazards[2])


def test_plans_end_for_those_who_are_still_customers(company: Company) -> None:
    paid = company.customers.paid_until >= company.first_day
    assert 20 < paid.sum() < 150
    assert (company.truth.leaving_day[paid] > company.last_day).all()
