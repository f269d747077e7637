import numpy as np
import pytest
from scipy import integrate, special

from perennial.engine.process.order_value import OrderValue
from perennial.engine.process.passages import NOBODY, Passages, horizon_of, trials_at, waiting_at
from perennial.engine.process.shrinkage import draw_shares
from perennial.engine.process.way import Ways
from perennial.engine.process.weakest_arrow import weakest_arrow

WAYS = Ways(goal="order", following={"contact": "offer", "offer": "order"})


def passages(rows, *, as_of=400.0, groups=("Anna", "Boris")):
    """Rows of (step, group, entered, wait, over); a wait of None has not gone on."""
    step, group, entered, wait, over = zip(*rows, strict=True)
    return Passages(
        steps=("contact", "offer"),
        groups=groups,
        step=np.array(step, dtype=np.int32),
        case=np.arange(len(rows), dtype=np.int32),
        group=np.array(group, dtype=np.int32),
        entered=np.array(entered, dtype=float),
        wait=np.array([np.nan if each is None else each for each in wait]),
        over=np.array(over, dtype=bool),
        first=0.0,
        as_of=as_of,
    )


def cases(step, group, trials, successes, *, wait=5.0, at=100.0):
    return [(step, group, at + 0.01 * n, wait if n < successes else None, False) for n in range(trials)]


def test_shares_of_two_groups_are_those_of_plain_integration():
    trials, successes = np.array([40.0, 12.0]), np.array([30.0, 3.0])
    drawn = draw_shares(trials, successes, np.random.default_rng(1)).shares.mean(axis=0)
    assert drawn == pytest.approx(integrated_means(trials, successes), abs=0.01)


def integrated_means(trials, successes):
    """Posterior means by adaptive quadrature over m and B = K / (K + n), both uniform."""
    size = float(np.median(trials))

    def likelihood(mean, shrink, at=None):
        spread = size * shrink / (1 - shrink)
        first, second = mean * spread, (1 - mean) * spread
        logs = special.betaln(first + successes, second + trials - successes) - special.betaln(first, second)
        extra = 1.0 if at is None else (first + successes[at]) / (spread + trials[at])
        return np.exp(logs.sum()) * extra * 1e16

    def integral(at):
        return integrate.dblquad(
            lambda shrink, mean: likelihood(mean, shrink, at), 0, 1, 0, 1, epsabs=1e-7, epsrel=1e-4
        )[0]

    whole = integral(None)
    return np.array([integral(at) / whole for at in range(len(trials))])


def test_small_groups_are_drawn_to_the_others():
    trials, successes = np.array([300.0, 300.0, 300.0, 3.0]), np.array([150.0, 155.0, 145.0, 0.0])
    means = draw_shares(trials, successes, np.random.default_rng(1)).shares.mean(axis=0)
    assert means[:3] == pytest.approx([0.5, 0.51, 0.49], abs=0.02)
    assert 0.4 < means[3] < 0.5


def test_group_without_cases_is_like_any_new_one():
    shares = draw_shares(
        np.array([50.0, 50.0, 0.0]), np.array([10.0, 40.0, 0.0]), np.random.default_rng(1)
    ).shares
    assert shares[:, 2].mean() == pytest.approx(0.5, abs=0.05)
    assert shares[:, 2].std() > 2 * shares[:, 0].std()


@pytest.mark.parametrize("successes", [0.0, 25.0])
def test_shares_at_the_edge_stay_shares(successes):
    shares = draw_shares(np.full(3, 25.0), np.full(3, successes), np.random.default_rng(1)).shares
    assert np.isfinite(shares).all()
    assert ((shares >= 0) & (shares <= 1)).all()


def test_horizon_is_the_ninth_tenth_of_the_waits():
    found = passages([(0, 0, 10.0, float(wait), False) for wait in range(1, 101)])
    assert horizon_of(found, 0) == pytest.approx(np.quantile(np.arange(1, 101), 0.9))
    assert horizon_of(found, 1) == pytest.approx(400 / 3)  # nobody has gone on: a third of the log


def test_cases_too_young_to_judge_and_too_old_are_left_out():
    found = passages(
        [
            (0, 0, 10.0, 4.0, False),  # too old: more than 50 days before the horizon
            (0, 0, 380.0, 4.0, False),
            (0, 1, 380.0, None, False),
            (0, NOBODY, 380.0, 4.0, False),
            (0, 0, 398.0, None, False),  # too young: less than 4 days ago
        ]
    )
    trials = trials_at(found, 0, recent=50.0)
    assert trials.horizon == 4.0
    assert trials.trials.tolist() == [1, 1]
    assert trials.successes.tolist() == [1, 0]
    assert (trials.nobody_trials, trials.nobody_successes) == (1, 1)
    assert trials.months == pytest.approx(50 / (365.25 / 12))


def test_waiting_cases_come_longest_first_without_those_that_are_over():
    found = passages(
        [
            (0, 0, 300.0, 20.0, False),
            (0, 0, 395.0, None, False),
            (0, 0, 390.0, None, False),
            (0, 0, 392.0, None, True),
            (0, 0, 350.0, None, False),  # longer than nearly all took: it has gone cold
        ]
    )
    assert waiting_at(found, 0).tolist() == [2, 1]


def test_gain_is_what_the_other_half_would_bring_by_the_shares_of_the_better_half():
    rows = [*cases(0, 0, 4000, 3200), *cases(0, 1, 4000, 1600), *cases(1, 0, 4000, 2000)]
    found = weakest_arrow(passages(rows), WAYS, OrderValue(orders={}), np.random.default_rng(1))
    assert (found.weakest.source, found.weakest.target, found.basis) == ("contact", "offer", "better_half")
    # 4000 cases a month and half, 0.8 - 0.4 more of them going on, every other one of those orders.
    months = trials_at(passages(rows), 0, recent=365.0).months
    assert found.weakest.orders_a_month.value == pytest.approx(4000 * 0.4 * 0.5 / months, rel=0.05)
    assert found.weakest.groups[0].name == "Anna"
    assert [group.better for group in found.weakest.groups] == [True, False]
    assert found.certainty == 1.0


def test_sellers_who_differ_by_chance_alone_cannot_be_told_apart():
    rng = np.random.default_rng(3)
    rows = [
        row
        for step in (0, 1)
        for group in range(6)
        for row in cases(step, group, 60, int(rng.binomial(60, 0.5)))
    ]
    groups = tuple("ABCDEF")
    found = weakest_arrow(
        passages(rows, groups=groups), WAYS, OrderValue(orders={}), np.random.default_rng(1)
    )
    assert found.basis == "one_in_a_hundred"
    assert found.certainty is None
    assert all(arrow.orders_a_month.low < 0 < arrow.orders_a_month.high for arrow in found.arrows)


def test_without_sellers_the_thinnest_arrow_is_named():
    rows = [*cases(0, NOBODY, 200, 160), *cases(1, NOBODY, 160, 40)]
    found = weakest_arrow(passages(rows, groups=()), WAYS, OrderValue(orders={}), np.random.default_rng(1))
    assert (found.weakest.source, found.basis) == ("offer", "one_in_a_hundred")
    assert found.weakest.groups == ()
    assert not found.weakest.orders_a_month.known
    months = trials_at(passages(rows, groups=()), 1, recent=365.0).months
    assert found.weakest.hundredth == pytest.approx(160 / 100 / months, rel=0.02)


def test_orders_further_on_and_their_money_count():
    rows = [*cases(0, 0, 3000, 2400), *cases(0, 1, 3000, 1200), *cases(1, 0, 3000, 1500)]
    value = OrderValue(orders={"offer": 1.0, "order": 3.0}, amount=100.0, log_error=0.01)
    found = weakest_arrow(passages(rows), WAYS, value, np.random.default_rng(1)).arrows[0]
    months = trials_at(passages(rows), 0, recent=365.0).months
    assert found.orders_a_month.value == pytest.approx(3000 * 0.4 * (1 + 0.5 * 3) / months, rel=0.05)
    assert found.money_a_month.value == pytest.approx(100 * found.orders_a_month.value, rel=0.02)


def test_step_with_few_cases_is_not_judged():
    found = weakest_arrow(passages(cases(0, 0, 19, 9)), WAYS, OrderValue(orders={}), np.random.default_rng(1))
    assert (found.arrows, found.weakest) == ((), None)


def test_persons_of_one_case_each_are_no_sellers():
    groups = tuple(f"buyer {n}" for n in range(100))
    rows = [(0, n, 100.0 + n, 5.0 if n % 2 else None, False) for n in range(100)]
    found = weakest_arrow(
        passages(rows, groups=groups), WAYS, OrderValue(orders={}), np.random.default_rng(1)
    )
    assert found.weakest.groups == ()


def test_same_seed_gives_the_same_answer():
    rows = [*cases(0, 0, 80, 50), *cases(0, 1, 90, 40), *cases(1, 0, 60, 30)]
    one, two = (
        weakest_arrow(passages(rows), WAYS, OrderValue(orders={}), np.random.default_rng(7)) for _ in range(2)
    )
    assert one == two
