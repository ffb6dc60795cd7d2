"""Layers as municipalities published them: each is read and converted, or a finding says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from catalog.convert.features import to_wgs84
from catalog.load.gis.features import list_layers, read_features
from catalog.load.layers import read_layer_facts

pytestmark = pytest.mark.realdata

KINDS = {".shp": "shapefile", ".geojson": "geojson", ".json": "geojson", ".zip": "gtfs"}
TOLD = {
    "gis/takamatsu-city/cultural_property__data.geojson": [("layer-points-nowhere", "127")],
    "gis/yaizu-city/文化財マップ.geojson": [("layer-points-nowhere", "1")],
}
SYSTEMS = {"shapefile": {"EPSG:2450", "EPSG:6668"}, "geojson": {"EPSG:4326"}, "gtfs": {"EPSG:4326"}}


def layer_files(realdata: Path) -> list[Path]:
    folders = (realdata / "gis", realdata / "gtfs", realdata / "reference" / "japan-topography")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in KINDS)


def test_every_layer_is_read_and_lies_in_japan(realdata: Path) -> None:
    files = layer_files(realdata)
    told = {}
    for file in files:
        kind, uri = KINDS[file.suffix], file.relative_to(realdata).as_posix()
        for name in list_layers(file, kind, uri)[0]:
            features, findings = read_features(file, kind, uri, layer=name)
            assert features is not None and features.crs in SYSTEMS[kind]
            if findings:
                told[uri] = [(finding.code, finding.params["count"]) for finding in findings]
            converted = to_wgs84(features)
            box = converted.bbox_wgs84
            assert box is not None and 130 < box.west <= box.east < 145 and 30 < box.south <= box.north < 45
            assert shapely.is_valid(converted.source.geometries[~shapely.is_missing(features.geometries)]).all()
    assert len(files) == 17
    assert told == TOLD


def test_features_are_as_many_as_the_file_says(realdata: Path) -> None:
    for file in layer_files(realdata):
        kind = KINDS[file.suffix]
        facts = read_layer_facts(file, kind, file.name)
        features, _ = read_features(file, kind, file.name)
        assert features is not None
        assert (features.feature_count, features.crs) == (facts.feature_count, facts.crs)
        # Names in other languages, and of operators, are columns of ours, beside the file's own.
        labels = [label for label in features.labels if not label.endswith(("_en", "_ja-Hrkt"))]
        labels = [label for label in labels if not label.startswith("agency_")]
        assert labels == [label for label, _ in facts.fields]
        if kind != "gtfs":
            assert (features.encoding, features.types) == (facts.encoding, tuple(type for _, type in facts.fields))


def test_the_feed_has_its_shapes_and_english_names(realdata: Path) -> None:
    [file] = (realdata / "gtfs").rglob("*.zip")
    stops, _ = read_features(file, "gtfs", "feed.zip")
    routes, _ = read_features(file, "gtfs", "feed.zip", layer="routes")
    assert stops is not None and routes is not None
    names = dict(zip(stops.labels, stops.frame.row(0), strict=True))
    assert (names["stop_name"], names["stop_name_en"]) == ("岡山駅", "Okayama Sta.")
    assert (routes.geometry_type, routes.feature_count) == ("LineString", 54)
    assert set(routes.frame[str(routes.labels.index("line_of"))]) == {"shapes"}
