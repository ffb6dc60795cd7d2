"""Coordinates as the data has them → longitude and latitude in WGS 84, with an honest account of how."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from pyproj import Transformer

from catalog.convert.operation import JGD2000, TOKYO, datum_code, find_steps, operation_name, proj_version
from catalog.convert.values import convert_numbers
from catalog.model.dataset import LayerDeclaration, Schema
from catalog.model.layer import CoordinateOperation
from catalog.model.points import Points
from catalog.model.table import Table
from catalog.model.text import LocalizedText

# EPSG extent 4170: where PatchJGD(touhokutaiheiyouoki2011) applies, which PROJ doesn't ship (west, south, east, north).
_TOHOKU_2011 = (135.42, 34.84, 142.14, 41.58)
_TOHOKU_METRES = 5.0
_TOHOKU_NOTE = LocalizedText(
    "2011年東北地方太平洋沖地震による地殻変動の補正をしていません。場所により最大約5メートルのずれがあります。",
    "The displacement of the ground by the 2011 Tōhoku earthquake is not corrected: up to about 5 metres in places.",
)
_TOKYO_NOTE = LocalizedText(
    "日本測地系（旧測地系）から、地域ごとの補正データ（TKY2JGD）を使わずに変換しました。約9メートルの誤差があり得ます。",
    "Converted from the old Tokyo datum without its correction grid (TKY2JGD): errors of about 9 metres are possible.",
)


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
    for step in steps:
        xs, ys = step.transform(xs, ys, inplace=True)
    frame = pl.DataFrame({"easting": easting, "northing": northing, "longitude": _series(xs), "latitude": _series(ys)})
    # PROJ marks what it can't do with infinity, and hands degrees on unchecked where there is nothing to compute.
    on_earth = pl.col("longitude").is_between(-180, 180) & pl.col("latitude").is_between(-90, 90)
    frame = frame.select(pl.when(on_earth).then(pl.all()))
    operation = _with_caveats(_used_operation(steps), datum_code(number), frame["longitude"], frame["latitude"])
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


def _used_operation(steps: Sequence[Transformer]) -> CoordinateOperation:
    return CoordinateOperation(
        name=" + ".join(operation_name(step) for step in steps),
        # EPSG states 9 m for Tokyo → WGS 84 as one operation (15484) as well: its second leg, 1 m, is not added.
        accuracy_metres=max(step.accuracy for step in steps),
        proj_version=proj_version(),
    )


def _with_caveats(
    operation: CoordinateOperation, datum: int | None, longitude: pl.Series, latitude: pl.Series
) -> CoordinateOperation:
    """Return *operation* with the errors that PROJ's stated accuracy leaves out."""
    notes = [_TOKYO_NOTE] if datum == TOKYO else []
    accuracy = operation.accuracy_metres
    if datum in (TOKYO, JGD2000) and _touches_tohoku(longitude, latitude):
        notes.append(_TOHOKU_NOTE)
        # For JGD2000 the 5 m stand in place of the 1 m that PROJ states; with Tokyo datum both errors can add up.
        accuracy = _TOHOKU_METRES + (accuracy or 0.0 if datum == TOKYO else 0.0)
    return replace(operation, accuracy_metres=accuracy, note=_join(notes))


def _touches_tohoku(longitude: pl.Series, latitude: pl.Series) -> bool:
    west, south, east, north = _TOHOKU_2011
    return bool((longitude.is_between(west, east) & latitude.is_between(south, north)).any())


def _join(notes: list[LocalizedText]) -> LocalizedText | None:
    if not notes:
        return None
    return LocalizedText("".join(note.ja for note in notes), " ".join(note.en or "" for note in notes))
