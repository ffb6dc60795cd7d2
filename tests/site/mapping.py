"""A catalog with things to see on a map, and a server that gives out parts of files as PMTiles asks for them."""

from __future__ import annotations

import functools
import http.server
import json
import math
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.site.building import build, make_project

STATION_COUNT = 5_000
STATIONS = """\
name: stations
title: 架空市の観測点
title@en: Stations of Fictitious City
description: 試験のための架空の観測点です。
description@en: Stations that don't exist, for tests.
licenses: [{name: CC0-1.0}]
themes: [safety-environment]
issued: 2026-04-01
modified: 2026-04-01
sources: [{title: 架空市の台帳, title@en: Register of Fictitious City}]
resources:
  - name: stations
    path: stations.csv
    title: 観測点
    title@en: Stations
    schema:
      fields:
        - {name: 番号, title@en: Number, type: string}
        - {name: 名称, title@en: Name, type: string}
        - {name: 種別, title@en: Kind, type: string}
        - {name: 経度, title@en: Longitude, type: number}
        - {name: 緯度, title@en: Latitude, type: number}
    layer:
      crs: EPSG:6668
      x: 経度
      y: 緯度
      geometry: Point
      style:
        kind: categories
        field: 種別
        classes:
          - {value: 雨量, title: 雨の量, title@en: Rain}
          - {value: 水位, title: 川の水位, title@en: Water level}
          - {value: 気温, title: 気温, title@en: Temperature}
"""
DISTRICTS_ID = "fictitious-city/districts/districts"
HOSTILE = "<img src=x onerror=alert(1)>"


def make_map_project(root: Path) -> Path:
    """Return a project with two layers of points: some offices, and as many stations as a town has."""
    make_project(root)
    folder = root / "datasets/fictitious-city/stations"
    folder.mkdir()
    (folder / "datapackage.yaml").write_text(STATIONS, "utf-8")
    lines = ["番号,名称,種別,経度,緯度"]
    for number in range(STATION_COUNT):
        # Sunflower: the same density everywhere, no two in one place.
        distance, angle = 0.2 * math.sqrt(number / STATION_COUNT), number * 2.399963
        longitude, latitude = 133.93 + distance * math.cos(angle), 34.66 + 0.8 * distance * math.sin(angle)
        kind = ("雨量", "水位", "気温", "風")[number % 4]
        lines.append(f"{number + 1:05},観測点{number + 1},{kind},{longitude:.6f},{latitude:.6f}")
    (folder / "stations.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return root


def add_districts(site: Path) -> None:
    """Add a layer of areas and lines to a built site, as a GIS file of a department would come in."""
    features = [_district(number) for number in range(9)]
    features.append(
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[133.8, 34.62], [133.95, 34.7], [134.05, 34.64]]},
            "properties": {"地区名": HOSTILE, "世帯数": None, "案内": "javascript:alert(1)"},
        }
    )
    features.append({"type": "Feature", "geometry": None, "properties": {"地区名": "場所のない地区", "世帯数": 1}})
    _write(
        site / "data/fictitious-city/districts/districts.geojson", {"type": "FeatureCollection", "features": features}
    )
    ranges = [("#dce9f5", None, 1000), ("#7b94b5", 1000, 5000), ("#0b3c74", 5000, None)]
    columns = {"地区名": "District", "世帯数": "Households", "案内": None}
    definition = {
        "id": DISTRICTS_ID,
        "title": {"ja": "架空市の地区", "en": "Districts of Fictitious City"},
        "geometry": "Polygon",
        "count": len(features),
        "bbox": [133.75, 34.55, 134.05, 34.73],
        "data": {"geojson": "data/fictitious-city/districts/districts.geojson"},
        "bytes": 2000,
        "columns": [
            {"name": name, "title": {"ja": name, **({"en": title} if title else {})}, "type": "any"}
            for name, title in columns.items()
        ],
        "style": {
            "kind": "choropleth",
            "colour": "#767676",
            "field": "世帯数",
            "classes": [{"colour": colour, "from": low, "to": high, "title": None} for colour, low, high in ranges],
        },
        "attribution": {"ja": "「架空市の地区」（架空市、CC0-1.0）", "en": "“Districts” (Fictitious City, CC0-1.0)"},
    }
    add_layer(site, definition)


def add_layer(site: Path, definition: dict[str, Any]) -> None:
    """Put a layer beside those of a built site: in its own file, in the index and on the page of the map."""
    municipality, dataset, _ = definition["id"].split("/")
    _write(site / f"map/{municipality}/{dataset}.json", {"layers": [definition]})
    index = json.loads((site / "map/layers.json").read_text("utf-8"))
    index["layers"].append({**index["layers"][0], **definition, "themes": ["population"]})
    index["themes"].append({"id": "population", "title": {"ja": "人口", "en": "Population"}})
    _write(site / "map/layers.json", index)
    for page in (site / "ja/map/index.html", site / "en/map/index.html"):
        html = page.read_text("utf-8")
        title = f'<span class="mc-layers__title">{definition["title"]["ja"]}</span>'
        entry = f'<li data-layer="{definition["id"]}">{title}</li>'
        page.write_text(html.replace("<ul>\n<li data-layer", f"<ul>\n{entry}\n<li data-layer", 1), "utf-8")


def _district(number: int) -> dict[str, Any]:
    west, south = 133.75 + 0.1 * (number % 3), 34.55 + 0.06 * (number // 3)
    east, north = west + 0.1, south + 0.06
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    properties = {"地区名": f"第{number + 1}地区", "世帯数": number * 1000, "案内": "https://city.example/?a=1&b=2"}
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": properties}


def _write(file: Path, value: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)  # it may be a link into the store
    file.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def build_map_project(root: Path) -> None:
    """Make the project above at *root* and build it."""
    result = build(make_map_project(root))
    assert (root / "site/ja/map/index.html").is_file(), result.stdout + result.stderr


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Gives out files, and parts of them where a part is asked for."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the part of the file, or with all of it."""
        wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        file = Path(self.translate_path(self.path))
        if wanted is None or not file.is_file():
            super().do_GET()
            return
        first, last = int(wanted[1]), int(wanted[2])
        content = file.read_bytes()
        part = content[first : last + 1]
        self.send_response(206)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve *folder*; yields the address of the site in it."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/machi/"
        server.shutdown()
