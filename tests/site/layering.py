"""Datasets with GIS files of departments: a Shapefile as old programs write it, and a feed of buses."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.site.building import make_project

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


def add_gis_datasets(root: Path) -> None:
    """Put a Shapefile and a feed into the datasets of a project."""
    datasets = root / "datasets/fictitious-city"
    for name, descriptor in (("districts", DISTRICTS), ("buses", BUSES)):
        (datasets / name).mkdir()
        (datasets / name / "datapackage.yaml").write_text(descriptor, "utf-8")
    write_shapefile(datasets / "districts")
    with zipfile.ZipFile(datasets / "buses/gtfs.zip", "w") as archive:
        for member, text in FEED.items():
            archive.writestr(zipfile.ZipInfo(member), text.encode("utf-8-sig"))


def make_gis_project(root: Path) -> Path:
    """Return a project with a Shapefile and a feed."""
    make_project(root)
    add_gis_datasets(root)
    return root
