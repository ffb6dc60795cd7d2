"""Coordinates as the data has them → longitude and latitude in WGS 84, with an honest account of how."""

from __future__ import annotations

from array import array

import polars as pl

from catalog.convert.caveats import TOHOKU_2011, describe_operation
from catalog.convert.operation import find_steps, run_steps
from catalog.convert.values import convert_numbers
from catalog.model.dataset import LayerDeclaration, Schema
from catalog.model.points import Points
from catalog.model.table import Table


def convert_points(table: Table, declaration: LayerDeclaration, schema: Schema) -> Points:
    """Return the point of each record, in the data's own system and in WGS 84.

    Axis order is the declaration's: ``easting_field`` is the easting or the longitude, whatever its heading says. A
    record whose coordinates are missing, not finite, or outside what the system can hold has nulls.

    Raises:
        ValueError: The declared system or one of the columns is unknown (a bug upstream: both are checked before).
    """
    number = int(declaration.crs.rpartition(":")[2])
    steps = find_steps(number)
    if steps is None:
        raise ValueError(f"no operation from {declaration.crs} to WGS 84")
    easting, northing = (
        _coordinates(table, schema, name) for name in (declaration.easting_field, declaration.northing_field)
    )
    # NaN goes through PROJ unharmed, so that the columns keep their length.
    xs, ys = (array("d", column.fill_null(float("nan")).to_list()) for column in (easting, northing))
    xs, ys = run_steps(steps, xs, ys)
    frame = pl.DataFrame({"easting": easting, "northing": northing, "longitude": _series(xs), "latitude": _series(ys)})
    # PROJ marks what it can't do with infinity, and hands degrees on unchecked where there is nothing to compute.
    on_earth = pl.col("longitude").is_between(-180, 180) & pl.col("latitude").is_between(-90, 90)
    frame = frame.select(pl.when(on_earth).then(pl.all()))
    operation = describe_operation(steps, number, _touches_tohoku(frame["longitude"], frame["latitude"]))
    easting, northing, longitude, latitude = frame
    return Points(easting, northing, longitude, latitude, operation)


def _coordinates(table: Table, schema: Schema, name: str) -> pl.Series:
    field = next((field for field in schema.fields if field.name == name), None)
    labels = [label.strip() for label in table.labels]
    if field is None or name not in labels:
        raise ValueError(f"no column {name!r}")
    return convert_numbers(table.frame.to_series(labels.index(name)), field, schema.missing_values)


def _series(values: array[float]) -> pl.Series:
    return pl.Series(values, dtype=pl.Float64)


def _touches_tohoku(longitude: pl.Series, latitude: pl.Series) -> bool:
    west, south, east, north = TOHOKU_2011
    return bool((longitude.is_between(west, east) & latitude.is_between(south, north)).any())
