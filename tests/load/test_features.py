"""The features of GIS files: what is in them is read, and what is wrong with them is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from catalog.findings import Finding, Findings
from catalog.load.file_kinds import detect_file_kind
from catalog.load.gis.features import list_layers, read_features
from catalog.model.features import Features
from tests.load.gis import FIELDS, TOWN_HALL, feed, parts_of, square, write, zipped


def codes(findings: Findings) -> list[str]:
    return sorted(finding.code for finding in findings)


def found(findings: Findings, code: str) -> Finding:
    [finding] = [finding for finding in findings if finding.code == code]
    return finding


def columns(features: Features) -> dict[str, list[str | None]]:
    return {label: features.frame[str(index)].to_list() for index, label in enumerate(features.labels)}


def read(file: Path | bytes, kind: str, **options: str | None) -> Features:
    features, findings = read_features(file, kind, "layer", **options)
    assert features is not None, findings
    assert findings == ()
    return features


COLUMNS = {
    "町名": ["北町一丁目", "髙島①", None],
    "面積": ["830.96", "831.96", "832.96"],
    "年": ["1950", "1951", "1952"],
}


@pytest.mark.parametrize("encoding", ["CP932", "UTF-8"])
@pytest.mark.parametrize("without", [".cpg", ""])
def test_a_shapefile_in_either_encoding_with_or_without_cpg(tmp_path: Path, encoding: str, without: str) -> None:
    file = write(tmp_path / "地区.shp", encoding=encoding)
    if without:
        file.with_suffix(without).unlink()
    features = read(file, "shapefile")
    assert (features.name, features.geometry_type, features.crs, features.feature_count) == (
        "地区",
        "Polygon",
        "EPSG:6673",
        3,
    )
    assert columns(features) == COLUMNS
    assert features.types == ("string", "number", "integer")
    assert features.encoding == encoding.lower()
    assert all(one.equals(other) for one, other in zip(features.geometries, FIELDS, strict=True))
    assert features.vertex_count == 15


@pytest.mark.parametrize("is_raw", [False, True])
def test_shapefiles_in_a_zip_with_folders(tmp_path: Path, is_raw: bool) -> None:
    file = write(tmp_path / "地区.shp")
    members = {f"データ/地区{ending}": content for ending, content in parts_of(file).items()}
    other = parts_of(write(tmp_path / "zz.shp", FIELDS[:1]))
    members |= {f"データ/zz{ending}": content for ending, content in other.items()}
    data = zipped(members, is_raw=is_raw)
    assert list_layers(data, "shapefile", "a.zip") == (("zz", "地区"), ())
    assert columns(read(data, "shapefile", layer="地区")) == COLUMNS
    assert read(data, "shapefile").feature_count == 1


def test_nothing_is_written_and_nothing_else_is_opened(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp")
    (tmp_path / "a.shx").unlink()
    (tmp_path / "a.qix").write_bytes(b"nonsense")
    before = sorted(tmp_path.iterdir())
    features, findings = read_features(file, "shapefile", "a.shp")
    assert features is not None and features.feature_count == 3
    assert [(finding.code, finding.params) for finding in findings] == [("layer-index-missing", {})]
    assert sorted(tmp_path.iterdir()) == before


def test_a_shapefile_without_attributes_has_geometries(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp")
    (tmp_path / "a.dbf").unlink()
    features, findings = read_features(file, "shapefile", "a.shp")
    assert features is not None
    assert (features.labels, features.feature_count, codes(findings)) == ((), 3, ["layer-part-missing"])


def test_deleted_rows_are_left_out(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp")
    table = bytearray((tmp_path / "a.dbf").read_bytes())
    head, row = (int.from_bytes(table[place : place + 2], "little") for place in (8, 10))
    table[head + row] = ord("*")
    (tmp_path / "a.dbf").write_bytes(table)
    features = read(file, "shapefile")
    assert columns(features)["年"] == ["1950", "1952"]
    assert features.geometries[1].equals(FIELDS[2])


def test_kinds_of_cells(tmp_path: Path) -> None:
    import numpy as np

    write(
        tmp_path / "a.shp",
        columns={
            "日付": np.array(["2024-02-29", "NaT", "1999-12-31"], "datetime64[D]"),
            "有無": np.array([True, False, True]),
            "実数": [1.5, float("nan"), -0.25],
            "整数": [0, -12, 10**9],
        },
    )
    features = read(tmp_path / "a.shp", "shapefile")
    assert columns(features)["日付"] == ["2024-02-29", None, "1999-12-31"]
    assert columns(features)["実数"] == ["1.5", None, "-0.25"]
    assert columns(features)["整数"] == ["0", "-12", "1000000000"]
    assert dict(zip(features.labels, features.types, strict=True))["日付"] == "date"


def test_several_layers_of_a_geopackage(tmp_path: Path) -> None:
    file = write(tmp_path / "a.gpkg", driver="GPKG", encoding=None, layer="町")
    write(file, FIELDS[:2], driver="GPKG", encoding=None, layer="区", append=True)
    assert list_layers(file, "gpkg", "a.gpkg") == (("区", "町"), ())
    for source in (file, file.read_bytes()):
        features = read(source, "gpkg", layer="町")
        assert columns(features) == COLUMNS
        assert (features.crs, features.ids, features.geometry_type) == ("EPSG:6673", ("1", "2", "3"), "Polygon")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.gpkg"]


def test_a_layer_that_is_not_there(tmp_path: Path) -> None:
    file = write(tmp_path / "a.gpkg", driver="GPKG", encoding=None, layer="町")
    features, findings = read_features(file, "gpkg", "a.gpkg", layer="村")
    assert features is None
    assert found(findings, "layer-missing").params == {"name": "村", "layers": "町"}


def geojson(*coordinates: object, kind: str = "Point", **members: object) -> bytes:
    features = [
        {"type": "Feature", "properties": {"n": index}, "geometry": {"type": kind, "coordinates": value}}
        for index, value in enumerate(coordinates)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **members}).encode()


def test_geojson_keeps_values_as_written() -> None:
    properties = [
        {"コード": "01234", "数": 1.0, "整数": 12345678901234567, "有": True, "詳細": {"a": [1]}, "日": "2024/1/2"},
        {"コード": "", "数": 1e-7, "追加": None},
    ]
    document = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "id": f"f{index}", "properties": value, "geometry": None}
            for index, value in enumerate(properties)
        ],
    }
    features, findings = read_features(json.dumps(document, ensure_ascii=False).encode(), "geojson", "a.geojson")
    assert features is not None and codes(findings) == ["layer-geometry-missing"]
    assert columns(features) == {
        "コード": ["01234", ""],
        "数": ["1", "1e-07"],
        "整数": ["12345678901234567", None],
        "有": ["true", None],
        "詳細": ['{"a":[1]}', None],
        "日": ["2024/1/2", None],
        "追加": [None, None],
    }
    assert features.types == ("string", "number", "integer", "boolean", "object", "string", "string")
    assert (features.ids, features.geometry_type, features.name) == (("f0", "f1"), None, "a")


RING = [[133, 34], [134, 34], [134, 35], [133, 34]]


@pytest.mark.parametrize(
    "kind, coordinates, expected",
    [
        ("Point", [133.9, 34.6], "POINT (133.9 34.6)"),
        ("MultiPoint", [[133.9, 34.6], [134, 35]], "MULTIPOINT ((133.9 34.6), (134 35))"),
        ("LineString", RING[:2], "LINESTRING (133 34, 134 34)"),
        ("MultiLineString", [RING[:2], RING[1:3]], "MULTILINESTRING ((133 34, 134 34), (134 34, 134 35))"),
        ("Polygon", [RING], "POLYGON ((133 34, 134 34, 134 35, 133 34))"),
        ("MultiPolygon", [[RING]], "MULTIPOLYGON (((133 34, 134 34, 134 35, 133 34)))"),
        ("Point", [133.9, 34.6, 12.5], "POINT Z (133.9 34.6 12.5)"),
        ("Point", [133.9, 34.6, 0], "POINT (133.9 34.6)"),
    ],
)
def test_every_kind_of_geometry_of_geojson(kind: str, coordinates: object, expected: str) -> None:
    features = read(geojson(coordinates, coordinates, kind=kind), "geojson")
    assert [geometry.wkt for geometry in features.geometries] == [expected, expected]


def test_geometry_collections_and_one_feature_a_line() -> None:
    parts = [{"type": "Point", "coordinates": [133, 34]}, {"type": "LineString", "coordinates": RING[:2]}]
    lines = [{"type": "Feature", "properties": {}, "geometry": {"type": "GeometryCollection", "geometries": parts}}]
    data = b"\n".join(json.dumps(line).encode() for line in lines * 2)
    features = read(data, "geojsonl")
    assert (features.feature_count, features.geometry_type) == (2, "GeometryCollection")


def test_a_sequence_of_texts_and_separators_within_texts() -> None:
    feature = json.loads(geojson([133.9, 34.6]))["features"][0] | {"properties": {"名": "北\u2028町\x85"}}
    pretty = json.dumps(feature, indent=2, ensure_ascii=False)
    for text in (f"\x1e{pretty}\n" * 2, (json.dumps(feature, ensure_ascii=False) + "\n") * 2):
        assert detect_file_kind(text.encode(), "a.geojsonl").kind == "geojsonl"
        assert columns(read(text.encode(), "geojsonl")) == {"名": ["北\u2028町\x85"] * 2}


def test_points_and_areas_in_one_layer() -> None:
    document = json.loads(geojson([133.9, 34.6]))
    document["features"] += json.loads(geojson([RING], kind="Polygon"))["features"]
    features, findings = read_features(json.dumps(document).encode(), "geojson", "a.geojson")
    assert features is not None and features.geometry_type == "GeometryCollection"
    assert found(findings, "layer-types-mixed").params == {"types": "Point, Polygon"}


def test_features_without_a_shape() -> None:
    features, findings = read_features(geojson([], [133, 34], []), "geojson", "a.geojson")
    assert features is not None and features.geometries[0] is None
    assert found(findings, "layer-geometry-missing").params == {"count": "2", "features": "1, 3"}


def test_geojson_in_cp932_is_read_and_told() -> None:
    data = geojson([133.9, 34.6]).replace(b'"n"', "名称".encode("cp932").join([b'"', b'"']))
    features, findings = read_features(data, "geojson", "a.geojson")
    assert features is not None and features.labels == ("名称",)
    assert found(findings, "layer-encoding-contradicted").params == {"stated": "utf-8", "found": "cp932"}
    _, findings = read_features(data, "geojson", "a.geojson", encoding="utf-8")
    assert codes(findings) == ["encoding-not-as-declared"]


def test_a_cpg_that_contradicts_the_text(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp")
    (tmp_path / "a.cpg").write_text("UTF-8")
    features, findings = read_features(file, "shapefile", "a.shp")
    assert features is not None and columns(features) == COLUMNS
    assert found(findings, "layer-encoding-contradicted").params == {"stated": "utf-8", "found": "cp932"}
    features, findings = read_features(file, "shapefile", "a.shp", encoding="utf-8")
    assert (features, codes(findings)) == (None, ["encoding-not-as-declared"])


def test_text_that_was_cut_off(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp", encoding="UTF-8", columns={"備考": ["あ" * 10, "短い", "あ" * 10]})
    table = bytearray((tmp_path / "a.dbf").read_bytes())
    place = table.index("あ".encode() * 10)
    table[place + 29 : place + 30] = b" "
    (tmp_path / "a.dbf").write_bytes(table)
    features, findings = read_features(file, "shapefile", "a.shp")
    assert features is not None and columns(features)["備考"][0] == "あ" * 9
    assert found(findings, "layer-text-cut").params == {"count": "1", "features": "1"}


def test_without_a_system_there_are_no_features_unless_one_is_declared(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp")
    (tmp_path / "a.prj").unlink()
    assert codes(read_features(file, "shapefile", "a.shp")[1]) == ["layer-crs-missing"]
    features = read(file, "shapefile", declared_crs="EPSG:6673")
    assert (features.crs, features.stated_crs) == ("EPSG:6673", None)


@pytest.mark.parametrize("declared", [None, "EPSG:6673"])
def test_degrees_in_a_system_of_metres(tmp_path: Path, declared: str | None) -> None:
    file = write(tmp_path / "a.shp", [square(133.9, 34.6, 0.01)], crs="EPSG:6673")
    features, findings = read_features(file, "shapefile", "a.shp", declared_crs=declared)
    assert features is None
    assert found(findings, "layer-crs-contradicted").params["crs"] == "EPSG:6673"
    assert found(findings, "layer-crs-contradicted").params["x"].startswith("133.9")


@pytest.mark.parametrize("crs", ["EPSG:900913", "urn:ogc:def:crs:EPSG::3857", "EPSG:6673"])
def test_longitudes_in_a_system_of_web_maps(crs: str) -> None:
    member = {"type": "name", "properties": {"name": crs}}
    features, findings = read_features(geojson([133.9, 34.6], crs=member), "geojson", "a.geojson")
    assert (features, codes(findings)) == (None, ["layer-crs-contradicted"])
    declared, findings = read_features(
        geojson([133.9, 34.6], crs=member), "geojson", "a.geojson", declared_crs="EPSG:6668"
    )
    assert declared is not None and declared.crs == "EPSG:6668"
    assert codes(findings) == ["layer-crs-overridden"]


def test_metres_in_a_system_of_degrees() -> None:
    _, findings = read_features(geojson(list(TOWN_HALL)), "geojson", "a.geojson")
    assert codes(findings) == ["layer-crs-contradicted"]


def test_metres_of_quite_another_system(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp", [square(14_907_000, 4_114_000)], crs="EPSG:6673")
    assert codes(read_features(file, "shapefile", "a.shp")[1]) == ["layer-crs-contradicted"]


def test_latitude_before_longitude(tmp_path: Path) -> None:
    _, findings = read_features(geojson([34.6, 133.9], [34.7, 133.8]), "geojson", "a.geojson")
    assert found(findings, "layer-axes-swapped").params == {"crs": "EPSG:4326", "x": "34.6", "y": "133.9"}
    # Surveyors' X, which points north, taken for an easting.
    file = write(tmp_path / "a.shp", [square(*reversed(TOWN_HALL))])
    assert codes(read_features(file, "shapefile", "a.shp")[1]) == ["layer-axes-swapped"]


def test_the_descriptor_goes_before_the_file(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp", crs="EPSG:2447")
    features, findings = read_features(file, "shapefile", "a.shp", declared_crs="EPSG:6673")
    assert features is not None and (features.crs, features.stated_crs) == ("EPSG:6673", "EPSG:2447")
    assert found(findings, "layer-crs-overridden").params == {"stated": "EPSG:2447", "declared": "EPSG:6673"}
    # GeoJSON that states nothing is in WGS 84 by its standard; to be more exact is no contradiction.
    assert read(geojson([133.9, 34.6]), "geojson", declared_crs="EPSG:6668").crs == "EPSG:6668"


def kml(body: str) -> bytes:
    return (
        f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'.encode()
    )


PLACES = """
<Folder><name>施設</name><Placemark><name>市役所</name>
<ExtendedData><Data name="電話"><value>000-000-0000</value></Data></ExtendedData>
<Point><coordinates>133.9195,34.6551,0</coordinates></Point></Placemark></Folder>
<Folder><name>道</name><Placemark><name>散歩道</name><description>約1キロ</description>
<LineString><coordinates> 133.91, 34.65 133.92,34.66,0 </coordinates></LineString></Placemark></Folder>
"""


@pytest.mark.parametrize("is_packed", [False, True])
def test_kml_and_kmz(is_packed: bool) -> None:
    data = zipped({"doc.kml": kml(PLACES), "files/a.png": b""}) if is_packed else kml(PLACES)
    features, findings = read_features(data, "kmz" if is_packed else "kml", "地図.kml")
    assert features is not None and codes(findings) == ["layer-types-mixed"]
    assert columns(features) == {
        "Folder": ["施設", "道"],
        "name": ["市役所", "散歩道"],
        "電話": ["000-000-0000", None],
        "description": [None, "約1キロ"],
    }
    assert [geometry.wkt for geometry in features.geometries] == [
        "POINT (133.9195 34.6551)",
        "LINESTRING (133.91 34.65, 133.92 34.66)",
    ]
    assert features.crs == "EPSG:4326"


def test_areas_collections_and_tracks_of_kml() -> None:
    ring = "<LinearRing><coordinates>{}</coordinates></LinearRing>"
    outer, inner = (
        ring.format("133,34 134,34 134,35 133,34"),
        ring.format("133.5,34.1 133.6,34.1 133.6,34.2 133.5,34.1"),
    )
    area = f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs><innerBoundaryIs>{inner}</innerBoundaryIs></Polygon>"
    track = '<gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"><gx:coord>133 34 5</gx:coord>'
    body = "".join(
        f"<Placemark>{shape}</Placemark>"
        for shape in (
            area,
            f"<MultiGeometry>{area}{area}</MultiGeometry>",
            f"{track}<gx:coord>134 34 6</gx:coord></gx:Track>",
        )
    )
    features, _ = read_features(kml(body), "kml", "a.kml")
    assert features is not None
    assert [geometry.geom_type for geometry in features.geometries] == ["Polygon", "MultiPolygon", "LineString"]
    assert len(features.geometries[0].interiors) == 1
    assert shapely.get_coordinates(features.geometries[2], include_z=True)[1].tolist() == [134, 34, 6]


def test_a_kml_that_refers_to_others() -> None:
    link = "<NetworkLink><Link><href>http://192.0.2.1/secret.kml</href></Link></NetworkLink>"
    features, findings = read_features(kml(link + PLACES), "kml", "a.kml")
    assert features is not None and features.feature_count == 2
    assert found(findings, "kml-network-link").params == {"count": "1"}


def test_a_kml_with_a_script() -> None:
    text = "<Placemark><description><![CDATA[<script>alert(1)</script>]]></description></Placemark>"
    _, findings = read_features(kml(text), "kml", "a.kml")
    assert found(findings, "kml-script").params == {"count": "1"}


def test_a_feed_has_stops_and_lines_of_stops() -> None:
    data = feed()
    assert list_layers(data, "gtfs", "feed.zip") == (("stops", "routes"), ())
    stops = read(data, "gtfs")
    assert (stops.geometry_type, stops.crs, columns(stops)["stop_name"]) == (
        "Point",
        "EPSG:4326",
        ["駅前", "市役所", "港"],
    )
    routes = read(data, "gtfs", layer="routes")
    assert [line.wkt for line in routes.geometries] == ["LINESTRING (133.9 34.6, 133.91 34.61, 133.93 34.62)"]
    assert {label: cells[0] for label, cells in columns(routes).items()} == {
        "route_id": "R",
        "route_short_name": "1系統",
        "route_long_name": "駅前～港",
        "route_type": "3",
        "direction_id": "0",
        "trip_headsign": None,
        "trip_count": "2",
        "line_of": "stops",
        "agency_name": "架空バス",
    }


def test_lines_of_a_feed_follow_its_shapes() -> None:
    shapes = (
        "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\nS,34.6,133.9,1\nS,34.62,133.93,10\nS,34.6,133.92,2\n"
    )
    trips = "route_id,service_id,trip_id,shape_id,trip_headsign\nR,毎日,T1,S,港\nR,毎日,T2,,港\n"
    routes = read(feed(shapes=shapes, trips=trips), "gtfs", layer="routes")
    assert columns(routes)["line_of"] == ["shapes", "stops"]
    assert routes.geometries[0].wkt == "LINESTRING (133.9 34.6, 133.92 34.6, 133.93 34.62)"


@pytest.mark.parametrize(
    "translations",
    [
        "table_name,field_name,language,translation,field_value\nstops,stop_name,en,Sta.,駅前\n",
        "table_name,field_name,language,translation,record_id\nstops,stop_name,en,Sta.,A\n",
        "trans_id,lang,translation\n駅前,en,Sta.\n駅前,ja-Hrkt,えきまえ\n",
    ],
)
def test_english_names_of_stops_in_both_forms(translations: str) -> None:
    stops = read(feed(translations=translations, agency_jp="agency_id\n1\n", routes_jp="route_id\nR\n"), "gtfs")
    assert columns(stops)["stop_name_en"] == ["Sta.", None, None]
    assert stops.labels[:3] in (("stop_id", "stop_name", "stop_name_en"), ("stop_id", "stop_name", "stop_name_ja-Hrkt"))


def test_a_feed_without_stop_times() -> None:
    data = feed(stop_times=None)
    features, findings = read_features(data, "gtfs", "feed.zip")
    assert features is not None and features.feature_count == 3
    assert [finding.params for finding in findings if finding.code == "gtfs-file-missing"] == [
        {"name": "stop_times.txt"}
    ]
    assert list_layers(data, "gtfs", "feed.zip") == (("stops",), ())


def test_a_feed_without_stops_is_none() -> None:
    features, findings = read_features(feed(stops=None), "gtfs", "feed.zip")
    assert (features, codes(findings)) == (None, ["gtfs-file-missing"])


def test_a_stop_at_nought() -> None:
    stops = "stop_id,stop_name,stop_lat,stop_lon\nA,駅前,34.6,133.9\nB,市役所,0,0\nC,港,34.62,133.93\nD,?,x,y\n"
    data = feed(stops=stops)
    features, findings = read_features(data, "gtfs", "feed.zip")
    assert features is not None and features.geometries[1] is None
    assert found(findings, "layer-points-nowhere").params == {"count": "1"}
    assert found(findings, "layer-coordinates-unusable").params == {"count": "1", "features": "4"}
    assert read(data, "gtfs", layer="routes").geometries[0].wkt == "LINESTRING (133.9 34.6, 133.93 34.62)"


def test_a_kind_without_layers_is_a_bug() -> None:
    with pytest.raises(ValueError, match="csv"):
        read_features(b"", "csv", "a.csv")


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    for kind in ("geojson", "shapefile", "gpkg"):
        features, findings = read_features(tmp_path / "a", kind, "a")
        assert features is None and codes(findings) in (["file-missing"], ["layer-broken"])
