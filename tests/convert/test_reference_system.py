from __future__ import annotations

import pytest

from catalog.convert.operation import find_steps
from catalog.convert.reference_system import find_reference_system, plane_rectangular_zone

ZONE_CODES = [*range(30161, 30180), *range(2443, 2462), *range(6669, 6688)]


def test_a_plane_rectangular_system_has_its_zone_datum_and_unit() -> None:
    system = find_reference_system("EPSG:6673")
    assert system is not None
    # EPSG renames the datum to JGD2024 under the same code from its version 12.055 on.
    assert (system.code, system.unit, system.zone) == ("EPSG:6673", "metre", 5)
    assert system.name.endswith("Japan Plane Rectangular CS V")
    assert system.datum.startswith("Japanese Geodetic Datum")


def test_a_geographic_system_is_in_degrees_and_has_no_zone() -> None:
    system = find_reference_system("EPSG:4326")
    assert system is not None
    assert (system.name, system.datum, system.unit, system.zone) == (
        "WGS 84",
        "World Geodetic System 1984",
        "degree",
        None,
    )


@pytest.mark.parametrize("code", ["EPSG:6697", "EPSG:6667", "EPSG:10166"])
def test_heights_are_left_out_of_a_system_with_three_axes(code: str) -> None:
    system = find_reference_system(code)
    assert system is not None
    assert system.unit in ("degree", "metre")


@pytest.mark.parametrize(
    "code",
    [
        "EPSG:999999",  # doesn't exist
        "EPSG:0",
        "EPSG:6695",  # heights only
        "EPSG:6666",  # geocentric
        "EPSG:4019",  # a datum from which PROJ knows only a guess to WGS 84
        "EPSG:15483",  # an operation, no system
        "6673",
        "",
        "epsg:6673 ",
        "EPSG:6673\n",
        "EPSG:６６７３",
        "+proj=longlat +datum=WGS84",
        "EPSG:" + "9" * 5000,
    ],
)
def test_what_names_no_system_that_can_be_mapped_is_not_found(code: str) -> None:
    assert find_reference_system(code) is None


def test_every_plane_rectangular_system_of_every_datum_is_found_with_its_zone() -> None:
    zones = [plane_rectangular_zone(number) for number in ZONE_CODES]
    assert zones == [*range(1, 20)] * 3
    assert all(find_reference_system(f"EPSG:{number}") for number in ZONE_CODES)
    assert plane_rectangular_zone(6688) is None


@pytest.mark.parametrize("number", [*ZONE_CODES, 4301, 4612, 6668, 4326, *range(3092, 3102), *range(6688, 6693)])
def test_no_way_to_wgs84_is_a_guess_and_only_wgs84_itself_is_exact(number: int) -> None:
    steps = find_steps(number)
    assert steps
    assert all("allpark" not in step.name for step in steps)
    accuracies = [step.accuracy_metres for step in steps]
    assert min(accuracies) >= 0
    assert (max(accuracies) == 0) == (number == 4326)
