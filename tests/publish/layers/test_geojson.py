"""GeoJSON of layers, held to RFC 7946 and read by GDAL."""

from __future__ import annotations

import itertools
import json
from typing import Any

import numpy as np
import pytest
import shapely

from catalog.publish.layers.geojson import geojson_pieces
from tests.publish.layers.factory import (
    FAR_LOT,
    HOSTILE,
    LOT,
    ROAD,
    STOP,
    joined,
    make_content,
    make_texts,
    read_by_gdal,
)

EVERY_TYPE = [
    STOP,
    shapely.MultiPoint([(1, 2), (3, 4)]),
    ROAD,
    shapely.MultiLineString([ROAD, [(0, 50), (60, 70)]]),
    LOT,
    shapely.MultiPolygon([LOT, FAR_LOT]),
    shapely.GeometryCollection([STOP, LOT]),
    None,
]


def parse(content: bytes) -> dict[str, Any]:
    value = json.loads(content)
    assert isinstance(value, dict)
    return value


def signed_area(ring: list[list[float]]) -> float:
    return sum(x * v - u * y for (x, y, *_), (u, v, *_) in itertools.pairwise(ring)) / 2


def test_a_feature_a_line_with_typed_properties() -> None:
    content = joined(geojson_pieces(make_content([LOT, STOP, None])))
    head, first, second, third, end = content.decode().splitlines()
    assert head.startswith('{"type":"FeatureCollection","bbox":[')
    assert '"面積（平方メートル）":1.50' in first
    assert json.loads(first.rstrip(","))["properties"] == {
        **{"名称": "第一区", "戸数": 12, "面積（平方メートル）": 1.5, "公開": True, "決定日": "2024-04-01"}
    }
    assert json.loads(second.rstrip(","))["properties"]["戸数"] is None
    assert json.loads(third)["geometry"] is None
    assert end == "]}"


def test_geometries_are_those_of_the_layer() -> None:
    content = make_content(EVERY_TYPE)
    written = [feature["geometry"] for feature in parse(joined(geojson_pieces(content)))["features"]]
    for geometry, value in zip(content.converted.geometries, written, strict=True):
        if geometry is None:
            assert value is None
        else:
            assert value["type"] == geometry.geom_type
            assert shapely.from_geojson(json.dumps(value)).equals_exact(geometry, 1e-7)


def test_outlines_run_counter_clockwise_and_holes_clockwise() -> None:
    (feature,) = parse(joined(geojson_pieces(make_content([LOT]))))["features"]
    outline, hole = feature["geometry"]["coordinates"]
    assert signed_area(outline) > 0 > signed_area(hole)
    assert outline[0] == outline[-1]


def test_no_more_than_seven_decimals_and_box_around_all() -> None:
    collection = parse(joined(geojson_pieces(make_content(EVERY_TYPE))))
    assert "crs" not in collection
    geometries = [feature["geometry"] for feature in collection["features"] if feature["geometry"]]
    found = shapely.get_coordinates([shapely.from_geojson(json.dumps(each)) for each in geometries])
    assert np.array_equal(found, np.round(found, 7))
    assert collection["bbox"] == [*found.min(axis=0), *found.max(axis=0)]


def test_heights_stay() -> None:
    high = shapely.Point(1, 2, 12.34567)
    (first, second) = parse(joined(geojson_pieces(make_content([high, STOP]))))["features"]
    assert first["geometry"]["coordinates"][2] == 12.346
    assert len(second["geometry"]["coordinates"]) == 2


@pytest.mark.parametrize(
    ("ids", "expected"), [(None, [1, 2]), (("7", "0"), [7, 0]), (("a", "7"), ["a", "7"]), (("007", "8"), ["007", "8"])]
)
def test_ids_are_those_of_the_source_else_numbers(ids: tuple[str, ...] | None, expected: list[int | str]) -> None:
    collection = parse(joined(geojson_pieces(make_content([STOP, LOT], ids=ids))))
    assert [feature["id"] for feature in collection["features"]] == expected


def test_hostile_texts_come_back() -> None:
    collection = parse(joined(geojson_pieces(make_texts(HOSTILE))))
    assert [feature["properties"]["説明"] for feature in collection["features"]] == list(HOSTILE)


def test_repeated_names_are_told_apart() -> None:
    content = make_content([STOP], ("名", "名"), [("a", "b")], ("string", "string"))
    (feature,) = parse(joined(geojson_pieces(content)))["features"]
    assert feature["properties"] == {"名": "a", "名_2": "b"}


def test_without_attributes_and_without_features() -> None:
    (feature,) = parse(joined(geojson_pieces(make_content([STOP], (), (), ()))))["features"]
    assert feature["properties"] == {}
    assert parse(joined(geojson_pieces(make_content([])))) == {"type": "FeatureCollection", "features": []}


def test_gdal_reads_it() -> None:
    content = make_content([LOT, FAR_LOT, None])
    meta, geometries, columns = read_by_gdal(joined(geojson_pieces(content)))
    assert meta["crs"] == "EPSG:4326"
    assert shapely.equals_exact(geometries[:2], content.converted.geometries[:2], 1e-7).all()
    assert geometries[2] is None
    assert columns["面積（平方メートル）"] == [1.5, 1234567.25, None]


def test_many_features_in_several_batches() -> None:
    content = make_content([LOT, ROAD] * 6_000)
    collection = parse(joined(geojson_pieces(content)))
    assert [feature["id"] for feature in collection["features"]] == list(range(1, 12_001))
    assert len(list(content.batches())) == 3
