"""Laws of comparing layers."""

from __future__ import annotations

from dataclasses import replace

import shapely
from hypothesis import given
from hypothesis import strategies as st

from catalog.convert.features import to_wgs84
from catalog.describe.differences.layers import compare_layers
from catalog.model.difference import MAX_EXAMPLES, MAX_PLACES, LayerDifference
from catalog.model.features import ConvertedFeatures
from tests.convert.layers import make_features

PLACES = st.lists(st.none() | st.tuples(st.integers(-9, 9), st.integers(-9, 9)), max_size=12)


def compare(before: list[tuple[float, float] | None], after: list[tuple[float, float] | None]) -> LayerDifference:
    """Return what differs between points in metres that are known by their numbers."""
    was, is_now = (_layer(side) for side in (before, after))
    return compare_layers("points", was, is_now, (), lambda heading, value: False)


def _layer(places: list[tuple[float, float] | None]) -> ConvertedFeatures:
    features = make_features(*(shapely.Point(place) if place is not None else None for place in places))
    return to_wgs84(replace(features, ids=tuple(str(number) for number in range(len(places)))))


@given(PLACES, PLACES)
def test_what_is_drawn_is_what_is_counted(
    before: list[tuple[float, float] | None], after: list[tuple[float, float] | None]
) -> None:
    told = compare(before, after)
    placed = [sum(place is not None for place in side) for side in (before[len(after) :], after[len(before) :])]
    assert len(told.map.moved) == told.moved
    assert [len(told.map.removed), len(told.map.added)] == placed
    assert tuple((move.before, move.after) for move in told.examples) == told.map.moved[:MAX_EXAMPLES]
    back = compare(after, before)
    assert sorted(back.map.moved) == sorted((second, first) for first, second in told.map.moved)
    assert (back.map.added, back.map.removed) == (told.map.removed, told.map.added)


def test_many_places_are_kept_to_a_bound_the_longest_moves_first() -> None:
    count = MAX_PLACES + 100
    told = compare([(0.0, float(n)) for n in range(count)], [(float(n), float(n)) for n in range(count)])
    assert told.moved == count - 1
    assert len(told.map.moved) == MAX_PLACES
    lengths = [abs(after[0] - before[0]) for before, after in told.map.moved]
    assert lengths == sorted(lengths, reverse=True)
    assert len(compare([], [(0.0, float(n)) for n in range(count)]).map.added) == MAX_PLACES
