from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.convert.geometry import convert_points
from catalog.model.dataset import Schema
from catalog.model.points import Points
from catalog.model.table import Table
from catalog.publish.tables.columns import Columns, table_columns
from catalog.publish.tables.geojson import Features
from catalog.publish.tables.json import json_rounds
from tests.publish.factory import (
    OFFICE_SCHEMA,
    OFFICE_TABLE,
    make_declaration,
    make_field,
    make_points,
    make_schema,
    make_table,
)

JAPAN = (122.0, 20.0, 154.1, 46.0)
LONLAT = make_schema(make_field("id"), make_field("x", "number"), make_field("y", "number"))


def render_geojson(columns: Columns, points: Points, schema: Schema) -> bytes:
    rounds = json_rounds(columns, schema.missing_values, Features(columns, points, schema))
    return b"".join(pieces[2] for pieces in rounds)


def geojson_of(table: Table, schema: Schema, crs: str = "EPSG:6668") -> dict[str, Any]:
    columns = table_columns(table, schema)
    points = convert_points(table, make_declaration(crs, "x", "y"), schema)
    content = render_geojson(columns, points, schema)
    assert content.endswith(b"\n")
    return dict(json.loads(content))


def offices() -> dict[str, Any]:
    columns = table_columns(OFFICE_TABLE, OFFICE_SCHEMA)
    return dict(json.loads(render_geojson(columns, make_points(), OFFICE_SCHEMA)))


def test_a_layer_is_a_feature_collection_without_the_crs_member_that_the_standard_dropped() -> None:
    collection = offices()
    assert list(collection) == ["type", "bbox", "features"]
    assert collection["type"] == "FeatureCollection"
    assert {feature["type"] for feature in collection["features"]} == {"Feature"}


def test_longitude_comes_first_with_seven_decimals_inside_japan() -> None:
    collection = offices()
    longitude, latitude = collection["features"][0]["geometry"]["coordinates"]
    assert (longitude, latitude) == pytest.approx((133.9197224, 34.6550004), abs=1e-7)
    west, south, east, north = JAPAN
    for feature in collection["features"]:
        if feature["geometry"]:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert west < longitude < east
            assert south < latitude < north
            assert all(len(repr(value).partition(".")[2]) <= 7 for value in (longitude, latitude))


def test_a_record_without_coordinates_is_a_feature_without_geometry() -> None:
    feature = offices()["features"][2]
    assert feature["geometry"] is None
    assert feature["properties"]["名称"] == "=1+1"


def test_the_box_holds_every_point() -> None:
    collection = offices()
    points = [feature["geometry"]["coordinates"] for feature in collection["features"] if feature["geometry"]]
    longitudes, latitudes = zip(*points, strict=True)
    assert collection["bbox"] == [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


def test_without_coordinates_there_is_no_box() -> None:
    assert "bbox" not in geojson_of(make_table(["id", "x", "y"], [("a", "", "")]), LONLAT)
    assert geojson_of(make_table(["id", "x", "y"], []), LONLAT) == {"type": "FeatureCollection", "features": []}


def test_the_primary_key_is_the_id_of_a_feature() -> None:
    assert [feature["id"] for feature in offices()["features"]] == ["011002", "022003", "033004"]
    schema = make_schema(make_field("id", "integer"), *LONLAT.fields[1:], primary_key=("id",))
    table = make_table(["id", "x", "y"], [("7", "133.5", "34.5")])
    assert geojson_of(table, schema)["features"][0]["id"] == 7


@pytest.mark.parametrize("primary_key", [(), ("id", "x")])
def test_without_a_key_of_one_column_the_id_is_the_number_of_the_record(primary_key: tuple[str, ...]) -> None:
    schema = make_schema(*LONLAT.fields, primary_key=primary_key)
    table = make_table(["id", "x", "y"], [("a", "133.5", "34.5"), ("b", "133.6", "34.6")])
    assert [feature["id"] for feature in geojson_of(table, schema)["features"]] == [1, 2]


def test_a_key_that_cannot_be_an_id_gives_way_to_the_number_of_the_record() -> None:
    schema = make_schema(make_field("id", "boolean"), *LONLAT.fields[1:], primary_key=("id",))
    assert geojson_of(make_table(["id", "x", "y"], [("true", "133.5", "34.5")]), schema)["features"][0]["id"] == 1


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.floats(122, 154), st.floats(20, 46))))
def test_what_was_written_is_what_was_read(records: list[tuple[str, float, float]]) -> None:
    table = make_table(["id", "x", "y"], [(name, repr(x), repr(y)) for name, x, y in records])
    features = geojson_of(table, make_schema(*LONLAT.fields, missing_values=()))["features"]
    assert [feature["properties"] for feature in features] == [{"id": name, "x": x, "y": y} for name, x, y in records]
    for feature, (_, x, y) in zip(features, records, strict=True):
        assert feature["geometry"]["coordinates"] == pytest.approx([x, y], abs=5.1e-8)


def test_a_long_layer_is_joined_from_pieces_without_a_seam() -> None:
    rows = [(str(number), f"{133 + number / 1e5:.5f}", "34.5") for number in range(25_001)]
    for key in ((), ("id",)):
        schema = make_schema(make_field("id", "integer"), *LONLAT.fields[1:], primary_key=key)
        features = geojson_of(make_table(["id", "x", "y"], rows), schema)["features"]
        assert [feature["id"] for feature in features] == [number + (not key) for number in range(25_001)]
        assert [feature["geometry"]["coordinates"][0] for feature in features] == [float(row[1]) for row in rows]
