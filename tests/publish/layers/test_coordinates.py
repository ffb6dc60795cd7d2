"""Layers as tables with a longitude and a latitude."""

from __future__ import annotations

import shapely

from catalog.publish.layers.content import layer_schema
from catalog.publish.layers.coordinates import coordinate_table
from tests.publish.layers.factory import FAR_LOT, LOT, ROAD, STOP, make_converted


def test_points_have_their_own_coordinates() -> None:
    converted = make_converted([STOP, None])
    table, schema = coordinate_table(converted, converted.source.table(), layer_schema(converted.source))
    point = converted.geometries[0]
    assert table.labels[-2:] == ("経度", "緯度")
    assert table.frame.row(0)[-2:] == (str(round(point.x, 7)), str(round(point.y, 7)))
    assert table.frame.row(1)[-2:] == ("", "")
    assert [(field.name, field.type, field.title.en) for field in schema.fields[-2:]] == [
        *(("経度", "number", "Longitude"), ("緯度", "number", "Latitude")),
    ]
    assert schema.descriptor["fields"][-1]["title@en"] == "Latitude"


def test_lines_and_polygons_have_a_point_of_theirs() -> None:
    converted = make_converted([LOT, ROAD, shapely.MultiPolygon([LOT, FAR_LOT])])
    table, _ = coordinate_table(converted, converted.source.table(), layer_schema(converted.source))
    for row, geometry in zip(table.frame.iter_rows(), converted.geometries, strict=True):
        assert geometry.distance(shapely.Point(float(row[-2]), float(row[-1]))) < 1e-7


def test_columns_of_these_names_keep_them() -> None:
    converted = make_converted([STOP], ("緯度", "経度"), [("a", "b")], ("string", "string"))
    table, schema = coordinate_table(converted, converted.source.table(), layer_schema(converted.source))
    assert table.labels == ("緯度", "経度", "経度_2", "緯度_2")
    assert [field.name for field in schema.fields] == list(table.labels)


def test_without_attributes_there_are_coordinates() -> None:
    converted = make_converted([STOP, LOT], (), (), ())
    table, _ = coordinate_table(converted, converted.source.table(), layer_schema(converted.source))
    assert (table.labels, table.row_count) == (("経度", "緯度"), 2)


def test_a_feature_without_attributes_and_place_is_no_blank_row() -> None:
    converted = make_converted([None, STOP, None], ("名称",), [(None,), ("北",), ("南",)], ("string",))
    table, _ = coordinate_table(converted, converted.source.table(), layer_schema(converted.source))
    assert table.frame.to_series(0).to_list() == ["北", "南"]
