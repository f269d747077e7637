"""The backtest: early cuts of the past choose or blend the models, later ones say how right that was."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from perennial.engine.backtest.candidates import CANDIDATES
from perennial.engine.backtest.cuts import LEAST_HISTORY, choose_cuts
from perennial.engine.backtest.forecaster import HorizonPlan
from perennial.engine.backtest.learning import alone, plan_for
from perennial.engine.backtest.past import Past, look_back
from perennial.engine.backtest.record import AUTO, best_attrition, record_rows
from perennial.engine.backtest.results import Record, RecordRow
from perennial.engine.backtest.said_left import count_left
from perennial.engine.backtest.worth import worthwhile
from perennial.engine.calendar.results import EVEN, SpecialDays
from perennial.engine.customer_facts import NO_FACTS, CustomerFacts
from perennial.engine.purchases import PurchaseLog
from perennial.engine.trees.model import TREES

__all__ = ["Beside", "Choice", "choose"]

_MOST = 10_000  # customers that the choice looks at
_EARLY = 2  # cuts that choose before the first is reported
_FEW = 1_000  # customers below which a dear candidate must show that it helps, as from _MOST on
_TYPICAL = 28  # days: the horizon at which trees are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the past says of the models: the record, and how each horizon in days is to be forecast."""

    record: Record
    plans: Mapping[int, HorizonPlan]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """How a part of a log is looked back at, so that its record can be added to those of other parts.

    Attributes
    ----------
    cuts
        Rising day numbers to look back from; those before which nothing is known here are passed over.
    told
        One more horizon to report, for which those said to have left are followed too.
    """

    cuts: tuple[int, ...]
    told: int


def choose(
    log: PurchaseLog,
    as_of: int,
    *,
    horizons: tuple[int, ...],
    return_horizon: int,
    usual_gap: float | None = None,
    candidates: Sequence[str] = CANDIDATES,
    customers: int | None = None,
    beside: Beside | None = None,
    special: SpecialDays = EVEN,
    facts: CustomerFacts = NO_FACTS,
    record: bool = True,
    rng: np.random.Generator,
) -> Choice:
    """Choose and blend on earlier cuts of the log, and keep the record.

    What is reported of a cut was chosen with outcomes known by that cut; nothing after `as_of` is looked at.

    Parameters
    ----------
    log
        Purchases of all customers or of a sample of them; at most 10,000 customers are used.
    as_of
        Day number of the end of observation.
    horizons
        Days ahead to learn, the most important first: the record's weights are its counts'.
    return_horizon
        R in days: those said to have left are followed for so long.
    usual_gap
        Of the business, in days.
    candidates
        Some of `CANDIDATES`, an attrition model first; one alone is taken as it is, without corrections.
    customers
        Customers in the whole log; None where `log` holds all of them.
    beside
        Given where this is one part of a larger log.
    special
        What is known beforehand of single days.
    facts
        Of the customers of `log`.
    record
        Whether the rows of the record are wanted: they cost a third of the time.
    """
    if len(log) > _MOST:
        customers = customers or len(log)
        some = np.sort(rng.choice(len(log), _MOST, replace=False))
        log, facts = log.take(some), facts.take(some)
    seen = np.flatnonzero(log.day[log.offsets[:-1]] <= as_of)
    known, facts = log.take(seen), facts.take(seen)
    begin = int(known.day.min()) if len(known) else as_of
    chosen = beside.cuts if beside else choose_cuts(begin, as_of, among=as_of - return_horizon)
    cuts = [cut for cut in chosen if cut >= begin + LEAST_HISTORY]
    past, names = _look_back_at(
        known, cuts, as_of, horizons, candidates, special=special, facts=facts, rng=rng
    )

    def plan(horizon: int, earlier: Sequence[Past], until: int) -> HorizonPlan:
        if len(candidates) == 1:
            return alone(candidates[0])
        return plan_for(horizon, earlier, until, names)

    plans = {horizon: plan(horizon, past, as_of) for horizon in horizons}
    rows: Sequence[RecordRow] = ()
    if record:
        spans = (return_horizon, *({beside.told} - {return_horizon} if beside else ()))
        told = _rows(past, plan, as_of, horizons={*horizons, *spans})
        rows = _with_left(
            told,
            past,
            names,
            horizon=return_horizon,
            spans=spans,
            usual_gap=usual_gap,
            same_k=beside is not None,
            rng=rng,
        )
    record_of_past = Record(
        rows=tuple(rows),
        attrition_model=best_attrition(past, as_of, names),
        weights=plans[horizons[0]].count_weights,
        sampled=len(log) if customers is not None and customers > len(log) else None,
    )
    return Choice(record=record_of_past, plans=plans)


def _look_back_at(
    log: PurchaseLog,
    cuts: Sequence[int],
    as_of: int,
    horizons: Sequence[int],
    candidates: Sequence[str],
    *,
    special: SpecialDays,
    facts: CustomerFacts,
    rng: np.random.Generator,
) -> tuple[list[Past], list[str]]:
    # All candidates are tried at the middle cut; the dear ones that do little there are not fitted at the
    # others, which saves most of the time.
    names, past = list(candidates), {}
    if cuts:
        middle = cuts[len(cuts) // 2]
        past[middle], names = _tried(
            log, middle, as_of, horizons, candidates, special=special, facts=facts, rng=rng
        )
    for cut in cuts:
        if cut not in past:
            past[cut] = look_back(log, cut, names, rng, special, horizons=horizons, facts=facts)
    return [past[cut] for cut in cuts], _different(list(past.values()), names)


def _tried(
    log: PurchaseLog,
    cut: int,
    as_of: int,
    horizons: Sequence[int],
    candidates: Sequence[str],
    *,
    special: SpecialDays,
    facts: CustomerFacts,
    rng: np.random.Generator,
) -> tuple[Past, list[str]]:
    """Try all candidates at one cut, and name those that are worth it."""
    # Of a large log dear candidates cost much, of a few hundred customers they learn little but noise: there
    # one horizon must show that they help.
    must_help = not _FEW <= len(log) < _MOST
    some = (min(horizons, key=lambda days: abs(np.log(days / _TYPICAL))),) if must_help else tuple(horizons)
    at = look_back(log, cut, candidates, rng, special, horizons=some, facts=facts)
    names = worthwhile(at, as_of, some, must_help=must_help)
    if TREES in names and some != tuple(horizons):
        at = look_back(log, cut, names, rng, special, horizons=horizons, facts=facts)
    return at, names


def _different(past: Sequence[Past], names: Sequence[str]) -> list[str]:
    # Where purchases come at random, MBG/CNBD-k is MBG/NBD: one name is enough.
    if "mbg-cnbd-k" in names and all(
        at.attrition.get("mbg-nbd") is at.attrition["mbg-cnbd-k"] for at in past
    ):
        return [name for name in names if name != "mbg-nbd"]
    return list(names)


def _rows(
    past: Sequence[Past],
    plan: Callable[[int, Sequence[Past], int], HorizonPlan],
    as_of: int,
    *,
    horizons: Collection[int],
) -> list[RecordRow]:
    return [
        row
        for early, at in enumerate(past)
        for horizon in sorted(horizons)
        if early >= _EARLY and at.cut + horizon <= as_of
        for row in record_rows(at, plan(horizon, past[:early], at.cut), horizon)
    ]


def _with_left(
    rows: Sequence[RecordRow],
    past: Sequence[Past],
    candidates: Sequence[str],
    *,
    horizon: int,
    spans: tuple[int, ...],
    usual_gap: float | None,
    same_k: bool,
    rng: np.random.Generator,
) -> list[RecordRow]:
    # Only the blend's rows of these horizons say who had left: those customers were followed for so long.
    # Beside other parts only the latest of each does: every count fits models anew.
    latest = {days: max((row.cut for row in rows if row.horizon_days == days), default=0) for days in spans}
    answer, counted = list(rows), {}
    for place, row in enumerate(rows):
        is_asked = row.horizon_days in spans and (not same_k or row.cut == latest[row.horizon_days])
        if row.model == AUTO and is_asked:
            if row.cut not in counted:
                known = [at for at in past if at.cut <= row.cut]
                name = best_attrition(known[:-1], row.cut, candidates)
                counted[row.cut] = count_left(
                    known[-1],
                    name,
                    horizon=horizon,
                    followed=spans,
                    usual_gap=usual_gap,
                    same_k=same_k,
                    rng=rng,
                )
            left, away = counted[row.cut]
            answer[place] = replace(row, said_left=left, stayed_away=away[row.horizon_days])
    return answer
