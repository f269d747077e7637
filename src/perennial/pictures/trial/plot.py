"""A plain drawing on two axes as SVG: places, ticks and text; the page gives the colours."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

__all__ = ["Plot", "line_through", "round_step"]

_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 14, 34
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A drawing of so many pixels, over a span of x and a span of y."""

    width: int
    height: int
    x: tuple[float, float]
    y: tuple[float, float]

    def across(self, value: float) -> float:
        """Give where an x stands."""
        share = (value - self.x[0]) / (self.x[1] - self.x[0])
        return round(_LEFT + share * (self.width - _LEFT - _RIGHT), 1)

    def up(self, value: float) -> float:
        """Give where a y stands."""
        share = (value - self.y[0]) / (self.y[1] - self.y[0])
        return round(self.height - _BOTTOM - share * (self.height - _TOP - _BOTTOM), 1)

    def points(self, x: Iterable[float], y: Iterable[float]) -> str:
        """Give the points of a line."""
        return " ".join(f"{self.across(a)},{self.up(b)}" for a, b in zip(x, y, strict=True))

    def rows(self, ticks: Sequence[float], write: Callable[[float], str]) -> str:
        """Draw lines across, each with its label."""
        end = self.width - _RIGHT
        return "".join(
            f'<line class="grid" x1="{_LEFT}" x2="{end}" y1="{self.up(at)}" y2="{self.up(at)}"/>'
            f'<text x="{_LEFT - 8}" y="{self.up(at) + 4}" text-anchor="end">{escape(write(at))}</text>'
            for at in ticks
        )

    def columns(self, ticks: Sequence[float], write: Callable[[float], str]) -> str:
        """Write labels below."""
        below = self.height - _BOTTOM + 18
        return "".join(
            f'<text x="{self.across(at)}" y="{below}" text-anchor="middle">{escape(write(at))}</text>'
            for at in ticks
        )

    def drawn(self, *parts: str) -> Markup:
        """Put the parts together; what it shows is said beside it."""
        inside = "".join(parts)
        return Markup(  # noqa: S704 - numbers of our own and escaped labels
            f'<svg class="plot" viewBox="0 0 {self.width} {self.height}" aria-hidden="true" '
            f'focusable="false">{inside}</svg>'
        )


def line_through(plot: Plot, look: str, x: Iterable[float], y: Iterable[float]) -> str:
    """Draw a line of some look (a class of the page's style)."""
    return f'<polyline class="{look}" points="{plot.points(x, y)}"/>'


def round_step(span: float, most: int) -> float:
    """Give a round step with which a span has so many parts at most."""
    size = 10.0 ** _exponent(span / most)
    return next(size * each for each in _STEPS if span / (size * each) <= most)


def _exponent(value: float) -> int:
    return int(f"{max(value, 1e-9):e}".split("e")[1])
