"""GML, GPX, TopoJSON and FlatGeobuf; layers in ZIPs; slips in XML; what goes on and on is stopped."""

from __future__ import annotations

import io
import json
import zipfile

import numpy
import pytest
from pyogrio import raw
from shapely import Point, to_wkb

from catalog.load.gis.features import list_layers, read_features
from catalog.load.gis.reference_system import crs_of_wkt
from catalog.load.unread_kinds import unread_kind_in_zip

NAMES = (
    'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:ksj="http://nlftp.mlit.go.jp/ksj/schemas/ksj-app"'
)
ENVELOPE = '<gml:boundedBy><gml:Envelope srsName="JGD2011 / (B, L)"/></gml:boundedBy>'
SQUARE = "34.6 133.9 34.6 134.0 34.7 134.0 34.7 133.9 34.6 133.9"


def gml(body: str, envelope: str = ENVELOPE) -> bytes:
    return f"<?xml version='1.0'?><ksj:Dataset {NAMES}>{envelope}{body}</ksj:Dataset>".encode()


def codes(data: bytes, kind: str) -> list[str]:
    return [finding.code for finding in read_features(data, kind, f"a.{kind}")[1]]


def test_a_border_that_is_linked_in_two_steps() -> None:
    curve = (
        '<gml:Curve gml:id="c"><gml:segments><gml:LineStringSegment>'
        f"<gml:posList>{SQUARE}</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve>"
        '<gml:OrientableCurve gml:id="o" orientation="-"><gml:baseCurve xlink:href="#c"/></gml:OrientableCurve>'
    )
    surface = (
        '<gml:Surface gml:id="s"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring>'
        '<gml:curveMember xlink:href="#o"/></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>'
    )
    feature = '<ksj:Area gml:id="a1"><ksj:bounds xlink:href="#s"/><ksj:code>033201</ksj:code></ksj:Area>'
    features, findings = read_features(gml(curve + surface + feature), "gml", "a.xml")
    assert features is not None
    assert (features.crs, features.labels, features.ids, findings) == ("EPSG:6668", ("code",), ("a1",), ())
    assert features.geometries[0].bounds == (133.9, 34.6, 134.0, 34.7)
    assert features.frame["0"].to_list() == ["033201"]


@pytest.mark.parametrize(
    "name, position",
    [
        ("urn:ogc:def:crs:EPSG::6668", "34.6 133.9"),
        ("EPSG:4326", "133.9 34.6"),
        ("http://www.opengis.net/gml/srs/epsg.xml#4326", "133.9 34.6"),
        ("fguuid:jgd2011.bl", "34.6 133.9"),
        ("urn:ogc:def:crs:EPSG::4326", "133.9 34.6"),
    ],
)
def test_longitude_is_first_whatever_the_order_in_the_file(name: str, position: str) -> None:
    point = f'<ksj:A><ksj:p><gml:Point srsName="{name}"><gml:pos>{position}</gml:pos></gml:Point></ksj:p></ksj:A>'
    features, _ = read_features(gml(point, ""), "gml", "a.gml")
    assert features is not None
    assert features.geometries[0].bounds[:2] == (133.9, 34.6)


def test_the_order_of_plane_rectangular_coordinates_is_that_of_the_name() -> None:
    for name, position in (
        ("urn:ogc:def:crs:EPSG::6673", "-150000 -38000"),
        ("EPSG:6673", "-38000 -150000"),
    ):
        point = f'<ksj:A><gml:Point srsName="{name}"><gml:pos>{position}</gml:pos></gml:Point></ksj:A>'
        features, _ = read_features(gml(point, ""), "gml", "a.gml")
        assert features is not None
        assert features.geometries[0].bounds[:2] == (-38000, -150000)


def test_each_kind_of_feature_is_a_layer() -> None:
    data = gml("<ksj:A><ksj:b>1</ksj:b></ksj:A><ksj:B><ksj:b>2</ksj:b></ksj:B><ksj:A><ksj:b>3</ksj:b></ksj:A>")
    assert list_layers(data, "gml", "a.xml")[0] == ("A", "B")


def test_links_that_go_on_and_on_are_stopped() -> None:
    curves = "".join(
        f'<gml:CompositeCurve gml:id="c{number}">'
        + f'<gml:curveMember xlink:href="#c{number + 1}"/>' * 20
        + "</gml:CompositeCurve>"
        for number in range(12)
    )
    line = f'<gml:LineString gml:id="c12"><gml:posList>{SQUARE}</gml:posList></gml:LineString>'
    data = gml(f'{curves}{line}<ksj:A><ksj:way xlink:href="#c0"/></ksj:A>')
    assert codes(data, "gml") == ["layer-coordinates-unusable"]
    circle = '<gml:CompositeCurve gml:id="c"><gml:curveMember xlink:href="#c"/></gml:CompositeCurve>'
    assert codes(gml(f'{circle}<ksj:A><ksj:way xlink:href="#c"/></ksj:A>'), "gml") == ["layer-coordinates-unusable"]


def test_arcs_that_areas_share() -> None:
    document = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [133, 34]},
        "arcs": [[[0, 0], [0, 10]], [[0, 10], [-10, 0], [0, -10], [10, 0]], [[0, 10], [10, 0], [0, -10], [-10, 0]]],
        "objects": {
            "区": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"名": "西"}},
                    {"type": "Polygon", "arcs": [[2, -1]], "properties": {"名": "東"}},
                ],
            }
        },
    }
    features, findings = read_features(json.dumps(document).encode(), "topojson", "a.topojson")
    assert features is not None
    assert findings == ()
    assert [each.bounds for each in features.geometries] == [(132, 34, 133, 35), (133, 34, 134, 35)]


def test_few_bytes_that_ask_for_an_endless_line() -> None:
    objects = {"a": {"type": "LineString", "arcs": [0] * 10_000}}
    document = {"type": "Topology", "arcs": [[[0, 0], [1, 1]] * 1_000], "objects": objects}
    assert codes(json.dumps(document).encode(), "topojson") == ["layer-broken"]


def test_flatgeobuf_keeps_types_and_leading_zeros() -> None:
    stream = io.BytesIO()
    columns = [numpy.array(["033201", None], object), numpy.array(["2026-04-01", "NaT"], "datetime64[ms]")]
    points = to_wkb(numpy.array([Point(133.9, 34.6), Point(134.0, 34.7)]))
    raw.write(
        stream,
        points,
        columns,
        ["番号", "日"],
        geometry_type="Point",
        crs="EPSG:6668",
        driver="FlatGeobuf",
        layer="a",
        SPATIAL_INDEX="NO",
    )
    features, findings = read_features(stream.getvalue(), "flatgeobuf", "a.fgb")
    assert features is not None
    assert (features.crs, features.types, findings) == ("EPSG:6668", ("string", "datetime"), ())
    assert features.frame.rows() == [("033201", "2026-04-01T00:00:00"), (None, None)]


def test_slips_in_xml_are_mended_and_told() -> None:
    place = "<Placemark><name>A & B&nbsp;公園</name><atom:link href='x'/><description><![CDATA[a & b]]></description>"
    data = f"<kml>{place}<Point><coordinates>133.9,34.6</coordinates></Point></Placemark></kml>".encode()
    features, findings = read_features(data, "kml", "a.kml")
    assert features is not None
    assert [finding.code for finding in findings] == ["xml-mended"]
    assert features.frame.rows() == [("A & B\u00a0公園", "a & b")]


def test_a_feature_collection_without_features() -> None:
    assert codes(b'{"type": "FeatureCollection", "features": []}', "geojson") == ["layer-empty"]


def test_of_a_zip_the_best_form_is_read() -> None:
    stream = io.BytesIO()
    feature = b'{"type": "Feature", "properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [134, 34]}}'
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("北/公園.geojson", feature)
        archive.writestr("南/公園.geojson", feature)
        archive.writestr("公園.gpx", b"<gpx/>")
        archive.writestr("__MACOSX/._公園.gpkg", b"\0")
    assert list_layers(stream.getvalue(), "packed", "a.zip")[0] == ("北/公園.geojson", "南/公園.geojson")
    features, _ = read_features(stream.getvalue(), "packed", "a.zip", layer="南/公園.geojson")
    assert features is not None
    assert features.feature_count == 1


def test_a_system_by_its_numbers() -> None:
    text = (
        'PROJCS["平面直角座標系5",GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011",SPHEROID["GRS_1980",6378137.0,298.257222101]],'
        'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
        'PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",134.333333333333],'
        'PARAMETER["Scale_Factor",0.9999],PARAMETER["Latitude_Of_Origin",36.0],UNIT["Meter",1.0]]'
    )
    assert crs_of_wkt(text) == "EPSG:6673"
    assert crs_of_wkt(text.replace("0.9999", "0.9998")) is None
    assert crs_of_wkt(text.replace("JGD_2011", "Foo")) is None


def test_what_a_zip_holds_by_its_names() -> None:
    assert unread_kind_in_zip(["街/区域.TAB", "街/区域.DAT"]) == "mapinfo"
    assert unread_kind_in_zip(["udx/bldg/5133_bldg_6697.gml"]) == "citygml"
    assert unread_kind_in_zip(["写真.jpg"]) is None


@pytest.mark.parametrize(
    "junk", ["<![CDATA[" * 100_000, "<!--" * 200_000, "".join(f"<p{n}:a/>" for n in range(50_000))]
)
def test_xml_that_cannot_be_mended_is_left_at_once(junk: str) -> None:
    assert codes(f"<kml><Document>&{junk}</Document></kml>".encode(), "kml") == ["layer-broken"]
