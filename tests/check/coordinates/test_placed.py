from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.check.coordinates.placed import check_placed_coordinates
from catalog.model.ids import MunicipalityCode
from catalog.model.site import Municipality
from catalog.standards.plane_rectangular import project
from tests.check.examining import OKAYAMA, make_examined, make_layer

POINTS = [[f"{number}号", f"34.6{number}123", f"133.9{number}123", "岡山市北区"] for number in range(10, 20)]
LABELS = ["名称", "緯度", "経度", "住所"]


def found(*rows: list[str], municipality: Municipality | None = OKAYAMA) -> list[tuple[str, str | None]]:
    findings = check_placed_coordinates(make_examined(LABELS, [*POINTS, *rows], municipality=municipality))
    return [(finding.code, finding.location.cell) for finding in findings]


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        ("34.65123", "133.91234", []),
        ("", "", []),
        ("0", "0", [("coordinates-zero", "B12")]),
        ("0.0", "133.91", [("coordinates-zero", "B12")]),
        ("999", "133.91", [("coordinates-sentinel", "B12")]),
        ("-1.79769313486232e+308", "133.91", [("coordinates-sentinel", "B12")]),
        ("133.91234", "34.65123", [("coordinates-swapped", "B12")]),
        ("3.465123", "133.91234", [("coordinates-outside-japan", "B12")]),
        ("35.65123", "133.91234", [("coordinates-outside-body", "B12")]),
        ("35.6895", "139.6917", [("coordinates-outside-body", "B12")]),
    ],
)
def test_one_point_among_others(latitude: str, longitude: str, expected: list[tuple[str, str]]) -> None:
    assert found(["施設", latitude, longitude, "岡山市北区"]) == expected


@pytest.mark.parametrize("address", ["津山市山北520", "岡山県津山市山北", "東京都千代田区", "久米郡美咲町", "津山市"])
def test_a_record_with_an_address_elsewhere_may_lie_elsewhere(address: str) -> None:
    assert found(["施設", "35.15123", "134.00451", address]) == []


@pytest.mark.parametrize("address", ["岡山市北区大供", "北区大供", "岡山県岡山市", "大供一丁目", ""])
def test_a_record_with_an_address_here_may_not(address: str) -> None:
    assert found(["施設", "35.15123", "134.00451", address]) == [("coordinates-outside-body", "B12")]


def test_a_prefecture_covers_its_municipalities() -> None:
    prefecture = replace(OKAYAMA, code=MunicipalityCode("330001"))
    assert found(["津山", "35.06911", "134.00451", ""], municipality=prefecture) == []
    assert found(["東京", "35.6895", "139.6917", ""], municipality=prefecture) == [("coordinates-outside-body", "B12")]


@pytest.mark.parametrize("code", ["134210", "470007", "999999"])
def test_where_no_extent_is_known_nothing_is_said(code: str) -> None:
    assert found(["遠く", "26.2124", "127.6809", ""], municipality=replace(OKAYAMA, code=MunicipalityCode(code))) == []


def test_data_about_a_wider_area_is_told_once() -> None:
    rows = [[f"{number}号", f"34.38{number}1", f"132.45{number}1", ""] for number in range(10, 20)]
    assert found(*rows) == [("coordinates-wider-area", None)]


def test_swapped_headings_are_told_once() -> None:
    rows = [[name, longitude, latitude, ""] for name, latitude, longitude, _ in POINTS]
    findings = check_placed_coordinates(make_examined(LABELS, rows))
    assert [(item.code, item.location.field) for item in findings] == [("coordinates-columns-swapped", "緯度")]


def test_one_point_for_many_records() -> None:
    rows = [[f"{number}番", "34.65511", "133.91951", f"北区大供{number}"] for number in range(12)]
    assert found(*rows) == [("coordinates-repeated", None)]
    assert found(*rows[:5]) == []


def test_one_point_for_many_records_at_one_address() -> None:
    assert found(*[[f"{number}番", "34.65511", "133.91951", "北区大供1"] for number in range(12)]) == []


def test_every_point_may_stand_in_every_year() -> None:
    rows = [row for row in POINTS for _ in range(20)]
    assert check_placed_coordinates(make_examined(LABELS, rows)) == ()


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        ("34.6551", "133.9198", []),
        ("34.6519", "133.9224", ["coordinates-old-datum-likely"]),
        ("34.6583", "133.9171", []),
    ],
)
def test_the_own_hall_shows_the_datum(latitude: str, longitude: str, expected: list[str]) -> None:
    findings = found(["岡山市役所　本庁舎", latitude, longitude, ""])
    assert [code for code, _ in findings] == expected


def plane_rows(zone: int) -> list[list[str]]:
    """Return points of Okayama with northing first, as surveyors write them."""
    points = [project(133.9 + step / 100, 34.6 + step / 100, zone) for step in range(10)]
    return [[str(number), f"{y:.3f}", f"{x:.3f}"] for number, (x, y) in enumerate(points)]


@pytest.mark.parametrize(
    ("crs", "easting", "northing", "expected"),
    [
        ("EPSG:6673", "Y座標", "X座標", []),
        ("EPSG:2447", "Y座標", "X座標", []),
        ("EPSG:6673", "X座標", "Y座標", ["coordinates-axes-swapped"]),
        ("EPSG:6672", "Y座標", "X座標", ["coordinates-zone"]),
        ("EPSG:6668", "Y座標", "X座標", ["coordinates-in-metres"]),
        ("EPSG:32653", "Y座標", "X座標", []),
    ],
)
def test_plane_rectangular_coordinates(crs: str, easting: str, northing: str, expected: list[str]) -> None:
    layer = make_layer(crs, easting, northing)
    findings = check_placed_coordinates(make_examined(["名称", "X座標", "Y座標"], plane_rows(5), layer=layer))
    assert [finding.code for finding in findings] == expected


def test_a_point_outside_in_metres() -> None:
    layer = make_layer("EPSG:6673", "Y座標", "X座標")
    rows = [*plane_rows(5), ["遠く", "-49119.3", "37932.2"], ["0", "0", "0"]]
    findings = check_placed_coordinates(make_examined(["名称", "X座標", "Y座標"], rows, layer=layer))
    assert {(item.code, item.location.cell) for item in findings} == {
        ("coordinates-outside-body", "B12"),
        ("coordinates-zero", "B13"),
    }


def test_degrees_in_a_system_of_metres() -> None:
    layer = make_layer("EPSG:6673", "経度", "緯度")
    findings = check_placed_coordinates(make_examined(LABELS, POINTS, layer=layer))
    assert [finding.code for finding in findings] == ["coordinates-in-degrees"]
