"""Two editions of a layer: which features are new or gone, and how far others have moved."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from statistics import median
from typing import Any

import numpy as np
import shapely

from catalog.describe.differences.tables import IsPersonal
from catalog.findings import shown
from catalog.model.difference import MAX_EXAMPLES, MAX_PLACES, LayerDifference, LonLat, MapChanges, Move, Shown
from catalog.model.features import ConvertedFeatures

_EARTH_METRES = 6_371_008.8
"""Mean radius of the earth. Source: GRS 80."""
_SAME_PLACE_METRES = 0.01
_SAME_DEGREES = 1e-7
"""About a centimetre, as the published files are rounded."""


def compare_layers(
    resource: str,
    before: ConvertedFeatures,
    after: ConvertedFeatures,
    key: Sequence[str],
    is_personal: IsPersonal,
    axes: Collection[str] = (),
) -> LayerDifference:
    """Return what differs between two editions of the layer of *resource*.

    Features are known by *key*, else by the file's own identifiers, else by all of their attributes but *axes*, the
    columns of their coordinates.
    """
    was, is_now = _known(before, after, key, axes)
    both = [(was[name], number) for name, number in is_now.items() if name in was]
    there = [(a, b) for a, b in both if before.geometries[a] is not None and after.geometries[b] is not None]
    moves, reshaped = _moves(before, after, there, key, is_personal)
    moves.sort(key=lambda move: (-move.metres, move.number))
    metres = [move.metres for move in moves]
    return LayerDifference(
        resource=resource,
        features_before=before.source.feature_count,
        features_after=after.source.feature_count,
        added=len(is_now) - len(both),
        removed=len(was) - len(both),
        moved=len(moves),
        reshaped=reshaped,
        placed=sum(before.geometries[a] is None and after.geometries[b] is not None for a, b in both),
        unplaced=sum(before.geometries[a] is not None and after.geometries[b] is None for a, b in both),
        median_metres=median(metres) if metres else None,
        longest_metres=max(metres, default=None),
        examples=tuple(moves[:MAX_EXAMPLES]),
        map=MapChanges(
            tuple((move.before, move.after) for move in moves[:MAX_PLACES]),
            _places(after, sorted(number for name, number in is_now.items() if name not in was)),
            _places(before, sorted(number for name, number in was.items() if name not in is_now)),
        ),
    )


def _places(features: ConvertedFeatures, numbers: Sequence[int]) -> tuple[LonLat, ...]:
    """Return where the first of these features are; those without a place are passed over."""
    shapes = features.geometries[list(numbers)] if numbers else ()
    placed = [shape for shape in shapes if shape is not None and not shape.is_empty][:MAX_PLACES]
    return tuple(_lonlat(centre) for centre in _centres(placed)) if placed else ()


def _lonlat(centre: Any) -> LonLat:
    return round(float(centre[0]), 7), round(float(centre[1]), 7)


_Numbers = dict[Hashable, int]


def _known(
    before: ConvertedFeatures, after: ConvertedFeatures, key: Sequence[str], axes: Collection[str]
) -> tuple[_Numbers, _Numbers]:
    """Return the features of both editions by what they are known by."""
    if key:
        found = _by_columns(before, key), _by_columns(after, key)
        if found[0] is not None and found[1] is not None:
            return found[0], found[1]
    old_ids, new_ids = before.source.ids, after.source.ids
    if old_ids is not None and new_ids is not None:
        return {id: n for n, id in enumerate(old_ids)}, {id: n for n, id in enumerate(new_ids)}
    known = [label for label in after.source.labels if label.strip() not in axes]
    common = [label for label in known if label in before.source.labels]
    return _by_all(before, common), _by_all(after, common)


def _by_columns(features: ConvertedFeatures, key: Sequence[str]) -> _Numbers | None:
    labels = [label.strip() for label in features.source.labels]
    if not set(key) <= set(labels):
        return None
    columns = [features.source.frame[str(labels.index(name))].to_list() for name in key]
    rows = list(zip(*columns, strict=True))
    found: _Numbers = {row: number for number, row in enumerate(rows)}
    return found if len(found) == len(rows) and not any(None in row or "" in row for row in rows) else None


def _by_all(features: ConvertedFeatures, labels: Sequence[str]) -> _Numbers:
    """Return features by all of their attributes; of equal ones, the first is the first."""
    places = [features.source.labels.index(label) for label in labels]
    columns = [features.source.frame[str(place)].fill_null("").to_list() for place in places]
    rows = zip(*columns, strict=True) if columns else iter([()] * features.source.feature_count)
    times: dict[Hashable, int] = {}
    found: _Numbers = {}
    for number, row in enumerate(rows):
        times[row] = times.get(row, 0) + 1
        found[row, times[row]] = number
    return found


def _moves(
    before: ConvertedFeatures,
    after: ConvertedFeatures,
    pairs: Sequence[tuple[int, int]],
    key: Sequence[str],
    is_personal: IsPersonal,
) -> tuple[list[Move], int]:
    """Return the features that have moved, and how many have another shape in the same place."""
    if not pairs:
        return [], 0
    old = before.geometries[[first for first, _ in pairs]]
    new = after.geometries[[second for _, second in pairs]]
    is_same = shapely.equals_exact(shapely.normalize(old), shapely.normalize(new), _SAME_DEGREES)
    moves, reshaped = [], 0
    was, is_now = _centres(old), _centres(new)
    for place in map(int, np.flatnonzero(~is_same)):
        metres = _metres(was[place], is_now[place])
        if metres < _SAME_PLACE_METRES:
            reshaped += 1
            continue
        number = pairs[place][1]
        first, second = _lonlat(was[place]), _lonlat(is_now[place])
        moves.append(Move(number + 1, _key_of(after, number, key, is_personal), round(metres, 2), first, second))
    return moves, reshaped


def _centres(geometries: Any) -> Any:
    return shapely.get_coordinates(shapely.centroid(geometries))


def _metres(first: Any, second: Any) -> float:
    """Return the distance between two places in degrees on a sphere."""
    (lon1, lat1), (lon2, lat2) = np.radians(first), np.radians(second)
    a = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return float(2 * _EARTH_METRES * np.arcsin(np.sqrt(min(1.0, a))))


def _key_of(features: ConvertedFeatures, number: int, key: Sequence[str], is_personal: IsPersonal) -> tuple[Shown, ...]:
    """Return what the feature is known by for people: its key, or else its first attribute."""
    labels = [label.strip() for label in features.source.labels]
    names = [name for name in key if name in labels] or labels[:1]
    values = [(name, features.source.frame[str(labels.index(name))][number] or "") for name in names]
    return tuple(Shown(None if is_personal(name, value) else shown(value)) for name, value in values)
