"""The mean wait month by month: the first thing to control."""

from operator import mul

from perennial.engine.waits.results import MonthWait, NextPurchase
from perennial.pictures.charts.chart import Chart, Key, drawn
from perennial.pictures.charts.ticks import count_axis
from perennial.pictures.words import Words

__all__ = ["known_months", "mean_of_months", "monthly_wait_chart"]

_MOST_MONTHS = 36


def known_months(found: NextPurchase) -> list[MonthWait]:
    """Give the months of the chart whose mean wait can be told."""
    return [month for month in found.by_month[-_MOST_MONTHS:] if month.mean_wait_days.known]


def mean_of_months(found: NextPurchase) -> float | None:
    """Average the months that can be told, each by its purchases that were followed by another."""
    weights = [month.purchases * (month.share_returning.value or 0) for month in known_months(found)]
    waits = [month.mean_wait_days.value or 0 for month in known_months(found)]
    total = sum(weights)
    return sum(map(mul, weights, waits)) / total if total else None


def monthly_wait_chart(found: NextPurchase, words: Words) -> Chart:
    """Draw the mean wait of those who return, by month of the purchase; gaps cannot be told."""
    months = found.by_month[-_MOST_MONTHS:]
    tops = [each.mean_wait_days.high or each.mean_wait_days.value or 0 for each in months]
    mean, within = mean_of_months(found), found.month_horizon_days or found.horizon_days
    specification: dict[str, object] = {
        "kind": "months",
        "labels": _labels(months, words, most=8),
        "y": count_axis(max([*tops, mean or 0, 1]), lambda days: words.fact(days, "number")),
        "points": [
            {"value": wait.value, "low": wait.low, "high": wait.high}
            for wait in (each.mean_wait_days for each in months)
        ],
        "reference": mean,
    }
    wide, narrow = drawn(specification, {"labels": _labels(months, words, most=3)})
    return Chart(
        title=words.say("Average wait by month of the purchase, in days"),
        sentence=words.say(
            "Mean wait of those who return within {horizon:days}, by the month of the purchase before.",
            horizon=within,
        ),
        wide=wide,
        narrow=narrow,
        keys=_keys(mean, words),
        columns=(
            words.say("Month"),
            words.say("Purchases"),
            words.say("Returned within {horizon:days}", horizon=within),
            words.say("Mean wait"),
        ),
        rows=tuple(
            (
                words.fact(each.month, "month"),
                words.fact(each.purchases, "number"),
                words.fact(each.share_returning, "percent"),
                words.fact(each.mean_wait_days, "days"),
            )
            for each in months
        ),
    )


def _keys(mean: float | None, words: Words) -> tuple[Key, ...]:
    """Say what is drawn; the level of all months is named here, where no line runs through its name."""
    keys = (
        Key(look="line-leaf", meaning=words.say("mean wait of those who return")),
        Key(look="band-leaf", meaning=words.say("95% limits")),
    )
    if mean is None:
        return keys
    return (*keys, Key(look="line-dashed", meaning=words.say("all months: {mean:days}", mean=mean)))


def _labels(months: tuple[MonthWait, ...], words: Words, *, most: int) -> list[str]:
    """Name every n-th month, so that names do not meet."""
    step = -(-len(months) // most)
    return [words.fact(each.month, "month_short") if at % step == 0 else "" for at, each in enumerate(months)]
