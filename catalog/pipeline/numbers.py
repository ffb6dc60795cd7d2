"""What is counted in a table on its way to the pages, and the charts of it."""

from __future__ import annotations

from dataclasses import replace

from catalog.check.personal import is_personal
from catalog.check.privacy.names import is_full_name
from catalog.describe.charts.describe import describe_charts
from catalog.describe.statistics import describe_statistics
from catalog.model.dataset import Dataset
from catalog.model.described import DescribedResource
from catalog.model.table import Table


def with_numbers(described: DescribedResource, table: Table | None, dataset: Dataset) -> DescribedResource:
    """Return *described* with the statistics and charts of its published *table*, if it is one."""
    resource = described.resource
    if table is None or resource.schema is None:
        return described
    statistics = describe_statistics(table, resource.schema, may_be_personal)
    charts = describe_charts(resource, table, resource.schema, statistics, dataset.views)
    return replace(described, statistics=statistics, charts=charts)


def may_be_personal(heading: str, value: str) -> bool:
    """Return whether a value of a column may be about a person, so that it isn't told apart from its table."""
    return is_personal(heading, value) or is_full_name(value)
