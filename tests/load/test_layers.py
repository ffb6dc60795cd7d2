from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load.gis.reference_system import crs_of_name, crs_of_wkt
from catalog.load.layers import LAYER_TYPES, LayerFacts, read_layer_facts

ZONE_8 = 'PROJCS["JGD_2000_Japan_Zone_8",GEOGCS["GCS_JGD_2000",DATUM["D_JGD_2000"]]]'


def shapefile(
    *, name: str = "地区名", value: str = "北町", encoding: str = "cp932", count: int = 2, shape: int = 5
) -> dict[str, bytes]:
    """Return the parts of a Shapefile; its geometries are zeros, because nobody reads them here."""
    header = struct.pack(">i20xi", 9994, 50 + 4 * count) + struct.pack("<ii", 1000, shape) + bytes(64)
    row = b" " + value.encode(encoding).ljust(20)[:20] + b"12.50".rjust(6)
    columns = (
        name.encode(encoding).ljust(11, b"\0")[:11] + b"C" + bytes(4) + bytes([20, 0]) + bytes(14),
        b"AREA".ljust(11, b"\0") + b"N" + bytes(4) + bytes([6, 2]) + bytes(14),
    )
    head_bytes = 32 + 64 + 1
    table = struct.pack("<BBBBIHH20x", 3, 126, 1, 1, count, head_bytes, len(row)) + b"".join(columns) + b"\r"
    return {
        ".shp": header + bytes(8 * count),
        ".shx": header + bytes(8 * count),
        ".dbf": table + row * count + b"\x1a",
        ".prj": ZONE_8.encode(),
    }


def zipped(members: Mapping[str, bytes], encoding: str | None = None) -> bytes:
    """Return a ZIP; with *encoding* the names are in it and aren't marked, as Windows writes them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name.encode(encoding).decode("cp437") if encoding else name)
            archive.writestr(info, content)
    data = stream.getvalue()
    if encoding is None:
        return data
    for name in members:
        data = data.replace(name.encode(encoding).decode("cp437").encode(), name.encode(encoding))
    return data


def codes(facts: LayerFacts) -> list[tuple[str, str]]:
    return [(finding.code, finding.params.get("part", "")) for finding in facts.findings]


FIELDS = (("地区名", "string"), ("AREA", "number"))
FACTS = LayerFacts("Polygon", 2, "EPSG:2450", FIELDS, "cp932")


def write(folder: Path, parts: Mapping[str, bytes]) -> Path:
    for ending, content in parts.items():
        (folder / f"地区{ending}").write_bytes(content)
    return folder / "地区.shp"


def test_a_shapefile_beside_its_parts(tmp_path: Path) -> None:
    (tmp_path / "other.dbf").write_bytes(b"")
    assert read_layer_facts(write(tmp_path, shapefile()), "shapefile", "a.shp") == FACTS


def test_endings_in_capitals(tmp_path: Path) -> None:
    file = write(tmp_path, {ending.upper(): content for ending, content in shapefile().items()})
    assert read_layer_facts(file.with_suffix(".SHP"), "shapefile", "a.shp") == FACTS


def test_a_shapefile_in_a_zip() -> None:
    members = {f"data/chiku{ending}": content for ending, content in shapefile().items()}
    assert read_layer_facts(zipped(members), "shapefile", "a.zip") == FACTS
    two = {**members, **{f"data/zz{ending}": content for ending, content in shapefile(count=5).items()}}
    facts = read_layer_facts(zipped(two), "shapefile", "a.zip")
    assert (facts.feature_count, facts.layer_count) == (2, 2)


def test_a_zip_on_disk(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped({f"chiku{ending}": content for ending, content in shapefile().items()}))
    assert read_layer_facts(file, "shapefile", "a.zip") == FACTS


@pytest.mark.parametrize(
    "encoding, cpg, expected",
    [
        ("cp932", None, "cp932"),
        ("utf-8", None, "utf-8"),
        ("utf-8", b"UTF-8", "utf-8"),
        ("utf-8", b"65001", "utf-8"),
        ("cp932", b"Shift_JIS\r\n", "cp932"),
        ("cp932", b"932", "cp932"),
        ("cp932", b"UTF-8", "cp932"),
        ("utf-8", b"SJIS", "utf-8"),
        ("cp932", b"\xff\xfe", "cp932"),
    ],
)
def test_encodings_of_attributes(tmp_path: Path, encoding: str, cpg: bytes | None, expected: str) -> None:
    parts = shapefile(encoding=encoding, value="岡山市北区大供一丁目一番一号") | ({".cpg": cpg} if cpg else {})
    facts = read_layer_facts(write(tmp_path, parts), "shapefile", "a.shp")
    # The value is longer than its column: it ends in the middle of a character.
    assert (facts.encoding, facts.fields[0][0]) == (expected, "地区名")


@pytest.mark.parametrize(
    "shape, expected",
    [(0, None), (1, "Point"), (3, "LineString"), (5, "Polygon"), (8, "MultiPoint"), (11, "Point"), (15, "Polygon")],
)
def test_shapes(tmp_path: Path, shape: int, expected: str | None) -> None:
    assert read_layer_facts(write(tmp_path, shapefile(shape=shape)), "shapefile", "a").geometry_type == expected


def test_parts_of_a_shapefile_that_are_missing(tmp_path: Path) -> None:
    parts = shapefile()
    del parts[".shx"], parts[".dbf"]
    facts = read_layer_facts(write(tmp_path, parts), "shapefile", "a.shp")
    assert codes(facts) == [("layer-index-missing", ""), ("layer-part-missing", ".dbf")]
    assert (facts.geometry_type, facts.feature_count, facts.crs) == ("Polygon", None, "EPSG:2450")
    alone = read_layer_facts(parts[".shp"], "shapefile", "a.shp")
    assert [code for code, _ in codes(alone)] == ["layer-index-missing", "layer-part-missing", "layer-crs-missing"]


def test_a_missing_index_is_counted_by_the_attributes(tmp_path: Path) -> None:
    parts = shapefile()
    del parts[".shx"]
    assert read_layer_facts(write(tmp_path, parts), "shapefile", "a.shp").feature_count == 2


def test_a_shapefile_without_a_system(tmp_path: Path) -> None:
    parts = shapefile() | {".prj": b'LOCAL_CS["somewhere"]'}
    facts = read_layer_facts(write(tmp_path, parts), "shapefile", "a.shp")
    assert (facts.crs, codes(facts)) == (None, [("layer-crs-missing", "")])


def test_a_shapefile_that_was_cut_off(tmp_path: Path) -> None:
    for ending in (".shp", ".shx", ".dbf"):
        parts = shapefile(count=9)
        parts[ending] = parts[ending][:-20]
        facts = read_layer_facts(write(tmp_path, parts), "shapefile", "a.shp")
        assert codes(facts) == [("layer-broken", ending)]
    parts[".shp"] = parts[".shp"][:60]
    assert ("layer-broken", ".shp") in codes(read_layer_facts(write(tmp_path, parts), "shapefile", "a.shp"))


@given(st.sampled_from([".shp", ".shx", ".dbf", ".prj"]), st.data())
def test_whatever_is_in_a_shapefile_is_survived(ending: str, data: st.DataObject) -> None:
    parts = shapefile()
    content = bytearray(parts[ending])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    parts[ending] = bytes(content[: data.draw(st.integers(0, len(content)))])
    members = {f"a{name}": part for name, part in parts.items()}
    assert read_layer_facts(zipped(members), "shapefile", "a.zip").layer_count == 1


@given(st.binary(max_size=200), st.sampled_from(LAYER_TYPES))
def test_bytes_of_all_kinds_are_survived(data: bytes, actual_type: str) -> None:
    assert read_layer_facts(data, actual_type, "a").findings


def test_a_broken_zip() -> None:
    data = zipped({f"chiku{ending}": content for ending, content in shapefile().items()})
    for broken in (data[:-30], data[:100], b"PK\x03\x04"):
        assert codes(read_layer_facts(broken, "shapefile", "a.zip")) == [("layer-broken", "ZIP")]
    assert codes(read_layer_facts(zipped({"a.txt": b""}), "shapefile", "a.zip")) == [("layer-broken", ".shp")]


def geojson(*features: object, **more: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features, **more}, ensure_ascii=False).encode()


def feature(geometry: str | None = "Point", **properties: object) -> dict[str, object]:
    shape = {"type": geometry, "coordinates": []} if geometry else None
    return {"type": "Feature", "geometry": shape, "properties": properties}


def test_geojson() -> None:
    facts = read_layer_facts(geojson(feature(名称="市役所", 階=3), feature(None, 名称=None, 階=1.5)), "geojson", "a")
    fields = (("名称", "string"), ("階", "number"))
    assert facts == LayerFacts("Point", 2, "EPSG:4326", fields, "utf-8")
    assert read_layer_facts(b"\xef\xbb\xbf" + geojson(), "geojson", "a").encoding == "utf-8-sig"


@pytest.mark.parametrize(
    "types, expected",
    [
        ((), None),
        (("Polygon",), "Polygon"),
        (("Polygon", "MultiPolygon"), "MultiPolygon"),
        (("LineString", "MultiLineString"), "MultiLineString"),
        (("Point", "Polygon"), "GeometryCollection"),
    ],
)
def test_mixed_geometries(types: tuple[str, ...], expected: str | None) -> None:
    assert read_layer_facts(geojson(*map(feature, types)), "geojson", "a").geometry_type == expected


@pytest.mark.parametrize(
    "name, crs",
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG::6673", "EPSG:6673"),
        ("EPSG:2447", "EPSG:2447"),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG:6.3:4612", "EPSG:4612"),
        ("local", None),
    ],
)
def test_systems_by_name(name: str, crs: str | None) -> None:
    assert crs_of_name(name) == crs
    named = {"type": "name", "properties": {"name": name}}
    facts = read_layer_facts(geojson(feature(), crs=named), "geojson", "a")
    assert (facts.crs, bool(facts.findings)) == (crs, crs is None)


def test_other_geojson() -> None:
    lines = b"\n".join(json.dumps(feature()).encode() for _ in range(3))
    assert read_layer_facts(lines, "geojson", "a").feature_count == 3
    assert read_layer_facts(b'{"type": "Point", "coordinates": [1, 2]}', "geojson", "a").geometry_type == "Point"
    assert read_layer_facts(json.dumps(feature()).encode(), "geojson", "a").feature_count == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[1]",
        b"{",
        b'{"type": "Topology"}',
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": [1]}',
        b'{"type": "Feature", "geometry": {"type": "Circle"}}',
        b"[" * 100_000,
    ],
)
def test_no_geojson(data: bytes) -> None:
    assert codes(read_layer_facts(data, "geojson", "a")) == [("layer-broken", "GeoJSON")]


KML = """<?xml version="1.0" encoding="{encoding}"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><name>北公園</name><ExtendedData><Data name="面積"><value>3</value></Data></ExtendedData>
<Point><coordinates>133.9,34.6</coordinates></Point></Placemark>
<Placemark><name>南公園</name><Point><coordinates>133.8,34.5</coordinates></Point></Placemark>
</Document></kml>"""


@pytest.mark.parametrize("encoding, codec", [("UTF-8", "utf-8"), ("Shift_JIS", "cp932"), ("UTF-8", "utf-8-sig")])
def test_kml_and_kmz(encoding: str, codec: str) -> None:
    data = KML.format(encoding=encoding).encode(codec)
    expected = LayerFacts("Point", 2, "EPSG:4326", (("name", "string"), ("面積", "string")), codec)
    assert read_layer_facts(data, "kml", "a.kml") == expected
    assert read_layer_facts(zipped({"doc.kml": data, "icon.png": b""}), "kml", "a.kmz") == expected


def test_kml_with_several_geometries_in_one() -> None:
    polygon = "<MultiGeometry><Polygon/><Polygon/></MultiGeometry>"
    data = f"<kml><Placemark>{polygon}</Placemark><Placemark><Polygon/></Placemark></kml>".encode()
    assert read_layer_facts(data, "kml", "a.kml").geometry_type == "MultiPolygon"


def test_no_kml() -> None:
    bomb = b'<!DOCTYPE k [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
    bomb += b"".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 40}">'.encode() for i in range(8))
    for data in (b"<kml>", bomb + b"]><kml><name>&i;</name></kml>", b"\xff\xff"):
        assert codes(read_layer_facts(data, "kml", "a.kml")) == [("layer-broken", "KML")]
    outside = b'<!DOCTYPE k [<!ENTITY a SYSTEM "/etc/passwd">]><kml><name>&a;</name></kml>'
    assert codes(read_layer_facts(outside, "kml", "a.kml")) == [("layer-broken", "KML")]


def geopackage(*, view: bool = False, srs_id: int = 6673) -> bytes:
    layer = "all_roads" if view else "roads"
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(f"""
            CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INT);
            CREATE TABLE gpkg_spatial_ref_sys
                (srs_id INT, organization TEXT, organization_coordsys_id INT, definition TEXT);
            INSERT INTO gpkg_spatial_ref_sys VALUES (6673, 'EPSG', 6673, ''), (1, 'NONE', 1, 'undefined');
            CREATE TABLE roads (fid INTEGER PRIMARY KEY, geom BLOB, 路線名 TEXT(20), 延長 DOUBLE, 種別 MEDIUMINT);
            INSERT INTO roads (路線名) VALUES ('一号'), ('二号');
            CREATE VIEW all_roads AS SELECT * FROM roads;
            INSERT INTO gpkg_contents VALUES ('{layer}', 'features'), ('x', 'attributes');
            INSERT INTO gpkg_geometry_columns VALUES ('{layer}', 'geom', 'LINESTRING', {srs_id});
        """)
        return bytes(database.serialize())


def test_a_geopackage() -> None:
    fields = (("路線名", "string"), ("延長", "number"), ("種別", "integer"))
    assert read_layer_facts(geopackage(), "gpkg", "a.gpkg") == LayerFacts("LineString", 2, "EPSG:6673", fields)


def test_a_geopackage_on_disk_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "道路 #1?.gpkg"
    data = geopackage()
    file.write_bytes(data[:18] + b"\2\2" + data[20:])  # with a write-ahead log, as QGIS leaves it
    facts = read_layer_facts(file, "gpkg", "a.gpkg")
    assert (facts.feature_count, facts.crs) == (2, "EPSG:6673")
    assert read_layer_facts(file.read_bytes(), "gpkg", "a.gpkg") == facts
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_a_view_is_not_counted() -> None:
    assert read_layer_facts(geopackage(view=True), "gpkg", "a.gpkg").feature_count is None


def test_a_geopackage_without_a_system() -> None:
    assert codes(read_layer_facts(geopackage(srs_id=1), "gpkg", "a.gpkg")) == [("layer-crs-missing", "")]


def test_no_geopackage() -> None:
    for data in (b"", b"SQLite format 3\0", geopackage()[:3_000], geopackage().replace(b"gpkg_", b"gpkx_")):
        assert codes(read_layer_facts(data, "gpkg", "a.gpkg")) == [("layer-broken", "GeoPackage")]


def test_gtfs() -> None:
    stops = '\ufeffstop_id,stop_name,stop_lat,stop_lon\r\n1,駅前,34.6,133.9\r\n2,"港\n前",34.5,133.8\r\n\r\n'.encode()
    facts = read_layer_facts(zipped({"feed/stops.txt": stops, "feed/routes.txt": b""}), "gtfs", "a.zip")
    fields = (("stop_id", "string"), ("stop_name", "string"), ("stop_lat", "number"), ("stop_lon", "number"))
    assert facts == LayerFacts("Point", 2, "EPSG:4326", fields)


def test_no_gtfs() -> None:
    for members in ({"routes.txt": b""}, {"stops.txt": b"a,b"}, {"stops.txt": b"\xff\xff"}):
        assert codes(read_layer_facts(zipped(members), "gtfs", "a.zip")) == [("layer-broken", "stops.txt")]


@pytest.mark.parametrize(
    "text, crs",
    [
        (ZONE_8, "EPSG:2450"),
        ('PROJCS["JGD_2011_Japan_Zone_5",GEOGCS[""]]', "EPSG:6673"),
        ('PROJCS["Tokyo_Japan_Zone_19",GEOGCS[""]]', "EPSG:30179"),
        ('PROJCS["JGD2011 / Japan Plane Rectangular CS IV",GEOGCS[""]]', "EPSG:6672"),
        ('PROJCS["JGD_2011_UTM_Zone_53N",GEOGCS[""]]', "EPSG:6690"),
        ('PROJCS["WGS_1984_UTM_Zone_54N",GEOGCS[""]]', "EPSG:32654"),
        ('GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011"]]', "EPSG:6668"),
        ('GEOGCS["GCS_Tokyo",DATUM["D_Tokyo"]]', "EPSG:4301"),
        ('GEOGCS["WGS 84",DATUM["x"],AUTHORITY["EPSG","4326"]]', "EPSG:4326"),
        ('PROJCS["my own",GEOGCS["x",AUTHORITY["EPSG","4612"]],AUTHORITY["EPSG","2447"]]', "EPSG:2447"),
        ('PROJCS["my own",GEOGCS["x",AUTHORITY["EPSG","4612"]],UNIT["m",1]]', None),
        ('PROJCS["JGD_2011_Japan_Zone_20",GEOGCS[""]]', None),
        ("", None),
        ("<html>", None),
    ],
)
def test_systems_by_well_known_text(text: str, crs: str | None) -> None:
    assert crs_of_wkt(text) == crs


def test_files_that_cannot_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for actual_type in LAYER_TYPES:
        found = codes(read_layer_facts(tmp_path / "a.zip", actual_type, "a.zip"))
        assert found in ([("file-missing", "")], [("layer-broken", "GeoPackage")])
        assert codes(read_layer_facts(tmp_path, actual_type, "a")) != []
    monkeypatch.setattr("catalog.load.layers.MAX_BYTES", 10)
    assert codes(read_layer_facts(geojson(), "geojson", "a")) == [("file-too-large", "")]


def test_what_holds_no_layer() -> None:
    with pytest.raises(ValueError):
        read_layer_facts(b"", "csv", "a.csv")


REAL = {
    "中学校区.shp": ("Polygon", 9, "EPSG:6668", "cp932"),
    "小学校区.shp": ("Polygon", 13, "EPSG:2450", "cp932"),
    "浸水履歴_令和6年.shp": ("Polygon", 54, "EPSG:2450", "cp932"),
    "浸水履歴_統合.shp": ("Polygon", 1, "EPSG:2450", "cp932"),
    "自治会区域.shp": ("Polygon", 35, "EPSG:2450", "cp932"),
    "都市計画道路.shp": ("LineString", 300, "EPSG:2450", "cp932"),
}


@pytest.mark.realdata
def test_real_shapefiles(realdata: Path) -> None:
    found = {}
    for path in sorted(realdata.rglob("*.shp")):
        facts = read_layer_facts(path, "shapefile", path.name)
        found[path.name] = (facts.geometry_type, facts.feature_count, facts.crs, facts.encoding)
        assert facts.findings == ()
    assert found == REAL


@pytest.mark.realdata
def test_a_real_feed(realdata: Path) -> None:
    [path] = (realdata / "gtfs").rglob("*.zip")
    facts = read_layer_facts(path, "gtfs", path.name)
    assert (facts.geometry_type, facts.feature_count, facts.crs, facts.findings) == ("Point", 630, "EPSG:4326", ())


def test_points_at_nought_are_counted() -> None:
    places = ([133.9, 34.6], [0, 0], [-1.797e308, -1.797e308], [0, 51.5])
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": place}} for place in places
    ]
    facts = read_layer_facts(json.dumps({"type": "FeatureCollection", "features": features}).encode(), "geojson", "a")
    assert [(finding.code, finding.params) for finding in facts.findings] == [("layer-points-nowhere", {"count": "2"})]


def test_bodies_in_space_are_told() -> None:
    facts = read_layer_facts(
        zipped({f"建物{ending}": part for ending, part in shapefile(shape=31).items()}), "shapefile", "x"
    )
    assert [finding.params for finding in facts.findings] == [{"kind": "MultiPatch (Shapefile)"}]
