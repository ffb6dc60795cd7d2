"""Whether east and north of plane rectangular coordinates have changed places, told by whose hall is near.

Borders are open data for a few prefectures only, but where the halls are is known of all local governments. A point
in a municipality has its own hall nearest, or nearly so, wherever the municipality lies and however large it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from catalog.standards.municipalities import find_body, read_municipalities
from catalog.standards.plane_rectangular import project

if TYPE_CHECKING:
    import numpy

    _Array: TypeAlias = numpy.ndarray[Any, Any]

_SAMPLE = 500
_PART = 0.9
"""Part of the points that have to agree."""

_AMONG_THE_NEAREST = 3
"""A place within a municipality seldom has more than two others' halls nearer than its own."""
_FAR = 12
"""Hardly any place within a municipality has a dozen others' halls nearer than its own.

Measured on the borders of 135 bodies in 岩手, 岐阜, 岡山 and 広島: of a tenth of any one's area it is nine at most.
"""

_FAR_METRES = 100_000.0
"""At sea there are no halls, but only remote islands are so far from their own."""

_FARTHEST_DEGREES = 8.0
"""East and west of the points' own area, as far as swapping can carry them; the projection holds there."""


def is_mirrored(eastings: Sequence[float], northings: Sequence[float], code: str, zone: int) -> bool:
    """Return whether points lie far from the body with *code*, and in it as soon as east and north change places.

    Arguments:
        eastings: In metres, in *zone*.
        northings: As many.
        code: Six digits; of a prefecture, the halls of all its municipalities are its own.
        zone: 1 to 19.
    """
    import numpy

    halls = _halls(code, zone)
    if halls is None or not len(eastings):
        return False
    step = max(1, len(eastings) // _SAMPLE)
    points = numpy.column_stack([eastings, northings]).astype(float)[::step]
    nearer, metres = _nearer_halls(points, *halls)
    if ((nearer >= _FAR) | (metres > _FAR_METRES)).mean() < _PART:
        return False
    nearer, metres = _nearer_halls(points[:, ::-1], *halls)
    return bool(((nearer < _AMONG_THE_NEAREST) & (metres < _FAR_METRES)).mean() >= _PART)


def _nearer_halls(points: _Array, own: _Array, others: _Array) -> tuple[_Array, _Array]:
    """Return for each point how many of the *others* are nearer than its *own* hall, and how far that is in metres."""
    import numpy

    def distances(halls: _Array) -> _Array:
        return numpy.asarray(numpy.hypot(points[:, :1] - halls[:, 0], points[:, 1:] - halls[:, 1]))

    nearest = distances(own).min(axis=1)
    return (distances(others) < nearest[:, None]).sum(axis=1), nearest


@cache
def _halls(code: str, zone: int) -> tuple[_Array, _Array] | None:
    """Return where the halls of a body are, and those of all others around, in metres; ``None`` where it has none."""
    import numpy

    body = find_body(code)
    is_prefecture, prefix = code[2:5] == "000", body.name if body is not None else ""
    own: list[tuple[float, float]] = []
    others: list[tuple[float, float]] = []
    known = [entry for entry in read_municipalities().values() if entry.hall is not None]
    centres = [entry.hall for entry in known if entry.code == code or (is_prefecture and entry.code[:2] == code[:2])]
    if not centres or centres[0] is None:
        return None
    for entry in known:
        assert entry.hall is not None
        if abs(entry.hall[0] - centres[0][0]) > _FARTHEST_DEGREES:
            continue
        # The offices of a city's wards are its own, too.
        is_own = entry.code[:2] == code[:2] and (is_prefecture or entry.code == code or entry.name.startswith(prefix))
        (own if is_own else others).append(project(*entry.hall, zone))
    return (numpy.array(own), numpy.array(others)) if own and others else None
