"""What a tile leaves out at the lower zooms: detail that nobody could see. At the highest zoom everything is there."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from catalog.publish.layers.tiles.curve import curve_places
from catalog.publish.layers.tiles.grid import BUFFER, EXTENT, PIXEL
from catalog.publish.layers.tiles.pieces import Pieces

MAX_FEATURES = 10_000
"""In one tile below the highest zoom; the largest stay, and of those alike some from everywhere."""
_DOT = 2 * PIXEL
"""Side of what stands for several shapes that are too small to be seen, in steps; larger where a tile is crowded."""
_GROWTH = 1.25
"""Of the area of dots, until a tile doesn't hold too many."""
# Multiplicative hashing (D. E. Knuth, The Art of Computer Programming 3, 6.4).
_LOT, _LOW_BITS = 2_654_435_761, 0xFFFF_FFFF
_SMALLEST = 2
_TOLERANCE = PIXEL / 2
_ALIKE = 1.5
"""Shapes whose sizes differ by less than this factor are alike: on the map, a town's lots grow to the north."""

_Array = np.ndarray[Any, Any]


def thin_out(pieces: Pieces, *, is_highest: bool) -> Pieces:
    """Return *pieces* as their zoom shows them.

    Of points on the same dot the first stays. Shapes smaller than a dot are gathered, each with those around it, until
    their areas make up one, which then stands at one of them: a town of small lots keeps its tint. Where a tile
    would still hold too many, dots are larger. Outlines lose the corners that are within half a pixel.
    """
    steps = EXTENT * 2**pieces.zoom
    dimensions = shapely.get_dimensions(pieces.shapes)
    areas = shapely.area(pieces.shapes) * steps**2
    if is_highest:
        return _enlarged(pieces, np.where((dimensions == 2) & (areas < _SMALLEST**2), _SMALLEST, 0.0))
    crowd = _Crowd(pieces)
    kept = np.ones(len(dimensions), bool)
    kept &= _first_on_dot(pieces, dimensions, steps)
    dot_area = _dot_area(crowd, areas, dimensions == 2)
    is_small, stays = _gathered(crowd, dimensions == 2, areas, dot_area)
    kept &= ~is_small | stays
    is_short, goes_on = _gathered(crowd, dimensions == 1, shapely.length(pieces.shapes) * steps, _DOT)
    kept &= ~is_short | goes_on
    places = _largest(crowd, np.flatnonzero(kept))
    thinned = _enlarged(pieces.chosen(places), np.where(is_small[places], dot_area**0.5, 0.0))
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


class _Crowd:
    """The pieces of a zoom with the tile of each, and in an order in which neighbours follow one another."""

    __slots__ = ("count", "order", "pieces", "which")

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        keys, self.which = np.unique(tile_keys(pieces), return_inverse=True)
        self.count = len(keys)
        bounds = shapely.bounds(pieces.shapes)
        centres = (bounds[:, :2] + bounds[:, 2:]) / 2
        self.order = np.lexsort((pieces.features, curve_places(centres, pieces.zoom), self.which))

    def in_order(self, flags: _Array) -> _Array:
        """Return the places of those that *flags* says, tile by tile, each behind its neighbour."""
        return np.asarray(self.order[flags[self.order]])


def _dot_area(crowd: _Crowd, areas: _Array, is_meant: _Array) -> float:
    """Return how large a dot of this zoom is: so large that no tile has too many, and the same in all of them.

    Where it differed from tile to tile, one would see their edges.
    """
    full = float(_DOT**2)
    # As many as may stay, of this size, cover a tile with its buffer. Where that is too small, shapes lie one over the
    # other, and larger dots would only make the rest of the map coarse.
    largest = (1 + 2 * BUFFER) ** 2 * EXTENT**2 / MAX_FEATURES
    while full < largest:
        is_small = is_meant & (areas < full)
        dots = np.bincount(crowd.which, np.where(is_small, areas, 0.0)) // full
        shown = dots + np.bincount(crowd.which, is_meant & ~is_small)
        if shown.max(initial=0) <= MAX_FEATURES:
            break
        full = min(full * _GROWTH, largest)
    return full


def _gathered(crowd: _Crowd, is_meant: _Array, sizes: _Array, full: float) -> tuple[_Array, _Array]:
    """Return which of the pieces that are meant are smaller than *full*, and one of each group that makes up that."""
    is_small = is_meant & (sizes < full)
    stays = np.zeros(len(sizes), bool)
    places = crowd.in_order(is_small)
    if not len(places):
        return is_small, stays
    keys, parts = crowd.which[places], sizes[places] / full
    starts = _is_new(keys)
    sums = np.cumsum(parts)
    counts = np.diff([*np.flatnonzero(starts), len(keys)])
    base = np.repeat((sums - parts)[starts], counts)
    groups = np.floor(sums - parts - base)
    totals = np.repeat(np.bincount(np.cumsum(starts) - 1, parts), counts)
    # What doesn't make up a dot at the end is left out; a tile that has nothing else shows at least one.
    is_whole = groups < np.maximum(np.floor(totals), 1)
    places, groups = places[is_whole], np.cumsum(_is_new(keys) | _is_new(groups))[is_whole]
    stays[_one_of_each(places, groups, crowd.pieces.features)] = True
    return is_small, stays


def _largest(crowd: _Crowd, places: _Array) -> _Array:
    """Return those of *places* that stay in tiles with too many of them, in order."""
    counts = np.bincount(crowd.which[places], minlength=crowd.count)
    if not (counts > MAX_FEATURES).any():
        return places
    is_left = np.zeros(len(crowd.which), bool)
    is_left[places] = True
    ordered = crowd.in_order(is_left)
    extents = np.ptp(shapely.bounds(crowd.pieces.shapes[ordered]).reshape(-1, 2, 2), axis=1).sum(axis=1)
    for start, end in pairwise([0, *np.cumsum(counts).tolist()]):
        if end - start > MAX_FEATURES:
            is_left[ordered[start:end]] = False
            is_left[_fewer(ordered[start:end], extents[start:end], crowd.pieces.features)] = True
    return np.flatnonzero(is_left)


def _fewer(places: _Array, sizes: _Array, features: _Array) -> _Array:
    """Return as many of *places* as a tile may hold: the largest, and, of those alike at the limit, some all over."""
    limit = np.partition(sizes, -MAX_FEATURES)[-MAX_FEATURES]
    is_larger = sizes > limit * _ALIKE
    alike = places[~is_larger & (sizes * _ALIKE >= limit)]
    wanted = MAX_FEATURES - int(is_larger.sum())
    groups = np.arange(len(alike)) * wanted // len(alike)
    return np.concatenate([places[is_larger], _one_of_each(alike, groups, features)])


def _one_of_each(places: _Array, groups: _Array, features: _Array) -> _Array:
    """Return one of *places* of each group, as if by lot: every so many-th would draw stripes over streets in rows."""
    lots = features[places] * _LOT & _LOW_BITS
    lots = (lots ^ lots >> 15) * _LOT & _LOW_BITS  # After the first alone, those of neighbours have even distances.
    order = np.lexsort((lots, groups))
    return np.asarray(places[order[_is_new(groups[order])]])


def _is_new(values: _Array) -> _Array:
    """Return which of *values* differ from the one before."""
    return np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]


def _enlarged(pieces: Pieces, sides: _Array) -> Pieces:
    """Return *pieces* with squares in place of the shapes that are too small; *sides* in steps, 0 for all others."""
    is_small = sides > 0
    if not is_small.any():
        return pieces
    half = sides[is_small] / 2 / (EXTENT * 2**pieces.zoom)
    bounds = shapely.bounds(pieces.shapes[is_small])
    xs, ys = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    shapes = pieces.shapes.copy()
    shapes[is_small] = shapely.box(xs - half, ys - half, xs + half, ys + half)
    return Pieces(pieces.zoom, shapes, pieces.features, pieces.tiles)


def _simplified(pieces: Pieces, is_meant: _Array, tolerance: float) -> Pieces:
    shapes = pieces.shapes.copy()
    shapes[is_meant] = shapely.simplify(shapes[is_meant], tolerance, preserve_topology=False)
    return Pieces(pieces.zoom, shapes, pieces.features, pieces.tiles).chosen(~shapely.is_empty(shapes))
