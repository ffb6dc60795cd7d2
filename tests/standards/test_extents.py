from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyproj import Transformer

from catalog.model.ids import municipality_check_digit
from catalog.standards.extents import distance_km, find_extent
from catalog.standards.municipalities import read_municipalities
from catalog.standards.plane_rectangular import crs_of_zone, project, zone_of_crs, zones_of_prefecture


@pytest.mark.parametrize(
    ("code", "is_exact"), [("331007", True), ("330001", True), ("372013", False), ("300004", False)]
)
def test_extents_hold_their_hall(code: str, is_exact: bool) -> None:
    extent = find_extent(code)
    assert extent is not None and extent.is_exact is is_exact


def test_every_hall_is_inside_its_body_and_its_prefecture() -> None:
    for body in read_municipalities().values():
        five = f"{body.code[:2]}000"
        for code in (body.code, five + municipality_check_digit(five)):
            extent = find_extent(code)
            if extent is not None and body.hall is not None:
                box = extent.box
                assert box.west < body.hall[0] < box.east and box.south < body.hall[1] < box.north, body


@pytest.mark.parametrize("code", ["134210", "463043", "472077", "420000", "130001", "999999"])
def test_where_islands_are_far_no_extent_is_told(code: str) -> None:
    assert find_extent(code) is None


def test_bodies_without_islands_that_are_far_have_an_extent_in_those_prefectures_too() -> None:
    for code in ("131016", "462012", "472018", "422011", "133035"):
        extent = find_extent(code)
        assert extent is not None and not extent.is_exact


def test_distances() -> None:
    assert distance_km(133.9195, 34.6551, (132.4553, 34.3853)) == pytest.approx(137.4, rel=0.01)
    assert distance_km(133.9195, 34.6551, (133.9195, 34.6551)) == 0


def coordinates(value: Any) -> Iterator[tuple[float, float]]:
    """Yield the points of a GeoJSON geometry's nested lists."""
    if isinstance(value[0], list):
        for item in value:
            yield from coordinates(item)
    else:
        yield value[0], value[1]


@pytest.mark.realdata
def test_boxes_hold_the_borders_that_they_were_made_from(realdata: Path) -> None:
    checked = 0
    for path in sorted((realdata / "reference" / "japan-topography").glob("*.json")):
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            five = feature["properties"]["N03_007"]
            extent = find_extent(five + municipality_check_digit(five))
            assert extent is not None and extent.is_exact
            box = extent.box
            for longitude, latitude in coordinates(feature["geometry"]["coordinates"]):
                assert box.west < longitude < box.east and box.south < latitude < box.north
            checked += 1
    assert checked == 135


@pytest.mark.parametrize("zone", range(1, 20))
def test_projection_agrees_with_proj(zone: int) -> None:
    to_degrees = Transformer.from_crs(6668 + zone, 6668, always_xy=True)
    to_metres = Transformer.from_crs(6668, 6668 + zone, always_xy=True)
    longitude, latitude = to_degrees.transform(0, 0)
    for east, north in ((0, 0), (1.5, 1), (-1.5, -1)):
        ours = project(longitude + east, latitude + north, zone)
        assert ours == pytest.approx(to_metres.transform(longitude + east, latitude + north), abs=0.01)


def test_zones() -> None:
    assert [zone_of_crs(crs) for crs in ("EPSG:6673", "epsg:2447", "EPSG:30165", "EPSG:6668", "EPSG:6688", "x")] == [
        *[5, 5, 5],
        *[None, None, None],
    ]
    assert crs_of_zone(5, "EPSG:2446") == "EPSG:2447"
    assert crs_of_zone(5, "") == "EPSG:6673"
    assert zones_of_prefecture("33") == (5,)
    assert zones_of_prefecture("01") == (11, 12, 13)
    assert all(zones_of_prefecture(f"{number:02}") for number in range(1, 48))
