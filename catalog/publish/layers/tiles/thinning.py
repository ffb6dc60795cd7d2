"""What a tile leaves out at the lower zooms: detail that nobody could see. At the highest zoom everything is there."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from catalog.publish.layers.tiles.grid import EXTENT, PIXEL
from catalog.publish.layers.tiles.pieces import Pieces

MAX_FEATURES = 10_000
"""In one tile below the highest zoom; the largest stay."""
_DOT = 2 * PIXEL
"""Side of what stands for several shapes that are too small to be seen, in steps."""
_SMALLEST = 2
_TOLERANCE = PIXEL / 2

_Array = np.ndarray[Any, Any]


def thin_out(pieces: Pieces, *, is_highest: bool) -> Pieces:
    """Return *pieces* as their zoom shows them.

    Of points on the same dot the first stays. Shapes smaller than a dot are gathered, in order, until their areas make
    up one, which then stands at the last of them: a town of small lots keeps its tint. Outlines lose the corners that
    are within half a pixel.
    """
    steps = EXTENT * 2**pieces.zoom
    dimensions = shapely.get_dimensions(pieces.shapes)
    if is_highest:
        return _enlarged(pieces, (dimensions == 2) & (shapely.area(pieces.shapes) * steps**2 < _SMALLEST**2), _SMALLEST)
    kept = np.ones(len(dimensions), bool)
    kept &= _first_on_dot(pieces, dimensions, steps)
    is_small, stays = _gathered(pieces, dimensions == 2, shapely.area(pieces.shapes) * steps**2, _DOT**2)
    kept &= ~is_small | stays
    is_short, goes_on = _gathered(pieces, dimensions == 1, shapely.length(pieces.shapes) * steps, _DOT)
    kept &= ~is_short | goes_on
    places = _largest(pieces, np.flatnonzero(kept))
    thinned = _enlarged(pieces.chosen(places), is_small[places], _DOT)
    return _simplified(thinned, ~is_small[places] & (dimensions[places] > 0), _TOLERANCE / steps)


def tile_keys(pieces: Pieces) -> _Array:
    """Return one number for the tile of each piece."""
    return np.asarray(pieces.tiles[:, 0] << 32 | pieces.tiles[:, 1])


def _first_on_dot(pieces: Pieces, dimensions: _Array, steps: int) -> _Array:
    """Return flags that are false for single points on a dot that another one has before them in the same tile."""
    is_first = np.ones(len(dimensions), bool)
    is_single = shapely.get_num_coordinates(pieces.shapes) == 1
    places = np.flatnonzero((dimensions == 0) & is_single)
    if len(places):
        dots = np.floor(shapely.get_coordinates(pieces.shapes[places]) * (steps / _DOT)).astype(np.int64)
        # In its own tile, or in the buffer of one beside it: that and the dot are one number, which is quick to sort.
        beside = dots // (EXTENT // _DOT) - pieces.tiles[places] + 1
        keys = dots[:, 0] << 32 | dots[:, 1] << 4 | beside[:, 0] << 2 | beside[:, 1]
        is_first[places] = False
        is_first[places[np.unique(keys, return_index=True)[1]]] = True
    return is_first


def _gathered(pieces: Pieces, is_meant: _Array, sizes: _Array, full: float) -> tuple[_Array, _Array]:
    """Return which of the pieces that are meant are smaller than *full*, and at which of those a sum becomes full."""
    is_small = is_meant & (sizes < full)
    is_full = np.zeros(len(sizes), bool)
    places = np.flatnonzero(is_small)
    if not len(places):
        return is_small, is_full
    places = places[np.lexsort((pieces.features[places], tile_keys(pieces)[places]))]
    keys, sums = tile_keys(pieces)[places], np.cumsum(sizes[places])
    starts = np.concatenate([[True], keys[1:] != keys[:-1]])
    before = sums - sizes[places]
    base = np.repeat(before[starts], np.diff([*np.flatnonzero(starts), len(keys)]))
    is_full[places] = np.floor((sums - base) / full) > np.floor((before - base) / full)
    # A tile that has nothing else shows at least its first.
    is_full[places[starts]] = True
    return is_small, is_full


def _largest(pieces: Pieces, places: _Array) -> _Array:
    """Return those of *places* that stay in tiles with too many of them, in order."""
    keys = tile_keys(pieces)[places]
    _, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
    if not (counts > MAX_FEATURES).any():
        return places
    extents = np.ptp(shapely.bounds(pieces.shapes[places]).reshape(-1, 2, 2), axis=1).sum(axis=1)
    order = np.lexsort((pieces.features[places], -extents, which))
    ranks = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.sort(places[order[ranks < MAX_FEATURES]])


def _enlarged(pieces: Pieces, is_small: _Array, side: float) -> Pieces:
    """Return *pieces* with a square of *side* steps in place of the shapes that are too small."""
    if not is_small.any():
        return pieces
    half = side / 2 / (EXTENT * 2**pieces.zoom)
    bounds = shapely.bounds(pieces.shapes[is_small])
    xs, ys = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    shapes = pieces.shapes.copy()
    shapes[is_small] = shapely.box(xs - half, ys - half, xs + half, ys + half)
    return Pieces(pieces.zoom, shapes, pieces.features, pieces.tiles)


def _simplified(pieces: Pieces, is_meant: _Array, tolerance: float) -> Pieces:
    shapes = pieces.shapes.copy()
    shapes[is_meant] = shapely.simplify(shapes[is_meant], tolerance, preserve_topology=False)
    return Pieces(pieces.zoom, shapes, pieces.features, pieces.tiles).chosen(~shapely.is_empty(shapes))
