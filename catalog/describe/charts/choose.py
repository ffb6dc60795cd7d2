"""Which charts a table gets where its descriptor asks for none: few, and none that could mislead.

Codes, numbers of rows, coordinates and years are no quantities. Several rows are only added up where a sum says
something and nothing among them is a sum already; where the table has several times, only one is drawn at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.describe.charts.ages import FEMALE, MALE, parse_age, parse_sex
from catalog.describe.charts.bars import describe_bars
from catalog.describe.charts.histograms import describe_histogram
from catalog.describe.charts.lines import LEAST_POINTS, MOST_SERIES, describe_line
from catalog.describe.charts.pyramids import LEAST_GROUPS, describe_pyramid, headings_by_age
from catalog.describe.charts.source import Source
from catalog.describe.charts.totals import totals_among
from catalog.describe.headings import english_of, is_demographic_heading, is_indicator_heading, is_vague_heading
from catalog.model.charts import Aggregate, Chart, ChartNote, NoteKind
from catalog.model.statistics import ColumnUse

MOST_CHARTS = 3
"""Charts of a dataset that nobody asked for."""
_MOST_ROWS_AS_BARS = 40
_LEAST_FILLED = 0.8
_LEAST_LISTED = 12
_LEAST_CATEGORIES, _MOST_CATEGORIES = 3, 20
_MOST_KINDS = 60
_MOST_IN_ONE_RANGE = 0.8
"""Of more, a histogram shows one bar and says nothing."""
_LEAST_IN_HISTOGRAM, _LEAST_DISTINCT = 30, 12
_MOST_MEASURES = 2


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A table with the columns that matter, at one time where it has several.

    Attributes:
        latest: Only the rows of the last time.
        notes: What that leaves out.
    """

    source: Source
    latest: Source
    time: str | None
    time_count: int
    notes: tuple[ChartNote, ...]


def choose_charts(source: Source) -> tuple[Chart, ...]:
    """Return the charts of a table, the most telling first."""
    chosen = _at_latest(source)
    pyramid = _choose_pyramid(chosen)
    if pyramid is not None:
        return (pyramid, *_choose_lines(chosen))[:MOST_CHARTS]
    lines = _choose_lines(chosen)
    if lines:
        return tuple(lines[:MOST_CHARTS])
    bars = _choose_bars_of_rows(chosen)
    if bars:
        return tuple(bars)
    return (*_choose_counts(chosen), *_choose_histograms(chosen))[:MOST_CHARTS]


def _at_latest(source: Source) -> _Chosen:
    """Return *source* with its time column, if its rows have one, and with the rows of the last time."""
    name = _time_of_rows(source)
    if name is None or not source.of_use(ColumnUse.MEASURE):
        return _Chosen(source, source, None, 0, ())
    times = source.times(name) or {}
    last = max(times.values(), key=lambda each: each.position)
    cells = [cell for cell, time in times.items() if time.iso == last.iso]
    note = ChartNote(NoteKind.ONLY_AT, text=last.iso, scale=last.scale, column=source.title(name))
    return _Chosen(source, source.filtered(name, cells), name, len({time.iso for time in times.values()}), (note,))


def _time_of_rows(source: Source) -> str | None:
    """Return the column that says of which time a row's numbers are; not one that says when something was built."""
    names = [name for name in source.of_use(ColumnUse.TIME) if source.times(name)]
    in_key = [name for name in names if name in source.primary_key]
    if in_key:
        return in_key[0]
    is_listed = any(
        column.distinct == source.height and not column.has_more and column.use in (ColumnUse.LABEL, ColumnUse.CODE)
        for column in source.columns.values()
    )
    has_many = len(names) == 1 and (source.columns[names[0]].distinct == 1 or not is_listed)
    return names[0] if has_many else None


def _measures(source: Source) -> list[str]:
    """Return the quantities that can be drawn: filled, and of one kind in all rows."""
    if source.has_mixed_units() or _has_indicators(source):
        return []
    return [
        name
        for name in source.of_use(ColumnUse.MEASURE)
        if source.columns[name].filled >= _LEAST_FILLED * source.height
    ]


def _has_indicators(source: Source) -> bool:
    """Return whether a column says of each row what its number counts, and doesn't always say the same."""
    named = any(is_indicator_heading(name) and source.columns[name].distinct > 1 for name in source.names)
    return named or any(is_vague_heading(name) for name in source.of_use(ColumnUse.MEASURE))


def _keys(source: Source) -> list[str]:
    """Return the columns that can tell rows apart: no quantity, no time, no English of another."""
    found = source.of_use(ColumnUse.CATEGORY, ColumnUse.LABEL)
    return [name for name in found if english_of(name) not in source.names]


# Population pyramids


def _choose_pyramid(chosen: _Chosen) -> Chart | None:
    source = chosen.latest
    if len(headings_by_age(source)) >= 2 * LEAST_GROUPS:
        return describe_pyramid(source, "pyramid", notes=chosen.notes)
    age = next((name for name in source.names if _is_age(source, name)), None)
    if age is None:
        return None
    others = [name for name in _keys(source) if name != age and source.text(name).n_unique() > 1]
    sexed = {sex: name for name in source.of_use(ColumnUse.MEASURE) if (sex := parse_sex(name))}
    if {MALE, FEMALE} <= sexed.keys() and not others:
        return describe_pyramid(source, "pyramid", age=age, columns=(sexed[MALE], sexed[FEMALE]), notes=chosen.notes)
    measures = _measures(source)
    if len(others) == 1 and len(measures) == 1 and _is_sex(source, others[0]):
        return describe_pyramid(source, "pyramid", age=age, columns=measures, series=others[0], notes=chosen.notes)
    return None


def _is_age(source: Source, name: str) -> bool:
    if not is_demographic_heading(name) and "年齢" not in name and "age" not in name.casefold():
        return False
    texts = source.text(name).drop_nulls().unique().to_list()[:200]
    return len(texts) >= LEAST_GROUPS and sum(parse_age(text) is not None for text in texts) >= 0.8 * len(texts)


def _is_sex(source: Source, name: str) -> bool:
    found = {parse_sex(source.words(name, text)) for text in source.text(name).drop_nulls().unique().to_list()[:10]}
    return {MALE, FEMALE} <= found


# Quantities over time


def _choose_lines(chosen: _Chosen) -> list[Chart]:
    source, time = chosen.source, chosen.time
    if time is None or chosen.time_count < 3:
        return []
    measures = [name for name in _measures(source) if not parse_sex(name)] or _measures(source)
    if not measures:
        return []
    is_unique = source.text(time).drop_nulls().n_unique() == source.text(time).count()
    if is_unique:
        names = _leading(measures)
        return [
            chart
            for number, name in enumerate(names, start=1)
            if (chart := describe_line(source, f"line-{number}", time, [name])) is not None
        ]
    chart = _line_of_several(chosen, time, measures[0])
    return [chart] if chart is not None else []


def _leading(measures: list[str]) -> list[str]:
    """Return the first quantities of a table, those of which others are a part before all."""
    whole = [name for name in measures if name.startswith(("総", "合計")) or name.casefold().startswith("total")]
    return [*whole, *(name for name in measures if name not in whole)][:_MOST_MEASURES]


def _line_of_several(chosen: _Chosen, time: str, measure: str) -> Chart | None:
    """Return a line for each category, or one of their sum, where the table has several rows of a time."""
    source = chosen.source
    keys = [name for name in _keys(source) if source.text(name).n_unique() > 1]
    flags = [name for name in source.of_use(ColumnUse.FLAG) if source.text(name).n_unique() > 1]
    if len(keys) != 1 or flags or chosen.time_count < LEAST_POINTS:
        return None
    key = keys[0]
    if source.frame.select(source.names[time], source.names[key]).is_duplicated().any():
        return None
    texts = source.text(key).drop_nulls().unique(maintain_order=True).to_list()
    totals = totals_among(texts)
    if len(totals) == 1 and len(texts) - 1 > MOST_SERIES:
        said = source.said(key, totals[:1])
        note = ChartNote(NoteKind.ONLY_WHERE, text=totals[0], column=source.title(key), said=said)
        return describe_line(source.filtered(key, totals), "line-1", time, [measure], notes=(note,))
    parts = source.without(key, totals)
    if len(texts) - len(totals) <= MOST_SERIES:
        note_of_totals = [ChartNote(NoteKind.TOTALS, count=source.height - parts.height)] if totals else []
        return describe_line(parts, "line-1", time, [measure], series=key, notes=note_of_totals)
    if not source.is_additive(measure):
        return None
    return describe_line(parts, "line-1", time, [measure], aggregate=Aggregate.SUM)


# Quantities of rows, counts and distributions


def _choose_bars_of_rows(chosen: _Chosen) -> list[Chart]:
    """Return bars of the quantities of a table in which a column names each row."""
    source = chosen.latest
    if not 2 <= source.height <= _MOST_ROWS_AS_BARS:
        return []
    unique = [
        name
        for name in _keys(source)
        if source.text(name).null_count() == 0 and source.text(name).n_unique() == source.height
    ]
    others = [name for name in source.of_use(ColumnUse.FLAG) if source.text(name).n_unique() > 1]
    if not unique or (others and chosen.time is not None):
        return []
    charts = (
        describe_bars(source, f"bar-{number}", unique[0], [name], notes=chosen.notes)
        for number, name in enumerate(_leading(_measures(source)), start=1)
    )
    return [chart for chart in charts if chart is not None]


def _choose_counts(chosen: _Chosen) -> Iterator[Chart]:
    """Yield how many rows of a list there are of each kind."""
    source = chosen.source
    is_list = source.height >= _LEAST_LISTED and chosen.time is None
    if not is_list or source.has_mixed_units() or _has_indicators(source) or not _lists_things(source):
        return
    for number, name in enumerate(sorted(filter(lambda name: _is_kind(source, name), _keys(source)), key=_interest)):
        chart = describe_bars(source, f"count-{number + 1}", name, [])
        if chart is not None:
            yield chart
            return


def _lists_things(source: Source) -> bool:
    """Return whether each row is a thing of its own, not a count of things."""
    named = source.of_use(ColumnUse.LABEL, ColumnUse.CODE, ColumnUse.TEXT, ColumnUse.PERSONAL)
    return bool(named) or not source.of_use(ColumnUse.MEASURE)


def _is_kind(source: Source, name: str) -> bool:
    column = source.columns[name]
    is_used = column.use is ColumnUse.CATEGORY and column.filled >= 0.5 * source.height
    has_frequent = bool(column.top) and column.top[0].count > 1
    least, most = (2, _MOST_KINDS) if _interest(name) < len(_KINDS) else (_LEAST_CATEGORIES, _MOST_CATEGORIES)
    return is_used and has_frequent and least <= column.distinct <= most


_KINDS = ("種別", "種類", "区分", "分類", "カテゴリ", "業種", "業態", "ジャンル", "type", "category", "kind", "class")


def _interest(name: str) -> int:
    """Return the place of a category among the others of its table: what says of which kind a row is comes first."""
    return next((place for place, word in enumerate(_KINDS) if word in name.casefold()), len(_KINDS))


def _choose_histograms(chosen: _Chosen) -> Iterator[Chart]:
    source = chosen.latest
    if source.height < _LEAST_IN_HISTOGRAM:
        return
    number = 0
    for name in _measures(source):
        if source.columns[name].distinct >= _LEAST_DISTINCT and number < _MOST_MEASURES:
            number += 1
            chart = describe_histogram(source, f"histogram-{number}", name, notes=chosen.notes)
            values = [value or 0.0 for value in chart.series[0].values] if chart is not None else []
            if chart is not None and max(values) <= _MOST_IN_ONE_RANGE * sum(values):
                yield chart
