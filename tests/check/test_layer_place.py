"""Where the layers of GIS files lie."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import shapely
import shapely.affinity

from catalog.check.layer_place import check_layer_place
from catalog.convert.features import to_wgs84
from catalog.findings import Findings
from catalog.load.gis.features import read_features
from catalog.model.site import Municipality
from tests.check.examining import OKAYAMA
from tests.load.gis import FIELDS, write


def check(
    tmp_path: Path, crs: str, geometries: tuple[shapely.Polygon, ...] = FIELDS, body: Municipality = OKAYAMA
) -> Findings:
    file = write(tmp_path / "lots.shp", geometries, crs=crs)
    features, _ = read_features(file, "shapefile", "lots.shp")
    assert features is not None
    return check_layer_place(to_wgs84(features), body, "lots.shp")


def test_a_layer_in_its_place(tmp_path: Path) -> None:
    assert check(tmp_path, "EPSG:6673") == ()


def test_a_zone_beside(tmp_path: Path) -> None:
    [finding] = check(tmp_path, "EPSG:6675")
    assert finding.code == "layer-outside-body"
    assert finding.params == {"count": "3", "total": "3", "name": "岡山市"}


def test_north_as_x(tmp_path: Path) -> None:
    # 千代田区 in zone IX; with its axes swapped it lies in 行田市, in the same zone.
    fields = tuple(shapely.box(-35_000 + step, -6_500, -34_900 + step, -6_400) for step in (0, 200, 400))
    chiyoda = replace(OKAYAMA, code="131016", prefecture="13")
    [finding] = check(tmp_path, "EPSG:6677", fields, chiyoda)
    assert finding.code == "layer-axes-swapped"
    assert finding.params == {"crs": "EPSG:6677", "x": "-34950", "y": "-6450"}


@pytest.mark.parametrize("near", [1, 2])
def test_a_few_shapes_may_be_elsewhere(tmp_path: Path, near: int) -> None:
    far = tuple(shapely.affinity.translate(field, 300_000, 0) for field in FIELDS[near:])
    assert check(tmp_path, "EPSG:6673", (*FIELDS[:near], *far)) == ()
