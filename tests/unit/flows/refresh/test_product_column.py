import json
from datetime import date, timedelta

import numpy as np
import pytest

from perennial.core.days import iso_of
from perennial.core.progress import silent
from perennial.flows.refresh import RefreshSettings, refresh_forecasts
from perennial.flows.refresh.model_state import model_from_state, model_state
from perennial.flows.refresh.product_column import MOST_PRODUCTS
from perennial.simulate.product_shop import product_shop
from perennial.store import duckdb

EPOCH = np.datetime64("1970-01-01", "us")


@pytest.fixture(scope="module")
def shop():
    return product_shop(
        120, paces=(20.0, *[45.0] * 10), share=0.9, rng=np.random.default_rng(2), span=500, leaving=0.02
    )


def opened(shop, as_of):
    days = shop.days.log
    ids = np.array([f"c{each}" for each in shop.days.customer[days.customer]], dtype=object)
    names = np.array([shop.days.names[each] for each in shop.days.product[days.customer]], dtype=object)
    when = EPOCH + days.day.astype("timedelta64[D]").astype("timedelta64[us]")
    columns = {"customer_id": ids, "ordered_at": when, "product": names}
    return duckdb.log_of_columns(columns, as_of=as_of)


def refresh(shop, as_of, previous=None):
    log = opened(shop, as_of)
    try:
        return refresh_forecasts(
            log,
            previous=previous,
            today=as_of + 1,
            settings=RefreshSettings(drift=None),
            rng=np.random.default_rng(0),
            progress=silent,
        ).snapshot
    finally:
        log.close()


@pytest.fixture(scope="module")
def first(shop):
    return refresh(shop, shop.last_day - 5)


def test_products_due_come_first_and_few_are_kept(first):
    said = [json.loads(text) for text in first.columns["products"] if text]
    assert len(said) > 100
    assert any(each["next_order_likely"] is None for products in said for each in products)
    assert max(map(len, said)) == MOST_PRODUCTS
    for products in said:
        assert [each["due"] for each in products] == sorted((each["due"] for each in products), reverse=True)
        rest = [each["purchases"] for each in products if not each["due"]]
        assert rest == sorted(rest, reverse=True)
        for each in products:
            assert each["purchases"] > 1 or each["due"]
            last = date.fromisoformat(each["last_order_on"])
            assert each["next_order_likely"] is None or each["next_order_likely"] > iso_of(first.as_of)
            if each["due"]:
                assert each["next_order_likely"] is not None
                assert last + timedelta(days=each["usual_gap"]) < date.fromisoformat(iso_of(first.as_of + 1))


def test_purchases_and_last_days_are_those_of_the_log(shop, first):
    by_customer = dict(zip(first.columns["customer_id"], first.columns["products"], strict=True))
    log, as_of = shop.days.log, first.as_of
    for pair in range(0, len(log), 7):
        days = log.day[log.offsets[pair] : log.offsets[pair + 1]]
        name, days = shop.days.names[shop.days.product[pair]], days[days <= as_of]
        text = by_customer.get(f"c{shop.days.customer[pair]}", "")
        found = [each for each in json.loads(text or "[]") if each["product"] == name]
        for each in found:
            assert (each["purchases"], each["last_order_on"]) == (len(days), iso_of(int(days[-1])))


def test_rolling_forward_keeps_what_was_learnt_of_products(shop, first):
    later = refresh(shop, shop.last_day, first)
    assert later.model is first.model
    assert first.model.products.names == shop.days.names
    assert later.summary["products"] != first.summary["products"]  # who is due moves every day


def test_rhythms_of_products_are_read_back(first):
    again = model_from_state(json.loads(json.dumps(model_state(first.model))))
    assert again.products.names == first.model.products.names
    np.testing.assert_array_equal(again.products.log_pace, first.model.products.log_pace)
