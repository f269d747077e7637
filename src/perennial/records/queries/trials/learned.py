"""What finished trials teach the plan."""

from collections.abc import Mapping

from perennial.plan.learned import Taught, priors_after
from perennial.plan.priors import PRIORS_WITH_PEOPLE, Prior
from perennial.records.models import Trial
from perennial.trial.look_json import look_from_json

__all__ = ["learned_priors", "taught_by_trials"]


def learned_priors() -> Mapping[str, Prior]:
    """Give what each play is counted on to gain: as assumed, and as finished trials changed that."""
    return priors_after(taught_by_trials(), PRIORS_WITH_PEOPLE)


def taught_by_trials() -> list[Taught]:
    """Give what each finished trial of one play says; where the arms are not those of the lot, nothing."""
    finished = Trial.objects.filter(state=Trial.State.FINISHED).exclude(play="").order_by("pk")
    found = []
    for play, result in finished.values_list("play", "result"):
        look = look_from_json(result)
        if look is None or look.verdict == "not_by_lot":
            continue
        gained = look.reading.days_gained
        found.append(
            Taught(
                play=play,
                days_gained=gained.value,
                standard_error=gained.standard_error,
                customers=look.customers,
            )
        )
    return found
