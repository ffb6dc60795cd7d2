"""The charts of a table: those that its descriptor asks for, or else those that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from catalog.describe.charts.bars import MOST_BARS, describe_bars
from catalog.describe.charts.choose import MOST_CHARTS, choose_charts
from catalog.describe.charts.histograms import describe_histogram
from catalog.describe.charts.lines import as_bars, describe_line
from catalog.describe.charts.pyramids import describe_pyramid
from catalog.describe.charts.source import Source, chart_source
from catalog.model.charts import Chart, ChartKind, ChartNote, NoteKind, View
from catalog.model.dataset import Resource, Schema
from catalog.model.described import DescribedResource
from catalog.model.statistics import ColumnUse, TableStatistics
from catalog.model.table import Table

_DRAWN = (ColumnUse.MEASURE, ColumnUse.CATEGORY)


def describe_charts(
    resource: Resource,
    table: Table,
    schema: Schema,
    statistics: TableStatistics,
    views: Sequence[View] | None,
) -> tuple[Chart, ...]:
    """Return the charts of a table.

    Arguments:
        resource: Whose table it is.
        table: With canonical values.
        schema: Of *table*.
        statistics: Of *table*.
        views: What the descriptor asks for, of all resources; ``None`` where it leaves the choice to us.
    """
    if not statistics.columns or not table.row_count:
        return ()
    if views is not None and not any(view.resource == resource.name for view in views):
        return ()
    if views is None and not any(column.use in _DRAWN and column.filled for column in statistics.columns):
        return ()
    source = chart_source(resource, table, schema, statistics)
    if views is None:
        return choose_charts(source)
    drawn = (_describe_view(source, view) for view in views if view.resource == resource.name)
    return tuple(chart for chart in drawn if chart is not None)


def _describe_view(source: Source, view: View) -> Chart | None:
    """Return the chart that *view* asks for; ``None`` where its rows or columns aren't there."""
    named = (view.x, view.series, *view.y, *view.where)
    if any(name is not None and name not in source.names for name in named):
        return None
    notes = []
    for name, values in view.where.items():
        source = source.filtered(name, values)
        said = source.said(name, values)
        notes.append(ChartNote(NoteKind.ONLY_WHERE, text="、".join(values), column=source.title(name), said=said))
    if not source.height:
        return None
    if view.kind is ChartKind.PYRAMID:
        return describe_pyramid(
            *(source, view.name),
            age=view.x,
            columns=view.y,
            series=view.series,
            title=view.title,
            notes=notes,
            is_declared=True,
        )
    if view.x is None:
        return None
    if view.kind is ChartKind.HISTOGRAM:
        return describe_histogram(source, view.name, view.x, title=view.title, notes=notes, is_declared=True)
    is_time = view.kind is ChartKind.LINE or bool(source.columns[view.x].use.value == "time" and source.times(view.x))
    if view.aggregate is None and view.y and _has_several_rows(source, view.x, view.series):
        return None
    asked: dict[str, Any] = {
        "series": view.series,
        "aggregate": view.aggregate,
        "title": view.title,
        "notes": notes,
        "is_declared": True,
    }
    if not is_time:
        return describe_bars(source, view.name, view.x, view.y, **asked)
    if view.kind is ChartKind.LINE:
        chart = describe_line(source, view.name, view.x, view.y, **asked)
        return chart and replace(chart, kind=view.kind)
    chart = describe_line(source, view.name, view.x, view.y, most=MOST_BARS, **asked)
    return chart and as_bars(chart)


def _has_several_rows(source: Source, *names: str | None) -> bool:
    """Return whether rows have the same values in these columns, so that it isn't settled which is drawn."""
    rows = source.frame.select(source.names[name] for name in names if name is not None).drop_nulls()
    return bool(rows.is_duplicated().any())


def with_fewer_charts(resources: Sequence[DescribedResource]) -> tuple[DescribedResource, ...]:
    """Return *resources* with at most three charts that nobody asked for: first one of each, then the second ones."""
    order = sorted(
        (place, number)
        for number, each in enumerate(resources)
        for place, chart in enumerate(each.charts)
        if not chart.is_declared
    )
    kept = set(order[:MOST_CHARTS])
    return tuple(
        replace(
            each,
            charts=tuple(
                chart for place, chart in enumerate(each.charts) if chart.is_declared or (place, number) in kept
            ),
        )
        for number, each in enumerate(resources)
    )
