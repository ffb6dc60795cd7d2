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

pytestmark = pytest.mark.site

CENTIMETRE = 1e-7  # degrees
TOWN_HALL, TOWN_HALL_ZONE_V = (133.9195, 34.6551), (-37932.242, -149119.267)
DISTRICTS = """\
name: districts
title: 架空の学区
title@en: Fictitious school districts
description: 試験のための架空の学区です。実在の学区ではありません。
description@en: School districts that don't exist, for tests.
licenses: [{name: CC0-1.0}]
themes: [education-culture]
modified: 2026-04-01
sources: [{title: 架空市の台帳, title@en: Register of Fictitious City}]
resources:
  - name: districts
    path: 学区.shp
    title: 学区
    title@en: Districts
    schema:
      fields:
        - {name: 学校名, title@en: School, type: string}
        - {name: 児童数, title@en: Pupils, type: integer}
    layer:
      style: {kind: choropleth, field: 児童数, colour: green, classes: [{to: 100}, {}]}
"""
BUSES = """\
name: buses
title: 架空のバス
title@en: Fictitious buses
description: 試験のための架空のバスの停留所と路線です。
description@en: Stops and lines that don't exist, for tests.
licenses: [{name: CC0-1.0}]
themes: [transport-tourism]
modified: 2026-04-01
sources: [{title: 架空バス, title@en: Fictitious Bus}]
resources:
  - {name: buses, path: gtfs.zip, title: バス, title@en: Buses}
"""
FEED = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n1,架空バス,https://bus.example/,Asia/Tokyo\n",
    "agency_jp.txt": "agency_id,agency_official_name\n1,架空バス株式会社\n",
    "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\nA,市役所前,34.6551,133.9195\nB,駅前,34.666,133.918\nC,海,0,0\n",
    "routes.txt": "route_id,agency_id,route_short_name,route_long_name,route_type\nR,1,1,見本線,3\n",
    "trips.txt": "route_id,service_id,trip_id,trip_headsign\nR,平日,T,駅前\n",
    "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    "T,08:00:00,08:00:00,A,1\nT,08:10:00,08:10:00,B,2\n",
    "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "平日,1,1,1,1,1,0,0,20260401,20270331\n",
    "translations.txt": "trans_id,lang,translation\n市役所前,en,City Hall\n",
}


def write_shapefile(folder: Path) -> None:
    """Write two squares in zone V into *folder*, clockwise and in CP932 as in Japan, one crossing itself."""
    import numpy
    import pyogrio.raw
    import shapely

    x, y = TOWN_HALL_ZONE_V
    shapes = [
        shapely.Polygon([(x, y), (x, y + 100), (x + 100, y + 100), (x + 100, y)]),
        shapely.Polygon([(x + 200, y), (x + 300, y + 100), (x + 300, y), (x + 200, y + 100)]),
    ]
    columns = [numpy.array(["①髙﨑小学校", "見本小学校"], object), numpy.array([99, 100])]
    pyogrio.raw.write(
        folder / "学区.shp",
        shapely.to_wkb(shapes),
        columns,
        ["学校名", "児童数"],
        geometry_type="Polygon",
        crs="EPSG:6673",
        driver="ESRI Shapefile",
        encoding="CP932",
    )


def make_gis_project(root: Path) -> Path:
    """Return a project with a Shapefile and a feed."""
    make_project(root)
    datasets = root / "datasets/fictitious-city"
    for name, descriptor in (("districts", DISTRICTS), ("buses", BUSES)):
        (datasets / name).mkdir()
        (datasets / name / "datapackage.yaml").write_text(descriptor, "utf-8")
    write_shapefile(datasets / "districts")
    with zipfile.ZipFile(datasets / "buses/gtfs.zip", "w") as archive:
        for member, text in FEED.items():
            archive.writestr(zipfile.ZipInfo(member), text.encode("utf-8-sig"))
    return root


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose site was built once."""
    root = make_gis_project(tmp_path_factory.mktemp("gis"))
    result = build(root)
    assert "Traceback" not in result.stdout + result.stderr
    return root


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
