"""GeoJSON geometry objects → Shapely geometries, all of one type at once.

Source: RFC 7946 section 3.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError

_MAX_NESTING = 8

_Array = np.ndarray[Any, Any]
_PROBLEMS = (TypeError, ValueError, KeyError, AttributeError, OverflowError, ShapelyError)


def build_geometries(objects: Sequence[Any], depth: int = 0) -> tuple[_Array, list[int]]:
    """Return the geometry of each of *objects*, and the places of those that are none; ``None`` stays ``None``.

    Numbers that aren't finite are kept, for whoever counts them.

    Arguments:
        objects: As parsed from JSON.
        depth: How many collections they lie in; more than some can't be read.
    """
    geometries = np.full(len(objects), None, object)
    places: dict[str, list[int]] = {}
    unreadable: list[int] = []
    for index, value in enumerate(objects):
        if value is None:
            continue
        kind = value.get("type") if isinstance(value, dict) else None
        known = isinstance(kind, str) and (kind in _BUILDERS or kind == "GeometryCollection")
        (places.setdefault(str(kind), []) if known else unreadable).append(index)
    for kind, indexes in places.items():
        values = [objects[index] for index in indexes]
        built, lost = _collections(values, depth) if kind == "GeometryCollection" else _build(kind, values)
        geometries[indexes] = built
        unreadable += [indexes[place] for place in lost]
    return geometries, sorted(unreadable)


def _build(kind: str, values: Sequence[Any]) -> tuple[_Array, list[int]]:
    """Return geometries of one *kind* and the places of those that can't be built."""
    build = _BUILDERS[kind]
    try:
        return build([value["coordinates"] for value in values]), []
    except _PROBLEMS:
        pass
    geometries, lost = np.full(len(values), None, object), []
    for index, value in enumerate(values):
        try:
            geometries[index] = build([value["coordinates"]])[0]
        except _PROBLEMS:
            lost.append(index)
    return geometries, lost


def _collections(values: Sequence[Mapping[str, Any]], depth: int) -> tuple[_Array, list[int]]:
    geometries, lost = np.full(len(values), None, object), []
    for index, value in enumerate(values):
        parts = value.get("geometries")
        if not isinstance(parts, list) or depth > _MAX_NESTING:
            lost.append(index)
            continue
        inner, failed = build_geometries(parts, depth + 1)
        geometries[index] = None if failed else shapely.geometrycollections(inner[~shapely.is_missing(inner)])
        lost += [index] * bool(failed)
    return geometries, lost


def _coordinates(positions: Sequence[Sequence[float]]) -> _Array:
    """Return an array of two or three columns; a position of only some others has a height of NaN.

    Raises:
        TypeError, ValueError: A position isn't two numbers or more.
    """
    widths = set(map(len, positions))
    if not widths:
        return np.empty((0, 2))
    if min(widths) < 2:
        raise ValueError("no position")
    if len(widths) > 1 or min(widths) > 3:
        positions = [(*position[:3], np.nan)[:3] for position in positions]
    width = len(positions[0])
    flat = np.fromiter(map(_number, chain.from_iterable(positions)), float, width * len(positions))
    return flat.reshape(-1, width)


def _number(value: object) -> float:
    if type(value) is float or type(value) is int:
        return value
    raise TypeError("no number")


def _owners(groups: Sequence[Sequence[Any]]) -> _Array:
    return np.repeat(np.arange(len(groups)), [len(group) for group in groups])


def _flat(groups: Iterable[Iterable[Any]]) -> list[Any]:
    return list(chain.from_iterable(groups))


def _points(values: Sequence[Any]) -> _Array:
    if [] not in values:
        return np.asarray(shapely.points(_coordinates(values)))
    # An empty array of coordinates is an empty point.
    points = [shapely.Point() if value == [] else shapely.points(_coordinates([value]))[0] for value in values]
    return np.array(points, object)


def _lines(values: Sequence[Any]) -> _Array:
    lines = np.full(len(values), shapely.LineString(), object)
    return np.asarray(shapely.linestrings(_coordinates(_flat(values)), indices=_owners(values), out=lines))


def _multi_points(values: Sequence[Any]) -> _Array:
    return _collected(shapely.multipoints, shapely.MultiPoint(), _points(_flat(values)), values)


def _multi_lines(values: Sequence[Any]) -> _Array:
    return _collected(shapely.multilinestrings, shapely.MultiLineString(), _lines(_flat(values)), values)


def _polygons(values: Sequence[Any]) -> _Array:
    rings = _flat(values)
    if not all(len(ring) >= 4 for ring in rings):
        raise ValueError("no ring")
    built = np.asarray(shapely.linearrings(_coordinates(_flat(rings)), indices=_owners(rings)))
    return _collected(shapely.polygons, shapely.Polygon(), built, values)


def _multi_polygons(values: Sequence[Any]) -> _Array:
    return _collected(shapely.multipolygons, shapely.MultiPolygon(), _polygons(_flat(values)), values)


def _collected(collect: Callable[..., Any], empty: Any, parts: _Array, groups: Sequence[Any]) -> _Array:
    """Return the geometry that *collect* makes of the *parts* of each group, *empty* for a group without any."""
    whole = np.full(len(groups), empty, object)
    return np.asarray(collect(parts, indices=_owners(groups), out=whole)) if len(parts) else whole


_BUILDERS: Mapping[str, Callable[[Sequence[Any]], _Array]] = {
    "Point": _points,
    "LineString": _lines,
    "Polygon": _polygons,
    "MultiPoint": _multi_points,
    "MultiLineString": _multi_lines,
    "MultiPolygon": _multi_polygons,
}
