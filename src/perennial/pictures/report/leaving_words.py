"""When customers start to leave, in sentences that promise no more than the log supports."""

from collections.abc import Iterator

from markupsafe import Markup

from perennial.core.estimate import Estimate
from perennial.engine.lifetime.results import LeavingWindow
from perennial.pictures.report.contents import ReportContents
from perennial.pictures.report.rarity import DAYS_A_MONTH
from perennial.pictures.words import Words
from perennial.plan.scale import is_rare

__all__ = ["hardly_anyone_leaves", "leaving_certainty", "leaving_reading", "leaving_sentences"]

#: Where more customers than this show no leaving date, pauses matter and leaving does not.
_RULE = 0.5
#: A leaving day whose limits lie further apart than itself is not named, only its limits.
_TOO_WIDE = 1.0
_TOO_FEW_DAYS = 1
#: A peak that begins earlier leaves no time for a touch before it.
_TIME_TO_ACT = 7


def hardly_anyone_leaves(contents: ReportContents) -> bool:
    """Tell whether most customers show no leaving date."""
    return contents.no_leaving_seen > _RULE


def leaving_sentences(contents: ReportContents, words: Words) -> Iterator[Markup]:
    """Say when customers start to leave, or what can be said instead."""
    window = contents.lifetime
    start, middle = window.start_days, window.middle_days
    if hardly_anyone_leaves(contents):
        yield words.mark(
            "Hardly anyone leaves here; the loss is in pauses: for {share:percent} of customers no leaving "
            "date is in sight.",
            share=contents.no_leaving_seen,
        )
    elif start.value is None:
        yield _not_reached(window, words)
    elif is_rare(contents.next_purchase.usual_gap_days):
        yield _in_months(window, words)
    elif _vague(contents):
        yield words.mark(
            "When do they start to leave: between day {low:number} and day {high:number} after the first "
            "purchase, more precisely not yet.",
            low=start.low,
            high=start.high,
        )
    elif middle.value is None:
        yield words.mark(
            "Customers start to leave at about day {start:number} after the first purchase.",
            start=start.value,
        )
    else:
        yield words.mark(
            "Customers start to leave at about day {start:number} after the first purchase; half are gone by "
            "day {middle:number}.",
            start=start.value,
            middle=middle.value,
        )


def leaving_certainty(contents: ReportContents, words: Words) -> Iterator[Markup]:
    """Say how sure that is, and whom it leaves out."""
    window = contents.lifetime
    start = window.start_days
    if is_rare(contents.next_purchase.usual_gap_days):
        yield words.mark("Where purchases are rare, a leaving day cannot be named to the week; months can.")
    elif start.low is not None and start.high is not None and not _vague(contents):
        yield words.mark(
            "“Start to leave” is the day by which a quarter have left: between day {low:number} and day "
            "{high:number} (95 times in 100).",
            low=start.low,
            high=start.high,
        )
    if window.never_return_share.known:
        yield words.mark(
            "Left at once, and counted apart: {share:percent} never return after the first purchase.",
            share=window.never_return_share,
        )
    if contents.needed_customers is not None and contents.small_base:
        yield words.mark(
            "A comparison by lot would not prove a call's worth here: about {n:customers} are needed.",
            n=contents.needed_customers,
        )


def leaving_reading(window: LeavingWindow, words: Words) -> Iterator[Markup]:
    """Say how the curve of leaving is to be read."""
    middle = window.middle_days
    if middle.value is not None and middle.low is not None and middle.high is not None:
        yield words.mark(
            "Half have left between day {low:number} and day {high:number}.", low=middle.low, high=middle.high
        )
    if window.left_by_share.known and window.left_by_day >= _TOO_FEW_DAYS:
        yield words.mark(
            "By day {day:number}, the last with enough customers to watch, {share:percent} have left.",
            day=window.left_by_day,
            share=window.left_by_share,
        )
    if window.extrapolated:
        yield words.mark("Days after it rest on the last pace of leaving that was seen.")
    if window.peak is not None:
        begin, end = window.peak
        yield words.mark(
            "Leaving is clearly commoner than on average between day {begin:number} and day {end:number}.",
            begin=begin,
            end=end,
        )
        if begin >= _TIME_TO_ACT:
            yield words.mark("One more touch just before that peak may pay.")


def _in_months(window: LeavingWindow, words: Words) -> Markup:
    start, middle = _months(window.start_days), _months(window.middle_days)
    if middle.value is None:
        return words.mark(
            "Customers start to leave about {start:months} after the first purchase.", start=start
        )
    return words.mark(
        "Customers start to leave about {start:months} after the first purchase; half are gone after "
        "{middle:months}.",
        start=start,
        middle=middle,
    )


def _months(days: Estimate) -> Estimate:
    value, low, high = (
        None if each is None else round(each / DAYS_A_MONTH) for each in (days.value, days.low, days.high)
    )
    return Estimate(value=value, low=low, high=high)


def _not_reached(window: LeavingWindow, words: Words) -> Markup:
    if window.left_by_day < _TOO_FEW_DAYS or window.left_by_share.value is None:
        return words.mark("When customers start to leave cannot be told from this log yet.")
    return words.mark(
        "The day by which a quarter have left is not reached by day {day:number}: by then {share:percent} "
        "have left.",
        day=window.left_by_day,
        share=window.left_by_share,
    )


def _vague(contents: ReportContents) -> bool:
    """Tell whether only the limits of the day can be named: a small base, or limits far apart."""
    start = contents.lifetime.start_days
    if start.value is None or start.low is None or start.high is None:
        return False
    return contents.small_base or start.high - start.low >= _TOO_WIDE * start.value
