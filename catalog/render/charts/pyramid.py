"""Population by age: men to the left, women to the right, the young below."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from catalog.describe.steps import nice_ticks
from catalog.model.charts import Chart
from catalog.model.text import Lang
from catalog.render.charts.numbers import format_short
from catalog.render.charts.svg import NARROWEST, Label, clean, number, percent, text_width
from catalog.render.charts.words import point_label, value_text

_TOP = 26
_GAP = 6


def render_pyramid(chart: Chart, lang: Lang) -> tuple[str, float, bool]:
    """Return the content of the chart's SVG, its height in pixels, and that its bars begin at 0."""
    step = 18 if len(chart.points) <= 24 else 14
    labels = [point_label(chart, point, lang) for point in chart.points]
    middle = (max(text_width(label.text(lang)) for label in labels) + 2 * _GAP) / NARROWEST
    side = (1 - middle) / 2 - 0.02
    most = max(value for each in chart.series for value in each.values if value is not None)
    ticks = nice_ticks(0.0, most, 2)
    height = _TOP + step * len(chart.points)
    parts = list(_render_ticks(ticks, middle, side, height, lang))
    for place, series in enumerate(chart.series):
        attribute, text = Label(series.label, lang).markup(NARROWEST * side)
        total = escape(clean(value_text(chart, sum(value or 0.0 for value in series.values), lang)))
        across = percent(0.5 - middle / 2 - side) if place == 0 else percent(0.5 + middle / 2 + side)
        anchor = "start" if place == 0 else "end"
        parts.append(
            f'<text class="mc-strong" data-s="{place + 1}" x="{across}" y="14" text-anchor="{anchor}"{attribute}>'
            f"{text} {total}</text>"
        )
    for place, label in enumerate(labels):
        down = _TOP + step * (len(labels) - 1 - place)
        parts.extend(_render_bars(chart, place, (middle, side / ticks[-1]), down, step))
        is_named = step >= 16 or place % 2 == 0
        if is_named:
            attribute, text = Label(label, lang).markup(NARROWEST)
            parts.append(
                f'<text x="50%" y="{number(down + step / 2)}" dy="4.5" text-anchor="middle"{attribute}>{text}</text>'
            )
    return "".join(parts), height + 28, True


def _render_bars(chart: Chart, place: int, measures: tuple[float, float], down: float, step: float) -> Iterator[str]:
    """Yield the two bars of an age group; *measures* are the width in the middle and that of one person."""
    middle, one = measures
    for index, series in enumerate(chart.series):
        value = series.values[place]
        if value is None:
            continue
        width = value * one
        begin = 0.5 - middle / 2 - width if index == 0 else 0.5 + middle / 2
        yield (
            f'<rect class="mc-bar mc-s{index + 1}" data-s="{index + 1}" data-i="{place}" x="{percent(begin)}"'
            f' y="{number(down + 1)}"'
            f' width="{percent(width)}" height="{number(step - 2)}"/>'
        )


def _render_ticks(ticks: tuple[float, ...], middle: float, side: float, height: float, lang: Lang) -> Iterator[str]:
    for sign in (-1, 1):
        for tick in ticks:
            across = percent(0.5 + sign * (middle / 2 + side * tick / ticks[-1]))
            kind = "mc-zero" if tick == 0 else "mc-grid"
            yield f'<line class="{kind}" x1="{across}" x2="{across}" y1="{_TOP}" y2="{number(height)}"/>'
            is_end = tick == ticks[-1]
            anchor = "middle" if not is_end else ("start" if sign < 0 else "end")
            if tick or sign < 0 or middle > 0.12:
                yield (
                    f'<text class="mc-soft" x="{across}" y="{number(height + 18)}" text-anchor="{anchor}">'
                    f"{format_short(tick, lang)}</text>"
                )
