"""Lines over time."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.describe.steps import nice_ticks
from catalog.model.charts import Chart, Scale, Series
from catalog.model.text import Lang
from catalog.render.charts.numbers import era_year, format_tick
from catalog.render.charts.plot import PLOT_HEIGHT, Plot, make_plot, render_scale, thinned
from catalog.render.charts.svg import NARROWEST, Label, number, percent, text_width

_FIELD = 1000
"""Width and height of the field in its own units; it is stretched to what there is."""
LEGEND_ROW = 22
_MOST_MARKERS = 40
_MOST_TICKS = 5
_LEAST_YEARS = 3


def render_lines(chart: Chart, lang: Lang) -> tuple[str, float, bool]:
    """Return the content of the chart's SVG, its height in pixels, and whether its axis has its zero."""
    has_legend = len(chart.series) > 1
    top = 14 + (LEGEND_ROW * len(chart.series) if has_legend else 0)
    plot = make_plot(chart, lang, top, from_zero=False)
    parts = [*(_render_legend(chart, lang) if has_legend else ()), *render_scale(plot, lang)]
    width = percent(plot.right - plot.left)
    places = " ".join(str(round(_FIELD * across)) for across in _across(chart))
    parts.append(
        f'<svg x="{percent(plot.left)}" y="{number(plot.top)}" width="{width}" height="{PLOT_HEIGHT}"'
        f' viewBox="0 0 {_FIELD} {_FIELD}" preserveAspectRatio="none" overflow="visible" data-x="{places}">'
    )
    for place, series in enumerate(chart.series, start=1):
        line = _render_series(chart, series, place, plot)
        parts.extend((f'<g data-s="{place}">', *line, "</g>") if has_legend else line)
    parts.append("</svg>")
    parts.extend(_render_times(chart, lang, plot))
    has_eras = lang == "ja"
    return "".join(parts), plot.top + PLOT_HEIGHT + (42 if has_eras else 26), plot.begins_at_zero


def _render_legend(chart: Chart, lang: Lang) -> Iterator[str]:
    """Yield a row for each line: a piece of it with its mark, and what it is."""
    for place, series in enumerate(chart.series):
        down = 12 + place * LEGEND_ROW
        attribute, text = Label(series.label, lang).markup(NARROWEST - 60)
        key = f"mc-s{place + 1}"
        yield f'<g data-s="{place + 1}">'
        yield f'<path class="mc-line {key}" d="M2 {down}h32"/><path class="mc-mark {key}" d="M18 {down}h.01"/>'
        if place >= 2:
            yield f'<path class="mc-hole" d="M18 {down}h.01"/>'
        yield f'<text x="42" y="{down}" dy="4.5"{attribute}>{text}</text></g>'


def _across(chart: Chart) -> list[float]:
    """Return the place of each point from left (0) to right (1), true to time."""
    positions = [point.position or 0.0 for point in chart.points]
    span = positions[-1] - positions[0]
    return [(position - positions[0]) / span if span else 0.5 for position in positions]


def _render_series(chart: Chart, series: Series, place: int, plot: Plot) -> Iterator[str]:
    steps, marks = [], []
    is_open = False
    for index, (across, value) in enumerate(zip(_across(chart), series.values, strict=True)):
        is_open = is_open and index not in chart.breaks
        if value is None:
            is_open = False
            continue
        spot = f"{round(_FIELD * across)} {round(_FIELD * plot.up(value))}"
        steps.append(f"{'L' if is_open else 'M'}{spot}")
        marks.append(f"M{spot}h.01")
        is_open = True
    yield f'<path class="mc-line mc-s{place}" d="{"".join(steps)}"/>'
    is_alone = len(marks) <= _MOST_MARKERS or bool(chart.breaks) or None in series.values
    if is_alone and len(marks) <= 4 * _MOST_MARKERS:
        yield f'<path class="mc-mark mc-s{place}" d="{"".join(marks)}"/>'
        if place >= 3:
            yield f'<path class="mc-hole" d="{"".join(marks)}"/>'


def _render_times(chart: Chart, lang: Lang, plot: Plot) -> Iterator[str]:
    down = number(plot.top + PLOT_HEIGHT + 18)
    for position, iso in _ticks(chart):
        place = percent(plot.across(position))
        text = format_tick(iso, chart.x.scale, lang)
        anchor = "start" if NARROWEST * plot.across(position) < text_width(text) / 2 else "middle"
        yield f'<text x="{place}" y="{down}" text-anchor="{anchor}">{text}</text>'
        era = era_year(iso) if lang == "ja" else None
        if era:
            low = number(plot.top + PLOT_HEIGHT + 35)
            yield f'<text class="mc-soft" x="{place}" y="{low}" text-anchor="{anchor}">{era}</text>'


def _ticks(chart: Chart) -> Iterator[tuple[float, str]]:
    """Yield place and time of what the axis names: round years, or some of the points where those are few."""
    first, last = (chart.points[place].position or 0.0 for place in (0, -1))
    years = [year for year in nice_ticks(first, last, _MOST_TICKS) if first - 1e-9 <= year <= last + 1e-9]
    is_years = chart.x.scale in (Scale.YEAR, Scale.FISCAL_YEAR)
    if last - first >= _LEAST_YEARS and len(years) >= 2 and all(year == int(year) for year in years):
        for year in years:
            yield (year - first) / (last - first), f"{int(year):04d}" if is_years else f"{int(year):04d}-01"
        return
    across = _across(chart)
    for index in thinned(len(chart.points), _MOST_TICKS - 1):
        yield across[index], chart.points[index].text
