"""Events of a sale whose weakest arrow is known: at one step half of the sellers do worse."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from perennial.engine.histories import Floats
from perennial.engine.process.order_steps import ORDER_STEPS

__all__ = ["CHAIN", "PLANTABLE", "WAIT_SPREAD", "ProcessLog", "make_process_log"]

#: The steps after a source, with the usual share that goes on to each and the median days it takes.
CHAIN: Final = (
    ("contact", 0.8, 1.0),
    ("meeting", 0.6, 5.0),
    ("offer", 0.75, 4.0),
    (ORDER_STEPS[0], 0.5, 9.0),
    (ORDER_STEPS[1], 0.55, 30.0),
    (ORDER_STEPS[2], 0.65, 27.0),
    (ORDER_STEPS[3], 0.8, 25.0),
    (ORDER_STEPS[4], 0.85, 25.0),
)

#: Standard deviation of the logarithm of the days a step takes.
WAIT_SPREAD: Final = 0.6

#: Steps from which the way on can be made worse.
PLANTABLE: Final = ("contact", "meeting", "offer", ORDER_STEPS[0], ORDER_STEPS[1])

_FIRST_DAY: Final = "2025-01-01"
_DAYS = 540
_SOURCES: Final = (("Recommendation", 0.3), ("Search", 0.45), ("Trade fair", 0.25))
_HUNTERS = ("Arthur", "Bella", "Carl", "Dora", "Emil", "Flora")
_FARMERS = ("Gina", "Hans", "Iris", "Jon")
_SPREAD = 0.12  # of sellers, on the scale of log-odds
_SAID_LOST = 0.5  # share of leads that do not go on and are closed with a word


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessLog:
    """A made-up event log and its truth.

    Attributes
    ----------
    columns
        `case_id`, `activity`, `moment`, `resource`, `owner`, `source`; shape (m,), in the order of time.
    planted
        The arrow at which half of the sellers do worse; None where none does.
    shares
        By step: the true share of each seller's cases that go on from it.
    """

    columns: Mapping[str, NDArray[np.generic]]
    planted: tuple[str, str] | None
    shares: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    day: float
    source: str
    hunter: str
    farmer: str


def make_process_log(
    rng: np.random.Generator, *, leads: int = 3000, planted: str | None = None, worse: float = 1.1
) -> ProcessLog:
    """Invent the log.

    Parameters
    ----------
    leads
        Cases, spread evenly over a year and a half.
    planted
        The step from which half of the sellers bring fewer on; none if not said.
    worse
        By how much, in log-odds.
    """
    names = [name for name, *_ in CHAIN]
    shares = {
        name: _shares(after, name == planted, worse, rng, farmers=name in ORDER_STEPS)
        for name, (_, after, _) in zip(names, CHAIN[1:], strict=False)
    }
    target = names[names.index(planted) + 1] if planted is not None else ""
    return ProcessLog(
        columns=_sorted(_cases(leads, shares, rng)),
        planted=None if planted is None else (planted, target),
        shares=shares,
    )


def _shares(
    usual: float, is_planted: bool, worse: float, rng: np.random.Generator, *, farmers: bool
) -> dict[str, float]:
    sellers = _FARMERS if farmers else _HUNTERS
    odds = np.log(usual / (1 - usual)) + rng.normal(0, _SPREAD, len(sellers))
    if is_planted:
        odds[rng.permutation(len(sellers))[: len(sellers) // 2]] -= worse
    return dict(zip(sellers, (1 / (1 + np.exp(-odds))).tolist(), strict=True))


def _cases(
    leads: int, shares: Mapping[str, Mapping[str, float]], rng: np.random.Generator
) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {
        name: [] for name in ("case_id", "activity", "day", "resource", "owner", "source")
    }
    sources, weights = [name for name, _ in _SOURCES], [weight for _, weight in _SOURCES]
    for case in range(leads):
        lead = _Lead(
            day=float(rng.uniform(0, _DAYS)),
            source=str(rng.choice(sources, p=weights)),
            hunter=str(rng.choice(_HUNTERS)),
            farmer=str(rng.choice(_FARMERS)),
        )
        for activity, at in _steps(lead, shares, rng):
            values = (
                f"L{case:05d}",
                activity,
                at,
                lead.farmer if activity in ORDER_STEPS[1:] else lead.hunter,
                lead.farmer if activity in ORDER_STEPS else None,
                lead.source if activity == lead.source else None,
            )
            for name, value in zip(columns, values, strict=True):
                columns[name].append(value)
    return columns


def _steps(
    lead: _Lead, shares: Mapping[str, Mapping[str, float]], rng: np.random.Generator
) -> list[tuple[str, float]]:
    """Walk one case until it stops or the log ends."""
    day, before = lead.day, lead.source
    walked = [(before, day)]
    for name, usual, days in CHAIN:
        seller = lead.farmer if before in ORDER_STEPS else lead.hunter
        goes = rng.random() < (shares[before][seller] if before in shares else usual)
        day += float(rng.lognormal(np.log(days), WAIT_SPREAD))
        if not goes:
            if before not in ORDER_STEPS and rng.random() < _SAID_LOST:
                walked.append(("lost", day))
            break
        walked.append((name, day))
        before = name
    while before == ORDER_STEPS[-1] and day < _DAYS and rng.random() < CHAIN[-1][1]:
        day += float(rng.lognormal(np.log(CHAIN[-1][2]), WAIT_SPREAD))
        walked.append((before, day))
    return [(name, at) for name, at in walked if at <= _DAYS]


def _sorted(columns: Mapping[str, list[object]]) -> dict[str, NDArray[np.generic]]:
    day: Floats = np.array(columns["day"], dtype=np.float64)
    order = np.argsort(day, kind="stable")
    made: dict[str, NDArray[np.generic]] = {
        name: np.array(values, dtype=object)[order] for name, values in columns.items() if name != "day"
    }
    seconds = np.round(day[order] * 86_400).astype("timedelta64[s]")
    made["moment"] = (np.datetime64(_FIRST_DAY) + seconds).astype("datetime64[us]")
    return made
