"""Geometries as a file has them → such that everything after can compute with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely

from catalog.findings import Finding, Location
from catalog.load.gis.facts import joined_type
from catalog.load.gis.raw_layer import RawLayer, feature_params

MAX_COORDINATE = 1e9
"""In metres or degrees; what is beyond is no place on earth (GIS programs write ±1.797e308 for "none")."""

_Array = np.ndarray[Any, Any]


def clean_geometries(layer: RawLayer, path: str) -> tuple[_Array, tuple[Finding, ...]]:
    """Return the geometries of *layer* without empty ones, impossible numbers and measures.

    A geometry with one number that isn't finite is no geometry any more: without that vertex it would be another
    shape. Heights are dropped where all of a layer's are zero, and where one of a geometry's isn't finite.

    Codes: layer-coordinates-unusable, layer-geometry-missing, layer-types-mixed.
    """
    geometries = _without_measures(layer.geometries)
    is_unusable = np.zeros(len(geometries), bool)
    is_unusable[list(layer.unreadable)] = True
    is_unusable[_unusable(geometries)] = True
    geometries[is_unusable] = None
    is_missing = (shapely.is_missing(geometries) | shapely.is_empty(geometries)) & ~is_unusable
    geometries[is_missing] = None
    geometries = _with_heights_that_tell(geometries)
    place = Location(path)
    findings = []
    for code, mask in (("layer-coordinates-unusable", is_unusable), ("layer-geometry-missing", is_missing)):
        if mask.any():
            findings.append(Finding(code, place, feature_params(np.flatnonzero(mask))))
    kinds = sorted({name.removeprefix("Multi") for name in type_names(geometries)})
    if len(kinds) > 1:
        findings.append(Finding("layer-types-mixed", place, {"types": ", ".join(kinds)}))
    return geometries, tuple(findings)


def drop_points_at_zero(geometries: _Array, path: str) -> tuple[_Array, tuple[Finding, ...]]:
    """Return *geometries*, in degrees, without the points at latitude 0 and longitude 0, which mean "unknown".

    Codes: layer-point-at-zero.
    """
    is_point = shapely.get_type_id(geometries) == 0
    is_zero = is_point & (shapely.get_x(geometries) == 0) & (shapely.get_y(geometries) == 0)
    if not is_zero.any():
        return geometries, ()
    kept = geometries.copy()
    kept[is_zero] = None
    return kept, (Finding("layer-point-at-zero", Location(path), feature_params(np.flatnonzero(is_zero))),)


def geometry_type_of(geometries: _Array) -> str | None:
    """Return the one type that holds all *geometries*, ``None`` without any."""
    return joined_type(type_names(geometries))


def type_names(geometries: _Array) -> Iterable[str]:
    """Return the names of the types among *geometries*, as in GeoJSON."""
    numbers = np.unique(shapely.get_type_id(geometries)).tolist()
    return {_NAMES[number] for number in numbers if number >= 0}


_NAMES = (
    *("Point", "LineString", "LineString", "Polygon"),
    *("MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"),
)


def _without_measures(geometries: _Array) -> _Array:
    kept = geometries.copy()
    has_measure = shapely.has_m(kept)
    if has_measure.any():
        has_height = shapely.has_z(kept)
        flat, high = has_measure & ~has_height, has_measure & has_height
        kept[flat] = shapely.force_2d(kept[flat])
        kept[high] = shapely.from_wkb(shapely.to_wkb(kept[high], output_dimension=3))
    return kept


def _unusable(geometries: _Array) -> _Array:
    """Return the places of geometries with a number that isn't a place."""
    coordinates, owners = shapely.get_coordinates(geometries, return_index=True)
    is_bad = ~(np.abs(coordinates) <= MAX_COORDINATE).all(axis=1)  # NaN compares as false.
    return np.unique(owners[is_bad])


def _with_heights_that_tell(geometries: _Array) -> _Array:
    has_height = shapely.has_z(geometries)
    if not has_height.any():
        return geometries
    coordinates, owners = shapely.get_coordinates(geometries[has_height], include_z=True, return_index=True)
    heights = coordinates[:, 2]
    if not np.any(np.nan_to_num(heights)):
        geometries[has_height] = shapely.force_2d(geometries[has_height])
        return geometries
    is_bad = ~(np.abs(heights) <= MAX_COORDINATE)
    flat = np.flatnonzero(has_height)[np.unique(owners[is_bad])]
    geometries[flat] = shapely.force_2d(geometries[flat])
    return geometries
