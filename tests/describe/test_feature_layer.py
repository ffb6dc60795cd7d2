"""What is said of a layer from a GIS file."""

from __future__ import annotations

import polars as pl
import shapely

from catalog.convert.features import to_wgs84
from catalog.convert.reference_system import find_reference_system
from catalog.describe.layer import describe_feature_layer
from catalog.model.features import Features
from catalog.model.geometry_repair import GeometryDefect, GeometryRepair, RepairOutcome
from catalog.model.layer import BBox, Layer
from tests.publish.factory import make_declaration

BOW_TIE = "POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))"
FAR_AWAY = "POLYGON ((1e9 0, 1e9 10, 2e9 0, 1e9 0))"
SQUARE = "POLYGON ((-38000 -149000, -38000 -148990, -37990 -148990, -37990 -149000, -38000 -149000))"


def describe(*shapes: str | None, crs: str = "EPSG:6673") -> Layer:
    geometries = shapely.from_wkt(list(shapes))
    frame = pl.DataFrame({"0": ["a"] * len(shapes)})
    features = Features("学区", ("名称",), ("string",), frame, geometries, "Polygon", crs, encoding="cp932")
    system = find_reference_system(crs)
    assert system is not None
    return describe_feature_layer(make_declaration(crs, "", ""), system, to_wgs84(features))


def test_counts_and_boxes_in_both_systems() -> None:
    layer = describe(SQUARE, None)
    assert (layer.feature_count, layer.missing_count, layer.vertex_count) == (2, 1, 5)
    assert layer.bbox == BBox(-38000.0, -149000.0, -37990.0, -148990.0)
    assert layer.bbox_wgs84 is not None and 133.9 < layer.bbox_wgs84.west < layer.bbox_wgs84.east < 134
    assert (layer.encoding, layer.source_name, layer.geometry_type) == ("cp932", "学区", "Polygon")


def test_what_was_repaired_is_kept_with_its_number() -> None:
    layer = describe(SQUARE, BOW_TIE)
    assert layer.repairs == (GeometryRepair(2, GeometryDefect.SELF_INTERSECTION, RepairOutcome.REPAIRED),)
    assert layer.vertex_count > 5 + 4


def test_what_is_nowhere_on_earth_is_counted_among_the_missing() -> None:
    layer = describe(SQUARE, FAR_AWAY)
    assert (layer.unreachable_count, layer.missing_count) == (1, 1)


def test_an_empty_layer_has_no_boxes() -> None:
    layer = describe()
    assert (layer.feature_count, layer.vertex_count, layer.bbox, layer.bbox_wgs84) == (0, 0, None, None)
