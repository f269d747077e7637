"""What finished trials teach a plan: days that a play gains, between what was assumed and what was seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, sqrt

from perennial.core.message import Message
from perennial.plan.priors import Prior

__all__ = ["Learned", "Taught", "learned_of", "priors_after"]

_NORMAL = 1.959963984540054
#: The least that an assumption is uncertain by, in days.
_LEAST_SPREAD = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What one finished trial says of its play: days gained per customer, and their standard error."""

    play: str
    days_gained: float
    standard_error: float
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What all trials of one play say together.

    Attributes
    ----------
    said, low, high
        Days gained, pooled by precision, with 95% limits.
    counted
        Days that a plan counts on, never below 0.
    trials, customers
        How many said so.
    """

    said: float
    low: float
    high: float
    counted: float
    trials: int
    customers: int


def learned_of(taught: Sequence[Taught], assumed: float) -> Learned | None:
    """Shrink what trials of one play say towards what was assumed of it (normal-normal).

    The days that a play gains are taken as normal about `assumed`, with a standard deviation as large as
    `assumed` itself, and of a week at least: an assumption of 14 days means about 0 to 28 in two cases of
    three. Trials are pooled by precision, and weigh against the assumption by precision, too.

    Parameters
    ----------
    taught
        Finished trials of the play; those without a standard error above 0 are passed over.
    assumed
        Days gained before any trial.

    Returns
    -------
    Learned or None
        None where there is no trial.
    """
    usable = [each for each in taught if 0 < each.standard_error < inf]
    if not usable:
        return None
    weights = [each.standard_error**-2 for each in usable]
    said = sum(w * each.days_gained for w, each in zip(weights, usable, strict=True)) / sum(weights)
    half = _NORMAL / sqrt(sum(weights))
    before = max(abs(assumed), _LEAST_SPREAD) ** -2
    counted = (before * assumed + sum(weights) * said) / (before + sum(weights))
    return Learned(
        said=said,
        low=said - half,
        high=said + half,
        counted=max(counted, 0.0),
        trials=len(usable),
        customers=sum(each.customers for each in usable),
    )


def priors_after(taught: Iterable[Taught], priors: Mapping[str, Prior]) -> Mapping[str, Prior]:
    """Give the priors of a plan as finished trials changed them; plays without a trial stay as assumed."""
    by_play: dict[str, list[Taught]] = {}
    for each in taught:
        by_play.setdefault(each.play, []).append(each)
    return {play: _after(by_play.get(play, []), prior) for play, prior in priors.items()}


def _after(taught: Sequence[Taught], prior: Prior) -> Prior:
    learned = learned_of(taught, prior.days_gained)
    if learned is None:
        return prior
    return replace(prior, days_gained=learned.counted, because=_because(learned, prior.days_gained))


def _because(learned: Learned, assumed: float) -> Message:
    return Message(
        "{assumed:days} were assumed; {trials:trials} with {customers:customers} in all said {said:number} "
        "({low:number} to {high:number}), and {counted:days} are counted on.",
        {
            "assumed": assumed,
            "trials": learned.trials,
            "customers": learned.customers,
            "said": round(learned.said, 1),
            "low": round(learned.low, 1),
            "high": round(learned.high, 1),
            "counted": round(learned.counted, 1),
        },
    )
