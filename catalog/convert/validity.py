"""Geometries that aren't valid → valid ones of the same dimension, in bounded time.

Source: OGC Simple Features 6.1; what "valid" means is decided by GEOS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely

from catalog.model.geometry_repair import GeometryDefect, GeometryRepair, RepairOutcome

MAX_PAIRS = 300_000_000
"""Pairs of segments that may have to be compared for all intricate geometries of a layer together."""

MAX_CROSSINGS = 300_000
"""Crossings of segments that are made into vertices when a layer's geometries are repaired; each takes 40 µs, 2 kB."""

MAX_SMALL_CROSSINGS = 20_000_000
"""The same for outlines of few vertices, as many as there can be at most; each takes 7 µs, and most aren't there."""

_INTRICATE_VERTICES = 1_000
_TANGLED_VERTICES = 32
_MAX_NEAR_PAIRS = 20_000_000  # That are looked at one by one, for the crossings among them.
_BATCH = 1_000
_SAMPLES = 64

_REASONS = {
    "self-intersection": GeometryDefect.SELF_INTERSECTION,
    "ring self-intersection": GeometryDefect.RING_SELF_INTERSECTION,
    "hole lies outside shell": GeometryDefect.HOLE_OUTSIDE,
    "holes are nested": GeometryDefect.NESTED_HOLES,
    "nested shells": GeometryDefect.NESTED_PARTS,
    "interior is disconnected": GeometryDefect.CUT_INTERIOR,
    "duplicate rings": GeometryDefect.DUPLICATE_RINGS,
    "too few points in geometry component": GeometryDefect.TOO_FEW_POINTS,
}
_PLACE = re.compile(r"\s*(?:\[|at or near).*", re.DOTALL)

_LAST_SIMPLE_TYPE = shapely.GeometryType.POLYGON

_Array = np.ndarray[Any, Any]


def repair_geometries(geometries: _Array) -> tuple[_Array, tuple[GeometryRepair, ...]]:
    """Return *geometries*, none empty, with those repaired that aren't valid, and what was done to which.

    A polygon stays a polygon or becomes several: no stray lines or points are left over. Both the check and the repair
    take time by the number of segments that lie near one another, which a hostile outline can make the square of its
    vertices: what is too intricate is left as it was, and said to be.
    """
    intricate = list(_too_intricate(geometries))
    checked = geometries.copy()
    checked[intricate] = None
    invalid = np.flatnonzero(~(shapely.is_valid(checked) | shapely.is_missing(checked)))
    tangled = list(_too_tangled(geometries, invalid))
    unchecked = [GeometryRepair(place + 1, None, RepairOutcome.UNCHECKED) for place in (*intricate, *tangled)]
    places = np.setdiff1d(invalid, tangled)
    if not len(places):
        return geometries, tuple(sorted(unchecked, key=lambda repair: repair.feature))
    broken = geometries[places]
    mended = _mend(broken)
    kept = geometries.copy()
    kept[places] = mended
    reasons = shapely.is_valid_reason(broken)
    repairs = [
        GeometryRepair(int(place) + 1, _defect(reason), RepairOutcome.LOST if new is None else RepairOutcome.REPAIRED)
        for place, reason, new in zip(places, reasons, mended, strict=True)
    ]
    return kept, tuple(sorted([*repairs, *unchecked], key=lambda repair: repair.feature))


def _mend(broken: _Array) -> _Array:
    """Return valid geometries of the same dimension, ``None`` where nothing of it is left."""
    mended = shapely.make_valid(broken, method="structure", keep_collapsed=False)
    is_empty = shapely.is_empty(mended) | (shapely.get_dimensions(mended) < shapely.get_dimensions(broken))
    mended[is_empty] = None
    return np.asarray(mended)


def _defect(reason: str) -> GeometryDefect:
    return _REASONS.get(_PLACE.sub("", reason).strip().lower(), GeometryDefect.OTHER)


def _too_intricate(geometries: _Array) -> Iterator[int]:
    """Yield the places of geometries that would take too long, the most intricate ones of the layer."""
    counts = shapely.get_num_coordinates(geometries)
    places = np.flatnonzero(counts > _INTRICATE_VERTICES)
    estimates = sorted((_estimated_pairs(*_segments(geometries[place])), int(place)) for place in places)
    total = 0.0
    for pairs, place in estimates:
        total += pairs
        if total > MAX_PAIRS:
            yield place


def _segments(geometry: Any) -> tuple[_Array, _Array]:
    """Return where the segments of *geometry* begin and end; from one part or ring to the next there is none."""
    parts = np.asarray([geometry])
    while (shapely.get_type_id(parts) > _LAST_SIMPLE_TYPE).any():
        parts = shapely.get_parts(parts)
    is_area = shapely.get_type_id(parts) == _LAST_SIMPLE_TYPE
    lines = np.concatenate([shapely.get_rings(parts[is_area]), parts[~is_area]])
    coordinates, owners = shapely.get_coordinates(lines, return_index=True)
    is_within = owners[:-1] == owners[1:]
    return coordinates[:-1][is_within], coordinates[1:][is_within]


def _estimated_pairs(starts: _Array, ends: _Array) -> float:
    """Return about how many pairs of segments have boxes that overlap, from a sample in even steps."""
    if not len(starts):
        return 0.0
    lows, highs = np.minimum(starts, ends), np.maximum(starts, ends)
    sample = np.linspace(0, len(lows) - 1, _SAMPLES).astype(int)
    near = sum(int(np.count_nonzero(((lows <= highs[index]) & (highs >= lows[index])).all(axis=1))) for index in sample)
    return near / _SAMPLES * len(lows) / 2


def _too_tangled(geometries: _Array, invalid: _Array) -> Iterator[int]:
    """Yield the places, among those at *invalid*, of geometries that cross themselves too often to be repaired."""
    counts = shapely.get_num_coordinates(geometries[invalid])
    yield from _too_many_small(invalid[counts <= _TANGLED_VERTICES], counts[counts <= _TANGLED_VERTICES])
    crossings = sorted(
        (_count_crossings(geometries[place]), int(place)) for place in invalid[counts > _TANGLED_VERTICES]
    )
    total = 0
    for count, place in crossings:
        total += count
        if total > MAX_CROSSINGS:
            yield place


def _too_many_small(places: _Array, counts: _Array) -> list[int]:
    """Return the places of small geometries beyond what all of them together may cost, the largest ones."""
    order = np.argsort(counts, kind="stable")
    segments = counts[order].astype(np.int64) - 1
    most = np.cumsum(segments * (segments - 3) // 2 + 1)
    return [int(place) for place in np.asarray(places[order][most > MAX_SMALL_CROSSINGS])]


def _count_crossings(geometry: Any) -> int:
    """Return how often segments of *geometry* meet that aren't neighbours, or a number that is too large."""
    starts, ends = _segments(geometry)
    if _estimated_pairs(starts, ends) > _MAX_NEAR_PAIRS:
        return MAX_CROSSINGS + 1
    segments = shapely.linestrings(np.stack([starts, ends], axis=1))
    tree = shapely.STRtree(segments)
    meetings = 0
    for start in range(0, len(segments), _BATCH):
        batch = segments[start : start + _BATCH]
        # Each meets itself and its two neighbours.
        meetings += tree.query(batch, predicate="intersects").shape[1] - 3 * len(batch)
        if meetings > 2 * MAX_CROSSINGS:
            break
    return max(0, meetings // 2)
