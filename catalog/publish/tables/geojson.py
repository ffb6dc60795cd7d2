"""GeoJSON by RFC 7946: WGS 84, longitude first, a null geometry where a record has no coordinates."""

from __future__ import annotations

import polars as pl

from catalog.convert.values import convert_to_json
from catalog.model.dataset import Schema
from catalog.model.points import Points
from catalog.publish.json_text import compact_json
from catalog.publish.tables.columns import Columns, join_lines

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


def render_geojson(columns: Columns, objects: pl.DataFrame, points: Points, schema: Schema) -> bytes:
    """Return a FeatureCollection, one feature a line in file order, with *objects* (JSON) as properties.

    A feature's ``id`` is its primary key where that is one column, and its number (from 1) otherwise.
    """
    lonlat = pl.DataFrame({"longitude": points.longitude.round(DECIMALS), "latitude": points.latitude.round(DECIMALS)})
    features = objects.with_columns(_ids(columns, schema), *lonlat)
    lines = join_lines(features, _FEATURE, ",\n")
    start = f'{{"type":"FeatureCollection",{_bbox_member(lonlat)}"features":['.encode()
    return b"".join([start, b"\n", *lines, b"\n]}\n"] if lines else [start, b"]}\n"])


def _ids(columns: Columns, schema: Schema) -> pl.Series:
    index = next((index for index, name in enumerate(columns.names) if (name,) == schema.primary_key), None)
    field = columns.fields[index] if index is not None else None
    if field is None or field.type not in _IDENTIFYING_TYPES:
        return pl.int_range(1, columns.frame.height + 1, eager=True).alias("id").cast(pl.String)
    return convert_to_json(columns.frame.select(str(index)), [field], schema.missing_values).to_series().alias("id")


def _bbox_member(lonlat: pl.DataFrame) -> str:
    edges = [*lonlat.min().row(0), *lonlat.max().row(0)]
    return f'"bbox":{compact_json(edges)},' if None not in edges else ""
