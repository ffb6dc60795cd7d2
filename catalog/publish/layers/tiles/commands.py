"""Shapes as vector tiles draw them: commands and steps from one corner to the next, for all pieces at once.

Source: https://github.com/mapbox/vector-tile-spec, version 2.1, section 4.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from catalog.publish.layers.tiles.grid import EXTENT
from catalog.publish.layers.tiles.pieces import Pieces
from catalog.publish.layers.tiles.varints import encode_varints, zigzag

_MOVE_ONCE, _LINE_TO, _CLOSE = 1 << 3 | 1, 2, 15

_Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The drawings of some pieces; those of which nothing is left to draw have none.

    Attributes:
        pieces: Which ones, ascending.
        kinds: 1 for points, 2 for lines, 3 for polygons.
        data: All of them as bytes, and where each begins and the last ends.
    """

    pieces: _Array
    kinds: _Array
    data: bytes
    places: _Array


@dataclass(frozen=True, slots=True, eq=False)
class _Paths:
    """Lines or rings: the piece that each belongs to, its number of corners, and all corners in steps of the tile."""

    owners: _Array
    counts: _Array
    corners: _Array


def draw(pieces: Pieces, dimension: int) -> Drawn:
    """Return the drawings of those *pieces* that are points (0), lines (1) or polygons (2)."""
    places = np.flatnonzero(shapely.get_dimensions(pieces.shapes) == dimension)
    chosen = pieces.chosen(places)
    paths = (_points, _lines, _rings)[dimension](chosen)
    numbers = _point_commands(paths) if dimension == 0 else _path_commands(paths, is_closed=dimension == 2)
    lengths = 1 + 2 * paths.counts if dimension == 0 else 2 * paths.counts + (3 if dimension == 2 else 2)
    data, starts = encode_varints(numbers)
    owners, first = np.unique(paths.owners, return_index=True)
    ends = np.concatenate([[0], np.cumsum(lengths)])
    return Drawn(places[owners], np.full(len(owners), dimension + 1), data, starts[ends[[*first, len(lengths)]]])


def _steps(positions: _Array, tiles: _Array, zoom: int) -> _Array:
    return np.asarray(np.rint((positions * 2**zoom - tiles) * EXTENT), np.int64)


def _points(pieces: Pieces) -> _Paths:
    positions, owners = shapely.get_coordinates(pieces.shapes, return_index=True)
    found, counts = np.unique(owners, return_counts=True)
    return _Paths(found, counts, _steps(positions, pieces.tiles[owners], pieces.zoom))


def _lines(pieces: Pieces) -> _Paths:
    lines, owners = shapely.get_parts(pieces.shapes, return_index=True)
    positions, paths = shapely.get_coordinates(lines, return_index=True)
    corners = _steps(positions, pieces.tiles[owners[paths]], pieces.zoom)
    is_new = _is_new(corners, paths)
    counts = np.bincount(paths[is_new], minlength=len(lines))
    kept = counts >= 2
    return _Paths(owners[kept], counts[kept], corners[is_new & kept[paths]])


def _rings(pieces: Pieces) -> _Paths:
    """Return the rings that have an area and run the right way: outlines clockwise on the screen, holes against it."""
    polygons, owners = shapely.get_parts(shapely.orient_polygons(pieces.shapes), return_index=True)
    rings, parents = shapely.get_rings(polygons, return_index=True)
    positions, paths = shapely.get_coordinates(rings, return_index=True)
    corners = _steps(positions, pieces.tiles[owners[parents[paths]]], pieces.zoom)
    is_new = _is_new(corners, paths) & ~_is_last(paths)
    is_new &= ~_closes_early(corners, paths, is_new)
    corners, paths = corners[is_new], paths[is_new]
    counts = np.bincount(paths, minlength=len(rings))
    areas = _areas(corners, paths, len(rings))
    is_outer = _is_first(parents)
    is_good = (counts >= 3) & np.where(is_outer, areas > 0, areas < 0)
    has_outline = np.zeros(len(polygons), bool)
    has_outline[parents[is_outer & is_good]] = True
    kept = is_good & has_outline[parents]
    return _Paths(owners[parents[kept]], counts[kept], corners[kept[paths]])


def _is_first(groups: _Array) -> _Array:
    return np.concatenate([[True], groups[1:] != groups[:-1]])[: len(groups)]


def _is_last(groups: _Array) -> _Array:
    return np.concatenate([groups[1:] != groups[:-1], [True]])[-len(groups) :] if len(groups) else np.zeros(0, bool)


def _is_new(corners: _Array, paths: _Array) -> _Array:
    """Return which corners aren't where the one before them on the same path is."""
    is_same = np.zeros(len(paths), bool)
    is_same[1:] = (paths[1:] == paths[:-1]) & (corners[1:] == corners[:-1]).all(axis=1)
    return ~is_same


def _closes_early(corners: _Array, paths: _Array, is_kept: _Array) -> _Array:
    """Return which of the kept corners are the last on their ring and lie where its first does."""
    places = np.flatnonzero(is_kept)
    kept_paths = paths[places]
    firsts, lasts = places[_is_first(kept_paths)], places[_is_last(kept_paths)]
    early = np.zeros(len(paths), bool)
    early[lasts[(corners[firsts] == corners[lasts]).all(axis=1) & (firsts != lasts)]] = True
    return early


def _areas(corners: _Array, paths: _Array, count: int) -> _Array:
    """Return twice the signed area of each ring, whose last corner isn't its first."""
    if not len(paths):
        return np.zeros(count)
    follows = np.arange(1, len(paths) + 1)
    follows[_is_last(paths)] = np.flatnonzero(_is_first(paths))
    x, y = corners.T
    return np.bincount(paths, (x * y[follows] - x[follows] * y).astype(float), minlength=count)


def _point_commands(paths: _Paths) -> _Array:
    starts = np.cumsum(1 + 2 * paths.counts) - (1 + 2 * paths.counts)
    numbers = np.zeros(int((1 + 2 * paths.counts).sum()), np.int64)
    numbers[starts] = paths.counts << 3 | 1
    first_corners = np.cumsum(paths.counts) - paths.counts
    index = np.arange(len(paths.corners)) - np.repeat(first_corners, paths.counts)
    places = np.repeat(starts, paths.counts) + 1 + 2 * index
    _put_steps(numbers, places, paths.corners, index == 0)
    return numbers


def _path_commands(paths: _Paths, *, is_closed: bool) -> _Array:
    lengths = 2 * paths.counts + (3 if is_closed else 2)
    starts = np.cumsum(lengths) - lengths
    numbers = np.zeros(int(lengths.sum()), np.int64)
    numbers[starts] = _MOVE_ONCE
    numbers[starts + 3] = (paths.counts - 1) << 3 | _LINE_TO
    if is_closed:
        numbers[starts + lengths - 1] = _CLOSE
    first_corners = np.cumsum(paths.counts) - paths.counts
    index = np.arange(len(paths.corners)) - np.repeat(first_corners, paths.counts)
    places = np.repeat(starts, paths.counts) + np.where(index == 0, 1, 2 + 2 * index)
    is_start = np.zeros(len(index), bool)
    is_start[first_corners[_is_first(paths.owners)]] = True
    _put_steps(numbers, places, paths.corners, is_start)
    return numbers


def _put_steps(numbers: _Array, places: _Array, corners: _Array, is_start: _Array) -> None:
    """Put each corner, as the way from the one before, at its place; a piece begins at the tile's own corner."""
    before = np.zeros_like(corners)
    before[1:] = corners[:-1]
    before[is_start] = 0
    steps = zigzag(corners - before)
    numbers[places], numbers[places + 1] = steps[:, 0], steps[:, 1]
