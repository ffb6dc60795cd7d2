"""Small tables, written as CSV, and what is counted in them and drawn of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import polars as pl

from catalog.check.personal import is_personal
from catalog.describe.charts.describe import describe_charts
from catalog.describe.statistics import describe_statistics
from catalog.model.charts import Chart, View
from catalog.model.dataset import Dialect, Field, Resource, Schema
from catalog.model.ids import Slug
from catalog.model.statistics import ColumnStatistics, TableStatistics
from catalog.model.table import Table
from catalog.model.text import LocalizedText


def table_of(text: str) -> Table:
    """Return the table that *text* is as CSV."""
    labels, *rows = [row for row in csv.reader(io.StringIO(text)) if row]
    columns = {str(index): [row[index] for row in rows] for index in range(len(labels))}
    return Table(tuple(labels), pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)))


def schema_of(
    table: Table,
    types: Mapping[str, str] | None = None,
    key: Sequence[str] = (),
    more: Mapping[str, Mapping[str, object]] | None = None,
) -> Schema:
    """Return a schema: numbers where all cells are, but for *types*; *more* are further properties by column."""
    fields = []
    for index, label in enumerate(table.labels):
        cells = [cell for cell in table.frame[str(index)].to_list() if cell]
        guess = "integer" if cells and all(cell.lstrip("-").isdigit() for cell in cells) else "string"
        name = (types or {}).get(label, guess)
        descriptor = {"name": label, "type": name, **(more or {}).get(label, {})}
        fields.append(Field(label, LocalizedText(label), None, name, "default", descriptor))
    return Schema(tuple(fields), tuple(key), ("",), {"fields": [dict(field.descriptor) for field in fields]})


def statistics_of(text: str, types: Mapping[str, str] | None = None, key: Sequence[str] = ()) -> TableStatistics:
    """Return what is counted in the table that *text* is."""
    table = table_of(text)
    return describe_statistics(table, schema_of(table, types, key), is_personal)


def column_of(text: str, types: Mapping[str, str] | None = None) -> ColumnStatistics:
    """Return what is counted in the first column."""
    return statistics_of(text, types).columns[0]


def charts_of(
    text: str,
    types: Mapping[str, str] | None = None,
    key: Sequence[str] = (),
    views: Sequence[View] | None = None,
    more: Mapping[str, Mapping[str, object]] | None = None,
) -> tuple[Chart, ...]:
    """Return the charts of the table that *text* is."""
    table = table_of(text)
    schema = schema_of(table, types, key, more)
    resource = Resource(Slug("t"), "t.csv", "csv", LocalizedText("表", "Table"), None, None, Dialect(), schema, None)
    return describe_charts(resource, table, schema, describe_statistics(table, schema, is_personal), views)


def values_of(chart: Chart, series: int = 0) -> dict[str, float | None]:
    """Return the values of a chart's series by point."""
    return dict(zip([point.text for point in chart.points], chart.series[series].values, strict=True))
