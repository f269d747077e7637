"""What counts as a purchase, one awkward case after another."""

from datetime import date, time

import numpy as np
import pytest

from perennial.core.days import day_of
from perennial.core.errors import UserError
from perennial.ingest.cleaning import CleaningRules


def order(when, amount=10.0, customer="a", **more):
    return {"customer_id": customer, "ordered_at": f"2024-{when}", "amount": amount, **more}


def purchases(log, customer=0):
    of = log.purchases(customers=np.array([customer]))
    return list(zip(of.day - day_of(date(2024, 1, 1)) + 1, of.amount, strict=True))


def notes(log):
    return " ".join(str(note) for note in log.facts.notes)


def test_two_orders_the_same_day_are_one_purchase_and_it_is_said(log_of):
    log = log_of([order("01-05T09:00", 10), order("01-05T18:00", 5), order("01-09")])
    assert purchases(log) == [(5, 15), (9, 10)]
    assert log.spend().orders.tolist() == [3]
    assert "3 make 2: orders of one customer on one day are one purchase." in notes(log)


def test_ten_to_midnight_and_ten_past_are_two_days_unless_the_day_starts_later(log_of):
    rows = [order("01-05T23:50"), order("01-06T00:10")]
    assert purchases(log_of(rows)) == [(5, 10), (6, 10)]
    assert purchases(log_of(rows, rules=CleaningRules(day_start=time(4)))) == [(5, 20)]


def test_refund_row_nine_days_later_is_never_a_purchase(log_of):
    log = log_of([order("01-05", 100), order("01-14", -20)])
    assert purchases(log) == [(5, 80)]
    assert log.facts.refunds == 1
    assert log.facts.left_out == {}


def test_order_and_full_refund_the_same_day_are_dropped(log_of):
    log = log_of([order("01-02", 7), order("01-05", 30), order("01-05", -30)])
    assert purchases(log) == [(2, 7)]
    assert log.spend().total.tolist() == [7]
    assert log.facts.left_out == {"refunded": 1}


def test_no_end_of_observation_given_it_is_the_last_day_and_said(log_of):
    log = log_of([order("01-05"), order("01-20", customer="b")])
    assert log.facts.as_of == day_of(date(2024, 1, 20))
    assert log.histories().silence.tolist() == [15, 0]
    assert "the last day in the log" in notes(log)


def test_end_before_all_data_is_refused_with_a_sentence(log_of):
    with pytest.raises(UserError, match="No order is on or before"):
        log_of([order("01-05")], as_of=day_of(date(2023, 12, 31)))


def test_two_orders_in_one_week_are_two_purchases(log_of):
    log = log_of([order("01-01"), order("01-03")])
    assert log.histories().frequency.tolist() == [1]
    assert log.histories().recency.tolist() == [2]


def test_exact_duplicate_rows_are_left_out_and_said(log_of):
    export = [
        order("01-05", 10, order_id="1"),
        order("01-05", 5, order_id="1"),
        order("01-07", 8, order_id="2"),
    ]
    log = log_of(export * 2)
    assert purchases(log) == [(5, 15), (7, 8)]
    assert log.facts.left_out == {"duplicate": 3}
    assert "was an export joined twice?" in notes(log)


def test_two_of_the_same_thing_in_one_order_are_no_duplicate(log_of):
    twice = order("01-05", 5, order_id="1", product="cup")
    log = log_of([twice, twice, order("01-05", 20, order_id="1", product="pot")])
    assert purchases(log) == [(5, 30)]
    assert log.facts.left_out == {}


def test_zero_amounts_are_left_out_unless_kept(log_of):
    rows = [order("01-05"), order("01-09", 0.0)]
    assert purchases(log_of(rows)) == [(5, 10)]
    assert log_of(rows).facts.left_out == {"zero_amount": 1}
    assert purchases(log_of(rows, rules=CleaningRules(keep_zero=True))) == [(5, 10), (9, 0)]


def test_rows_of_one_order_are_one_order(log_of):
    log = log_of(
        [order("01-05", 10, order_id="1"), order("01-06", 5, order_id="1"), order("01-09", order_id="2")]
    )
    assert purchases(log) == [(5, 15), (9, 10)]
    assert log.facts.counted == 2


def test_cancelled_test_and_draft_orders_are_left_out_by_status(log_of):
    statuses = ["paid", "cancelled", "Тестовый", "draft", "Отменён"]
    log = log_of([order(f"01-0{i}", status=status) for i, status in enumerate(statuses, start=1)])
    assert purchases(log) == [(1, 10)]
    assert log.facts.left_out == {"cancelled": 2, "draft": 1, "test": 1}


def test_lines_without_a_status_go_with_their_order(log_of):
    lines = [order("01-05", 10, order_id="1", status="cancelled"), order("01-05", 5, order_id="1")]
    log = log_of([*lines, order("01-06", order_id="2", status="paid")])
    assert purchases(log) == [(6, 10)]
    assert log.facts.left_out == {"cancelled": 1}


def test_empty_lines_go_with_an_order_whose_status_says_refunded(log_of):
    lines = [order("01-05", 10, order_id="1", status="refunded"), order("01-05", None, order_id="1")]
    log = log_of([*lines, order("01-06", order_id="2", status="paid")])
    assert purchases(log) == [(6, 10)]
    assert log.spend().total.tolist() == [10]
    assert log.facts.left_out == {"refunded": 1}


def test_order_whose_status_says_refunded_is_dropped(log_of):
    log = log_of([order("01-05", status="refunded"), order("01-06", status="paid")])
    assert purchases(log) == [(6, 10)]
    assert log.spend().total.tolist() == [10]


def test_refund_that_names_its_order_nets_it_and_no_other(log_of):
    rows = [order("01-05", 50, order_id="1"), order("01-07", 50, order_id="2")]
    log = log_of([*rows, order("01-09", -50, order_id="9", refund_of="1")])
    assert purchases(log) == [(7, 50)]


def test_refund_that_names_no_order_goes_to_one_that_can_still_bear_it(log_of):
    rows = [order("01-05", 50, order_id="1"), order("01-07", 60, order_id="2")]
    named = order("01-08", -30, order_id="8", refund_of="2")
    log = log_of([*rows, named, order("01-09", -40, order_id="9")])
    assert purchases(log) == [(5, 10), (7, 30)]


def test_refund_under_the_number_of_its_order_nets_it(log_of):
    rows = [
        order("01-05", 50, order_id="1"),
        order("01-07", 50, order_id="2"),
        order("01-09", -20, order_id="1"),
    ]
    assert purchases(log_of(rows)) == [(5, 30), (7, 50)]


def test_refunded_amount_in_the_order_nets_it(log_of):
    log = log_of([order("01-05", 50, refunded_amount=20.0), order("01-07", 50, refunded_amount=50.0)])
    assert purchases(log) == [(5, 30)]
    assert log.facts.refunds == 2
    assert log.facts.left_out == {"refunded": 1}


def test_refund_that_fits_no_order_lowers_only_the_total_of_the_customer(log_of):
    log = log_of([order("01-05", 50), order("01-09", -70)])
    assert purchases(log) == [(5, 50)]
    assert log.spend().total.tolist() == [-20]
    assert "Refunds that fit no order lower only the total of their customer: 1." in notes(log)


def test_decimals_refunded_in_full_leave_no_purchase(log_of):
    log = log_of([order("01-01"), order("01-05", 0.1, order_id="1"), order("01-05", 0.2, order_id="1"),
                  order("01-06", -0.3, order_id="1")])  # fmt: skip
    assert purchases(log) == [(1, 10)]


def test_instalments_of_a_contract_are_one_order_on_the_first_payment(log_of):
    payments = [order(f"0{month}-10", 100, contract_id="K-1") for month in (1, 2, 3)]
    log = log_of([*payments, order("03-15", 40)])
    assert purchases(log) == [(10, 300), (75, 40)]
    assert log.facts.left_out == {"instalment": 2}


def test_retail_buyer_is_left_out_and_asked_about(log_of):
    log = log_of([order("01-05"), order("01-05", customer="Розничный покупатель")])
    assert log.facts.customers == 1
    assert log.facts.left_out == {"bucket": 1}
    assert "Is Розничный покупатель one customer?" in notes(log)
