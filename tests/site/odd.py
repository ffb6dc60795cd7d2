"""Datasets as nobody should write them, and somebody will: enormous, foreign, hostile, empty."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.site.building import FIXTURE

RUNS = "window.ran = 1"
"""What hostile texts try to run in the page; nothing else sets it."""
HOSTILE = (
    f"<script>{RUNS}</script>",
    f'<img src=x onerror="{RUNS}">',
    f"\"><svg onload='{RUNS}'>",
    f"'--></style></script><script>{RUNS}</script>",
    f"{{{{ ''.__class__ }}}}</title><script>{RUNS}</script>",
    f"javascript:{RUNS}",
)
LONG = "架空の題名がいつまでもつづくデータ" * 29 + "以上五百字。"
LONG_WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft" * 6
RIGHT_TO_LEFT = "قائمة الملاجئ في المدينة 2026 (تجريبية)"
EMOJI = "🏫👨‍👩‍👧‍👦🇯🇵🏳️‍🌈 学校の一覧 1️⃣ 🫠"
COLUMN_COUNT = 2_000


def add_odd_datasets(datasets: Path) -> None:
    """Put a town with nothing but odd datasets into the folder of datasets."""
    shutil.copytree(FIXTURE / "odd", datasets, dirs_exist_ok=True)
    town = datasets / "odd-town"
    long = f"名称,説明\n{LONG},{LONG_WORD}\n{'W' * 300},{'あ' * 300}\n"
    _add(town, "long-words", LONG, LONG_WORD, long)
    _add(town, "right-to-left", RIGHT_TO_LEFT, RIGHT_TO_LEFT, f"{RIGHT_TO_LEFT},名称\n{RIGHT_TO_LEFT},a\n")
    _add(town, "emoji", EMOJI, EMOJI, f"{EMOJI},名称\n{EMOJI},{'🏫' * 200}\n")
    _add(town, "nothing", "行のないデータ", None, "番号,名称\n", is_bare=True)
    heading = ",".join(f"列{number}" for number in range(COLUMN_COUNT))
    row = ",".join(str(number % 7) for number in range(COLUMN_COUNT))
    _add(town, "columns", "列が二千あるデータ", "Two thousand columns", f"{heading}\n{row}\n{row}\n")
    _add_script(town)


def _add(town: Path, name: str, title: str, english: str | None, table: str, *, is_bare: bool = False) -> None:
    """Add a dataset; a bare one says no more than it must: no English, no day, no theme."""
    value: dict[str, Any] = {"name": name, "title": title, "description": f"{title}（架空のデータです。）"}
    if not is_bare:
        value |= {"title@en": english, "description@en": f"{english} (invented for tests)", "modified": "2026-04-01"}
        value |= {"keywords": [title[:60], title[:20]], "publisher": {"department": title[:200]}}
        value |= {"accrualPeriodicity": "annual", "themes": ["administration"]}
    value["licenses"] = [{"name": "CC0-1.0"}]
    value["sources"] = [{"title": title}]
    value["resources"] = [{"name": "list", "path": "list.csv"}]
    _write(town / name, value, {"list.csv": table})


def _add_script(town: Path) -> None:
    """Add a dataset with something to run in every text that its descriptor, its tables and its layer have."""
    first, second, third, fourth, fifth, sixth = HOSTILE
    columns = [
        {"name": first, "title@en": second, "description": third, "description@en": fourth, "type": "string"},
        {"name": "種別", "title": fifth, "type": "string", "constraints": {"enum": [first, second, third]}},
        {"name": "値", "title": sixth, "title@en": sixth, "type": "integer"},
        {"name": "経度", "type": "number"},
        {"name": "緯度", "type": "number"},
    ]
    style = {
        "kind": "categories",
        "field": "種別",
        "classes": [{"value": word, "title": word, "title@en": word} for word in (first, second, third)],
    }
    value: dict[str, Any] = {
        "name": "script",
        "title": f"{first}題名{fifth}",
        "title@en": f"{second} Title {third}",
        "description": " ".join([*HOSTILE, "[押す](javascript:window.ran=1)", f"\n\n|a|b|\n|-|-|\n|{second}|2|"]),
        "description@en": " ".join([*HOSTILE, "![x](javascript:1)", f"<a href='javascript:{RUNS}'>x</a>"]),
        "licenses": [{"name": "CC0-1.0"}],
        "publisher": {"department": first, "department@en": second},
        "themes": ["administration"],
        "keywords": list(HOSTILE),
        "keywords@en": list(HOSTILE),
        "accrualPeriodicity": "annual",
        "issued": "2026-04-01",
        "modified": "2026-04-01",
        "sources": [{"title": first, "title@en": second, "section": third}],
        "resources": [
            {
                "name": "table",
                "path": "<img src=x onerror=window.ran=1>.csv",
                "title": second,
                "title@en": first,
                "description": third,
                "schema": {"fields": columns},
                "layer": {
                    "crs": "EPSG:6668",
                    "x": "経度",
                    "y": "緯度",
                    "geometry": "Point",
                    "style": style,
                    "lineage": first,
                    "lineage@en": second,
                },
            },
            {"name": "shapes", "path": "shapes.geojson", "title": fourth, "title@en": fifth},
        ],
    }
    rows = [[word, (first, second, third)[at % 3], str(at), f"133.{at + 1}", "34.6"] for at, word in enumerate(HOSTILE)]
    heading = [first, "種別", "値", "経度", "緯度"]
    table = "\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in [heading, *rows])
    ring = [[133.9, 34.6], [133.95, 34.6], [133.95, 34.65], [133.9, 34.6]]
    feature = {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {"名称": first, second: third, "案内": sixth, "html": fifth},
    }
    shapes = json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False)
    _write(town / "script", value, {"<img src=x onerror=window.ran=1>.csv": table + "\n", "shapes.geojson": shapes})


def _write(folder: Path, descriptor: dict[str, Any], files: dict[str, str]) -> None:
    folder.mkdir()
    text = yaml.safe_dump(descriptor, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "datapackage.yaml").write_text(text, "utf-8")
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
