"""The square grid of web maps: longitude and latitude → a unit square, and the zooms that a layer is cut for.

Source: OGC 17-083r4 (Two Dimensional Tile Matrix Set), WebMercatorQuad.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

EXTENT = 4096
"""Steps along the side of a tile."""
BUFFER = 1 / 64
"""What a tile holds beyond its edges, in tiles: lines are drawn across them without a seam."""
PIXEL = EXTENT // 512
"""Steps that a pixel on the screen has; MapLibre draws a tile 512 pixels wide."""

MIN_ZOOM, MAX_ZOOM = 4, 14
_MAX_LATITUDE = 85.0511287798066
_MAX_PIECES = 400_000
_MAX_TILES = 20_000

_Array = np.ndarray[Any, Any]


def unit_square(geometries: _Array) -> _Array:
    """Return *geometries* in the square of the whole world: 0 to 1 from west to east, and from north to south.

    Heights are left out. Latitudes that the projection can't hold lie on its edge.
    """
    flat = shapely.force_2d(geometries)
    lonlat = shapely.get_coordinates(flat)
    latitude = np.radians(np.clip(lonlat[:, 1], -_MAX_LATITUDE, _MAX_LATITUDE))
    xs = (lonlat[:, 0] + 180) / 360
    ys = (1 - np.arcsinh(np.tan(latitude)) / np.pi) / 2
    return np.asarray(shapely.set_coordinates(flat, np.column_stack([xs, ys])))


def highest_zoom(bounds: _Array) -> int:
    """Return the zoom to which a layer is cut; maps enlarge the tiles of that one when they go nearer.

    14, where a step is 60 cm, but less where that would be too many tiles, or too many pieces of large shapes.

    Arguments:
        bounds: Of each shape in the unit square.
    """
    for zoom in range(MAX_ZOOM, MIN_ZOOM, -1):
        first, last = tile_ranges(bounds, zoom)
        counts = (last - first + 1).prod(axis=1)
        if counts.sum() <= _MAX_PIECES and _tile_count(first, last, counts) <= _MAX_TILES:
            return zoom
    return MIN_ZOOM


def tile_ranges(bounds: _Array, zoom: int) -> tuple[_Array, _Array]:
    """Return column and row of the first and the last tile that each of *bounds* touches, with their buffers."""
    side = 2**zoom
    scaled = bounds * side
    first, last = np.floor(scaled[:, :2] - BUFFER), np.floor(scaled[:, 2:] + BUFFER)
    return np.clip(first, 0, side - 1).astype(np.int64), np.clip(last, 0, side - 1).astype(np.int64)


def spread(first: _Array, last: _Array) -> tuple[_Array, _Array]:
    """Return each tile of the ranges from *first* to *last* as column and row, and which range it belongs to."""
    widths, heights = (last - first + 1).T
    counts = widths * heights
    owners = np.repeat(np.arange(len(counts)), counts)
    places = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    return first[owners] + np.column_stack([places % widths[owners], places // widths[owners]]), owners


def _tile_count(first: _Array, last: _Array, counts: _Array) -> int:
    tiles, _ = spread(first, last)
    return len(np.unique(tiles[:, 0] << 32 | tiles[:, 1]))
