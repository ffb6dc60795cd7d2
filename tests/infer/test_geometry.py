from __future__ import annotations

from collections.abc import Sequence

import pytest

from catalog.infer.fields import infer_fields
from catalog.infer.geometry import infer_geometry
from catalog.infer.plane import Plane, find_plane
from catalog.model.inspection import InferredGeometry
from catalog.standards.plane_rectangular import project
from tests.infer.tables import table

POINTS = [project(133.92 + step / 100, 34.65 + step / 100, 5) for step in range(4)]
EASTINGS = [f"{easting:.3f}" for easting, _ in POINTS]
NORTHINGS = [f"{northing:.3f}" for _, northing in POINTS]
LATITUDES = ["34.6551", "34.6552", "0"]
LONGITUDES = ["133.9195", "133.9196", "0"]


def geometry(**columns: Sequence[str]) -> InferredGeometry | None:
    read = table(dict(columns))
    return infer_geometry(read, infer_fields(read))


def point(x: str, y: str, crs: str | None) -> InferredGeometry:
    return InferredGeometry("Point", x, y, crs)


def test_degrees() -> None:
    assert geometry(緯度=LATITUDES, 経度=LONGITUDES) == point("経度", "緯度", "EPSG:4326")


def test_swapped_degrees() -> None:
    assert geometry(緯度=LONGITUDES, 経度=LATITUDES) == point("緯度", "経度", "EPSG:4326")


@pytest.mark.parametrize(
    "note, crs",
    [
        ("世界測地系", "EPSG:6668"),
        ("JGD2011", "EPSG:6668"),
        ("ＪＧＤ２０００", "EPSG:4612"),
        ("WGS84", "EPSG:4326"),
        ("旧測地系", "EPSG:4301"),
        ("日本測地系2011", "EPSG:6668"),
        ("不明", "EPSG:4326"),
    ],
)
def test_a_datum_that_is_stated(note: str, crs: str) -> None:
    assert geometry(緯度=LATITUDES, 経度=LONGITUDES, 座標参照系=[note] * 3) == point("経度", "緯度", crs)
    stated = geometry(**{f"緯度（{note}）": LATITUDES, f"経度（{note}）": LONGITUDES})
    assert stated == point(f"経度（{note}）", f"緯度（{note}）", crs)


def test_no_points() -> None:
    assert geometry(名称=["市役所"]) is None
    assert geometry(緯度=[""], 経度=[""]) is None
    assert geometry(緯度=["0"], 経度=["0"]) is None
    assert geometry(緯度=LATITUDES) is None
    assert geometry() is None


@pytest.mark.parametrize(
    "place",
    [
        {"市区町村コード": ["331007"] * 4},
        {"市区町村コード": ["33100"] * 4},
        {"都道府県名": ["岡山県"] * 4},
        {"地方公共団体名": ["岡山市"] * 4},
        {"住所": ["岡山市北区大供一丁目", "岡山県岡山市中区浜", "倉敷市西中新田", "岡山市東区西大寺"]},
    ],
)
def test_metres_where_the_table_says_where_it_is(place: dict[str, list[str]]) -> None:
    survey = geometry(**place, X座標=NORTHINGS, Y座標=EASTINGS)
    assert survey == point("Y座標", "X座標", "EPSG:6673")
    assert geometry(**place, X=EASTINGS, Y=NORTHINGS) == point("X", "Y", "EPSG:6673")
    jgd2000 = geometry(**place, X=EASTINGS, Y=NORTHINGS, 測地系=["JGD2000"] * 4)
    assert jgd2000 == point("X", "Y", "EPSG:2447")


def test_metres_anywhere() -> None:
    assert geometry(名称=list("あいうえ"), X座標=NORTHINGS, Y座標=EASTINGS) is None
    assert geometry(easting=EASTINGS, northing=NORTHINGS) == point("easting", "northing", None)
    assert geometry(都道府県名=["岡山県", "広島県"] * 2, X=NORTHINGS, Y=EASTINGS) is None
    assert geometry(都道府県名=["岩手県"] * 4, X=NORTHINGS, Y=EASTINGS) is None


def test_a_plane() -> None:
    eastings, northings = [point[0] for point in POINTS], [point[1] for point in POINTS]
    assert find_plane(eastings, northings, frozenset({"331007"})) == Plane(5, first_is_easting=True)
    assert find_plane(northings, eastings, frozenset({"331007"})) == Plane(5, first_is_easting=False)
    assert find_plane(eastings, northings, frozenset()) is None
    assert find_plane([], [], frozenset({"331007"})) is None
