"""The purchase ladder: who goes on from each purchase to the next."""

from itertools import takewhile

from perennial.engine.waits.gap_counting import LAST_RUNG
from perennial.engine.waits.results import Ladder, Rung
from perennial.pictures.charts.chart import Chart, Key, drawn
from perennial.pictures.charts.ticks import share_axis
from perennial.pictures.words import Words

__all__ = ["ladder_chart", "step_name", "told_rungs"]

_MOST_ON_A_PHONE = 6


def told_rungs(ladder: Ladder) -> list[Rung]:
    """Give the steps from the first on whose share can be told."""
    return list(takewhile(lambda rung: rung.share.known, ladder.rungs))


def step_name(rung: Rung) -> str:
    """Name a step by its two purchases; the last stands for all beyond."""
    return f"{rung.rung}+" if rung.rung == LAST_RUNG else f"{rung.rung} → {rung.rung + 1}"


def ladder_chart(ladder: Ladder, horizon: int, words: Words) -> Chart:
    """Draw the share going on to the next purchase, with 95% whiskers and the customers behind each step."""
    rungs = told_rungs(ladder)
    steps = [
        {
            "name": step_name(rung),
            "count": words.fact(rung.customers, "number"),
            "label": words.fact(rung.share.value, "percent"),
            "value": rung.share.value,
            "low": rung.share.low,
            "high": rung.share.high,
        }
        for rung in rungs
    ]
    top = max(rung.share.high or rung.share.value or 0 for rung in rungs)
    wide, narrow = drawn(
        {
            "kind": "ladder",
            "steps": steps,
            "y": share_axis(top, lambda share: words.fact(share, "percent")),
        },
        {"steps": steps[:_MOST_ON_A_PHONE]},
    )
    return Chart(
        title=words.say("Customers who go on to the next purchase within {horizon:days}", horizon=horizon),
        sentence=words.say("Under each step stand the customers who have made its first purchase."),
        wide=wide,
        narrow=narrow,
        keys=(
            Key(look="bar-leaf", meaning=words.say("go on to the next purchase")),
            Key(look="whisker", meaning=words.say("95% limits")),
        ),
        columns=(
            words.say("Step"),
            words.say("Customers"),
            words.say("Go on"),
            words.say("Half of them within"),
            words.say("Purchases expected in a year"),
        ),
        rows=tuple(
            (
                step_name(rung),
                words.fact(rung.customers, "number"),
                words.fact(rung.share, "percent"),
                words.fact(rung.median_days, "days"),
                words.fact(rung.expected_orders_365, "number"),
            )
            for rung in ladder.rungs
        ),
    )
