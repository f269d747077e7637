"""Lists of equal length at five rolling cuts: what those on them still spent, untouched, by rule."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from accuracy_forecast import NEVER
from accuracy_looks import Look, spend_between
from numpy.typing import NDArray

from perennial.engine.histories import Floats

__all__ = ["list_tables"]

_YEAR = 365

_Chosen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What came of the customers one rule listed, all cuts together."""

    listed: int
    ordered: int
    soon: float
    ever: float


def list_tables(by_log: dict[str, list[Look]]) -> Iterator[str]:
    """Write what was still spent by the customers whom each rule lists.

    What a seller has is a list as long as the day. The table above judges single moments, and there no rule
    leads in all measures; this one compares lists of equal length. At each cut the rule "silent for twice
    their own mean gap" lists n customers, repeat customers by its nature; "no order for N days" lists as many
    of those longest silent (more where the last share a day); Perennial lists n of those silent beyond their
    own fixed median, the first in the plan's own order: the return probability now times the value at risk,
    that is the orders expected in 365 days if still a customer times the mean spend so far. The spend is what
    came within the return horizon R, and to the end of the log, for each customer listed. This comparison was
    set before it was run, after the one above had been seen, and its first run is what stands here; the share
    that ordered was added to read it by. Nobody was touched, so that those who ordered came unasked: the
    figures say how much was still to be had from those listed, not what a call adds. Part of Perennial's lead
    is that it alone looks at money.
    """
    yield (
        "| log | rule | listed | ordered within R | later spend within R, per listed customer "
        "| later spend to the end of the log, per listed customer |"
    )
    yield "|---|---|---|---|---|---|"
    for name, seen in by_log.items():
        rules = [_rules(look) for look in seen]
        for rule in rules[0]:
            yield _row(name, rule, _outcome(seen, [chosen[rule] for chosen in rules]))


def _rules(look: Look) -> dict[str, _Chosen]:
    twice = _twice(look)
    listed = int(twice.sum())
    return {
        "silent for twice their own mean gap": twice,
        "no order for N days": _longest_silent(look, listed),
        "Perennial": _first_in_plan(look, listed),
    }


def _twice(look: Look) -> _Chosen:
    h = look.said.histories
    return np.asarray((h.frequency > 0) & (h.silence >= 2 * h.recency / np.maximum(h.frequency, 1)))


def _longest_silent(look: Look, listed: int) -> _Chosen:
    silence = look.said.histories.silence
    return np.asarray(silence >= np.sort(silence)[len(silence) - listed])


def _first_in_plan(look: Look, listed: int) -> _Chosen:
    said = look.said
    late = np.flatnonzero(said.histories.silence > said.leaving.fixed_median)
    gain = said.leaving.return_probability * _value_at_risk(look)
    first = late[np.argsort(-gain[late], kind="stable")][:listed]
    return np.isin(np.arange(len(gain)), first)


def _value_at_risk(look: Look) -> Floats:
    h, said = look.said.histories, look.said
    alive = said.returns.model.p_alive(h.frequency, h.recency, h.silence)
    orders = said.forecaster.expected_orders(h, horizon=_YEAR, recent=said.recent) / np.maximum(alive, 1e-9)
    return np.asarray(orders * spend_between(look, -NEVER, said.cut) / (h.frequency + 1))


def _outcome(seen: list[Look], chosen: list[_Chosen]) -> _Outcome:
    listed = ordered = 0
    soon = ever = 0.0
    for look, who in zip(seen, chosen, strict=True):
        cut, horizon = look.said.cut, look.said.returns.horizon
        listed, ordered = listed + int(who.sum()), ordered + int((look.next_day <= cut + horizon)[who].sum())
        soon += float(spend_between(look, cut, cut + horizon)[who].sum())
        ever += float(spend_between(look, cut, NEVER)[who].sum())
    return _Outcome(listed=listed, ordered=ordered, soon=soon, ever=ever)


def _row(name: str, rule: str, came: _Outcome) -> str:
    each = max(came.listed, 1)
    money = f"{came.soon / each:,.1f} | {came.ever / each:,.1f}"
    return f"| {name} | {rule} | {came.listed:,} | {came.ordered / each:.0%} | {money} |"
