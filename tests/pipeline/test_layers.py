"""GIS files of a dataset: each layer becomes a resource, or a finding says why not."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.codes import has_errors
from catalog.load.folders import read_dataset_folder
from catalog.model.ids import DatasetId, Slug
from catalog.pipeline import layers
from catalog.pipeline.dataset import CheckedDataset, check_dataset
from catalog.publish.layers.content import layer_schema
from tests.load.gis import parts_of, write, zipped
from tests.publish.factory import VOCABULARIES

DESCRIPTOR = """\
name: roads
title: 道路
description: 架空の道路です。
licenses: [{{name: CC-BY-4.0}}]
resources:
  - {{name: roads, title: 道路, path: {path}{layer}}}
"""


def check(root: Path, path: str, content: bytes, layer: str = "") -> CheckedDataset:
    """Return what is found in a dataset with one file."""
    folder_path = root / "datasets/machi/roads"
    folder_path.mkdir(parents=True)
    (folder_path / path).write_bytes(content)
    (folder_path / "datapackage.yaml").write_text(DESCRIPTOR.format(path=path, layer=layer), "utf-8")
    folder = read_dataset_folder(root, DatasetId(Slug("machi"), Slug("roads")))
    assert folder is not None
    return check_dataset(root, folder, None, VOCABULARIES, date(2026, 4, 1))


def geojson(*positions: list[Any]) -> bytes:
    """Return a line for each of *positions*."""
    features = [
        {"type": "Feature", "properties": {"名称": f"{n}号"}, "geometry": {"type": "LineString", "coordinates": line}}
        for n, line in enumerate(positions, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


LINE = [[133.93, 34.66], [133.94, 34.67]]


def told(checked: CheckedDataset) -> set[str]:
    """Return the codes about the file."""
    return {finding.code for finding in checked.findings if not finding.location.path.endswith(".yaml")}


def test_the_layer_of_a_file_is_declared_by_what_the_file_says(tmp_path: Path) -> None:
    checked = check(tmp_path, "roads.geojson", geojson(LINE, LINE))
    assert told(checked) == set()
    assert checked.dataset is not None
    [resource] = checked.dataset.resources
    assert resource.layer is not None
    assert (resource.layer.crs, resource.layer.geometry) == ("EPSG:4326", "LineString")
    assert checked.layers["roads"].source.feature_count == 2


def test_a_file_that_is_cut_off_is_told(tmp_path: Path) -> None:
    checked = check(tmp_path, "roads.geojson", geojson(LINE)[:-20])
    assert checked.layers == {}
    assert told(checked) == {"json-syntax"}


def kml(*names: str) -> bytes:
    places = "".join(
        f"<Placemark><name>{name}</name><Point><coordinates>133.9,34.6</coordinates></Point></Placemark>"
        for name in names
    )
    return f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{places}</Document></kml>'.encode()


def test_kml_is_a_layer(tmp_path: Path) -> None:
    checked = check(tmp_path, "places.kml", kml("北", "南"))
    assert checked.layers["roads"].source.feature_count == 2


def test_an_archive_of_documents_is_offered_as_it_is(tmp_path: Path) -> None:
    checked = check(tmp_path, "roads.zip", b"PK\x05\x06" + bytes(18))
    assert checked.layers == {}


def geopackage(folder: Path, *names: str) -> bytes:
    """Return a GeoPackage with a layer of one point for each of *names*."""
    import pyogrio.raw
    import shapely

    file = folder / "made.gpkg"
    for name in names:
        pyogrio.raw.write(
            file,
            shapely.to_wkb([shapely.Point(133.9, 34.6)]),
            [],
            [],
            layer=name,
            geometry_type="Point",
            crs="EPSG:6668",
            driver="GPKG",
            append=file.exists(),
        )
    return file.read_bytes()


def test_each_of_several_layers_is_a_resource_with_a_name_that_stays(tmp_path: Path) -> None:
    checked = check(tmp_path, "all.gpkg", geopackage(tmp_path, "Bus_Stops", "停留所"))
    assert checked.dataset is not None
    assert [(item.name, item.title.ja) for item in checked.dataset.resources] == [
        ("roads-bus-stops", "道路（Bus_Stops）"),
        ("roads-2", "道路（停留所）"),
    ]
    assert set(checked.layers) == set(checked.originals) & {"roads-bus-stops", "roads-2"}


def test_the_layers_of_a_timetable_are_called_what_they_are(tmp_path: Path) -> None:
    feed = io.BytesIO()
    with zipfile.ZipFile(feed, "w") as archive:
        archive.writestr("agency.txt", "agency_name,agency_url,agency_timezone\nBus,https://bus.example/,Asia/Tokyo\n")
        archive.writestr("stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nA,甲,34.6,133.9\nB,乙,34.7,133.9\n")
        archive.writestr("routes.txt", "route_id,route_short_name,route_type\nR,1,3\n")
        archive.writestr("trips.txt", "route_id,service_id,trip_id\nR,D,T\n")
        times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        archive.writestr("stop_times.txt", f"{times}T,08:00:00,08:00:00,A,1\nT,08:10:00,08:10:00,B,2\n")
    checked = check(tmp_path, "feed.zip", feed.getvalue())
    assert checked.dataset is not None
    assert [(item.name, item.title.ja) for item in checked.dataset.resources] == [
        ("roads-stops", "道路（停留所）"),
        ("roads-routes", "道路（路線）"),
    ]
    fields = {each.name: each for each in layer_schema(checked.layers[Slug("roads-routes")].source).fields}
    assert {"value": 3, "label": "バス", "label@en": "bus"} in fields["route_type"].descriptor["categories"]
    assert "categories" not in fields["route_id"].descriptor


def test_of_very_many_layers_the_first_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MAX_LAYERS", 2)
    checked = check(tmp_path, "all.gpkg", geopackage(tmp_path, "a", "b", "c"))
    assert len(checked.layers) == 2
    assert [finding.code for finding in checked.findings].count("too-many-layers") == 1


def test_geojson_is_a_layer_whatever_json_it_is_called(tmp_path: Path) -> None:
    assert check(tmp_path / "a", "roads.json", geojson(LINE)).layers["roads"].source.feature_count == 1
    other = check(tmp_path / "b", "roads.json", b'{"roads": []}')
    assert (other.layers, told(other)) == ({}, set())


SCHEMA = ", schema: {{fields: [{{name: {name}, title@en: Name, type: string}}]}}"


def test_a_schema_describes_the_attributes_of_a_layer(tmp_path: Path) -> None:
    checked = check(tmp_path / "a", "roads.geojson", geojson(LINE), SCHEMA.format(name="名称"))
    assert checked.dataset is not None
    [resource] = checked.dataset.resources
    assert resource.schema is not None and resource.schema.fields[0].title.en == "Name"
    assert not {finding.code for finding in checked.findings} & {"schema-without-table", "label-differs"}
    wrong = check(tmp_path / "b", "roads.geojson", geojson(LINE), SCHEMA.format(name="名前"))
    assert [finding.location.row for finding in wrong.findings if finding.location.field] == [None]


@pytest.mark.parametrize("crs", ["EPSG:99999", "EPSG:4978", "EPSG:4326"])
def test_what_is_wrong_with_a_declared_system_is_told_once(tmp_path: Path, crs: str) -> None:
    checked = check(tmp_path, "roads.geojson", geojson(LINE), f', layer: {{crs: "{crs}"}}')
    codes = [finding.code for finding in checked.findings if finding.code.startswith("crs-")]
    assert len(codes) == (0 if crs == "EPSG:4326" else 1)
    assert bool(checked.layers) is not bool(codes)


WORDS = "[{name: 町名, title@en: Town}, {name: 年, title: 調査年, title@en: Year, description: 年度ではありません。}]"


def shapefile(tmp_path: Path) -> bytes:
    parts = parts_of(write(tmp_path / "lots.shp"))
    return zipped({f"lots{ending}": content for ending, content in parts.items()})


def test_words_for_attributes_of_a_zipped_shapefile(tmp_path: Path) -> None:
    checked = check(tmp_path, "lots.zip", shapefile(tmp_path), f", layer: {{attributes: {WORDS}}}")
    assert not has_errors(checked.findings)
    assert checked.dataset is not None
    [resource] = checked.dataset.resources
    assert resource.layer is not None
    schema = layer_schema(checked.layers["roads"].source, resource.layer.attributes)
    assert [(field.title.ja, field.title.en) for field in schema.fields] == [
        ("町名", "Town"),
        ("面積", None),
        ("調査年", "Year"),
    ]
    assert schema.descriptor["fields"][2] == {
        "name": "年",
        "type": "integer",
        "title": "調査年",
        "title@en": "Year",
        "description": "年度ではありません。",
    }


def test_words_for_an_attribute_that_is_not_there(tmp_path: Path) -> None:
    words = WORDS.replace("name: 年", "name: 年度")
    checked = check(tmp_path, "lots.zip", shapefile(tmp_path), f", layer: {{attributes: {words}}}")
    [finding] = [finding for finding in checked.findings if finding.code == "layer-column"]
    assert finding.location.pointer == "/resources/0/layer/attributes/1/name"
    assert finding.params == {"key": "attributes", "name": "年度", "candidates": "年"}


LOTS = "schema: {fields: [{name: 町名, title@en: Town}, {name: 面積, type: number}, {name: 年, type: integer}]}"


@pytest.mark.parametrize("layer", ["", ", layer: {lineage: 台帳から}"])
def test_a_schema_of_a_zipped_shapefile(tmp_path: Path, layer: str) -> None:
    checked = check(tmp_path, "lots.zip", shapefile(tmp_path), f", {LOTS}{layer}")
    assert not has_errors(checked.findings)
    assert list(checked.layers) == ["roads"]
    wrong = LOTS.replace("町名", "町の名")
    (tmp_path / "b").mkdir()
    checked = check(tmp_path / "b", "lots.zip", shapefile(tmp_path), f", {wrong}{layer}")
    assert "incorrect-label" in told(checked)


def test_a_table_in_a_zip_needs_the_columns_of_its_places(tmp_path: Path) -> None:
    data = zipped({"a.csv": "名称,経度,緯度\n北公園,133.9,34.6\n".encode()})
    schema = "schema: {fields: [{name: 名称}, {name: 経度, type: number}, {name: 緯度, type: number}]}"
    checked = check(tmp_path, "a.zip", data, f", {schema}, layer: {{crs: 'EPSG:6668'}}")
    missing = [finding.params["key"] for finding in checked.findings if finding.code == "key-missing"]
    assert sorted(missing) == ["x", "y"]
    (tmp_path / "b").mkdir()
    checked = check(tmp_path / "b", "a.zip", data, f", {schema}, layer: {{crs: 'EPSG:6668', x: 経度, y: 緯度}}")
    assert not has_errors(checked.findings)


def test_what_a_gis_file_tells_itself_is_not_asked_for(tmp_path: Path) -> None:
    checked = check(tmp_path, "roads.geojson", geojson(LINE), ", layer: {x: 経度, y: 緯度, geometry: Point}")
    unused = [finding.params["key"] for finding in checked.findings if finding.code == "layer-key-unused"]
    assert sorted(unused) == ["geometry", "x", "y"]
    assert checked.layers["roads"].source.feature_count == 1


def lines(count: int = 2, *, separator: str = "") -> bytes:
    """Return features, one a line; the first is longer than what is looked at of a file's beginning."""
    features = json.loads(geojson([[133.9, 34.6], *([133.9 + n / 1e5, 34.7] for n in range(4_000))], LINE))["features"]
    return "".join(f"{separator}{json.dumps(each, ensure_ascii=False)}\n" for each in features[:count]).encode()


@pytest.mark.parametrize("ending", ["geojsonl", "ndgeojson", "geojsons", "ndjson"])
@pytest.mark.parametrize("separator", ["", "\x1e"])
def test_a_feature_a_line(tmp_path: Path, ending: str, separator: str) -> None:
    checked = check(tmp_path, f"roads.{ending}", lines(separator=separator))
    assert not has_errors(checked.findings)
    assert checked.layers["roads"].source.feature_count == 2


def test_lines_that_break_off(tmp_path: Path) -> None:
    checked = check(tmp_path, "roads.geojsonl", lines()[:-20])
    assert (told(checked), checked.layers) == ({"json-syntax"}, {})
    (tmp_path / "b").mkdir()
    checked = check(tmp_path / "b", "roads.geojsonl", b'{"type": "Feature", "properties": {,}}\n' + lines())
    assert (told(checked), checked.layers) == ({"json-syntax"}, {})


def test_a_table_of_records_stays_one(tmp_path: Path) -> None:
    checked = check(tmp_path, "roads.ndjson", '{"名称": "1号"}\n{"名称": "2号"}\n'.encode())
    assert list(checked.tables) == ["roads"]
    (tmp_path / "b").mkdir()
    checked = check(tmp_path / "b", "roads.ndjson", lines(), ", type: table")
    assert (list(checked.tables), checked.layers) == (["roads"], {})
