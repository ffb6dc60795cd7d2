"""Layers that GDAL writes, in memory, the same bytes for the same layer."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pyogrio
import shapely
from pyogrio import raw

from catalog.publish.layers.content import LayerContent, distinct_names
from catalog.publish.layers.marks import NUL, marked_cells, marked_text
from catalog.publish.tables.typed import Kind, is_missing, survives_double, typed_values
from catalog.publish.zip_stream import EARLIEST

_PIECE_BYTES = 1 << 20
# Times have no zone, and these formats would say that they are UTC: they stay text, as they are written.
_TYPED = {Kind.INTEGER: "int64", Kind.NUMBER: "float64", Kind.BOOLEAN: "bool", Kind.DATE: "datetime64[D]"}
# What stands, unseen, where there is no value.
_PLACEHOLDERS = {Kind.INTEGER: 0, Kind.NUMBER: 0.0, Kind.BOOLEAN: False, Kind.DATE: date(1970, 1, 1)}

_Array = np.ndarray[Any, Any]


def gdal_pieces(
    content: LayerContent,
    geometries: _Array,
    crs: str,
    driver: str,
    options: Mapping[str, str],
    *,
    layer: str,
    changed: date | None = None,
    has_dates: bool = True,
    taken: tuple[str, ...] = (),
    version: str | None = None,
) -> Iterator[bytes]:
    """Yield a file as *driver* writes it.

    Arguments:
        content: Its attributes go into the file.
        geometries: One for each feature, or ``None``.
        crs: That of *geometries*.
        driver: GDAL's name of the format.
        options: Of the layer, as the driver names them.
        layer: Its name in the file, ASCII.
        changed: The day that the file says it was changed; without one the first that programs can tell.
        has_dates: Whether the format knows days; else they are text.
        taken: Names of columns that the format has for itself.
        version: Of the format; without one GDAL's own choice.
    """
    fields, data, masks = _attributes(content, taken, has_dates)
    kind, is_promoted = joint_type(geometries)
    if kind.endswith(" Z"):
        geometries = _all_with_heights(geometries)
    # GDAL would write the time of day. Any program may ask for another setting, so that it is made for every file.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{changed or EARLIEST}T00:00:00.000Z"})
    file = io.BytesIO()
    with warnings.catch_warnings():  # GDAL's own words on what is unusual; the layer was checked before.
        warnings.simplefilter("ignore", RuntimeWarning)
        raw.write(
            file,
            shapely.to_wkb(geometries, flavor="iso"),
            data,
            fields,
            masks,
            layer=layer,
            driver=driver,
            geometry_type=kind,
            crs=crs,
            promote_to_multi=is_promoted,
            layer_options=dict(options),
            dataset_options={"VERSION": version} if version is not None else None,
        )
    written = file.getbuffer()
    for start in range(0, len(written), _PIECE_BYTES):
        yield bytes(written[start : start + _PIECE_BYTES])


def joint_type(geometries: _Array) -> tuple[str, bool]:
    """Return the type of layer that takes all *geometries* as GDAL names it, and whether single ones become multiple.

    ``Unknown`` takes any geometry; there is none of it that has heights in every format.
    """
    given = geometries[~shapely.is_missing(geometries)]
    names = {shapely.GeometryType(number).name for number in np.unique(shapely.get_type_id(given)).tolist()}
    single = {name.removeprefix("MULTI") for name in names}
    if len(single) != 1 or "GEOMETRYCOLLECTION" in names:
        return "Unknown", False
    is_multiple = any(name.startswith("MULTI") for name in names)
    word = ("Multi" if is_multiple else "") + _WORDS[single.pop()]
    return f"{word} Z" if shapely.has_z(given).any() else word, is_multiple


_WORDS = {"POINT": "Point", "LINESTRING": "LineString", "LINEARRING": "LineString", "POLYGON": "Polygon"}


def _all_with_heights(geometries: _Array) -> _Array:
    """Return *geometries* with a height everywhere: not a number where there is none, since zero would be one."""
    is_flat = ~shapely.has_z(geometries)
    if not is_flat.any():
        return geometries
    raised = shapely.force_3d(geometries)
    positions, owners = shapely.get_coordinates(raised, include_z=True, return_index=True)
    positions[is_flat[owners], 2] = np.nan
    return np.asarray(shapely.set_coordinates(raised, positions))


def _attributes(
    content: LayerContent, taken: tuple[str, ...], has_dates: bool
) -> tuple[list[str], list[_Array], list[_Array]]:
    """Return names, values, and where there is no value, of each column."""
    fields = list(distinct_names([marked_text(name, NUL) for name in content.columns.names], taken=taken))
    data, masks = [], []
    for column, kind in zip(content.columns.frame.iter_columns(), content.kinds, strict=True):
        written = Kind.TEXT if kind is Kind.DATE and not has_dates else kind
        values, is_null = _values(column, written, content.schema.missing_values)
        data.append(values)
        masks.append(is_null)
    return fields, data, masks


def _values(column: pl.Series, kind: Kind, missing_values: tuple[str, ...]) -> tuple[_Array, _Array]:
    frame, text = column.to_frame(), pl.col(column.name)
    is_null = frame.select(is_missing(text, missing_values).alias("null")).to_series().to_numpy()
    if kind is Kind.NUMBER and not frame.filter(~pl.Series(is_null)).select(survives_double(text).all()).item():
        kind = Kind.TEXT
    if kind not in _TYPED:
        texts = marked_cells(column, NUL).to_numpy().astype(object)
        texts[is_null] = None
        return texts, is_null
    values = frame.select(typed_values(text, kind)).to_series()
    return values.fill_null(_PLACEHOLDERS[kind]).to_numpy().astype(_TYPED[kind]), is_null
