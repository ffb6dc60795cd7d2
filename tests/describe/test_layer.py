from __future__ import annotations

import pytest

from catalog.convert.geometry import convert_points
from catalog.convert.reference_system import find_reference_system
from catalog.describe.layer import describe_layer
from catalog.model.layer import BBox, Layer
from tests.publish.factory import OFFICE_SCHEMA, OFFICE_TABLE, make_declaration, make_field, make_schema, make_table


def layer_of(crs: str, rows: list[tuple[str, str]]) -> Layer:
    declaration = make_declaration(crs, "x", "y")
    schema = make_schema(make_field("x", "number"), make_field("y", "number"))
    system = find_reference_system(crs)
    assert system is not None
    return describe_layer(declaration, system, convert_points(make_table(["x", "y"], rows), declaration, schema))


def test_boxes_are_in_the_datas_own_system_and_in_degrees() -> None:
    declaration = make_declaration()
    system = find_reference_system("EPSG:6673")
    assert system is not None
    layer = describe_layer(declaration, system, convert_points(OFFICE_TABLE, declaration, OFFICE_SCHEMA))
    assert layer.bbox == BBox(-37911.9, -149130.4, -35500.25, -149010.0)
    assert layer.bbox_wgs84 is not None
    assert (layer.bbox_wgs84.west, layer.bbox_wgs84.south) == pytest.approx((133.9197224, 34.6550004), abs=1e-7)
    assert layer.reference_system is system
    assert layer.operation.accuracy_metres == 1.0


def test_all_records_are_features_and_those_without_coordinates_are_counted() -> None:
    layer = layer_of("EPSG:6668", [("133.5", "34.5"), ("", ""), ("133.6", "")])
    assert (layer.feature_count, layer.missing_count) == (3, 2)


def test_a_box_of_one_point_is_that_point() -> None:
    layer = layer_of("EPSG:6668", [("133.5", "34.5")])
    assert layer.bbox == layer.bbox_wgs84 == BBox(133.5, 34.5, 133.5, 34.5)


@pytest.mark.parametrize("rows", [[], [("", "")]])
def test_without_coordinates_there_is_no_box(rows: list[tuple[str, str]]) -> None:
    layer = layer_of("EPSG:6673", rows)
    assert (layer.bbox, layer.bbox_wgs84) == (None, None)
    assert layer.feature_count == layer.missing_count == len(rows)


def test_what_was_declared_stays_as_declared() -> None:
    layer = layer_of("EPSG:6673", [])
    assert layer.declaration == make_declaration("EPSG:6673", "x", "y")
    assert layer.geometry_type == "Point"
