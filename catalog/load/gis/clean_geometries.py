"""Geometries as a file has them → such that everything after can compute with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely

from catalog.findings import Finding, Location
from catalog.load.gis.facts import joined_type
from catalog.load.gis.raw_layer import RawLayer, feature_params

MAX_COORDINATE = 1e8
"""In metres or degrees; what is beyond is no place on earth (GIS programs write ±1.797e308 for "none")."""

_POINT = 0  # GEOS's number of the type

_Array = np.ndarray[Any, Any]


def clean_geometries(layer: RawLayer, path: str) -> tuple[_Array, tuple[Finding, ...]]:
    """Return the geometries of *layer* without empty ones, impossible numbers and measures.

    A geometry with one number that isn't finite is no geometry any more: without that vertex it would be another
    shape. A point at (0, 0) means "unknown", in degrees and in metres. Heights are dropped where all of a layer's are
    zero, and where one of a geometry's isn't finite.

    Codes: layer-points-nowhere, layer-coordinates-unusable, layer-geometry-missing, layer-types-mixed.
    """
    geometries = _without_measures(layer.geometries)
    is_point = shapely.get_type_id(geometries) == _POINT
    is_impossible, is_unreadable = _mask(geometries, _impossible(geometries)), _mask(geometries, layer.unreadable)
    is_nowhere = is_point & (is_impossible | _is_zero(geometries, is_point))
    is_unusable = (is_impossible & ~is_point) | is_unreadable
    geometries[is_nowhere | is_unusable] = None
    is_missing = shapely.is_missing(geometries) | shapely.is_empty(geometries)
    geometries[is_missing] = None
    is_missing &= ~(is_nowhere | is_unusable)
    findings = [*_count_findings(is_nowhere, is_unusable, is_missing, path), *_type_findings(geometries, path)]
    return _with_heights_that_tell(geometries), tuple(findings)


def _is_zero(geometries: _Array, is_point: _Array) -> _Array:
    is_zero: _Array = is_point & ~shapely.is_empty(geometries)
    points = geometries[is_zero]
    is_zero[is_zero] = (shapely.get_x(points) == 0) & (shapely.get_y(points) == 0)
    return is_zero


def _mask(geometries: _Array, places: Any) -> _Array:
    mask = np.zeros(len(geometries), bool)
    mask[np.asarray(places, int)] = True
    return mask


def _count_findings(is_nowhere: _Array, is_unusable: _Array, is_missing: _Array, path: str) -> Iterable[Finding]:
    if is_nowhere.any():
        yield Finding("layer-points-nowhere", Location(path), {"count": f"{int(is_nowhere.sum()):,}"})
    for code, mask in (("layer-coordinates-unusable", is_unusable), ("layer-geometry-missing", is_missing)):
        if mask.any():
            yield Finding(code, Location(path), feature_params(np.flatnonzero(mask)))


def _type_findings(geometries: _Array, path: str) -> Iterable[Finding]:
    kinds = sorted({name.removeprefix("Multi") for name in type_names(geometries)})
    if len(kinds) > 1:
        yield Finding("layer-types-mixed", Location(path), {"types": ", ".join(kinds)})


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


def _impossible(geometries: _Array) -> _Array:
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
