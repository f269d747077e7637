"""The large generator follows MBG/CNBD-k."""

import numpy as np
import pytest

from perennial.simulate.coin import coin, coin_pieces


def test_orders_per_customer_and_one_time_share() -> None:
    business = coin(50_000, rng=np.random.default_rng(0))
    assert len(business.day) / 50_000 == pytest.approx(5.5, abs=0.15)
    once = (np.bincount(business.customer) == 1).mean()
    assert once == pytest.approx(0.32, abs=0.02)


def test_share_leaving_after_the_first_purchase() -> None:
    business = coin(50_000, rng=np.random.default_rng(1))
    assert (business.leaving == 0).mean() == pytest.approx(0.65 / 3.25, abs=0.01)


def test_pieces_number_customers_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perennial.simulate.coin._PIECE", 300)
    pieces = list(coin_pieces(700, rng=np.random.default_rng(2)))
    assert [int(piece.customer[0]) for piece in pieces] == [0, 300, 600]
    assert int(pieces[-1].customer[-1]) == 699
