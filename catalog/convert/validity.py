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

_INTRICATE_VERTICES = 1_000
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

_Array = np.ndarray[Any, Any]


def repair_geometries(geometries: _Array) -> tuple[_Array, tuple[GeometryRepair, ...]]:
    """Return *geometries*, none empty, with those repaired that aren't valid, and what was done to which.

    A polygon stays a polygon or becomes several: no stray lines or points are left over. Both the check and the repair
    take time by the number of segments that lie near one another, which a hostile outline can make the square of its
    vertices: what is too intricate is left as it was, and said to be.
    """
    intricate = list(_too_intricate(geometries))
    unchecked = [GeometryRepair(place + 1, None, RepairOutcome.UNCHECKED) for place in intricate]
    checked = geometries.copy()
    checked[intricate] = None
    places = np.flatnonzero(~(shapely.is_valid(checked) | shapely.is_missing(checked)))
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
    estimates = sorted((_estimated_pairs(shapely.get_coordinates(geometries[place])), int(place)) for place in places)
    total = 0.0
    for pairs, place in estimates:
        total += pairs
        if total > MAX_PAIRS:
            yield place


def _estimated_pairs(coordinates: _Array) -> float:
    """Return about how many pairs of segments have boxes that overlap, from a sample in even steps."""
    lows = np.minimum(coordinates[:-1], coordinates[1:])
    highs = np.maximum(coordinates[:-1], coordinates[1:])
    sample = np.linspace(0, len(lows) - 1, _SAMPLES).astype(int)
    near = sum(int(np.count_nonzero(((lows <= highs[index]) & (highs >= lows[index])).all(axis=1))) for index in sample)
    return near / _SAMPLES * len(lows) / 2
