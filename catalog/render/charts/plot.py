"""What lines and histograms have in common: two axes, and the field between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.describe.steps import nice_ticks
from catalog.model.charts import Chart
from catalog.model.text import Lang
from catalog.render.charts.numbers import format_short
from catalog.render.charts.svg import NARROWEST, number, percent, text_width

PLOT_HEIGHT = 220
_GAP = 8
_FLAT = 0.25
"""Where all values lie within this share of the largest, an axis from 0 would show a flat line."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The field of a chart.

    Attributes:
        left, right: Where it begins and ends, as shares of the width.
        top: Pixels above it.
        ticks: Values of the axis on its left, from the lowest to the highest.
    """

    left: float
    right: float
    top: float
    ticks: tuple[float, ...]

    def across(self, share: float) -> float:
        """Return a place in the field (0 is left, 1 is right) as a share of the width."""
        return self.left + share * (self.right - self.left)

    def up(self, value: float) -> float:
        """Return how far below the top of the field *value* lies, in shares of its height."""
        low, high = self.ticks[0], self.ticks[-1]
        return 1 - (value - low) / (high - low)

    def down(self, value: float) -> float:
        """Return the place of *value* in pixels from the top of the chart."""
        return self.top + PLOT_HEIGHT * self.up(value)

    @property
    def begins_at_zero(self) -> bool:
        """Whether the axis has its zero."""
        return self.ticks[0] <= 0 <= self.ticks[-1]


def make_plot(chart: Chart, lang: Lang, top: float, *, from_zero: bool) -> Plot:
    """Return the field for the values of *chart*.

    Arguments:
        chart: With at least one value.
        lang: Of the numbers along the axis.
        top: Pixels above the field.
        from_zero: Whether the axis must have its zero (bars); lines that hardly change may do without, and say so.
    """
    values = [value for each in chart.series for value in each.values if value is not None]
    low, high = min(values), max(values)
    if from_zero or low <= 0 or (high - low) > _FLAT * high:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1
    ticks = nice_ticks(low, high, 4)
    widest = max(text_width(format_short(tick, lang)) for tick in ticks)
    return Plot(min(0.4, (widest + _GAP) / NARROWEST), 0.94, top, ticks)


def render_scale(plot: Plot, lang: Lang) -> Iterator[str]:
    """Yield the lines across the field with their numbers."""
    left = percent(plot.left)
    for tick in plot.ticks:
        down = number(plot.down(tick))
        kind = "mc-zero" if tick == 0 else "mc-grid"
        yield f'<line class="{kind}" x1="{left}" x2="{percent(plot.right)}" y1="{down}" y2="{down}"/>'
        yield f'<text x="{left}" dx="-6" y="{down}" dy="4.5" text-anchor="end">{format_short(tick, lang)}</text>'


def thinned(count: int, most: int) -> Sequence[int]:
    """Return the positions of at most *most* of *count* things, evenly spread, with the first of them."""
    step = max(1, -(-count // most))
    return range(0, count, step)
