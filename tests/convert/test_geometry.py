from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer, network

from catalog.convert.geometry import convert_points
from catalog.model.points import Points
from tests.publish.factory import make_declaration, make_field, make_schema, make_table

CENTIMETRE = 1e-7  # degrees

# The city halls of the four cities: longitude, latitude.
OKAYAMA, HIROSHIMA, GIFU, MORIOKA = (133.9195, 34.6551), (132.4553, 34.3853), (136.7606, 35.4231), (141.1545, 39.7020)

# Zone of each body, with its extent in degrees (west, south, east, north).
ZONES = {
    3: (130.81, 33.72, 133.49, 36.38),
    5: (133.13, 34.13, 135.47, 35.71),
    7: (136.22, 34.51, 137.84, 37.58),
    10: (139.49, 37.73, 142.14, 41.58),
}


def points_of(crs: str, rows: Sequence[tuple[str | None, str | None]], **number: object) -> Points:
    schema = make_schema(
        make_field("x", "number", **number), make_field("y", "number", **number), missing_values=("", "-")
    )
    return convert_points(make_table(["x", "y"], rows), make_declaration(crs, "x", "y"), schema)


def lonlat(points: Points) -> list[tuple[float, float]]:
    return list(zip(points.longitude.to_list(), points.latitude.to_list(), strict=True))


def test_a_plane_rectangular_point_is_where_it_should_be_to_the_centimetre() -> None:
    points = points_of("EPSG:6673", [("-37932.242", "-149119.267")])
    assert lonlat(points) == [pytest.approx(OKAYAMA, abs=CENTIMETRE)]
    assert points.operation.name == "Inverse of Japan Plane Rectangular CS zone V + JGD2011 to WGS 84 (1)"
    assert points.operation.accuracy_metres == 1.0
    assert points.operation.note is None


def test_the_axes_are_those_that_the_declaration_names_whatever_the_order_of_columns() -> None:
    schema = make_schema(make_field("X座標", "number"), make_field("Y座標", "number"))
    table = make_table(["X座標", "Y座標"], [("-149119.267", "-37932.242")])
    points = convert_points(table, make_declaration("EPSG:6673", easting="Y座標", northing="X座標"), schema)
    assert lonlat(points) == [pytest.approx(OKAYAMA, abs=CENTIMETRE)]
    assert points.easting.to_list() == [-37932.242]


@pytest.mark.parametrize(
    ("lonlat_tokyo", "expected"),
    [
        (OKAYAMA, (133.91681147, 34.65831227)),
        (HIROSHIMA, (132.45275076, 34.38851180)),
        (GIFU, (136.75763464, 35.42629079)),
        (MORIOKA, (141.15096343, 39.70481694)),
    ],
)
def test_tokyo_datum_is_moved_by_its_four_hundred_metres(
    lonlat_tokyo: tuple[float, float], expected: tuple[float, float]
) -> None:
    points = points_of("EPSG:4301", [(repr(lonlat_tokyo[0]), repr(lonlat_tokyo[1]))])
    assert lonlat(points) == [pytest.approx(expected, abs=CENTIMETRE)]
    assert points.operation.name == "Tokyo to JGD2000 (1) + JGD2000 to WGS 84 (1)"


def test_tokyo_datum_states_nine_metres_and_why() -> None:
    for crs in ("EPSG:4301", "EPSG:30165"):
        operation = points_of(crs, [("133", "34")]).operation
        assert operation.accuracy_metres == 9.0
        assert operation.note is not None
        assert "TKY2JGD" in operation.note.ja
        assert "TKY2JGD" in (operation.note.en or "")


def test_a_tokyo_plane_rectangular_point_is_moved_like_its_geographic_one() -> None:
    to_zone = Transformer.from_crs(4301, 30165, always_xy=True)
    easting, northing = to_zone.transform(*OKAYAMA)
    points = points_of("EPSG:30165", [(repr(easting), repr(northing))])
    assert lonlat(points) == [pytest.approx((133.91681147, 34.65831227), abs=CENTIMETRE)]


@pytest.mark.parametrize("place", [MORIOKA, (141.30, 38.43), GIFU])
def test_jgd2000_where_the_ground_moved_in_2011_says_so(place: tuple[float, float]) -> None:
    operation = points_of("EPSG:4612", [("133.9", "34.6"), (repr(place[0]), repr(place[1]))]).operation
    assert operation.accuracy_metres == 5.0
    assert operation.note is not None
    assert "2011" in operation.note.ja
    assert "2011" in (operation.note.en or "")


@pytest.mark.parametrize("place", [OKAYAMA, HIROSHIMA])
def test_jgd2000_elsewhere_keeps_the_stated_metre(place: tuple[float, float]) -> None:
    operation = points_of("EPSG:4612", [(repr(place[0]), repr(place[1]))]).operation
    assert (operation.accuracy_metres, operation.note) == (1.0, None)


def test_jgd2011_where_the_ground_moved_has_no_such_doubt() -> None:
    operation = points_of("EPSG:6668", [(repr(MORIOKA[0]), repr(MORIOKA[1]))]).operation
    assert (operation.accuracy_metres, operation.note) == (1.0, None)


def test_tokyo_datum_where_the_ground_moved_has_both_errors() -> None:
    operation = points_of("EPSG:4301", [(repr(MORIOKA[0]), repr(MORIOKA[1]))]).operation
    assert operation.accuracy_metres == 14.0
    assert operation.note is not None
    assert "TKY2JGD" in operation.note.ja
    assert "2011" in operation.note.ja


def test_the_operation_names_the_versions_that_it_depends_on() -> None:
    version = points_of("EPSG:6673", []).operation.proj_version
    assert version[0].isdigit()
    assert "(EPSG v" in version


@pytest.mark.parametrize(
    "row",
    [
        ("", "34"),
        ("133", ""),
        ("-", "-"),
        (None, None),
        ("NaN", "34"),
        ("133", "INF"),
        ("sNaN", "34"),
        ("x", "34"),
        ("1e999", "34"),
    ],
)
def test_a_record_without_usable_coordinates_has_none_at_all(row: tuple[str | None, str | None]) -> None:
    points = points_of("EPSG:6668", [("133.5", "34.5"), row])
    for column in (points.easting, points.northing, points.longitude, points.latitude):
        assert column.is_null().to_list() == [False, True]


def test_degrees_that_are_nowhere_on_earth_are_no_coordinates() -> None:
    # Swapped: handed on unchecked, they would make a file that no map can read.
    points = points_of("EPSG:6668", [("34.5", "133.5")])
    assert lonlat(points) == [(None, None)]


def test_metres_that_the_projection_cannot_hold_are_no_coordinates() -> None:
    assert lonlat(points_of("EPSG:6673", [("1e30", "1e30")])) == [(None, None)]


def test_coordinates_are_read_by_the_properties_of_their_fields() -> None:
    points = points_of("EPSG:6673", [("-37,932.242", "-149,119.267")], groupChar=",")
    assert lonlat(points) == [pytest.approx(OKAYAMA, abs=CENTIMETRE)]


def test_a_table_without_records_has_no_points_and_yet_an_operation() -> None:
    points = points_of("EPSG:6673", [])
    assert len(points.longitude) == len(points.easting) == 0
    assert points.operation.accuracy_metres == 1.0


@pytest.mark.parametrize(("crs", "easting"), [("EPSG:6695", "x"), ("EPSG:999999", "x"), ("EPSG:6673", "z")])
def test_what_should_have_been_checked_before_is_a_bug(crs: str, easting: str) -> None:
    schema = make_schema(make_field("x", "number"), make_field("y", "number"))
    with pytest.raises(ValueError, match=r"6695|999999|'z'"):
        convert_points(make_table(["x", "y"], []), make_declaration(crs, easting, "y"), schema)


@given(st.sampled_from(sorted(ZONES)), st.data())
def test_there_and_back_again(zone: int, data: st.DataObject) -> None:
    west, south, east, north = ZONES[zone]
    longitude, latitude = data.draw(st.floats(west, east)), data.draw(st.floats(south, north))
    easting, northing = Transformer.from_crs(6668, 6668 + zone, always_xy=True).transform(longitude, latitude)
    points = points_of(f"EPSG:{6668 + zone}", [(repr(easting), repr(northing))])
    assert lonlat(points) == [pytest.approx((longitude, latitude), abs=1e-9)]


def test_proj_may_not_use_the_network() -> None:
    assert not network.is_network_enabled()
