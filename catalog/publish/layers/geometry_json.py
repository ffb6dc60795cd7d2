"""Geometries as GeoJSON has them, with seven decimals, for orjson to write: most of the work is done by NumPy at once.

Source: RFC 7946 section 3.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import orjson
import shapely

DECIMALS = 7
"""1 cm on the ground; more would only pretend."""
_HEIGHT_DECIMALS = 3

_Array = np.ndarray[Any, Any]
GeometryObject = Mapping[str, Any]
"""A GeoJSON geometry, its positions in NumPy arrays."""


def dump_json(value: Any) -> bytes:
    """Return *value*, which may hold NumPy arrays, as JSON."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)


def rounded_positions(coordinates: _Array) -> _Array:
    """Return positions as they are published: degrees to a centimetre, heights to a millimetre, no minus zero."""
    rounded = np.round(coordinates, DECIMALS)
    if rounded.shape[1] > 2:
        rounded[:, 2] = np.round(coordinates[:, 2], _HEIGHT_DECIMALS)
    return np.ascontiguousarray(rounded + 0.0)


def geometry_objects(geometries: _Array) -> list[GeometryObject | None]:
    """Return the object of each of *geometries*, ``None`` where there is none.

    Arguments:
        geometries: Longitude and latitude in degrees.
    """
    objects: list[GeometryObject | None] = [None] * len(geometries)
    # In one call for each type, with and without heights; nearly all layers have one.
    sorts = shapely.get_type_id(geometries) * 2 + shapely.has_z(geometries)
    for sort in np.unique(sorts[sorts >= 0]).tolist():
        places = np.flatnonzero(sorts == sort)
        build = _collections if sort // 2 == shapely.GeometryType.GEOMETRYCOLLECTION else _simple
        for place, value in zip(places.tolist(), build(geometries[places]), strict=True):
            objects[place] = value
    return objects


def _simple(geometries: _Array) -> list[GeometryObject]:
    """Return the objects of geometries that are all of one type."""
    name = str(geometries[0].geom_type)
    _, coordinates, offsets = shapely.to_ragged_array(geometries, include_z=bool(shapely.has_z(geometries[0])))
    parts: Any = rounded_positions(coordinates)
    # From the inside out: positions into lines or rings, those into polygons, those into multipolygons.
    for ends in offsets:
        places = ends.tolist()
        parts = [parts[start:end] for start, end in pairwise(places)]
    return [{"type": name, "coordinates": part} for part in parts]


def _collections(geometries: _Array) -> list[GeometryObject]:
    members, owners = shapely.get_parts(geometries, return_index=True)
    values: list[list[Any]] = [[] for _ in geometries]
    for owner, value in zip(owners.tolist(), geometry_objects(members), strict=True):
        values[owner].append(value)
    return [{"type": "GeometryCollection", "geometries": value} for value in values]
