"""What a tile leaves out is left out evenly, whatever order the features are in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from catalog.publish.layers.tiles import thinning
from catalog.publish.layers.tiles.curve import curve_places
from catalog.publish.layers.tiles.pieces import Pieces
from catalog.publish.layers.tiles.thinning import thin_out

Array = np.ndarray[Any, Any]

ZOOM = 12
STEP = 1 / 4096 / 2**ZOOM
WEST, NORTH = 3_600, 1_600
"""Column and row of the tile that everything lies in."""
SIDE = 100


def grid(width: float, *, kind: str = "lots", order: str = "rows") -> Pieces:
    """Return shapes in a square of rows that fills a tile; *width* in steps of 0 to 40."""
    places = np.column_stack([np.arange(SIDE**2) % SIDE, np.arange(SIDE**2) // SIDE])
    if order == "shuffled":
        places = places[np.argsort(np.arange(SIDE**2) * 7919 % 10_007)]
    # North of the middle all are a hair larger, as the projection makes them.
    sides = np.where(places[:, 1] < SIDE // 2, width * 1.001, width) * STEP
    west, north = (np.array([WEST, NORTH]) / 2**ZOOM + (places * 40 + 20) * STEP).T
    if kind == "points":
        shapes = shapely.points(west, north)
    elif kind == "roads":
        shapes = shapely.linestrings(np.stack([np.column_stack(p) for p in ((west, north), (west + sides, north))], 1))
    else:
        shapes = shapely.box(west, north, west + sides, north + sides)
    return Pieces(ZOOM, shapes, np.arange(SIDE**2), np.tile([WEST, NORTH], (SIDE**2, 1)))


def shares(before: Pieces, after: Pieces, measure: Any) -> Array:
    """Return what is left in each of sixteen parts of the tile."""
    found = []
    for pieces in (before, after):
        bounds = shapely.bounds(pieces.shapes)
        cells = (((bounds[:, :2] + bounds[:, 2:]) / 2 * 2**ZOOM - [WEST, NORTH]) * 4 * 4096 / 4_040).astype(int)
        found.append(np.bincount(cells[:, 1] * 4 + cells[:, 0], measure(pieces.shapes), minlength=16))
    return np.asarray(found[1] / found[0])


def counted(shapes: Array) -> Array:
    return np.ones(len(shapes))


@pytest.mark.parametrize("order", ["rows", "shuffled"])
@pytest.mark.parametrize(
    ("kind", "width"), [("lots", 5), ("lots", 15), ("lots", 30), ("points", 0), ("roads", 5), ("roads", 39)]
)
def test_shapes_of_one_size_stay_everywhere(
    monkeypatch: pytest.MonkeyPatch, kind: str, width: float, order: str
) -> None:
    monkeypatch.setattr(thinning, "MAX_FEATURES", 2_000)
    before = grid(width, kind=kind, order=order)
    after = thin_out(before, is_highest=False)
    assert 900 < len(after.features) <= 2_000
    found = shares(before, after, counted)
    assert np.abs(found / found.mean() - 1).max() < 0.2


@pytest.mark.parametrize("width", [3, 9, 15, 30, 39])
def test_lots_keep_their_tint_everywhere(monkeypatch: pytest.MonkeyPatch, width: float) -> None:
    monkeypatch.setattr(thinning, "MAX_FEATURES", 2_000)
    before = grid(width)
    found = shares(before, thin_out(before, is_highest=False), shapely.area)
    assert np.abs(found - 1).max() < 0.2


def test_the_same_every_time() -> None:
    first, second = (thin_out(grid(9), is_highest=False) for _ in range(2))
    assert first.features.tolist() == second.features.tolist()
    assert (first.shapes == second.shapes).all()


def test_what_stays_isnt_of_one_kind_where_kinds_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinning, "MAX_FEATURES", 2_500)
    for width in (30, 15, 5):
        after = thin_out(grid(width), is_highest=False)
        kinds = np.bincount(after.features % 4) / len(after.features)
        assert np.abs(kinds - 0.25).max() < 0.05


def test_the_largest_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinning, "MAX_FEATURES", 200)
    before = grid(30)
    shapes = before.shapes.copy()
    large = np.arange(0, SIDE**2, 97)
    shapes[large] = shapely.box(*(shapely.bounds(shapes[large]) + np.array([0, 0, 600, 600]) * STEP).T)
    after = thin_out(Pieces(ZOOM, shapes, before.features, before.tiles), is_highest=False)
    assert set(large.tolist()) <= set(after.features.tolist())
    assert len(after.features) <= 200


def test_dots_stay_small_where_large_shapes_lie_over_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thinning, "MAX_FEATURES", 200)
    before = grid(9)
    shapes = before.shapes.copy()
    shapes[::10] = shapely.box(*(np.array([WEST + 0.1, NORTH + 0.1, WEST + 0.9, NORTH + 0.9]) / 2**ZOOM))
    heaped = Pieces(ZOOM, shapes, before.features, before.tiles)
    areas, is_lot = shapely.area(shapes) / STEP**2, np.ones(SIDE**2, bool)
    assert thinning._dot_area(thinning._Crowd(heaped), areas, is_lot) <= 1.1 * 4096**2 / 200
    assert len(thin_out(heaped, is_highest=False).features) == 200


def test_nothing_is_left_out_where_there_is_room() -> None:
    assert len(thin_out(grid(30), is_highest=False).features) == SIDE**2
    assert len(thin_out(grid(2), is_highest=True).features) == SIDE**2


@given(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
def test_the_curve_goes_by_the_bits_of_both_axes(x: int, y: int) -> None:
    (place,) = curve_places(np.array([[(x + 0.5) / 2**31, (y + 0.5) / 2**31]]), 19).tolist()
    assert place == sum((x >> bit & 1) << 2 * bit | (y >> bit & 1) << 2 * bit + 1 for bit in range(31))
