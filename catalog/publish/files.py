"""Every file that is offered of one resource.

All forms for every table, small or large, so that whoever knows one dataset's addresses knows them all: CSV (canonical,
for Excel, with English headings, in CP932), XLSX, JSON, NDJSON, Parquet, and GeoJSON where there are coordinates. Left
out is only what can't be made without a loss or couldn't be opened: CP932 that lacks a character, a workbook beyond
Excel's limits; the page says so. What is no table is offered as it is.

The original lies in a folder of its own (``original/``), so that no form can take its address, or it theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.model.dataset import Dataset, Resource, Schema
from catalog.model.described import MissingForm
from catalog.model.points import Points
from catalog.model.table import Table
from catalog.publish.addresses import file_uri, original_uri
from catalog.publish.published_file import FilePass, PlannedFile
from catalog.publish.tables.columns import Columns, table_columns
from catalog.publish.tables.cp932 import cp932_pieces, find_lost_characters
from catalog.publish.tables.csv import csv_rounds, english_headings, excel_csv_pieces
from catalog.publish.tables.geojson import Features
from catalog.publish.tables.json import json_rounds
from catalog.publish.tables.parquet import parquet_pieces
from catalog.publish.tables.typed import column_kinds
from catalog.publish.tables.xlsx import find_obstacle, xlsx_pieces

_ENDINGS = {"excel-csv": "excel.csv", "english-csv": "en.csv", "cp932-csv": "cp932.csv"}


@dataclass(frozen=True, slots=True)
class ResourceFiles:
    """What is to be written of a resource.

    Attributes:
        passes: To be gone through in order, each once.
        missing_forms: Those that other tables have and this one can't.
    """

    passes: tuple[FilePass, ...]
    missing_forms: tuple[MissingForm, ...] = ()


def plan_resource_files(
    dataset: Dataset, resource: Resource, table: Table | None, points: Points | None, original: Iterable[bytes]
) -> ResourceFiles:
    """Return all files of *resource*, the canonical CSV first, the original last; without a table only the original.

    Arguments:
        dataset: Whose resource it is.
        resource: With the schema that the published table has.
        table: With canonical values.
        points: The coordinates of *table*; with them there is a GeoJSON file as well.
        original: The file as the department made it, in pieces.
    """
    rows = table.row_count if table else None
    as_received = FilePass(
        (
            PlannedFile(
                "original",
                original_uri(dataset, resource),
                "zip" if resource.file_type == "shp" else resource.file_type,
                rows,
            ),
        ),
        ((piece,) for piece in original),
    )
    if table is None or resource.schema is None:
        return ResourceFiles((as_received,))
    forms = plan_table_files(dataset, resource, table, points)
    return ResourceFiles((*forms.passes, as_received), forms.missing_forms)


def plan_table_files(dataset: Dataset, resource: Resource, table: Table, points: Points | None) -> ResourceFiles:
    """Return all forms of a table with a schema; arguments as those of :func:`plan_resource_files`."""
    assert resource.schema is not None
    columns = table_columns(table, resource.schema)
    missing = tuple(each for each in (find_obstacle(columns), find_lost_characters(columns)) if each)
    without = {each.role for each in missing}
    forms = _table_forms(columns, resource, resource.schema, points)
    passes = (
        FilePass(tuple(_planned(dataset, resource, role, table.row_count) for role in roles), rounds)
        for roles, rounds in forms
        if without.isdisjoint(roles)
    )
    return ResourceFiles(tuple(passes), missing)


def uncertain_endings(table: Table, schema: Schema) -> frozenset[str]:
    """Return the endings of those forms of *table* that not every table has; nothing is written.

    Arguments:
        table: With canonical values.
        schema: Of *table*.
    """
    columns = table_columns(table, schema)
    without = {each.role for each in (find_obstacle(columns), find_lost_characters(columns)) if each}
    roles = {"xlsx", "cp932-csv", *(["english-csv"] if english_headings(columns) else [])} - without
    return frozenset(_ENDINGS.get(role, role) for role in roles)


def _table_forms(
    columns: Columns, resource: Resource, schema: Schema, points: Points | None
) -> Iterator[tuple[tuple[str, ...], Iterable[tuple[bytes, ...]]]]:
    """Yield the roles of the forms that are made together, and their pieces."""
    kinds = column_kinds(columns, schema.missing_values)
    yield ("csv", "english-csv") if english_headings(columns) else ("csv",), csv_rounds(columns)
    yield ("xlsx",), _alone(xlsx_pieces(columns, kinds, schema.missing_values, resource.title.ja))
    yield ("excel-csv",), _alone(excel_csv_pieces(columns))
    yield ("cp932-csv",), _alone(cp932_pieces(columns))
    features = Features(columns, points, schema) if points is not None else None
    yield (
        ("json", "ndjson", "geojson") if features else ("json", "ndjson"),
        json_rounds(columns, schema.missing_values, features),
    )
    if columns.names:
        yield ("parquet",), _alone(parquet_pieces(columns, kinds, schema))


def _alone(pieces: Iterable[bytes]) -> Iterator[tuple[bytes]]:
    return ((piece,) for piece in pieces)


def _planned(dataset: Dataset, resource: Resource, role: str, rows: int | None) -> PlannedFile:
    ending = _ENDINGS.get(role, role)
    return PlannedFile(role, file_uri(dataset.id, resource.name, ending), ending.rpartition(".")[2], rows)
