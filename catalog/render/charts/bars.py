"""Bars that lie: what they stand for is read from the left, their value stands at their end, and all begin at 0."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from catalog.model.charts import Chart
from catalog.model.text import Lang
from catalog.render.charts.lines import LEGEND_ROW
from catalog.render.charts.svg import NARROWEST, Label, clean, number, percent, text_width
from catalog.render.charts.words import point_label, value_text

_SHORT = 112
"""Pixels; labels up to this stand beside the bars, longer ones above them."""
_GAP = 8
_BAR, _THIN = 18, 14
_LABEL = 20
_SPACE, _WIDE_SPACE = 8, 10


def render_bars(chart: Chart, lang: Lang) -> tuple[str, float, bool]:
    """Return the content of the chart's SVG, its height in pixels, and that its bars begin at 0."""
    labels = [Label(point_label(chart, point, lang), lang) for point in chart.points]
    widest = max(text_width(label.text.text(lang)) for label in labels)
    is_beside = widest <= _SHORT
    left = (widest + _GAP) / NARROWEST if is_beside else 0.0
    field = _Field(chart, lang, left)
    has_legend = len(chart.series) > 1
    down = float(4 + (LEGEND_ROW * len(chart.series) if has_legend else 0))
    parts = list(_render_legend(chart, lang)) if has_legend else []
    step = field.group_height + (_SPACE if is_beside else _LABEL + _WIDE_SPACE)
    # One group for each category, all of one height: the browser sorts them by moving them.
    parts.append(f'<g data-step="{number(step)}">')
    for place, label in enumerate(labels):
        top = down + step * place
        parts.append("<g>")
        parts.extend(_render_label(label, left, top + field.group_height / 2 if is_beside else top + 13))
        parts.extend(field.render_group(place, top if is_beside else top + _LABEL))
        parts.append("</g>")
    parts.append("</g>")
    return "".join(parts), down + step * len(labels), True


def _render_label(label: Label, left: float, down: float) -> Iterator[str]:
    """Yield the label of a category: beside its bars where there is room on the left, or else above them."""
    attribute, text = label.markup(_SHORT if left else NARROWEST - 4)
    if left:
        anchored = f'x="{percent(left)}" dx="-{_GAP}" y="{number(down)}" dy="4.5" text-anchor="end"'
        yield f"<text {anchored}{attribute}>{text}</text>"
    else:
        yield f'<text x="0" y="{number(down)}"{attribute}>{text}</text>'


class _Field:
    """The part of the chart that the bars have: from the labels to where the longest value would not fit any more."""

    def __init__(self, chart: Chart, lang: Lang, left: float) -> None:
        self._chart, self._lang = chart, lang
        values = [value for each in chart.series for value in each.values if value is not None]
        self._low, self._high = min(0.0, *values), max(0.0, *values)
        widest = max(text_width(value_text(chart, value, lang)) for value in values)
        self._left = left
        self._room = max(0.2, 1 - left - (widest + _GAP + 4) / NARROWEST)
        self._thick = _BAR if len(chart.series) == 1 else _THIN
        self.group_height = (self._thick + 2) * len(chart.series) - 2
        self.zero = self._across(0.0)

    def _across(self, value: float) -> float:
        share = (value - self._low) / ((self._high - self._low) or 1.0)  # first: the tiniest numbers have no halves
        return self._left + self._room * share

    def render_group(self, place: int, down: float) -> Iterator[str]:
        """Yield the bars of one category, and the line that they begin at."""
        zero = percent(self.zero)
        ends = f'y1="{number(down - 3)}" y2="{number(down + self.group_height + 3)}"'
        yield f'<line class="mc-zero" x1="{zero}" x2="{zero}" {ends}/>'
        for index, series in enumerate(self._chart.series):
            top = down + index * (self._thick + 2)
            mark = f' data-s="{index + 1}"' if len(self._chart.series) > 1 else ""
            value = series.values[place]
            end = max(self._across(value), self.zero) if value is not None else self.zero
            if value is not None:
                begin = min(self._across(value), self.zero)
                width = abs(self._across(value) - self.zero)
                yield (
                    f'<rect class="mc-bar mc-s{index + 1}" data-i="{place}"{mark} x="{percent(begin)}"'
                    f' y="{number(top)}" width="{percent(width)}" height="{self._thick}"/>'
                )
            text = escape(clean(value_text(self._chart, value, self._lang)))
            kind = ' class="mc-soft"' if value is None else ""
            middle = number(top + self._thick / 2)
            yield f'<text{kind}{mark} x="{percent(end)}" dx="6" y="{middle}" dy="4.5">{text}</text>'


def _render_legend(chart: Chart, lang: Lang) -> Iterator[str]:
    for place, series in enumerate(chart.series):
        down = 4 + place * LEGEND_ROW
        attribute, text = Label(series.label, lang).markup(NARROWEST - 40)
        yield f'<g data-s="{place + 1}"><rect class="mc-bar mc-s{place + 1}" x="2" y="{down}" width="18" height="14"/>'
        yield f'<text x="28" y="{down + 7}" dy="4.5"{attribute}>{text}</text></g>'
