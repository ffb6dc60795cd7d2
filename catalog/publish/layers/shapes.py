"""Geometries as the records of a ``.shp`` file, and its index ``.shx``.

Outlines run clockwise, those of holes counter-clockwise; lengths are in words of two bytes.

Source: ESRI Shapefile Technical Description (1998), pages 2 to 24.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely import GeometryType

_HEADER_BYTES, _RECORD_HEADER_BYTES = 100, 8
_POINT, _LINE, _POLYGON, _MULTIPOINT, _WITH_HEIGHTS = 1, 3, 5, 8, 10
_BOX_BYTES, _RANGE_BYTES = 32, 16
_NO_DATA = -1e39
"""What is less than -10^38 is no measure (page 2)."""
_BATCH = 2_000

_Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class ShapeSizes:
    """How a ``.shp`` file will lie.

    Attributes:
        shape_type: Number of the type, for all features.
        contents: Bytes of each record without its header.
        total: Bytes of the file.
    """

    shape_type: int
    contents: _Array
    total: int


def shape_sizes(geometries: _Array) -> ShapeSizes:
    """Return how *geometries*, which are all of one dimension, will lie in a file."""
    kind = _shape_type(geometries)
    height = 8 if kind > _WITH_HEIGHTS else 0
    # A ring or line is a part; of points there are none.
    vertices = shapely.get_num_coordinates(geometries)
    if kind % 10 == _POINT:
        contents = np.full(len(geometries), 4 + 16 + 2 * height)
    else:
        parts = np.zeros(len(geometries), int) if kind % 10 == _MULTIPOINT else 4 + 4 * _part_counts(geometries)
        # With heights there is room for measures, too: some programs insist on it.
        extra = 2 * (_RANGE_BYTES + 8 * vertices) if height else 0
        contents = 4 + _BOX_BYTES + 4 + parts + 16 * vertices + extra
    contents = np.where(shapely.is_missing(geometries), 4, contents)
    return ShapeSizes(kind, contents, _HEADER_BYTES + int((contents + _RECORD_HEADER_BYTES).sum()))


def shape_pieces(geometries: _Array, sizes: ShapeSizes) -> Iterator[bytes]:
    """Yield the ``.shp`` file."""
    yield _header(geometries, sizes, sizes.total)
    for start in range(0, len(geometries), _BATCH):
        bodies = _bodies(geometries[start : start + _BATCH], sizes.shape_type)
        yield b"".join(
            struct.pack(">ii", number, len(body) // 2) + body for number, body in enumerate(bodies, start=start + 1)
        )


def shape_index(geometries: _Array, sizes: ShapeSizes) -> bytes:
    """Return the ``.shx`` file."""
    ends = np.cumsum(sizes.contents + _RECORD_HEADER_BYTES)
    places = _HEADER_BYTES + np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    entries = np.column_stack([places // 2, sizes.contents // 2]).astype(">i4")
    return _header(geometries, sizes, _HEADER_BYTES + entries.nbytes) + entries.tobytes()


def parts_of_dimension(geometries: _Array, dimension: int) -> _Array:
    """Return what each of *geometries* has of points (0), lines (1) or polygons (2); ``None`` where that is nothing."""
    parts, owners = geometries, np.arange(len(geometries))
    while (shapely.get_type_id(parts) >= GeometryType.MULTIPOINT).any():
        parts, found = shapely.get_parts(parts, return_index=True)
        owners = owners[found]
    is_wanted = shapely.get_dimensions(parts) == dimension
    built = np.full(len(geometries), None, object)
    if is_wanted.any():
        join = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[dimension]
        join(parts[is_wanted], indices=owners[is_wanted], out=built)
    return built


def _shape_type(geometries: _Array) -> int:
    kinds = set(shapely.get_type_id(geometries).tolist())
    dimension = int(max(shapely.get_dimensions(geometries), default=0))
    single = (_POINT, _LINE, _POLYGON)[max(dimension, 0)]
    kind = _MULTIPOINT if GeometryType.MULTIPOINT in kinds else single
    return kind + (_WITH_HEIGHTS if shapely.has_z(geometries).any() else 0)


def _part_counts(geometries: _Array) -> _Array:
    """Return the number of rings or lines in each."""
    is_area = shapely.get_dimensions(geometries) == 2
    parts, owners = shapely.get_parts(geometries[is_area], return_index=True)
    rings = np.bincount(owners, shapely.get_num_interior_rings(parts) + 1, minlength=int(is_area.sum()))
    counts = np.where(shapely.is_missing(geometries), 0, shapely.get_num_geometries(geometries))
    counts[is_area] = rings
    return counts


def _header(geometries: _Array, sizes: ShapeSizes, size_bytes: int) -> bytes:
    words = struct.pack(">i20xi", 9994, size_bytes // 2) + struct.pack("<ii", 1000, sizes.shape_type)
    edges = shapely.total_bounds(geometries) if len(geometries) else ()
    box = [0.0 if np.isnan(edge) else float(edge) for edge in edges] or [0.0] * 4
    return words + struct.pack("<8d", *box, *_height_range(geometries), 0.0, 0.0)


def _height_range(geometries: _Array) -> tuple[float, float]:
    heights = shapely.get_coordinates(geometries, include_z=True)[:, 2]
    given = heights[~np.isnan(heights)]
    return (float(given.min()), float(given.max())) if len(given) else (0.0, 0.0)


def _bodies(geometries: _Array, shape_type: int) -> Iterator[bytes]:
    """Yield the record of each of *geometries* without its header."""
    has_height = shape_type > _WITH_HEIGHTS
    kind = shape_type % 10
    for geometry, parts in zip(geometries, _coordinate_parts(geometries, kind), strict=True):
        if geometry is None:
            yield struct.pack("<i", 0)
        elif kind == _POINT:
            x, y, z = parts[0][0]
            yield struct.pack("<i2d", shape_type, x, y) + (struct.pack("<2d", z, _NO_DATA) if has_height else b"")
        else:
            yield struct.pack("<i", shape_type) + _body(parts, kind, has_height)


def _body(parts: list[_Array], kind: int, has_height: bool) -> bytes:
    positions = np.concatenate(parts)
    xy, heights = positions[:, :2], positions[:, 2]
    box = struct.pack("<4d", *xy.min(axis=0), *xy.max(axis=0))
    if kind == _MULTIPOINT:
        counts = struct.pack("<i", len(xy))
    else:
        starts = np.cumsum([0, *map(len, parts[:-1])]).astype("<i4")
        counts = struct.pack("<ii", len(parts), len(xy)) + starts.tobytes()
    body = box + counts + xy.astype("<f8").tobytes()
    if not has_height:
        return body
    body += struct.pack("<2d", heights.min(), heights.max()) + heights.astype("<f8").tobytes()
    return body + np.full(len(xy) + 2, _NO_DATA, "<f8").tobytes()


def _coordinate_parts(geometries: _Array, kind: int) -> list[list[_Array]]:
    """Return the positions of each of *geometries* as easting, northing and height, by rings, lines or all together."""
    given = np.flatnonzero(~shapely.is_missing(geometries))
    if kind == _POLYGON:
        parts, owners = shapely.get_parts(
            shapely.orient_polygons(geometries[given], exterior_cw=True), return_index=True
        )
        lines, found = shapely.get_rings(parts, return_index=True)
        owners = owners[found]
    else:
        lines, owners = (geometries[given], np.arange(len(given)))
        if kind == _LINE:
            lines, owners = shapely.get_parts(lines, return_index=True)
    positions, line_of = shapely.get_coordinates(lines, include_z=True, return_index=True)
    positions[:, 2] = np.nan_to_num(positions[:, 2])
    ends = np.searchsorted(line_of, np.arange(len(lines) + 1)).tolist()
    result: list[list[_Array]] = [[] for _ in geometries]
    for owner, (start, end) in zip(given[owners].tolist(), pairwise(ends), strict=True):
        result[owner].append(positions[start:end])
    return result
