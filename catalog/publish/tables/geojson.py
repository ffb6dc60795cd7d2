"""GeoJSON by RFC 7946: WGS 84, longitude first, a null geometry where a record has no coordinates."""

from __future__ import annotations

import polars as pl

from catalog.convert.values import convert_to_json
from catalog.model.dataset import Schema
from catalog.model.points import Points
from catalog.publish.json_text import compact_json
from catalog.publish.tables.columns import Columns

DECIMALS = 7
"""1 cm on the ground; more would only pretend."""

_IDENTIFYING_TYPES = frozenset({"string", "integer", "number", "year", "yearmonth", "date", "datetime", "time", "any"})

_GEOMETRY = pl.concat_str(
    pl.lit('{"type":"Point","coordinates":['), pl.col("longitude"), pl.lit(","), pl.col("latitude"), pl.lit("]}")
).fill_null("null")
_FEATURE = (
    pl.lit('{"type":"Feature","id":'),
    pl.col("id"),
    pl.lit(',"geometry":'),
    _GEOMETRY,
    pl.lit(',"properties":'),
    pl.col("object"),
    pl.lit("}"),
)


class Features:
    """A FeatureCollection in the making: one feature a line in file order.

    A feature's ``id`` is its primary key where that is one column, and its number (from 1) otherwise.
    """

    def __init__(self, columns: Columns, points: Points, schema: Schema) -> None:
        self._columns = columns
        self._missing_values = schema.missing_values
        self._key = _key_column(columns, schema)
        self._lonlat = pl.DataFrame(
            {"longitude": points.longitude.round(DECIMALS), "latitude": points.latitude.round(DECIMALS)}
        )

    @property
    def start(self) -> bytes:
        """What stands before the first feature."""
        newline = "" if self._lonlat.is_empty() else "\n"
        return f'{{"type":"FeatureCollection",{_bbox_member(self._lonlat)}"features":[{newline}'.encode()

    def batch(self, first: int, objects: pl.DataFrame) -> tuple[pl.DataFrame, tuple[pl.Expr, ...]]:
        """Return some records, and the parts of the line of each.

        Arguments:
            first: 0-based number of the first of the records.
            objects: Their JSON objects, which become the properties.
        """
        ids = self._ids(first, objects.height)
        return objects.with_columns(ids, *self._lonlat.slice(first, objects.height)), _FEATURE

    def _ids(self, first: int, count: int) -> pl.Series:
        if self._key is None:
            return pl.int_range(first + 1, first + count + 1, eager=True).alias("id").cast(pl.String)
        cells = self._columns.frame.select(str(self._key)).slice(first, count)
        literals = convert_to_json(cells, [self._columns.fields[self._key]], self._missing_values)
        return literals.to_series().alias("id")


def _key_column(columns: Columns, schema: Schema) -> int | None:
    """Return the position of the primary key where that is one column of a type that can be an id."""
    index = next((index for index, name in enumerate(columns.names) if (name,) == schema.primary_key), None)
    field = columns.fields[index] if index is not None else None
    return index if field is not None and field.type in _IDENTIFYING_TYPES else None


def _bbox_member(lonlat: pl.DataFrame) -> str:
    edges = [*lonlat.min().row(0), *lonlat.max().row(0)]
    return f'"bbox":{compact_json(edges)},' if None not in edges else ""
