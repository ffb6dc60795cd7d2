"""Every file that is offered of one resource."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.model.dataset import Dataset, Resource, Schema
from catalog.model.points import Points
from catalog.model.table import Table
from catalog.publish.addresses import file_uri, original_uri
from catalog.publish.published_file import PublishedFile, describe_file
from catalog.publish.tables.columns import table_columns
from catalog.publish.tables.csv import render_csv, render_excel_csv
from catalog.publish.tables.geojson import render_geojson
from catalog.publish.tables.json import json_objects, render_json


def render_resource_files(
    dataset: Dataset, resource: Resource, table: Table | None, points: Points | None, original: bytes
) -> tuple[PublishedFile, ...]:
    """Return all files of *resource*, the canonical CSV first, the *original* last; without a schema only the original.

    With *points*, the coordinates of *table*, there is a GeoJSON file as well.
    """
    rows = table.row_count if table else None
    files = [
        describe_file(role, file_uri(dataset.id, resource.name, ending), file_type, content, rows)
        for role, ending, file_type, content in (
            _table_files(table, resource.schema, points) if table is not None and resource.schema is not None else ()
        )
    ]
    return (*files, describe_file("original", original_uri(dataset, resource), resource.file_type, original, rows))


def _table_files(table: Table, schema: Schema, points: Points | None) -> Iterator[tuple[str, str, str, bytes]]:
    """Yield role, ending, file type and content of each form that a table is offered in."""
    columns = table_columns(table, schema)
    canonical, english = render_csv(columns)
    yield "csv", "csv", "csv", canonical
    yield "excel-csv", "excel.csv", "csv", render_excel_csv(columns)
    if english is not None:
        yield "english-csv", "en.csv", "csv", english
    objects = json_objects(columns, schema.missing_values)
    yield "json", "json", "json", render_json(objects)
    if points is not None:
        yield "geojson", "geojson", "geojson", render_geojson(columns, objects, points, schema)
