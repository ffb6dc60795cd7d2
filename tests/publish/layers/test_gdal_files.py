"""GeoPackage and FlatGeobuf, read back by GDAL."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from catalog.model.text import LocalizedText
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.flatgeobuf import flatgeobuf_pieces
from catalog.publish.layers.geopackage import geopackage_pieces
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

TITLE = LocalizedText("町の区画", "Lots")
MIXED = [STOP, ROAD, LOT, shapely.GeometryCollection([STOP, LOT])]


def geopackage(content: LayerContent) -> bytes:
    return joined(geopackage_pieces(content, "lots", TITLE, LocalizedText("説明です。"), date(2024, 4, 1)))


def flatgeobuf(content: LayerContent) -> bytes:
    return joined(flatgeobuf_pieces(content, "lots", TITLE))


def test_geopackage_holds_the_layer_in_its_own_system() -> None:
    content = make_content([LOT, shapely.MultiPolygon([LOT, FAR_LOT]), None])
    meta, geometries, columns = read_by_gdal(geopackage(content), "lots")
    assert meta["crs"] == "EPSG:6673"
    assert meta["geometry_type"] == "MultiPolygon"
    assert [str(kind) for kind in meta["dtypes"]] == ["object", "int64", "float64", "bool", "datetime64[D]"]
    assert shapely.equals(geometries[:2], content.converted.source.geometries[:2]).all()
    assert geometries[2] is None
    assert columns["名称"] == ["第一区", "第二区", None]
    assert columns["戸数"] == [12, None, -3]
    assert columns["面積（平方メートル）"] == [1.5, 1234567.25, None]
    assert columns["公開"] == [True, False, None]
    assert columns["決定日"] == [date(2024, 4, 1), None, date(1999, 12, 31)]


def test_geopackage_tells_its_title_and_day(tmp_path: Path) -> None:
    file = tmp_path / "lots.gpkg"
    file.write_bytes(geopackage(make_content([LOT])))
    with sqlite3.connect(file) as database:
        (row,) = database.execute("SELECT table_name, identifier, description, last_change FROM gpkg_contents")
        indexes = database.execute("SELECT extension_name FROM gpkg_extensions").fetchall()
    database.close()
    assert row == ("lots", "町の区画", "説明です。", "2024-04-01T00:00:00.000Z")
    assert ("gpkg_rtree_index",) in indexes


def test_the_version_is_one_that_programs_of_years_ago_know() -> None:
    header = geopackage(make_content([LOT]))[:100]
    assert (header[68:72], int.from_bytes(header[60:64], "big")) == (b"GPKG", 10_300)


def test_names_that_the_format_has_for_itself() -> None:
    content = make_content([STOP], ("FID", "geom", "Fid"), [("a", "b", "c")], ("string",) * 3)
    _, _, columns = read_by_gdal(geopackage(content), "lots")
    assert columns == {"FID_2": ["a"], "geom_2": ["b"], "Fid_2_2": ["c"]}


def test_flatgeobuf_holds_what_has_a_place_in_wgs84() -> None:
    content = make_content([LOT, None, FAR_LOT])
    meta, geometries, columns = read_by_gdal(flatgeobuf(content))
    assert meta["crs"] == "EPSG:4326"
    order = [columns["戸数"].index(number) for number in (12, -3)]
    assert shapely.equals(geometries[order], content.converted.geometries[[0, 2]]).all()
    assert [columns["決定日"][index] for index in order] == ["2024-04-01", "1999-12-31"]


@pytest.mark.parametrize("write", [geopackage, flatgeobuf])
def test_mixed_types(write: object) -> None:
    assert callable(write)
    meta, geometries, _ = read_by_gdal(write(make_content(MIXED)))
    assert meta["geometry_type"] == "Unknown"
    kinds = [geometry.geom_type for geometry in geometries]
    assert sorted(kinds) == sorted(geometry.geom_type for geometry in MIXED)


@pytest.mark.parametrize("write", [geopackage, flatgeobuf])
@pytest.mark.parametrize("others", [[], [shapely.Point(5, 6, 7)], [STOP]])
def test_heights(write: object, others: list[shapely.Point]) -> None:
    assert callable(write)
    _, geometries, _ = read_by_gdal(write(make_content([shapely.Point(1, 2, 3.5), *others])))
    heights = shapely.get_z(geometries)
    assert np.nanmin(heights) == 3.5
    assert (~np.isnan(heights)).sum() == 1 + sum(other.has_z for other in others)


@pytest.mark.parametrize("write", [geopackage, flatgeobuf])
@pytest.mark.parametrize("geometries", [[], [None]])
def test_nothing_to_show(write: object, geometries: list[None]) -> None:
    assert callable(write)
    assert write(make_content(geometries))
    assert write(make_content(geometries, (), (), ()))


@pytest.mark.parametrize("write", [geopackage, flatgeobuf])
def test_hostile_texts(write: object) -> None:
    assert callable(write)
    _, _, columns = read_by_gdal(write(make_texts(HOSTILE)))
    assert sorted(columns["説明"]) == sorted(text.replace("\0", "␀") for text in HOSTILE)


def test_numbers_that_no_double_holds_stay_text() -> None:
    numbers = ("12345678901234567890.123", "1.5")
    content = make_content([STOP, STOP], ("値",), [(number,) for number in numbers], ("number",))
    assert read_by_gdal(geopackage(content))[2]["値"] == list(numbers)
