"""Shapefiles in their ZIP, read back by GDAL."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from catalog.publish.layers import shapefile
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.shapefile import find_shapefile_obstacle, shapefile_pieces
from catalog.publish.layers.short_names import short_names
from tests.publish.layers.factory import (
    FAR_LOT,
    HOSTILE,
    LABELS,
    LOT,
    ROAD,
    STOP,
    joined,
    make_content,
    make_texts,
    read_by_gdal,
)


def write(content: LayerContent) -> bytes:
    return joined(shapefile_pieces(content, "lots", date(2024, 4, 1)))


def members(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_all_parts_are_there() -> None:
    parts = members(write(make_content([LOT])))
    assert list(parts) == [*(f"lots.{ending}" for ending in ("shp", "shx", "dbf", "prj", "cpg")), "fields.csv"]
    assert parts["lots.cpg"] == b"UTF-8"
    assert parts["lots.prj"].startswith(b'PROJCS["JGD_2011_Japan_Zone_5"')


def test_attributes_and_geometries_come_back() -> None:
    content = make_content([LOT, shapely.MultiPolygon([LOT, FAR_LOT]), None])
    meta, geometries, columns = read_by_gdal(write(content))
    assert meta["crs"] == "EPSG:6673"
    assert meta["encoding"] == "UTF-8"
    assert shapely.equals(geometries[:2], content.converted.source.geometries[:2]).all()
    assert geometries[2] is None
    assert columns == {
        "名称": ["第一区", "第二区", None],
        "戸数": [12, None, -3],
        "面積(平": [1.5, 1234567.25, None],
        "公開": [True, False, None],
        "決定日": [date(2024, 4, 1), None, date(1999, 12, 31)],
    }


@pytest.mark.parametrize(
    "geometries",
    [
        [STOP, None, STOP],
        [STOP, shapely.MultiPoint([(1, 2), (3, 4)])],
        [ROAD, shapely.MultiLineString([ROAD, [(0, 1), (5, 5)]])],
        [LOT, FAR_LOT],
        [shapely.Point(1, 2, 3), shapely.Point(4, 5, 6)],
        [shapely.MultiPoint([(1, 2, 3), (3, 4, 5)])],
        [shapely.LineString([(0, 0, 1), (5, 5, 2)])],
        [shapely.force_3d(LOT, 7.5), shapely.force_3d(FAR_LOT, 2)],
    ],
)
def test_every_type_of_shape(geometries: list[shapely.Geometry | None]) -> None:
    content = make_content(geometries)
    _, found, _ = read_by_gdal(write(content))
    expected = content.converted.source.geometries
    for mine, theirs in zip(found, expected, strict=True):
        assert (mine is None) == (theirs is None)
        if mine is not None:
            assert shapely.equals(mine, theirs)
            heights = [np.sort(shapely.get_coordinates(each, include_z=True)[:, 2]) for each in (mine, theirs)]
            assert np.array_equal(heights[0], heights[1], equal_nan=True)


def test_outlines_run_clockwise_and_the_index_fits() -> None:
    parts = members(write(make_content([LOT, None, FAR_LOT])))
    shapes, index = parts["lots.shp"], parts["lots.shx"]
    assert struct.unpack(">i", shapes[24:28])[0] * 2 == len(shapes)
    places = [struct.unpack(">ii", index[start : start + 8]) for start in range(100, len(index), 8)]
    for number, (place, length) in enumerate(places, start=1):
        assert struct.unpack(">ii", shapes[place * 2 : place * 2 + 8]) == (number, length)
    count, vertices = struct.unpack("<ii", shapes[144:152])
    start = 152 + 4 * count
    outline = np.frombuffer(shapes[start : start + 16 * 5], "<f8").reshape(-1, 2)
    assert (count, vertices) == (2, 10)
    assert not shapely.is_ccw(shapely.linearrings(outline))


def test_points_lines_and_polygons_are_parted() -> None:
    content = make_content([STOP, LOT, None, ROAD, shapely.GeometryCollection([STOP, LOT])])
    archive = write(content)
    assert [name for name in members(archive) if name.endswith(".shp")] == [
        *("lots_point.shp", "lots_line.shp", "lots_polygon.shp"),
    ]
    counts = {layer: len(read_by_gdal(archive, layer)[1]) for layer in ("lots_point", "lots_line", "lots_polygon")}
    assert counts == {"lots_point": 3, "lots_line": 1, "lots_polygon": 2}
    assert read_by_gdal(archive, "lots_line")[2]["名称"] == ["第一区"]


def test_short_names_and_what_they_stand_for() -> None:
    labels = ("施設名称（正式）", "施設名称（通称）", "address_of_owner", "ADDRESS_OF_USER")
    content = make_content([STOP], labels, [("a", "b", "c", "d")], ("string",) * 4)
    archive = write(content)
    table = list(csv.DictReader(io.StringIO(members(archive)["fields.csv"].decode("utf-8-sig"))))
    assert [row["short_name"] for row in table] == ["施設名", "施設_2", "address_of", "ADDRESS__2"]
    assert [row["name"] for row in table] == list(labels)
    assert list(read_by_gdal(archive)[2]) == [row["short_name"] for row in table]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=20))
def test_short_names_fit_and_differ(names: list[str]) -> None:
    short = short_names(names)
    assert len({name.casefold() for name in short}) == len(names)
    assert all(0 < len(name.encode()) <= 10 for name in short)


def test_texts_are_cut_between_characters_and_counted() -> None:
    archive = write(make_texts(HOSTILE))
    found = read_by_gdal(archive)[2]["説明"]
    assert found[4] == "表" * 84
    assert found[1] == "a␀b\x01c\x1f"
    assert [found[index] for index in (0, 2, 3, 5)] == [HOSTILE[index] for index in (0, 2, 3, 5)]
    (row,) = csv.DictReader(io.StringIO(members(archive)["fields.csv"].decode("utf-8-sig")))
    assert (row["width"], row["cells_cut_at_254_bytes"]) == ("254", "1")


def test_numbers_too_long_for_the_table_are_text() -> None:
    content = make_content([STOP], ("値", "大"), [("1.5e10", "1234567890123456789")], ("number", "integer"))
    assert read_by_gdal(write(content))[2] == {"値": ["1.5e10"], "大": ["1234567890123456789"]}


def test_without_attributes_there_are_numbers() -> None:
    assert read_by_gdal(write(make_content([STOP, STOP], (), (), ())))[2] == {"number": [1, 2]}


@pytest.mark.parametrize("geometries", [[], [None]])
def test_nothing_to_show(geometries: list[None]) -> None:
    assert len(read_by_gdal(write(make_content(geometries)))[1]) == len(geometries)


def test_what_no_shapefile_holds_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_content([LOT])
    assert find_shapefile_obstacle(content) is None
    wide = make_content([LOT], [f"c{index}" for index in range(256)], [("1",) * 256], ("string",) * 256)
    obstacle = find_shapefile_obstacle(wide)
    assert obstacle is not None
    assert (obstacle.role, obstacle.reason) == ("shapefile", "columns")
    monkeypatch.setattr(shapefile, "MAX_BYTES", 300)
    obstacle = find_shapefile_obstacle(content)
    assert obstacle is not None
    assert obstacle.reason == "size"


def test_the_labels_of_the_tests_are_longer_than_ten_bytes() -> None:
    assert max(len(label.encode()) for label in LABELS) > 10
