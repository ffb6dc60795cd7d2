"""East and north that have changed places, told by the halls around."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.check.coordinates.mirrored import is_mirrored
from catalog.check.coordinates.placed import check_placed_coordinates
from catalog.model.text import LocalizedText
from catalog.standards.municipalities import read_municipalities
from catalog.standards.plane_rectangular import project, zones_of_prefecture
from tests.check.examining import OKAYAMA, make_examined, make_layer

OFFSETS = [(east / 100, north / 100) for east in (-4, 0, 4) for north in (-3, 0, 3)]


def around(hall: tuple[float, float], zone: int) -> tuple[list[float], list[float]]:
    points = [project(hall[0] + east, hall[1] + north, zone) for east, north in OFFSETS]
    return [x for x, _ in points], [y for _, y in points]


def test_no_place_around_a_hall_is_taken_for_a_mirrored_one() -> None:
    for entry in list(read_municipalities().values())[::7]:
        for zone in zones_of_prefecture(entry.code[:2]):
            if entry.hall is not None:
                assert not is_mirrored(*around(entry.hall, zone), entry.code, zone), entry


# 奥尻町, 対馬市, 石垣市, 熊谷市, 鹿児島県 (extents of none of them are known), and 岡山市.
@pytest.mark.parametrize(
    ("code", "zone"),
    [("013676", 11), ("422096", 1), ("472077", 16), ("112020", 9), ("460001", 2), ("331007", 5)],
)
def test_places_that_were_mirrored(code: str, zone: int) -> None:
    own = [entry for entry in read_municipalities().values() if entry.code[:2] == code[:2] and entry.hall]
    hall = next((entry.hall for entry in own if entry.code == code), own[0].hall)
    assert hall is not None
    eastings, northings = around(hall, zone)
    assert not is_mirrored(eastings, northings, code, zone)
    assert is_mirrored(northings, eastings, code, zone)


def test_a_table_of_a_body_whose_borders_are_not_known() -> None:
    tsushima = replace(OKAYAMA, code="422096", prefecture="42", name=LocalizedText("対馬市"))
    hall = read_municipalities()["422096"].hall
    assert hall is not None
    rows = [[f"{y:.1f}", f"{x:.1f}"] for x, y in zip(*around(hall, 1), strict=True)]
    for east, north, expected in (("Y", "X", []), ("X", "Y", ["coordinates-axes-swapped"])):
        layer = make_layer("EPSG:6669", east, north)
        examined = make_examined(["X", "Y"], rows, layer=layer, municipality=tsushima)
        assert [finding.code for finding in check_placed_coordinates(examined)] == expected


def test_nothing_is_said_without_points_or_of_a_body_that_is_none() -> None:
    assert not is_mirrored([], [], "331007", 5)
    assert not is_mirrored([1.0], [2.0], "999999", 5)
