"""Which columns hold coordinates: headings say that there are some, values say which is which.

X and Y mean nothing by themselves (one city's X座標 is the longitude, a surveyor's X is the northing), and columns
headed 緯度 and 経度 are swapped now and then: but a latitude of Japan is never mistaken for a longitude of Japan.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from catalog.infer.markers import is_marker
from catalog.infer.plane import find_plane, places_of
from catalog.infer.samples import Sample
from catalog.model.roles import Role
from catalog.notation.cells import read_coordinate
from catalog.standards.extents import JAPAN

_AXIS = re.compile(r"(?:^|[_\-])([xy])(?:座標|coord(?:inate)?)?(?:_.*)?$|座標_?([xy])$")
_MAX_VALUES = 300
_READABLE_SHARE = 0.8  # of a column's cells must be numbers, for it to hold coordinates
_AGREEING_SHARE = 0.9  # of the numbers must lie where they decide; one bad point doesn't make another column of it
_FARTHEST_METRES = 4_000_000
_CERTAIN_DECIMALS = 3


class _Span(Enum):
    """Where the numbers of a column lie."""

    LATITUDES = "latitudes of Japan"
    LONGITUDES = "longitudes of Japan"
    DEGREES = "degrees somewhere"
    METRES = "metres"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column as coordinates.

    Attributes:
        hint: The role that the heading names.
        is_axis: The heading is X or Y.
        span: ``None`` without numbers.
        is_empty: There are no values at all, zeros and markers apart.
        is_precise: Nearly all numbers have three decimals or more, and there are several.
    """

    hint: Role | None
    is_axis: bool
    span: _Span | None
    is_empty: bool
    is_precise: bool


_DEGREE_ROLES = (Role.LATITUDE, Role.LONGITUDE)
_PLACES = (*_DEGREE_ROLES, Role.EASTING, Role.NORTHING)
_BY_SPAN = {_Span.LATITUDES: Role.LATITUDE, _Span.LONGITUDES: Role.LONGITUDE}


def coordinate_roles(samples: Sequence[Sample], hints: Sequence[Role | None]) -> tuple[Role | None, ...]:
    """Return latitude, longitude, easting or northing for each column that holds such, and ``None`` for the others."""
    columns = [_column(sample, hint) for sample, hint in zip(samples, hints, strict=True)]
    roles = [_hinted(column) for column in columns]
    if not any(roles):
        roles = _unmistakable(columns)
    metres = [index for index, column in enumerate(columns) if column.span is _Span.METRES and _is_place(column)]
    if len(metres) == 2:
        for index, role in zip(metres, _plane_roles(samples, columns, metres), strict=True):
            roles[index] = role
    return tuple(roles)


def read_numbers(values: Sequence[str]) -> list[float]:
    """Return the numbers among cells, degrees with minutes and seconds included; zeros stand for "not known"."""
    texts = (read_coordinate(value) for value in values)
    return [number for text in texts if text is not None and (number := float(text)) and math.isfinite(number)]


def _is_place(column: _Column) -> bool:
    return column.is_axis or column.hint in _PLACES


def _column(sample: Sample, hint: Role | None) -> _Column:
    is_axis = hint is None and _AXIS.search(sample.key) is not None
    if hint not in (None, *_PLACES):
        return _Column(hint, False, None, False, False)
    values = [value for value in sample.values[:_MAX_VALUES] if not is_marker(value)]
    if hint is None and not is_axis and not _looks_precise(values):
        return _Column(hint, False, None, not values, False)
    numbers = read_numbers(values)
    given = sum(1 for value in values if value.strip("0. ") != "")
    is_readable = bool(numbers) and len(numbers) >= _READABLE_SHARE * given
    return _Column(hint, is_axis, _span(numbers) if is_readable else None, not given, _looks_precise(values))


def _looks_precise(values: Sequence[str]) -> bool:
    if len(values) < 2 or not values[0][:1].isdigit():
        return False
    decimals = [len(value.strip().partition(".")[2]) for value in values if value.strip("0. ")]
    precise = sum(count >= _CERTAIN_DECIMALS for count in decimals)
    return len(decimals) >= 2 and precise >= _AGREEING_SHARE * len(decimals)


def _span(numbers: Sequence[float]) -> _Span | None:
    needed = _AGREEING_SHARE * len(numbers)
    if sum(JAPAN.south <= number <= JAPAN.north for number in numbers) >= needed:
        return _Span.LATITUDES
    if sum(JAPAN.west <= number <= JAPAN.east for number in numbers) >= needed:
        return _Span.LONGITUDES
    if sum(abs(number) <= 180 for number in numbers) >= needed:
        return _Span.DEGREES
    return _Span.METRES if all(abs(number) <= _FARTHEST_METRES for number in numbers) else None


def _hinted(column: _Column) -> Role | None:
    """Return the role of a column whose heading speaks of coordinates in degrees."""
    if column.hint in _DEGREE_ROLES:
        if column.is_empty:
            return column.hint
        return column.hint if column.span is _Span.DEGREES else _BY_SPAN.get(column.span) if column.span else None
    if _is_place(column) and column.span is not None and column.is_precise:
        return _BY_SPAN.get(column.span)
    return None


def _unmistakable(columns: Sequence[_Column]) -> list[Role | None]:
    """Return roles of the one pair of columns, side by side, that can only be latitudes and longitudes of Japan."""
    spans = [column.span if column.is_precise else None for column in columns]
    roles: list[Role | None] = [None] * len(columns)
    pairs = [
        index
        for index in range(len(spans) - 1)
        if {spans[index], spans[index + 1]} == {_Span.LATITUDES, _Span.LONGITUDES}
    ]
    if len(pairs) == 1:
        for index in (pairs[0], pairs[0] + 1):
            span = spans[index]
            roles[index] = _BY_SPAN[span] if span else None
    return roles


def _plane_roles(
    samples: Sequence[Sample], columns: Sequence[_Column], pair: Sequence[int]
) -> tuple[Role | None, Role | None]:
    """Return which of two columns of metres is the easting, by the table's places, or else by the headings."""
    first, second = (read_numbers(samples[index].values[:_MAX_VALUES]) for index in pair)
    plane = find_plane(first, second, places_of(samples))
    if plane is not None:
        return (Role.EASTING, Role.NORTHING) if plane.first_is_easting else (Role.NORTHING, Role.EASTING)
    hints = columns[pair[0]].hint, columns[pair[1]].hint
    return hints if set(hints) == {Role.EASTING, Role.NORTHING} else (None, None)
