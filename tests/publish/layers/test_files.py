"""Which layer files there are, where, and that they are the same bytes whenever they are made."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from catalog.model.dataset import Dataset
from catalog.publish.files import ResourceFiles
from catalog.publish.layers.content import layer_schema
from catalog.publish.layers.files import plan_layer_files
from catalog.publish.published_file import PublishedFile
from tests.contracts.source import ROOT_PATH
from tests.publish.factory import CITY, SITE, make_dataset, make_resource, write
from tests.publish.layers.factory import LOT, ROAD, STOP, make_converted, many_lots

PLACE = "data/okayama-city/ward-offices/offices"
_DIGESTS = """
from tests.publish.layers.test_files import digests
print(digests())
"""


def plan(geometries: list[BaseGeometry | None]) -> ResourceFiles:
    converted = make_converted(geometries)
    resource = make_resource(path="lots.zip", schema=layer_schema(converted.source), file_type="zip")
    dataset: Dataset = make_dataset(resource)
    return plan_layer_files(dataset, resource, converted, converted.source.table(), CITY, SITE)


def files(geometries: list[BaseGeometry | None]) -> dict[str, PublishedFile]:
    return {file.distribution.role: file for each in plan(geometries).passes for file in write(each)}


def digests() -> list[str]:
    return [file.sha256 for file in files([*many_lots(2_100), STOP, ROAD, None]).values()]


def test_every_form_has_its_address_and_type() -> None:
    found = {role: file.distribution for role, file in files([LOT, None]).items()}
    assert {role: each.uri.removeprefix(PLACE) for role, each in found.items()} == {
        "geojson": ".geojson",
        "gpkg": ".gpkg",
        "shapefile": ".shp.zip",
        "kml": ".kml",
        "flatgeobuf": ".fgb",
        "qlr": ".qlr",
    }
    assert {role: each.media_type for role, each in found.items()} == {
        "geojson": "application/geo+json",
        "gpkg": "application/geopackage+sqlite3",
        "shapefile": "application/zip",
        "kml": "application/vnd.google-earth.kml+xml",
        "flatgeobuf": "application/flatgeobuf",
        "qlr": "application/x-qgis-layer-definition",
    }
    counts = {role: each.row_count for role, each in found.items()}
    assert counts == {"geojson": 2, "gpkg": 2, "shapefile": 2, "kml": 2, "flatgeobuf": 1, "qlr": None}


def test_large_layers_have_tiles() -> None:
    (tiles,) = [file for each in plan(many_lots(2_100)).passes for file in each.files if file.role == "pmtiles"]
    assert (tiles.uri, tiles.file_type) == (f"{PLACE}.pmtiles", "pmtiles")


def test_the_definition_leads_to_the_flatgeobuf() -> None:
    definition = files([LOT])["qlr"].content.decode()
    assert f"/vsicurl/{SITE.site_url}{PLACE}.fgb" in definition
    assert "（岡山市、" in definition


@pytest.mark.parametrize("geometries", [[], [None], [LOT, STOP, None, shapely.GeometryCollection([STOP, ROAD])]])
def test_odd_layers_have_all_forms(geometries: list[BaseGeometry | None]) -> None:
    assert plan(geometries).missing_forms == ()
    assert all(file.size_bytes for file in files(geometries).values())


def test_a_resource_without_a_schema_is_a_bug() -> None:
    converted = make_converted([STOP])
    resource = replace(make_resource(), schema=None)
    with pytest.raises(ValueError, match="offices has no schema"):
        plan_layer_files(make_dataset(resource), resource, converted, converted.source.table(), CITY, SITE)


def test_the_same_bytes_in_another_process() -> None:
    command = [sys.executable, "-c", _DIGESTS]
    other = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT_PATH)
    assert other.stdout.strip() == str(digests())
