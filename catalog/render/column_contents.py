"""What is in a column, in words and as a small drawing."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from catalog.i18n import chart_texts, interface_texts
from catalog.model.dataset import Field
from catalog.model.statistics import ColumnStatistics, ColumnUse, Histogram, ValueCount
from catalog.model.text import Lang, LocalizedText
from catalog.render.charts.numbers import format_share, format_short, format_value
from catalog.render.charts.svg import clean, number
from catalog.render.formats import format_count, format_date
from catalog.render.templates import render_localized
from catalog.render.value_labels import has_meanings

TOP_SHOWN = 5
"""Most frequent values that a page names."""
_WIDTH, _HEIGHT = 120, 28
_VALUE_LIMIT = 40


@dataclass(frozen=True, slots=True)
class ContentsView:
    """What is in a column.

    Attributes:
        facts: Sentence parts.
        drawing: How the values are distributed; the parts say it too.
        top: The most frequent values with their rows.
    """

    facts: tuple[str, ...]
    drawing: Markup | None
    top: tuple[Markup, ...]


def contents_view(statistics: ColumnStatistics, field: Field, row_count: int, lang: Lang) -> ContentsView:
    """Return what is in a column of a table with *row_count* rows."""
    says = chart_texts(lang)
    facts = [_filled(statistics, row_count, lang)]
    if statistics.filled:
        facts.append(_distinct(statistics, lang))
    if statistics.use is ColumnUse.PERSONAL:
        return ContentsView((*facts, says["hidden"]) if statistics.filled else tuple(facts), None, ())
    spread = _range(statistics, field, lang)
    if spread:
        facts.append(spread)
    drawing = None
    if statistics.histogram is not None:
        drawing = _render_histogram(statistics.histogram, statistics, lang)
    elif _has_frequent(statistics):
        drawing = _render_shares(statistics)
    # What has a list of meanings has its rows there.
    return ContentsView(tuple(facts), drawing, () if has_meanings(field, lang) else _top(statistics, lang))


def _filled(statistics: ColumnStatistics, row_count: int, lang: Lang) -> str:
    says = chart_texts(lang)
    if statistics.filled == row_count:
        return says["filled_all"] if row_count else says["filled_none"]
    if not statistics.filled:
        return says["filled_none"]
    share = format_share(statistics.filled, row_count, lang)
    return says["filled_some"].format(rows=format_count(row_count), count=format_count(statistics.filled), share=share)


def _distinct(statistics: ColumnStatistics, lang: Lang) -> str:
    says = chart_texts(lang)
    if statistics.has_more:
        return says["distinct_more"].format(count=format_count(statistics.distinct))
    if statistics.distinct == statistics.filled and statistics.filled > 1:
        return says["distinct_all"]
    if statistics.distinct == 1:
        return says["distinct_one"]
    return says["distinct"].format(count=format_count(statistics.distinct))


def _range(statistics: ColumnStatistics, field: Field, lang: Lang) -> str | None:
    if statistics.minimum is None or statistics.maximum is None or statistics.distinct == 1 or field.labels:
        return None
    says = chart_texts(lang)
    low, high = (_value(text, statistics, field, lang) for text in (statistics.minimum, statistics.maximum))
    text = says["value_range"].format(low=low, high=high)
    if statistics.mean is None:
        return text
    digits = _digits(statistics) + (1 if abs(statistics.mean) < 10_000 else 0)
    mean = says["value_mean"].format(mean=format_value(statistics.mean, digits))
    return f"{text}{interface_texts(lang)['comma']}{mean}"


def _digits(statistics: ColumnStatistics) -> int:
    written = (text.partition(".")[2].rstrip("0") for text in (statistics.minimum or "", statistics.maximum or ""))
    return min(3, max(map(len, written)))


def _value(text: str, statistics: ColumnStatistics, field: Field, lang: Lang) -> str:
    """Return the smallest or largest value as people write it."""
    if statistics.use is ColumnUse.TIME:
        return _time(text, field, lang)
    if statistics.use is not ColumnUse.MEASURE:
        return text[:_VALUE_LIMIT]
    unit = field.unit.text(lang) if field.unit is not None else ""
    digits = len(text.partition(".")[2])
    return f"{format_value(float(text), min(digits, 10))}{unit if lang == 'ja' or not unit else f' {unit}'}"


def _time(text: str, field: Field, lang: Lang) -> str:
    day = text[:10]
    is_fiscal = "年度" in field.name and len(day) == 4
    return chart_texts(lang)["time_fiscal"].format(year=day) if is_fiscal else format_date(day, lang)


def _top(statistics: ColumnStatistics, lang: Lang) -> tuple[Markup, ...]:
    says = chart_texts(lang)
    if not _has_frequent(statistics):
        return ()
    shown = statistics.top[:TOP_SHOWN]
    items = [
        Markup('<li>{} <span class="mc-quiet">{}</span></li>').format(
            _label(each, statistics.use, lang), says["top_count"].format(count=f"{each.count:,}")
        )
        for each in shown
    ]
    others = statistics.filled - sum(each.count for each in shown)
    if items and others:
        items.append(Markup('<li class="mc-quiet">{}</li>').format(says["top_others"].format(count=f"{others:,}")))
    return tuple(items)


def _has_frequent(statistics: ColumnStatistics) -> bool:
    """Return whether some values are more frequent than others."""
    return bool(statistics.top) and statistics.top[0].count > 1


def _label(counted: ValueCount, use: ColumnUse, lang: Lang) -> Markup:
    if use is ColumnUse.FLAG and counted.value in ("true", "false"):
        return escape(chart_texts(lang)["yes" if counted.value == "true" else "no"])
    text = clean(counted.value)
    text = text if len(text) <= _VALUE_LIMIT else f"{text[: _VALUE_LIMIT - 1]}…"
    english = counted.label.en if counted.label is not None else None
    return render_localized(LocalizedText(text, clean(english)[:_VALUE_LIMIT] if english else None), lang)


def _render_histogram(histogram: Histogram, statistics: ColumnStatistics, lang: Lang) -> Markup:
    """Return bars side by side, with the words for those who don't see them."""
    most = max(histogram.counts)
    step = _WIDTH / len(histogram.counts)
    parts = []
    for place, count in enumerate(histogram.counts):
        if count:
            height = max(1.5, _HEIGHT * count / most)
            parts.append(f"M{number(step * place)} {_HEIGHT}v-{number(height)}h{number(step - 1.5)}V{_HEIGHT}z")
    place = histogram.counts.index(most)
    words = chart_texts(lang)["spread"].format(
        low=_edge(histogram.edges[0], statistics, lang),
        high=_edge(histogram.edges[-1], statistics, lang),
        bins=len(histogram.counts),
        most=f"{_edge(histogram.edges[place], statistics, lang)}–{_edge(histogram.edges[place + 1], statistics, lang)}",
        count=f"{most:,}",
    )
    return Markup(
        '<svg class="mc-spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"'
        ' aria-label="{words}"><path d="{path}"/></svg>'
    ).format(width=_WIDTH, height=_HEIGHT, words=words, path="".join(parts))


def _edge(text: str, statistics: ColumnStatistics, lang: Lang) -> str:
    return text if statistics.use is ColumnUse.TIME else format_short(float(text), lang)


def _render_shares(statistics: ColumnStatistics) -> Markup:
    """Return the shares of the most frequent values in a strip; the list beside says the same."""
    counts = [each.count for each in statistics.top[:TOP_SHOWN]]
    whole = statistics.filled
    parts, begin = [], 0.0
    for place, count in enumerate(counts):
        width = _WIDTH * count / whole
        if width >= 0.5:
            parts.append(
                f'<rect class="mc-p{place + 1}" x="{number(begin)}" width="{number(max(0.5, width - 1))}" height="8"/>'
            )
        begin += width
    if begin < _WIDTH - 0.5:
        parts.append(f'<rect class="mc-p0" x="{number(begin)}" width="{number(_WIDTH - begin)}" height="8"/>')
    return Markup(
        '<svg class="mc-spark" viewBox="0 0 {width} 8" width="{width}" height="8" aria-hidden="true">{parts}</svg>'
    ).format(width=_WIDTH, parts=Markup("".join(parts)))
