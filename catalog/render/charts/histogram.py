"""Bars that stand side by side: how many lie in each range."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model.charts import Chart
from catalog.model.text import Lang
from catalog.render.charts.numbers import format_short
from catalog.render.charts.plot import PLOT_HEIGHT, Plot, make_plot, render_scale
from catalog.render.charts.svg import NARROWEST, number, percent, text_width


def render_histogram(chart: Chart, lang: Lang) -> tuple[str, float, bool]:
    """Return the content of the chart's SVG, its height in pixels, and that its bars begin at 0."""
    plot = make_plot(chart, lang, 14, from_zero=True)
    parts = [*render_scale(plot, lang), *_render_bars(chart, plot), *_render_edges(chart, lang, plot)]
    return "".join(parts), plot.top + PLOT_HEIGHT + 26, True


def _render_bars(chart: Chart, plot: Plot) -> Iterator[str]:
    count = len(chart.points)
    for place, value in enumerate(chart.series[0].values):
        height = PLOT_HEIGHT * (plot.up(0.0) - plot.up(value or 0.0))
        if height > 0:
            begin, end = plot.across((place + 0.04) / count), plot.across((place + 0.96) / count)
            yield (
                f'<rect class="mc-bar mc-s1" data-i="{place}" x="{percent(begin)}"'
                f' y="{number(plot.down(value or 0.0))}" width="{percent(end - begin)}" height="{number(height)}"/>'
            )


def _render_edges(chart: Chart, lang: Lang, plot: Plot) -> Iterator[str]:
    """Yield the boundaries of the ranges, as many as have room on a phone."""
    edges = [*(point.position or 0.0 for point in chart.points), chart.points[-1].until or 0.0]
    texts = [format_short(edge, lang) for edge in edges]
    room = NARROWEST * (plot.right - plot.left) / (max(map(text_width, texts)) + 10)
    step = max(1, -(-len(edges) // max(1, int(room))))
    for place in range(0, len(edges), step):
        across = percent(plot.across(place / len(chart.points)))
        down = number(plot.top + PLOT_HEIGHT + 18)
        yield f'<text x="{across}" y="{down}" text-anchor="middle">{texts[place]}</text>'
