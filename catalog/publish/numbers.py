"""Statistics and charts as ``datapackage.json`` tells them.

Both are members that the standard leaves to the publisher, so that no tool stumbles over them: ``statistics`` of a
resource, and ``views`` of the package, in the form of Frictionless's pattern for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalog.model.charts import Chart
from catalog.model.described import DescribedResource
from catalog.model.statistics import ColumnStatistics, Histogram, TableStatistics, ValueCount
from catalog.publish.json_text import present, with_translations

_MEAN_DIGITS = 12
"""Significant digits of a mean: more would tell of the order of adding."""


def statistics_json(statistics: TableStatistics) -> dict[str, Any]:
    """Return what is counted in a table; of columns that may be about persons only how many values there are."""
    return {"rows": statistics.row_count, "fields": [_column(column) for column in statistics.columns]}


def _column(column: ColumnStatistics) -> dict[str, Any]:
    return present(
        name=column.name,
        use=column.use.value,
        filled=column.filled,
        **{"distinctMoreThan" if column.has_more else "distinct": column.distinct},
        minimum=column.minimum,
        maximum=column.maximum,
        mean=None if column.mean is None else float(f"{column.mean:.{_MEAN_DIGITS}g}"),
        top=[present(value=each.value, count=each.count, **_label(each)) for each in column.top],
        histogram=_histogram(column.histogram) if column.histogram is not None else None,
    )


def _label(counted: ValueCount) -> dict[str, str]:
    """Return what a value means; Japanese that is the value itself isn't said twice."""
    label = counted.label
    if label is None:
        return {}
    return present(**{"title": label.ja if label.ja != counted.value else None, "title@en": label.en})


def _histogram(histogram: Histogram) -> dict[str, Any]:
    return {"edges": list(histogram.edges), "counts": list(histogram.counts)}


def views_json(resources: Sequence[DescribedResource]) -> list[dict[str, Any]]:
    """Return the charts of all tables, those that were chosen by us as well."""
    return [_view(chart) for each in resources for chart in each.charts]


def _view(chart: Chart) -> dict[str, Any]:
    labels = [each.label.ja for each in chart.series if each.label.ja]
    quantities = [chart.y.label.ja] if chart.y.label is not None else labels
    return present(
        name=f"{chart.resource}-{chart.name}",
        **with_translations("title", chart.title),
        resources=[chart.resource],
        specType="simple",
        spec=present(
            type=chart.kind.value,
            group=chart.x.label.ja if chart.x.label is not None else None,
            series=quantities or ["count"],
            aggregate=chart.aggregate.value if chart.aggregate is not None else None,
        ),
    )
