"""Layers on their way to WGS 84: where they come to lie, what is repaired, and what is told of it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.layer_geometries import check_layer_geometries
from catalog.convert import validity
from catalog.convert.features import to_wgs84
from catalog.model.features import ConvertedFeatures
from catalog.model.geometry_repair import GeometryDefect, RepairOutcome
from catalog.model.layer import BBox
from tests.contracts.source import ROOT_PATH
from tests.convert.layers import make_features, write_grid

CENTIMETRE = 1e-7  # degrees

# The city halls of the four cities: longitude, latitude.
OKAYAMA, HIROSHIMA, GIFU, MORIOKA = (133.9195, 34.6551), (132.4553, 34.3853), (136.7606, 35.4231), (141.1545, 39.7020)
TOWN_HALL = (-37932.242, -149119.267)
BOWTIE = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])


def lonlat(converted: ConvertedFeatures) -> list[tuple[float, ...]]:
    return [tuple(pair) for pair in shapely.get_coordinates(converted.geometries).tolist()]


def test_a_plane_rectangular_point_is_where_it_should_be_to_the_centimetre() -> None:
    converted = to_wgs84(make_features(shapely.Point(TOWN_HALL), None))
    assert lonlat(converted) == [pytest.approx(OKAYAMA, abs=CENTIMETRE)]
    assert converted.geometries[1] is None
    assert converted.operation.name == "Inverse of Japan Plane Rectangular CS zone V + JGD2011 to WGS 84 (1)"
    assert (converted.operation.accuracy_metres, converted.operation.note) == (1.0, None)
    assert converted.bbox == BBox(*TOWN_HALL, *TOWN_HALL)
    assert (converted.repairs, converted.unreachable) == ((), ())


@pytest.mark.parametrize(
    "before, after",
    [
        (OKAYAMA, (133.91681147, 34.65831227)),
        (HIROSHIMA, (132.45275076, 34.38851180)),
        (GIFU, (136.75763464, 35.42629079)),
        (MORIOKA, (141.15096343, 39.70481694)),
    ],
)
def test_tokyo_datum_is_moved_by_its_four_hundred_metres(
    before: tuple[float, float], after: tuple[float, float]
) -> None:
    converted = to_wgs84(make_features(shapely.Point(before), crs="EPSG:4301"))
    assert lonlat(converted) == [pytest.approx(after, abs=CENTIMETRE)]
    assert converted.operation.note is not None and "TKY2JGD" in converted.operation.note.ja
    assert converted.operation.accuracy_metres == (14.0 if before in (GIFU, MORIOKA) else 9.0)


def test_the_displacement_of_2011_is_told_where_any_vertex_lies_in_its_area() -> None:
    away, there = (shapely.LineString([OKAYAMA, place]) for place in (HIROSHIMA, MORIOKA))
    for line, accuracy in ((away, 1.0), (there, 5.0)):
        operation = to_wgs84(make_features(line, crs="EPSG:4612")).operation
        assert operation.accuracy_metres == accuracy
        assert (operation.note is not None and "2011" in operation.note.ja) == (line is there)


def test_outlines_run_counter_clockwise_and_holes_clockwise() -> None:
    hole = [(10, 10), (20, 10), (20, 20), (10, 20)]
    for winding in (1, -1):
        area = shapely.Polygon([(0, 0), (100, 0), (100, 100), (0, 100)][::winding], [hole[::winding]])
        [converted] = to_wgs84(make_features(shapely.MultiPolygon([area]))).geometries
        assert converted.geoms[0].exterior.is_ccw
        assert not converted.geoms[0].interiors[0].is_ccw


def test_heights_stay_as_they_are() -> None:
    converted = to_wgs84(make_features(shapely.Point(*TOWN_HALL, 12.5), shapely.Point(TOWN_HALL)))
    high, flat = converted.geometries
    assert (high.has_z, high.z, flat.has_z) == (True, 12.5, False)
    assert (high.x, high.y) == pytest.approx(OKAYAMA, abs=CENTIMETRE)
    assert (flat.x, flat.y) == pytest.approx(OKAYAMA, abs=CENTIMETRE)


def test_what_the_system_cannot_hold_has_no_place() -> None:
    line = shapely.LineString([TOWN_HALL, (9e7, 9e7)])
    converted = to_wgs84(make_features(shapely.Point(TOWN_HALL), line))
    assert converted.geometries[1] is None and converted.unreachable == (2,)
    assert converted.bbox_wgs84 is not None and converted.bbox_wgs84.east < 134
    assert [finding.params for finding in check_layer_geometries(converted, "a")] == [{"count": "1", "features": "2"}]


def test_an_empty_layer_is_no_mistake() -> None:
    for features in (make_features(), make_features(None)):
        converted = to_wgs84(features)
        assert (converted.bbox, converted.bbox_wgs84, converted.repairs) == (None, None, ())


@pytest.mark.parametrize("crs", ["EPSG:4019", "EPSG:6695", "EPSG:99999"])
def test_without_an_honest_way_there_is_no_conversion(crs: str) -> None:
    with pytest.raises(ValueError, match="no operation"):
        to_wgs84(make_features(shapely.Point(0, 0), crs=crs))


def test_what_was_repaired_is_told() -> None:
    good = shapely.box(0, 0, 10, 10)
    converted = to_wgs84(make_features(good, BOWTIE, None, BOWTIE))
    assert [(repair.feature, repair.defect, repair.outcome) for repair in converted.repairs] == [
        (2, GeometryDefect.SELF_INTERSECTION, RepairOutcome.REPAIRED),
        (4, GeometryDefect.SELF_INTERSECTION, RepairOutcome.REPAIRED),
    ]
    assert converted.source.geometries[1].geom_type == "MultiPolygon"
    assert converted.source.geometries[1].area == 5000
    assert shapely.is_valid(converted.geometries[[0, 1, 3]]).all()
    findings = check_layer_geometries(converted, "a")
    assert [(finding.code, finding.params) for finding in findings] == [
        ("layer-geometry-repaired", {"count": "2", "features": "2, 4"})
    ]


@pytest.mark.parametrize(
    "wkt, defect",
    [
        ("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (20 20, 21 20, 21 21, 20 20))", GeometryDefect.HOLE_OUTSIDE),
        (
            "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (1 1, 5 1, 5 5, 1 5, 1 1), (2 2, 3 2, 3 3, 2 2))",
            GeometryDefect.NESTED_HOLES,
        ),
        ("MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((1 1, 2 1, 2 2, 1 1)))", GeometryDefect.NESTED_PARTS),
        ("POLYGON ((0 0, 5 5, 10 0, 10 10, 5 5, 0 10, 0 0))", GeometryDefect.RING_SELF_INTERSECTION),
        (
            "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (5 0, 6 5, 5 10, 4 5, 5 0))",
            GeometryDefect.CUT_INTERIOR,
        ),
    ],
)
def test_reasons_have_codes_of_their_own(wkt: str, defect: GeometryDefect) -> None:
    [repair] = to_wgs84(make_features(shapely.from_wkt(wkt))).repairs
    assert (repair.defect, repair.outcome) == (defect, RepairOutcome.REPAIRED)


def test_what_has_no_area_is_told() -> None:
    collapsed = shapely.Polygon([(0, 0), (10, 10), (20, 20), (0, 0)])
    converted = to_wgs84(make_features(collapsed))
    assert converted.source.geometries[0] is None and converted.geometries[0] is None
    assert [repair.outcome for repair in converted.repairs] == [RepairOutcome.LOST]
    [finding] = check_layer_geometries(converted, "a")
    assert (finding.code, finding.params) == ("layer-geometry-lost", {"count": "1", "features": "1"})


def comb(teeth: int) -> shapely.Polygon:
    """A valid outline whose segments all lie near one another: slanted teeth, each as long as the whole."""
    xs = np.linspace(0, 1000, 2 * teeth)
    up = np.column_stack([xs, np.zeros(2 * teeth)])
    up[1::2] += [1000, 1000]
    return shapely.Polygon([*up.tolist(), (3000, 1000), (3000, -1), (0, -1)])


def test_what_is_too_intricate_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validity, "MAX_PAIRS", 100_000)
    converted = to_wgs84(make_features(shapely.box(0, 0, 1, 1), comb(2_000)))
    assert [(repair.feature, repair.defect) for repair in converted.repairs] == [(2, None)]
    assert converted.geometries[1] is not None
    [finding] = check_layer_geometries(converted, "a")
    assert (finding.code, finding.params) == ("layer-geometry-unchecked", {"count": "1", "features": "2"})


def test_an_outline_made_to_last_for_hours_takes_seconds() -> None:
    start = time.process_time()
    assert len(to_wgs84(make_features(comb(200_000))).repairs) == 1
    assert time.process_time() - start < 10


def test_many_small_tangles_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    tangles = [shapely.Polygon(rng.random((30, 2))) for _ in range(4)]
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    monkeypatch.setattr(validity, "MAX_SMALL_CROSSINGS", 900)
    repairs = to_wgs84(make_features(*tangles, bow, shapely.box(0, 0, 1, 1))).repairs
    assert [(repair.feature, repair.outcome) for repair in repairs] == [
        (1, RepairOutcome.REPAIRED),
        (2, RepairOutcome.REPAIRED),
        (3, RepairOutcome.UNCHECKED),
        (4, RepairOutcome.UNCHECKED),
        (5, RepairOutcome.REPAIRED),
    ]


def test_a_tangle_that_would_take_all_memory_is_left_as_it_is() -> None:
    rng = np.random.default_rng(1)
    tangle, bow = shapely.Polygon(rng.random((20_000, 2))), shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    start = time.process_time()
    converted = to_wgs84(make_features(tangle, bow))
    assert time.process_time() - start < 5
    outcomes = [(repair.feature, repair.outcome) for repair in converted.repairs]
    assert outcomes == [(1, RepairOutcome.UNCHECKED), (2, RepairOutcome.REPAIRED)]


def test_many_small_parts_are_not_intricate() -> None:
    places = np.random.default_rng(1).permutation(40_000)
    squares = [shapely.box(place % 200, place // 200, place % 200 + 0.5, place // 200 + 0.5) for place in places]
    bow = shapely.Polygon([(-9, 0), (-8, 1), (-8, 0), (-9, 1)])
    converted = to_wgs84(make_features(shapely.MultiPolygon([*squares, bow]), crs="EPSG:6673"))
    assert [repair.outcome for repair in converted.repairs] == [RepairOutcome.REPAIRED]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(-20, 20), st.integers(-20, 20)), min_size=3, max_size=8),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_comes_in_what_goes_out_is_valid_and_of_its_dimension(
    outlines: list[list[tuple[int, int]]],
) -> None:
    polygons = [shapely.Polygon(outline) for outline in outlines]
    converted = to_wgs84(make_features(*polygons))
    for before, after in zip(polygons, converted.source.geometries, strict=True):
        assert after is None or (after.is_valid and after.geom_type in ("Polygon", "MultiPolygon"))
        assert not before.is_valid or after is before
    assert to_wgs84(converted.source).repairs == ()


SCRIPT = """
import json, sys, pyproj
pyproj.datadir.append_data_dir(sys.argv[1])
import shapely
from catalog.convert.features import to_wgs84
from tests.convert.layers import make_features
points = [shapely.Point(*place) for place in json.loads(sys.argv[3])]
converted = to_wgs84(make_features(*points, crs=sys.argv[2]))
operation = converted.operation
print(json.dumps([operation.name, operation.accuracy_metres, operation.note and operation.note.ja,
                  shapely.get_coordinates(converted.geometries).tolist()]))
"""


def converted_with(folder: Path, crs: str, *places: tuple[float, float]) -> tuple[str, float, str | None, list[object]]:
    """Return what comes out in a process whose PROJ finds the grids in *folder*: name, accuracy, note, coordinates."""
    command = [sys.executable, "-c", SCRIPT, str(folder), crs, json.dumps(places)]
    result = subprocess.run(command, cwd=ROOT_PATH, capture_output=True, check=True, text=True)
    name, accuracy, note, coordinates = json.loads(result.stdout)
    return name, accuracy, note, coordinates


def test_the_grid_of_tokyo_datum_is_used_where_there_is_one(tmp_path: Path) -> None:
    write_grid(tmp_path / "tky2jgd.gsb", (133.0, 34.0, 135.0, 35.0), seconds=(-10.0, 11.0))
    name, accuracy, note, [place] = converted_with(tmp_path, "EPSG:4301", OKAYAMA)
    assert "Tokyo to JGD2000 (2) (tky2jgd.gsb)" in name
    assert (accuracy, note) == (1.0, None)
    assert place == pytest.approx((OKAYAMA[0] - 10 / 3600, OKAYAMA[1] + 11 / 3600), abs=CENTIMETRE)


def test_outside_of_the_grid_the_helmert_transformation_is_used_and_told(tmp_path: Path) -> None:
    write_grid(tmp_path / "tky2jgd.gsb", (133.0, 34.0, 135.0, 35.0), seconds=(-10.0, 11.0))
    name, accuracy, note, [first, second] = converted_with(tmp_path, "EPSG:4301", OKAYAMA, HIROSHIMA)
    assert "Tokyo to JGD2000 (2) (tky2jgd.gsb) / Tokyo to JGD2000 (1)" in name
    assert accuracy == 9.0 and note is not None and "TKY2JGD" in note
    assert first == pytest.approx((OKAYAMA[0] - 10 / 3600, OKAYAMA[1] + 11 / 3600), abs=CENTIMETRE)
    assert second == pytest.approx((132.45275076, 34.38851180), abs=CENTIMETRE)


def test_the_grid_of_2011_is_used_where_there_is_one(tmp_path: Path) -> None:
    write_grid(tmp_path / "touhokutaiheiyouoki2011.gsb", (140.0, 39.0, 142.0, 40.0), seconds=(0.05, -0.04))
    name, accuracy, note, [first, second] = converted_with(tmp_path, "EPSG:4612", MORIOKA, OKAYAMA)
    assert "JGD2000 to JGD2011 (1) (touhokutaiheiyouoki2011.gsb)" in name
    assert (accuracy, note) == (1.0, None)
    assert first == pytest.approx((MORIOKA[0] + 0.05 / 3600, MORIOKA[1] - 0.04 / 3600), abs=CENTIMETRE)
    assert second == pytest.approx(OKAYAMA, abs=CENTIMETRE)
