import numpy as np
import pytest

from perennial.core.days import day_of, iso_of
from perennial.core.errors import UserError
from perennial.ingest.cleaning import CleaningRules
from perennial.store.duckdb import log_of_arrays


def order(customer, day, amount=10.0, **more):
    return {"customer_id": customer, "ordered_at": f"2024-{day}", "amount": amount, **more}


def texts(log):
    return [str(note) for note in log.facts.notes]


def test_facts_of_a_plain_log(log_of):
    log = log_of([order("a", "01-01"), order("a", "01-05"), order("b", "01-03"), order("b", "01-03T18:00")])
    facts = log.facts
    assert (facts.rows, facts.rejected, facts.refunds, dict(facts.left_out)) == (4, 0, 0, {})
    assert (facts.counted, facts.purchases, facts.customers) == (4, 3, 2)
    assert [iso_of(day) for day in (facts.first, facts.last, facts.as_of)] == [
        "2024-01-01",
        "2024-01-05",
        "2024-01-05",
    ]
    assert facts.has_amounts
    assert facts.currency is None


def test_currency_of_the_rows_is_told(log_of):
    assert log_of([order("a", "01-01", currency="GBP")]).facts.currency == "GBP"


def test_default_end_is_the_last_day_of_the_whole_log_even_of_an_order_left_out(log_of):
    log = log_of([order("a", "01-01", status="paid"), order("b", "02-01", status="cancelled")])
    assert iso_of(log.facts.as_of) == "2024-02-01"
    assert log.histories().T.tolist() == [31]
    assert log.facts.left_out == {"cancelled": 1}


def test_orders_after_the_end_are_neither_counted_nor_customers(log_of):
    log = log_of(
        [order("a", "01-01"), order("b", "01-03"), order("a", "01-04")], as_of=day_of_text("2024-01-02")
    )
    assert log.facts.left_out == {"after_as_of": 2}
    assert log.facts.customers == 1
    assert log.histories().frequency.tolist() == [0]
    assert "Not counted, being after 19724: 2." in texts(log)


def test_end_before_all_data_is_refused(log_of):
    with pytest.raises(UserError, match="No order is on or before") as refused:
        log_of([order("a", "01-05")], as_of=day_of_text("2024-01-04"))
    assert refused.value.message.facts["first"] == day_of_text("2024-01-05")


def test_log_without_rows_is_refused():
    with pytest.raises(UserError, match="no row that can be used"):
        log_of_arrays([], np.array([], dtype=np.int32))


def test_log_without_a_counted_order_is_refused(log_of):
    with pytest.raises(UserError, match="counts as a purchase"):
        log_of([order("a", "01-05", 0.0)])


def test_log_without_amounts_counts_every_order(log_of):
    log = log_of([{"customer_id": "a", "ordered_at": f"2024-01-0{day}"} for day in (1, 2, 4)])
    assert not log.facts.has_amounts
    assert log.histories().frequency.tolist() == [2]
    assert np.isnan(log.spend().total).all()
    assert np.isnan(log.purchases().amount).all()


def test_customers_are_numbered_by_first_day_then_id_whatever_the_order_of_rows(log_of):
    rows = [order("b", "01-02"), order("z", "01-01"), order("a", "01-02"), order("a", "01-09")]
    for shuffled in (rows, rows[::-1]):
        assert log_of(shuffled).customer_ids(np.arange(3)) == ["z", "a", "b"]


def test_unknown_statuses_count_and_are_named(log_of):
    log = log_of([order("a", "01-01", status="sunny"), order("a", "01-02", status="paid")])
    assert log.facts.counted == 2
    assert "Counted, though their status was not recognised: orders with ('sunny',)." in texts(log)


def test_status_column_with_hundreds_of_texts_is_not_used(log_of):
    rows = [order("a", "01-01", status=f"cancelled by {i}") for i in range(501)]
    log = log_of(rows)
    assert log.facts.counted == 501
    assert "The status column was not used: 501 different texts are too many." in texts(log)


def test_large_customer_among_many_is_asked_about_and_left_out(log_of):
    rows = [order(f"c{i}", "01-01") for i in range(200)] + [order("big", "01-02")] * 20
    log = log_of(rows)
    assert log.facts.left_out == {"bucket": 20}
    assert log.facts.customers == 200
    assert any(text.startswith("Is big one customer?") for text in texts(log))


def test_large_customer_that_is_known_is_kept(log_of):
    rows = [order(f"c{i}", "01-01") for i in range(200)] + [order("big", "01-02")] * 20
    log = log_of(rows, rules=CleaningRules(keep_customers=frozenset({"big"})))
    assert log.facts.customers == 201


def test_late_flood_of_new_customers_is_no_left_truncation_but_an_early_one_is():
    days = np.concatenate([np.repeat(np.arange(30), 20), np.arange(30, 360)])
    early = log_of_arrays(np.arange(len(days)), days)
    late = log_of_arrays(np.arange(len(days)), 360 - days)
    assert any("first seen by" in text for text in texts(early))
    assert not any("first seen by" in text for text in texts(late))


def test_equal_monthly_sums_of_many_customers_raise_the_question_of_payments():
    days = np.tile(np.arange(0, 150, 30), 30)
    customers = np.repeat(np.arange(30), 5)
    same = log_of_arrays(customers, days, np.repeat(np.arange(30) + 50.0, 5))
    differing = log_of_arrays(customers, days, np.arange(150) + 50.0)
    assert any(text.startswith("Is a row an order or a payment?") for text in texts(same))
    assert not any(text.startswith("Is a row an order or a payment?") for text in texts(differing))


def day_of_text(text):
    return day_of(np.datetime64(text).item())
