"""Files that are damaged or made to do harm: a finding in bounded time, never a traceback."""

from __future__ import annotations

import json
import sqlite3
import struct
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.load.archives import MAX_RATIO
from catalog.load.gis.features import KINDS, list_layers, read_features
from tests.load.gis import FIELDS, feed, parts_of, write, zipped
from tests.load.test_features import codes, columns, found, geojson, kml

RING = [[133, 34], [134, 34], [134, 35], [133, 34]]


@pytest.mark.parametrize("bad", ["NaN", "1e308", "-1.797e308", "Infinity", "1e999"])
def test_numbers_that_are_no_place(bad: str) -> None:
    lines = [RING[:2], [[133, 34], ["@", 34]], RING[1:]]
    data = geojson(*lines, kind="LineString").replace(b'"@"', bad.encode())
    features, findings = read_features(data, "geojson", "a.geojson")
    assert features is not None
    assert [geometry is None for geometry in features.geometries] == [False, True, False]
    assert found(findings, "layer-coordinates-unusable").params == {"count": "1", "features": "2"}


@pytest.mark.parametrize("geometry", ["x", 5, [], {}, {"type": "Circle"}, {"type": ["Point"]}])
def test_geometries_that_are_none(geometry: object) -> None:
    document = json.loads(geojson([133, 34], [133, 35]))
    document["features"][1]["geometry"] = geometry
    features, findings = read_features(json.dumps(document).encode(), "geojson", "a.geojson")
    assert features is not None and features.geometries[0] is not None
    assert codes(findings) == ["layer-coordinates-unusable"]


@pytest.mark.parametrize(
    "kind, coordinates",
    [
        ("Point", [133]),
        ("Point", ["133", "34"]),
        ("Point", None),
        ("Point", {"x": 1}),
        ("Point", [[133, 34]]),
        ("LineString", [[133, 34]]),
        ("LineString", [133, 34]),
        ("Polygon", [[[133, 34], [134, 34]]]),
        ("Polygon", RING),
        ("MultiPolygon", [[RING[:2]]]),
        ("Polygon", "abc"),
    ],
)
def test_coordinates_of_another_shape(kind: str, coordinates: object) -> None:
    good = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [133, 34]}}
    bad = {"type": "Feature", "properties": {}, "geometry": {"type": kind, "coordinates": coordinates}}
    data = json.dumps({"type": "FeatureCollection", "features": [good, bad]}).encode()
    features, findings = read_features(data, "geojson", "a.geojson")
    assert features is not None and features.geometries[1] is None
    assert codes(findings) == ["layer-coordinates-unusable"]


def test_collections_in_collections_end() -> None:
    geometry: dict[str, object] = {"type": "Point", "coordinates": [133, 34]}
    for _ in range(200):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    data = json.dumps({"type": "Feature", "properties": {}, "geometry": geometry}).encode()
    features, findings = read_features(data, "geojson", "a.geojson")
    assert features is not None and codes(findings) == ["layer-coordinates-unusable"]


def test_a_hundred_thousand_vertices_take_seconds() -> None:
    import numpy as np

    angles = np.linspace(0, 2 * np.pi, 100_000)
    ring = np.column_stack([133.9 + np.cos(angles) / 10, 34.6 + np.sin(angles) / 10])
    ring[-1] = ring[0]
    start = time.process_time()
    features, findings = read_features(geojson([ring.tolist()], kind="Polygon"), "geojson", "a.geojson")
    assert features is not None and (features.vertex_count, findings) == (100_000, ())
    assert time.process_time() - start < 3


@pytest.mark.parametrize("ending", [".shp", ".shx", ".dbf"])
@pytest.mark.parametrize("length", [0, 50, 100, 130, 300])
def test_parts_that_were_cut_off(tmp_path: Path, ending: str, length: int) -> None:
    file = write(tmp_path / "a.shp")
    part = file.with_suffix(ending)
    part.write_bytes(part.read_bytes()[:length])
    features, findings = read_features(file, "shapefile", "a.shp")
    assert ("layer-broken" in codes(findings)) == (length < {".shp": 508, ".shx": 124, ".dbf": 400}[ending])
    assert (features is None) == (ending == ".shp")


def test_lengths_that_lie(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp")
    shapes = bytearray(file.read_bytes())
    shapes[108 + 36 : 108 + 44] = struct.pack("<ii", 2**31 - 1, 2**31 - 1)  # parts and points of the first polygon
    file.write_bytes(shapes)
    features, findings = read_features(file, "shapefile", "a.shp")
    assert features is None or features.geometries[0] is None
    assert findings
    (tmp_path / "a.shx").unlink()
    shapes[104:108] = struct.pack(">i", 2**31 - 1)
    file.write_bytes(shapes)
    features, findings = read_features(file, "shapefile", "a.shp")
    assert "layer-part-missing" in codes(findings)


def test_links_beside_a_shapefile_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.dbf"
    file = write(tmp_path / "a.shp")
    (tmp_path / "a.dbf").rename(secret)
    (tmp_path / "a.dbf").symlink_to(secret)
    features, findings = read_features(file, "shapefile", "a.shp")
    assert features is not None and features.labels == ()
    assert codes(findings) == ["layer-part-missing"]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = write(tmp_path / "a.shp", encoding="UTF-8")
    table = (tmp_path / "a.dbf").read_bytes()
    (tmp_path / "a.dbf").write_bytes(table.replace("髙島①".encode(), "髙島①".encode("cp932") + b"\xff  "))
    features, findings = read_features(file, "shapefile", "a.shp")
    assert features is not None
    told = found(findings, "layer-text-undecodable")
    assert told.params["features"] in ("2", "1, 2")
    assert "�" in (columns(features)["町名"][1] or "")


def member(name: str, content: bytes = b"") -> Callable[[Path], bytes]:
    return lambda folder: zipped({name: content, **{f"a{e}": c for e, c in parts_of(write(folder / "a.shp")).items()}})


@pytest.mark.parametrize(
    "name, expected",
    [("../a.shp", ["archive-name"]), ("/etc/a.shp", ["archive-name"]), ("C:\\a.shp", ["archive-name"])],
)
def test_names_that_lead_outside(tmp_path: Path, name: str, expected: list[str]) -> None:
    for kind in ("shapefile", "kmz", "gtfs"):
        assert codes(read_features(member(name)(tmp_path), kind, "a.zip")[1]) == expected


def test_bombs_are_stopped(tmp_path: Path) -> None:
    bomb = b"\0" * (60_000_000)
    assert len(bomb) > MAX_RATIO * 60_000
    shapes = member("b.kml")(tmp_path)
    assert read_features(shapes, "shapefile", "a.zip")[0] is not None
    for name, kind in (("aa.shp", "shapefile"), ("a.kml", "kmz"), ("stops.txt", "gtfs")):
        data = zipped({name: bomb})
        assert codes(read_features(data, kind, "a.zip")[1])[0] in ("archive-too-large", "layer-broken")


def test_a_zip_in_a_zip_stays_closed(tmp_path: Path) -> None:
    inner = member("b.txt")(tmp_path)
    assert codes(read_features(zipped({"inner.zip": inner}), "shapefile", "a.zip")[1]) == ["layer-broken"]


def test_xml_that_blows_up() -> None:
    entities = b'<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    bomb = b"<!DOCTYPE kml [" + entities + b"]><kml><Placemark><name>&b;</name></Placemark></kml>"
    assert codes(read_features(bomb, "kml", "a.kml")[1]) == ["layer-broken"]
    deep = kml("<Folder>" * 5_000 + "</Folder>" * 5_000)
    assert codes(read_features(deep, "kml", "a.kml")[1]) == ["layer-broken"]
    file = b'<!DOCTYPE kml [<!ENTITY a SYSTEM "passwords.txt">]><kml><Placemark><name>&a;</name></Placemark></kml>'
    assert codes(read_features(file, "kml", "a.kml")[1]) == ["layer-broken"]


def test_schemas_of_a_geopackage_that_run_for_ever(tmp_path: Path) -> None:
    file = write(tmp_path / "a.gpkg", driver="GPKG", encoding=None, layer="t")
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TABLE t")
        endless = (
            "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n AS fid, n AS name, NULL AS geom"
        )
        database.execute(f"CREATE VIEW t AS {endless} FROM c")
        database.execute("DELETE FROM gpkg_extensions")
        database.commit()
    start = time.process_time()
    features, findings = read_features(file, "gpkg", "a.gpkg")
    assert features is None and codes(findings)[0] in ("too-many-cells", "layer-broken")
    assert time.process_time() - start < 60


def test_a_feed_of_nonsense() -> None:
    for name in ("trips", "routes", "stop_times", "shapes"):
        for content in ("", "x\n1\n", '"', "trip_id,route_id,shape_id\n\n\n"):
            for layer in list_layers(feed(**{name: content}), "gtfs", "a.zip")[0]:
                _, findings = read_features(feed(**{name: content}), "gtfs", "a.zip", layer=layer)
                assert set(codes(findings)) <= {"layer-broken", "layer-geometry-missing"}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("samples")
    return {
        "geojson": geojson(*([[[133, 34], [134, 34], [134, 35], [133, 34]]] for _ in range(2)), kind="Polygon"),
        "shapefile": member("b.txt")(folder),
        "gpkg": write(folder / "a.gpkg", FIELDS[:2], driver="GPKG", encoding=None).read_bytes(),
        "kml": kml("<Placemark><Point><coordinates>133,34</coordinates></Point></Placemark>"),
        "gtfs": feed(),
    }


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_anywhere_is_a_finding_or_harmless(samples: dict[str, bytes], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(samples)))
    content = bytearray(samples[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(len(content) // 2, len(content)))]
    features, findings = read_features(bytes(content), kind, "a")
    assert features is not None or findings
    assert kind in KINDS


@settings(max_examples=100)
@given(st.binary(max_size=400), st.sampled_from(sorted(KINDS)))
def test_any_bytes(content: bytes, kind: str) -> None:
    features, findings = read_features(content, kind, "a")
    assert features is not None or findings


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), ending=st.sampled_from([".shp", ".shx", ".dbf", ".prj", ".cpg"]))
def test_damaged_parts(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, ending: str) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    parts = parts_of(write(folder / "a.shp"))
    content = bytearray(parts[ending])
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    damaged = zipped({f"a{name}": part for name, part in {**parts, ending: bytes(content)}.items()})
    features, findings = read_features(damaged, "shapefile", "a.zip")
    assert features is not None or findings
    if features is not None:
        assert features.frame.height in (0, features.feature_count)
