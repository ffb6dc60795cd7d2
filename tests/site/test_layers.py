"""A site with GIS files of departments: a Shapefile as old programs write it, and a feed of buses."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.site.building import SITE_URL, build, digests, make_project
from tests.site.layering import TOWN_HALL

pytestmark = pytest.mark.site

CENTIMETRE = 1e-7  # degrees


@pytest.fixture(scope="module")
def project(gis_project: Path) -> Path:
    """A project whose site was built once."""
    return gis_project


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    """The site."""
    return project / "site"


def data(site: Path, path: str) -> Any:
    """Return a JSON file of the site's data."""
    return json.loads((site / "data/fictitious-city" / path).read_text("utf-8"))


def test_a_layer_lies_where_it_should_to_the_centimetre_wound_as_the_rfc_asks(site: Path) -> None:
    import shapely

    features = data(site, "districts/districts.geojson")["features"]
    outlines = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    assert features[0]["properties"] == {"学校名": "①髙﨑小学校", "児童数": 99}
    assert outlines[0].exterior.coords[0] == pytest.approx(TOWN_HALL, abs=CENTIMETRE)
    polygons = [part for outline in outlines for part in shapely.get_parts(outline)]
    assert len(polygons) == 3
    assert all(polygon.is_valid and polygon.exterior.is_ccw for polygon in polygons)


def test_a_feed_becomes_stops_and_lines_and_a_stop_at_nought_has_no_place(site: Path) -> None:
    stops = data(site, "buses/buses-stops.geojson")["features"]
    assert [stop["geometry"] is None for stop in stops] == [False, False, True]
    assert stops[0]["properties"]["stop_name_en"] == "City Hall"
    [line] = data(site, "buses/buses-routes.geojson")["features"]
    assert line["geometry"]["coordinates"] == [[133.9195, 34.6551], [133.918, 34.666]]


@pytest.mark.parametrize("name", ["districts/districts", "buses/buses-stops", "buses/buses-routes"])
def test_the_command_line_tools_of_gdal_read_what_is_written(site: Path, name: str) -> None:
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.skip("gdal-bin isn't installed")
    base = site / "data/fictitious-city" / name
    count = len(json.loads(base.with_suffix(".geojson").read_text("utf-8"))["features"])
    for ending in ("geojson", "gpkg", "kml", "shp.zip"):
        source = f"/vsizip/{base}.{ending}" if ending == "shp.zip" else f"{base}.{ending}"
        told = subprocess.run([program, "-ro", "-al", "-so", source], capture_output=True, text=True, check=True)
        assert f"Feature Count: {count}\n" in told.stdout, ending


def test_the_attributes_are_told_in_both_languages(site: Path) -> None:
    page = (site / "en/datasets/fictitious-city/districts/layers/districts/index.html").read_text("utf-8")
    assert "Pupils" in page and "児童数" in page and "EPSG:6673" in page
    columns = json.loads((site / "map/fictitious-city/districts.json").read_text("utf-8"))["layers"][0]["columns"]
    assert columns[1]["title"] == {"ja": "児童数", "en": "Pupils"}


def test_each_dataset_is_a_valid_data_package(site: Path) -> None:
    from frictionless import Package

    for name in ("districts", "buses"):
        report = Package(str(site / f"data/fictitious-city/{name}/datapackage.json")).validate()
        assert report.valid, report.flatten(["message"])


def test_every_address_in_the_files_leads_to_a_file_of_the_site(site: Path) -> None:
    files = [site / "records.json", site / "catalog.json", *(site / "map").rglob("*.json")]
    for pattern in ("datapackage.json", "*.record.*.json", "*.qlr", "*.iso19139.xml", "*.jmp20.xml"):
        files += (site / "data").rglob(pattern)
    addresses = {(file, address) for file in files for address in _addresses(file)}
    assert len(addresses) > 100
    assert not [f"{file.name}: {uri}" for file, uri in sorted(addresses) if not _is_there(site, uri)]


def _addresses(file: Path) -> Iterator[str]:
    text = file.read_text("utf-8")
    for match in re.finditer(re.escape(SITE_URL) + r"([\w./%-]*)", text, re.ASCII):
        yield unquote(match[1])
    if file.suffix == ".json" and file.parent.name in ("map", "fictitious-city") and "map" in file.parts:
        layers: list[Mapping[str, Any]] = json.loads(text)["layers"]
        for layer in layers:
            yield from (*layer["data"].values(), *layer.get("pages", {}).values())


def _is_there(site: Path, uri: str) -> bool:
    return (site / uri).is_file() or (site / uri / "index.html").is_file()


def test_the_pages_of_layers_are_in_the_sitemap(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    for lang in ("ja", "en"):
        for uri in ("districts/layers/districts", "buses/layers/buses-stops", "buses/layers/buses-routes"):
            assert f"<loc>{SITE_URL}{lang}/datasets/fictitious-city/{uri}/</loc>" in sitemap


def test_the_zip_holds_what_its_own_list_says(site: Path) -> None:
    content = (site / "data/fictitious-city/districts/districts.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        lines = archive.read("README.txt").decode("utf-8-sig").splitlines()
    assert {"districts.gpkg", "districts.shp.zip", "districts.qlr", "original/学区.shp.zip"} <= names
    listed = {line.strip() for line in lines if re.fullmatch(r"  [\w./-]+\.\w+", line)}
    assert listed == names - {"README.txt"}


def test_the_same_files_give_the_same_bytes(project: Path, site: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "again")
    for name in ("districts", "buses"):
        shutil.copytree(
            project / "datasets/fictitious-city" / name,
            other / "datasets/fictitious-city" / name,
            copy_function=shutil.copy,
        )
    build(other, "--jobs", "1", PYTHONHASHSEED="7", TZ="Asia/Tokyo")
    assert digests(other / "site") == digests(site)
