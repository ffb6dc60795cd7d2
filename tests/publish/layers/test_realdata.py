"""Layers as municipalities published them, in every form, each read back by GDAL."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely

from catalog.convert.features import to_wgs84
from catalog.load.gis.features import list_layers, read_features
from catalog.publish.layers.content import layer_schema
from catalog.publish.layers.coordinates import coordinate_table
from catalog.publish.layers.files import plan_layer_files
from tests.publish.factory import CITY, SITE, make_dataset, make_resource, write
from tests.publish.layers.factory import read_by_gdal

pytestmark = pytest.mark.realdata

KINDS = {".shp": "shapefile", ".geojson": "geojson", ".json": "geojson", ".zip": "gtfs"}


def layer_files(realdata: Path) -> list[Path]:
    folders = (realdata / "gis", realdata / "gtfs", realdata / "reference" / "japan-topography")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in KINDS)


def test_every_layer_is_offered_whole(realdata: Path) -> None:
    files = layer_files(realdata)
    for file in files:
        kind, uri = KINDS[file.suffix], file.relative_to(realdata).as_posix()
        for name in list_layers(file, kind, uri)[0]:
            features, _ = read_features(file, kind, uri, layer=name)
            assert features is not None
            converted, table, schema = to_wgs84(features), features.table(), layer_schema(features)
            resource = make_resource(path=uri, schema=schema)
            planned = plan_layer_files(make_dataset(resource), resource, converted, table, CITY, SITE)
            assert planned.missing_forms == ()
            written = {each.distribution.role: each.content for one in planned.passes for each in write(one)}
            places = np.flatnonzero(~shapely.is_missing(converted.geometries))
            for role, count in (("geojson", features.feature_count), ("gpkg", features.feature_count),
                                ("kml", features.feature_count), ("flatgeobuf", len(places))):  # fmt: skip
                _, geometries, columns = read_by_gdal(written[role])
                assert len(geometries) == count, (uri, role)
                assert role == "kml" or len(columns) >= len(features.labels)
            _, geometries, _ = read_by_gdal(written["geojson"])
            # Rounding moves a corner by half a centimetre at most, which some outlines come back invalid from.
            assert shapely.hausdorff_distance(geometries[places], converted.geometries[places]).max() < 1.1e-7
            is_filled = table.frame.select(pl.any_horizontal(pl.all().fill_null("") != "")).to_series().to_numpy()
            told = is_filled | ~shapely.is_missing(converted.geometries)
            assert coordinate_table(converted, table, schema)[0].row_count == told.sum()
    assert files
