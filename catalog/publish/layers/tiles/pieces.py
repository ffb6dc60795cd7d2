"""A layer cut into tiles, zoom by zoom: what lies within one tile goes down as it is, what crosses an edge is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException

from catalog.publish.layers.shapes import parts_of_dimension
from catalog.publish.layers.tiles.grid import BUFFER, MIN_ZOOM, highest_zoom, spread, tile_ranges, unit_square

_Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """What the tiles of one zoom hold; everything has a row for each piece.

    Attributes:
        shapes: Points, lines or polygons in the unit square; of one dimension each.
        features: 0-based number of the feature.
        tiles: Column and row of the tile.
    """

    zoom: int
    shapes: _Array
    features: _Array
    tiles: _Array

    def chosen(self, which: _Array) -> Pieces:
        """Return those that *which* (places or flags) says."""
        return Pieces(self.zoom, self.shapes[which], self.features[which], self.tiles[which])


def cut_layer(geometries: _Array) -> tuple[Iterator[Pieces], int]:
    """Return the pieces of each zoom from the lowest on, and the highest zoom.

    Arguments:
        geometries: Longitude and latitude; ``None`` for a feature without a place.
    """
    square = unit_square(geometries)
    by_dimension = [parts_of_dimension(square, dimension) for dimension in range(3)]
    places = [np.flatnonzero(~shapely.is_missing(shapes)) for shapes in by_dimension]
    shapes = np.concatenate([found[where] for found, where in zip(by_dimension, places, strict=True)])
    features = np.concatenate(places)
    bounds = shapely.bounds(shapes)
    highest = highest_zoom(bounds) if len(shapes) else MIN_ZOOM
    whole = Pieces(0, shapes, features, np.zeros((len(shapes), 2), np.int64))
    return _zooms(whole, highest), highest


def _zooms(whole: Pieces, highest: int) -> Iterator[Pieces]:
    pieces = whole
    for zoom in range(MIN_ZOOM, highest + 1):
        pieces = _cut(pieces, zoom)
        yield pieces


def _cut(parents: Pieces, zoom: int) -> Pieces:
    """Return *parents*, of a lower zoom, cut for *zoom*."""
    bounds = shapely.bounds(parents.shapes)
    first, last = tile_ranges(bounds, zoom)
    # A parent goes on to its own children only: what it holds of its neighbours goes on from them.
    below = zoom - parents.zoom
    first = np.maximum(first, parents.tiles << below)
    last = np.minimum(last, ((parents.tiles + 1) << below) - 1)
    reached = np.flatnonzero((first <= last).all(axis=1))
    tiles, owners = spread(first[reached], last[reached])
    owners = reached[owners]
    pieces = Pieces(zoom, parents.shapes[owners], parents.features[owners], tiles)
    return _clipped(pieces, _is_within(bounds[owners], tiles, zoom))


def _is_within(bounds: _Array, tiles: _Array, zoom: int) -> _Array:
    scaled = bounds * 2**zoom
    is_after = scaled[:, :2] >= tiles - BUFFER
    is_before = scaled[:, 2:] <= tiles + 1 + BUFFER
    return np.asarray((is_after & is_before).all(axis=1))


def _clipped(pieces: Pieces, is_within: _Array) -> Pieces:
    shapes = pieces.shapes.copy()
    crossing = np.flatnonzero(~is_within)
    # One call for each tile: the edges of a box are the same for all that it cuts.
    crossing = crossing[np.lexsort(pieces.tiles[crossing].T)]
    tiles = pieces.tiles[crossing]
    is_next = np.ones(len(tiles), bool)
    is_next[1:] = (tiles[1:] != tiles[:-1]).any(axis=1)
    for start, end in pairwise([*np.flatnonzero(is_next).tolist(), len(tiles)]):
        places = crossing[start:end]
        box = (np.array([-BUFFER, -BUFFER, 1 + BUFFER, 1 + BUFFER]) + np.tile(tiles[start], 2)) / 2**pieces.zoom
        shapes[places] = _cut_out(shapes[places], box)
    cut = Pieces(pieces.zoom, shapes, pieces.features, pieces.tiles)
    return cut.chosen(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))


def _cut_out(shapes: _Array, box: _Array) -> _Array:
    """Return what of *shapes* lies in *box*, of the same dimension; what can't be cut stays whole, which only costs."""
    try:
        cut = shapely.clip_by_rect(shapes, *box)
    except GEOSException:
        cut = np.array([_cut_one(shape, box) for shape in shapes], object)
    before, after = shapely.get_dimensions(shapes), shapely.get_dimensions(cut)
    is_mixed = shapely.get_type_id(cut) == shapely.GeometryType.GEOMETRYCOLLECTION
    for dimension in np.unique(before[is_mixed]).tolist():
        chosen = is_mixed & (before == dimension)
        cut[chosen] = parts_of_dimension(cut[chosen], dimension)
    # A polygon that only touches the edge leaves a line.
    cut[~is_mixed & (after != before)] = None
    return np.asarray(cut)


def _cut_one(shape: Any, box: _Array) -> Any:
    try:
        return shapely.clip_by_rect(shape, *box)
    except GEOSException:
        return shape
