"""GeoJSON by RFC 7946: WGS 84, longitude first, a null geometry where a record has no coordinates."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from catalog.convert.values import convert_to_json
from catalog.model.dataset import Schema
from catalog.model.points import Points
from catalog.publish.json_text import compact_json
from catalog.publish.tables.columns import Column, join_lines, join_rows

DECIMALS = 7
"""1 cm on the ground; more would only pretend."""

_IDENTIFYING_TYPES = frozenset({"string", "integer", "number", "year", "yearmonth", "date", "datetime", "time", "any"})


def render_geojson(columns: Sequence[Column], objects: pl.Series, points: Points, schema: Schema) -> bytes:
    """Return a FeatureCollection, one feature a line in file order, with *objects* (JSON) as properties.

    A feature's ``id`` is its primary key where that is one column, and its number (from 1) otherwise.
    """
    longitude, latitude = points.longitude.round(DECIMALS), points.latitude.round(DECIMALS)
    features = join_rows(
        ['{"type":"Feature","id":', _ids(columns, schema), ',"geometry":', _geometries(longitude, latitude),
         ',"properties":', objects, "}"],
        len(objects),
    )  # fmt: skip
    start = f'{{"type":"FeatureCollection",{_bbox_member(longitude, latitude)}"features":['
    body = "\n" + join_lines(features, ",\n") + "\n" if len(features) else ""
    return f"{start}{body}]}}\n".encode()


def _ids(columns: Sequence[Column], schema: Schema) -> pl.Series:
    height = len(columns[0].cells)
    key = next((column for column in columns if (column.name,) == schema.primary_key), None)
    if key is None or key.field is None or key.field.type not in _IDENTIFYING_TYPES:
        return pl.int_range(1, height + 1, eager=True).cast(pl.String)
    return convert_to_json(key.cells, key.field, schema.missing_values)


def _geometries(longitude: pl.Series, latitude: pl.Series) -> pl.Series:
    points = '{"type":"Point","coordinates":[' + longitude.cast(pl.String) + "," + latitude.cast(pl.String) + "]}"
    return points.fill_null("null")


def _bbox_member(longitude: pl.Series, latitude: pl.Series) -> str:
    edges = [longitude.min(), latitude.min(), longitude.max(), latitude.max()]
    return f'"bbox":{compact_json(edges)},' if None not in edges else ""
