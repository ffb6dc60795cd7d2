"""Charts for a dataset's page: the drawing, what it says in words, and the table of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from catalog.i18n import chart_texts
from catalog.model.charts import Aggregate, Chart, ChartKind
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.text import Lang, LocalizedText
from catalog.render.charts.bars import render_bars
from catalog.render.charts.histogram import render_histogram
from catalog.render.charts.lines import render_lines
from catalog.render.charts.numbers import format_value
from catalog.render.charts.pyramid import render_pyramid
from catalog.render.charts.svg import clean, number
from catalog.render.charts.words import chart_title, describe_chart, note_texts, point_label
from catalog.render.languages import mark_japanese
from catalog.render.templates import render_localized

Renderer = Callable[[Chart, Lang], tuple[str, float, bool]]
_RENDERERS: Mapping[ChartKind, Renderer] = {
    ChartKind.LINE: render_lines,
    ChartKind.BAR: render_bars,
    ChartKind.PYRAMID: render_pyramid,
    ChartKind.HISTOGRAM: render_histogram,
}
_CELL_LIMIT = 200


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart of a page.

    Attributes:
        anchor: Unlike any other on the page.
        source: From which of several tables it is.
        svg: The drawing.
        unit: What its numbers are counted in.
        notes: What has to be said beside it.
        headings, rows: The table of its numbers.
        can_be_sorted: Whether its bars may stand in order of size.
        series: The names of what is drawn, each of which can be left out; empty where it is one thing.
    """

    anchor: str
    title: Markup
    source: str | None
    svg: Markup
    unit: str | None
    notes: tuple[str, ...]
    headings: Markup
    rows: Markup
    kind: str
    can_be_sorted: bool
    series: tuple[Markup, ...]


def chart_views(described: DescribedDataset, lang: Lang) -> tuple[ChartView, ...]:
    """Return the charts of a dataset in the order of its tables."""
    is_multiple = len(described.resources) > 1
    return tuple(
        _chart_view(chart, resource, lang, is_multiple=is_multiple)
        for resource in described.resources
        for chart in resource.charts
    )


def _chart_view(chart: Chart, resource: DescribedResource, lang: Lang, *, is_multiple: bool) -> ChartView:
    says = chart_texts(lang)
    content, height, begins_at_zero = _RENDERERS[chart.kind](chart, lang)
    anchor = f"chart-{chart.resource}-{chart.name}"
    unit = chart.y.unit.text(lang) if chart.y.unit is not None else None
    return ChartView(
        anchor=anchor,
        title=_render_text(chart_title(chart, lang), lang),
        source=says["in_resource"].format(title=resource.resource.title.text(lang)) if is_multiple else None,
        svg=render_svg(chart, anchor, content, height, lang),
        unit=says["unit"].format(unit=unit) if unit else None,
        notes=tuple(mark_japanese(note, lang) for note in note_texts(chart, lang, begins_at_zero=begins_at_zero)),
        headings=_headings(chart, lang),
        rows=Markup("").join(_rows(chart, lang)),
        kind=chart.kind.value,
        can_be_sorted=chart.kind is ChartKind.BAR and chart.is_ordered and len(chart.points) > 2,
        series=tuple(_render_text(each.label, lang) for each in chart.series) if len(chart.series) > 1 else (),
    )


def render_svg(chart: Chart, anchor: str, content: str, height: float, lang: Lang) -> Markup:
    """Return the drawing with its name and its description for those who don't see it."""
    title, words = clean(chart_title(chart, lang).text(lang)), clean(describe_chart(chart, lang))
    return Markup(
        '<svg class="mc-chart" role="img" aria-labelledby="{anchor}-t {anchor}-d" width="100%" height="{height}">'
        '<title id="{anchor}-t">{title}</title><desc id="{anchor}-d">{words}</desc>{content}</svg>'
    ).format(anchor=anchor, height=number(height), title=title, words=words, content=Markup(content))


def _render_text(text: LocalizedText, lang: Lang) -> Markup:
    """Return a heading on one line, cut where it is endless."""
    return render_localized(LocalizedText(_cut(text.ja), _cut(text.en) if text.en else None), lang)


def _cut(text: str) -> str:
    return clean(text)[:_CELL_LIMIT]


def _headings(chart: Chart, lang: Lang) -> Markup:
    says = chart_texts(lang)
    first = escape(says["range"]) if chart.x.label is None else _render_text(chart.x.label, lang)
    cells = [Markup('<th scope="col">{}</th>').format(first)]
    for each in chart.series:
        if each.label.ja:
            heading = _render_text(each.label, lang)
        elif chart.aggregate is Aggregate.COUNT:
            heading = escape(says["count"])
        else:
            heading = _render_text(chart.y.label, lang) if chart.y.label else escape(says["quantity"])
        cells.append(Markup('<th scope="col" class="mc-number">{}</th>').format(heading))
    return Markup("").join(cells)


def _rows(chart: Chart, lang: Lang) -> Iterator[Markup]:
    missing = Markup('<td class="mc-number mc-missing">{}</td>').format(chart_texts(lang)["no_value"])
    for place, point in enumerate(chart.points):
        label = point_label(chart, point, lang)
        text = _cut(label.text(lang))
        language = label.lang(lang)
        attribute = Markup(' lang="{}"').format(language) if language != lang else ""
        # A code stays to be seen beside its meaning.
        code = point.label is not None and label is point.label and label.ja != point.text
        beside = Markup(' <span class="mc-quiet">{}</span>').format(_cut(point.text)) if code else ""
        cells = [Markup('<th scope="row"{}>{}{}</th>').format(attribute, text, beside)]
        for each in chart.series:
            value = each.values[place]
            cells.append(
                missing
                if value is None
                else Markup('<td class="mc-number">{}</td>').format(format_value(value, chart.digits))
            )
        yield Markup("<tr>{}</tr>").format(Markup("").join(cells))
