"""Vector tiles and the file that holds them, opened by their own readers."""

from __future__ import annotations

import gzip
import itertools
import time
from collections.abc import Iterator
from typing import Any

import mapbox_vector_tile  # type: ignore[import-untyped]
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pmtiles import reader as pmtiles_reader
from pmtiles.tile import zxy_to_tileid

from catalog.model.text import LocalizedText
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.pmtiles import needs_tiles, pmtiles_pieces
from catalog.publish.layers.tiles import archive
from catalog.publish.layers.tiles.archive import hilbert_number
from catalog.publish.layers.tiles.grid import EXTENT, unit_square
from catalog.publish.layers.tiles.tiles import Tile
from catalog.publish.layers.tiles.varints import encode_varint, encode_varints, zigzag
from tests.publish.layers.factory import (
    FAR_LOT,
    HOSTILE,
    LOT,
    ROAD,
    STOP,
    joined,
    make_content,
    make_texts,
    many_lots,
)

_READER: Any = pmtiles_reader.Reader
_ALL_TILES: Any = pmtiles_reader.all_tiles

ZoomColumnRow = tuple[int, int, int]


def write(content: LayerContent) -> bytes:
    return joined(pmtiles_pieces(content, "lots", LocalizedText("区画"), "出典"))


def reader(content: bytes) -> Any:
    return _READER(lambda offset, length: content[offset : offset + length])


def read_tiles(written: bytes) -> dict[ZoomColumnRow, dict[str, Any]]:
    opened = reader(written)
    return {
        place: mapbox_vector_tile.decode(gzip.decompress(data), default_options={"y_coord_down": True})["lots"]
        for place, data in _ALL_TILES(opened.get_bytes)
    }


def placed(tiles: dict[ZoomColumnRow, dict[str, Any]], zoom: int) -> Iterator[tuple[dict[str, Any], shapely.Geometry]]:
    """Yield each feature of a zoom with its geometry in the unit square."""
    for (level, column, row), layer in tiles.items():
        for feature in layer["features"] if level == zoom else ():
            shape = shapely.geometry.shape(feature["geometry"])
            moved = shapely.transform(
                shape, lambda xy, corner=(column, row): (xy / EXTENT + np.array(corner)) / 2**zoom
            )
            yield feature, moved


def test_head_and_metadata() -> None:
    opened = reader(write(make_content([LOT, FAR_LOT])))
    header = opened.header()
    assert (header["min_zoom"], header["max_zoom"]) == (4, 14)
    assert header["clustered"]
    metadata = opened.metadata()
    assert metadata["attribution"] == "出典"
    (layer,) = metadata["vector_layers"]
    assert layer["id"] == "lots"
    assert list(layer["fields"].values()) == ["String", "Number", "Number", "Boolean", "String"]


def test_at_the_highest_zoom_everything_is_there() -> None:
    content = make_content([LOT, ROAD, STOP, None, shapely.MultiPolygon([LOT, FAR_LOT])])
    square = unit_square(content.converted.geometries)
    found: dict[int, list[shapely.Geometry]] = {}
    for feature, geometry in placed(read_tiles(write(content)), 14):
        found.setdefault(feature["id"], []).append(geometry)
    assert sorted(found) == [1, 2, 3, 5]
    step = 1 / EXTENT / 2**14
    for number, shapes in found.items():
        assert shapely.hausdorff_distance(shapely.union_all(shapes), square[number - 1]) < 2 * step


def test_attributes_have_their_types() -> None:
    content = make_content([LOT, STOP, ROAD])
    properties = {feature["id"]: feature["properties"] for feature, _ in placed(read_tiles(write(content)), 14)}
    assert properties[1] == {
        **{"名称": "第一区", "戸数": 12, "面積（平方メートル）": 1.5, "公開": True, "決定日": "2024-04-01"}
    }
    assert properties[3] == {"戸数": -3, "決定日": "1999-12-31"}


def test_hostile_texts() -> None:
    found = {feature["id"]: feature["properties"] for feature, _ in placed(read_tiles(write(make_texts(HOSTILE))), 14)}
    texts = [found[number]["説明"] for number in range(1, len(HOSTILE) + 1)]
    assert texts == [text if len(text) <= 200 else text[:199] + "…" for text in HOSTILE]


def test_polygons_across_tiles_are_whole_when_put_together() -> None:
    # 40 km wide, with a hole, so that it covers tiles and is cut by many.
    large = shapely.Point(0, 0).buffer(20_000) - shapely.Point(3_000, 0).buffer(5_000)
    content = make_content([large])
    tiles = read_tiles(write(content))
    (expected,) = unit_square(content.converted.geometries)
    for zoom in (8, 11, 14):
        union = shapely.union_all([shapely.make_valid(geometry) for _, geometry in placed(tiles, zoom)])
        assert union.symmetric_difference(expected).area < expected.area / 100 * (1 if zoom > 8 else 5)
    assert all(geometry.is_valid for _, geometry in placed(tiles, 14))


def test_small_lots_keep_their_tint_at_lower_zooms() -> None:
    content = make_content(many_lots(2_500))
    tiles = read_tiles(write(content))
    square = unit_square(content.converted.geometries)
    whole = shapely.area(square).sum()
    for zoom in (10, 12):
        drawn = [geometry for _, geometry in placed(tiles, zoom)]
        assert len(drawn) < len(square)
        assert 0.5 < shapely.area(drawn).sum() / whole < 1.5
    assert {feature["id"] for feature, _ in placed(tiles, 14)} == set(range(1, 2_501))


def test_points_on_one_dot_are_one_below_the_highest_zoom() -> None:
    tiles = read_tiles(write(make_content([STOP] * 50)))
    assert [len(layer["features"]) for (zoom, _, _), layer in sorted(tiles.items())] == [1] * 10 + [50]


def test_a_layer_over_the_whole_country_stays_bounded() -> None:
    # From Okinawa to Hokkaido, in degrees.
    country = shapely.Polygon([(124, 24), (146, 44), (140, 46), (123, 26)])
    content = make_content([shapely.segmentize(country, 0.001)] * 2, crs="EPSG:6668")
    started = time.perf_counter()
    written = write(content)
    assert time.perf_counter() - started < 30
    assert reader(written).header()["max_zoom"] < 14


def test_the_poles_and_the_edge_of_the_world() -> None:
    content = make_content([shapely.Point(180, 90), shapely.box(-180, -90, 180, 90)], crs="EPSG:4326")
    tiles = read_tiles(write(content))
    assert {feature["id"] for layer in tiles.values() for feature in layer["features"]} == {1, 2}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (make_content([STOP] * 2_000), False),
        (make_content([STOP] * 2_001), True),
        (make_content([shapely.LineString([(index, index % 7) for index in range(50_000)])]), True),
        (make_content([None] * 3_000), False),
        (make_content([]), False),
    ],
)
def test_only_layers_that_need_tiles_have_some(content: LayerContent, expected: bool) -> None:
    assert needs_tiles(content) is expected


@given(st.lists(st.integers(0, 2**63 - 1), max_size=50))
def test_varints_of_many_are_those_of_each(numbers: list[int]) -> None:
    data, places = encode_varints(np.array(numbers, np.uint64))
    each = [data[start:end] for start, end in itertools.pairwise(places)]
    assert each == [encode_varint(number) for number in numbers]


def test_zigzag() -> None:
    assert zigzag(np.array([0, -1, 1, -2, 2**31])).tolist() == [0, 1, 2, 3, 2**32]


@given(st.integers(0, 14).flatmap(lambda zoom: st.tuples(st.just(zoom), *[st.integers(0, 2**zoom - 1)] * 2)))
def test_places_on_the_hilbert_curve(place: tuple[int, int, int]) -> None:
    assert hilbert_number(Tile(*place, b"")) == zxy_to_tileid(*place)


def test_many_tiles_have_leaf_directories(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MAX_ROOT_BYTES", 100)
    monkeypatch.setattr(archive, "_LEAF_ENTRIES", 16)
    road = shapely.LineString([(index * 100.0, index * 37.0 % 9_000) for index in range(2_000)])
    content = write(make_content([road]))
    header = reader(content).header()
    assert header["root_length"] <= 100
    assert header["leaf_directory_length"] > 0
    assert len(read_tiles(content)) == header["addressed_tiles_count"] > 300
