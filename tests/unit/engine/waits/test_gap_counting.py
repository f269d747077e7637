import numpy as np

from perennial.core.days import month_of
from perennial.engine.purchases import PurchaseLog
from perennial.engine.waits.gap_counting import gap_table_of


def log_of(*customers):
    day = np.concatenate([np.array(days, dtype=np.int32) for days in customers])
    offsets = np.concatenate([[0], np.cumsum([len(days) for days in customers])])
    return PurchaseLog(offsets=offsets, day=day, amount=np.full(len(day), np.nan))


def rows(table):
    columns = (table.level, table.group, table.duration, table.closed, table.count)
    return {tuple(int(value) for value in row) for row in zip(*columns, strict=True)}


def test_gap_table_of_counts_closed_and_open_gaps():
    table = gap_table_of(log_of([0, 10, 30], [5]), as_of=50)
    assert rows(table) == {(0, 0, 10, 1, 1), (0, 0, 20, 1, 1), (0, 0, 20, 0, 1), (0, 1, 45, 0, 1)}


def test_gap_table_of_does_not_look_past_the_end_of_observation():
    table = gap_table_of(log_of([0, 10, 30], [25]), as_of=20)
    assert rows(table) == {(0, 0, 10, 1, 1), (0, 0, 10, 0, 1)}


def test_gap_table_of_split_by_rung_gathers_the_tenth_and_later():
    table = gap_table_of(log_of(range(12)), as_of=20, by="rung")
    assert rows(table) == {(rung, 0, 1, 1, 1) for rung in range(1, 10)} | {(10, 0, 1, 1, 2), (10, 0, 9, 0, 1)}


def test_gap_table_of_split_by_month_takes_the_month_of_the_start():
    table = gap_table_of(log_of([0, 40]), as_of=60, by="month")
    assert rows(table) == {(month_of(0), 0, 40, 1, 1), (month_of(40), 0, 20, 0, 1)}


def test_gap_table_of_lets_each_customer_count_once():
    table = gap_table_of(log_of([0, 10, 30], [5], [7]), as_of=50)
    weight = {group: table.weight[table.group == group].sum() for group in range(3)}
    assert np.allclose(list(weight.values()), 1)


def test_gap_table_of_deals_customers_into_groups_by_their_number():
    table = gap_table_of(log_of(*([day] for day in range(150))), as_of=200)
    assert table.count.sum() == 150
    assert table.duration[table.group == 20].tolist() == [80, 180]


def test_gap_table_of_a_cut_before_all_purchases_is_empty():
    assert len(gap_table_of(log_of([10]), as_of=5, by="rung").count) == 0
