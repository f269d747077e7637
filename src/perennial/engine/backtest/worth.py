"""Which candidates are worth what they cost."""

from collections.abc import Sequence

from perennial.engine.backtest.blend import count_weights, probability_weights
from perennial.engine.backtest.past import Past
from perennial.engine.backtest.scores import log_score, poisson_deviance
from perennial.engine.histories import Floats
from perennial.engine.trees.model import TREES

__all__ = ["gain_of", "worthwhile"]

_SHARE = {"tenure": 0.25, TREES: 0.01}  # in some forecast, from which on a dear model is fitted at every cut
_GAIN = 0.005  # by which some forecast must be better with it where it must help


def worthwhile(at: Past, until: int, horizons: Sequence[int], *, must_help: bool) -> list[str]:
    """Name the candidates that are to be fitted at every cut, by what they do at one.

    Dear ones must have some share there, or, where it is said so, make some forecast better: a model beside
    the right one gets a share too. With trees, besides, customers of one history are not forecast alike.
    """
    if len(at.names) == 1:
        return list(at.names)
    if must_help:
        return [
            name for name in at.names if name not in _SHARE or gain_of(name, at, until, horizons) >= _GAIN
        ]
    weights = [each for days in horizons for each in _weights(at, at.names, _window(at, until, days))]
    return [
        name
        for place, name in enumerate(at.names)
        if max(each[place] for each in weights) >= _SHARE.get(name, 0.0)
    ]


def gain_of(name: str, at: Past, until: int, horizons: Sequence[int]) -> float:
    """Say by which share the best helped forecast of a cut is better with a candidate than without it.

    Both blends are weighed on the cut that judges them, so that the share is rather too large.

    Parameters
    ----------
    until
        Day up to which outcomes are known.
    """
    others = [each for each in at.names if each != name]
    gains = []
    for horizon in horizons:
        days = _window(at, until, horizon)
        losses = zip(_losses(at, at.names, days), _losses(at, others, days), strict=True)
        gains += [1 - with_it / max(without, 1e-9) for with_it, without in losses]
    return max(gains)


def _window(at: Past, until: int, horizon: int) -> int:
    return min(horizon, until - at.cut)


def _weights(at: Past, names: Sequence[str], days: int) -> tuple[Floats, Floats]:
    came = at.came(days)
    return (
        count_weights([at.expected(names, days)], [came]),
        probability_weights([at.p_order(names, days)], [came > 0]),
    )


def _losses(at: Past, names: Sequence[str], days: int) -> tuple[float, float]:
    by_count, by_chance = _weights(at, names, days)
    came = at.came(days)
    return (
        poisson_deviance(at.expected(names, days) @ by_count, came),
        log_score(at.p_order(names, days) @ by_chance, came > 0),
    )
