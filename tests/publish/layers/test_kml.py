"""KML, read by GDAL and as XML."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
import shapely

from catalog.model.text import LocalizedText
from catalog.publish.layers import kml
from catalog.publish.layers.content import LayerContent
from catalog.publish.layers.kml import find_kml_obstacle, kml_pieces, naming_column
from tests.publish.layers.factory import (
    FAR_LOT,
    HOSTILE,
    LOT,
    ROAD,
    STOP,
    joined,
    make_content,
    make_texts,
    read_by_gdal,
)

KML = "{http://www.opengis.net/kml/2.2}"


def write(content: LayerContent) -> bytes:
    return joined(kml_pieces(content, LocalizedText("区画 <&>")))


def test_place_marks_with_names_and_attributes() -> None:
    tree = ElementTree.fromstring(write(make_content([LOT, STOP, None])))
    assert tree.findtext(f"{KML}Document/{KML}name") == "区画 <&>"
    marks = list(tree.iter(f"{KML}Placemark"))
    assert [mark.findtext(f"{KML}name") for mark in marks] == ["第一区", "第二区", "3"]
    data = {each.get("name"): each.text for each in marks[1].iter(f"{KML}SimpleData")}
    assert data == {"名称": "第二区", "面積（平方メートル）": "1234567.25", "公開": "false"}
    fields = {each.get("name"): each.get("type") for each in tree.iter(f"{KML}SimpleField")}
    assert list(fields.values()) == ["string", "int", "double", "string", "string"]


@pytest.mark.parametrize(
    "geometry",
    [
        STOP,
        ROAD,
        LOT,
        shapely.MultiPoint([(1, 2), (3, 4)]),
        shapely.MultiPolygon([LOT, FAR_LOT]),
        shapely.MultiLineString([ROAD, [(0, 1), (5, 5)]]),
        shapely.GeometryCollection([STOP, LOT]),
        shapely.Point(1, 2, 3),
    ],
)
def test_gdal_reads_every_type(geometry: shapely.Geometry) -> None:
    content = make_content([geometry])
    _, (found,), columns = read_by_gdal(write(content))
    expected = content.converted.geometries[0]
    assert found.geom_type == expected.geom_type
    assert shapely.equals_exact(shapely.force_2d(found), shapely.force_2d(expected), 1e-7)
    assert columns["Name"] == ["第一区"]


def test_hostile_texts_are_no_markup() -> None:
    tree = ElementTree.fromstring(write(make_texts(HOSTILE)))
    found = [each.text for each in tree.iter(f"{KML}SimpleData")]
    assert found == [
        HOSTILE[0],
        "a␀b␁c␟",
        HOSTILE[2],
        HOSTILE[3],
        HOSTILE[4],
        HOSTILE[5].replace("\ufffe", "\ufffd"),
    ]


def test_hostile_names() -> None:
    content = make_content([STOP], ('<"名&\x00>',), [("a",)], ("string",))
    tree = ElementTree.fromstring(write(content))
    assert [each.get("name") for each in tree.iter(f"{KML}SimpleData")] == ['<"名&␀>']


@pytest.mark.parametrize(
    ("labels", "index"),
    [
        (("備考", "施設名称", "名称"), 2),
        (("備考", "町名"), 1),
        (("備考", "所在地"), 0),
        (("Remarks", "School name"), 1),
        ((), None),
    ],
)
def test_the_column_that_names_the_features(labels: tuple[str, ...], index: int | None) -> None:
    content = make_content([STOP], labels, [("a",) * len(labels)], ("string",) * len(labels))
    assert naming_column(content) == index


def test_nothing_to_show() -> None:
    assert list(ElementTree.fromstring(write(make_content([]))).iter(f"{KML}Placemark")) == []
    (mark,) = ElementTree.fromstring(write(make_content([STOP], (), (), ()))).iter(f"{KML}Placemark")
    assert mark.findtext(f"{KML}name") == "1"


def test_what_apps_could_not_open_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_content([LOT, ROAD])
    assert find_kml_obstacle(content) is None
    monkeypatch.setattr(kml, "MAX_FEATURES", 1)
    obstacle = find_kml_obstacle(content)
    assert obstacle is not None
    assert (obstacle.role, obstacle.reason) == ("kml", "size")
