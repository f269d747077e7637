"""How long either arm stays: two curves by days since the lot, with the days gained shaded between them."""

import numpy as np
from markupsafe import Markup

from perennial.pictures.charts.chart import WIDTHS, Chart, Key
from perennial.pictures.trial.plot import Plot, line_through, round_step
from perennial.pictures.words import Words
from perennial.trial.days_gained import StayCurves

__all__ = ["stay_chart"]

_HEIGHTS = (300, 240)
_ROWS = 10
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)


def stay_chart(curves: StayCurves, words: Words) -> Chart:
    """Draw the shares still customers."""
    last = float(curves.days[-1])
    wide, narrow = (
        _drawn(curves, words, width, height) for width, height in zip(WIDTHS, _HEIGHTS, strict=True)
    )
    return Chart(
        title=words.say("Still customers, by days since the lot"),
        sentence=words.say(
            "On day {day:number} {treated:percent} of the treated are still customers, and {control:percent} "
            "of the comparison group.",
            day=last,
            treated=float(curves.treatment[-1]),
            control=float(curves.control[-1]),
        ),
        wide=wide,
        narrow=narrow,
        keys=(
            Key(look="line-leaf", meaning=words.say("treated")),
            Key(look="line-dashed", meaning=words.say("comparison group")),
            Key(look="band-leaf", meaning=words.say("days between them")),
        ),
        columns=(words.say("Day"), words.say("Treated"), words.say("Comparison group")),
        rows=_rows(curves, words),
    )


def _drawn(curves: StayCurves, words: Words, width: int, height: int) -> Markup:
    last = float(curves.days[-1])
    plot = Plot(width=width, height=height, x=(0.0, max(last, 1.0)), y=(0.0, 1.0))
    step = max(round_step(last, 6 if width > WIDTHS[1] else 4), 1.0)
    around = plot.points([*curves.days, *curves.days[::-1]], [*curves.treatment, *curves.control[::-1]])
    return plot.drawn(
        plot.rows(_QUARTERS, lambda share: words.fact(share, "percent")),
        plot.columns(list(np.arange(0.0, last + 1e-6, step)), lambda day: words.fact(day, "number")),
        f'<polygon class="between" points="{around}"/>',
        line_through(plot, "control", curves.days, curves.control),
        line_through(plot, "treated", curves.days, curves.treatment),
    )


def _rows(curves: StayCurves, words: Words) -> tuple[tuple[str, ...], ...]:
    at = np.unique(np.linspace(0, len(curves.days) - 1, _ROWS + 1).round().astype(int))
    return tuple(
        (
            words.fact(round(float(curves.days[n])), "number"),
            words.fact(float(curves.treatment[n]), "percent"),
            words.fact(float(curves.control[n]), "percent"),
        )
        for n in at
    )
