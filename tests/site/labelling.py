"""A dataset whose columns are codes: schools on a map, a list of 1,000, and meanings that would do harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

SCHOOL_COUNT = 60
MANY = 1_000
SECOND = {"01": ("小学校", "Primary school"), "02": ("中学校", "Junior high school"), "03": ("高等学校", None)}
HARMFUL = (
    "<script>window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 1">',
    "長い意味" * 125,
    "مرحبا <b>بالعالم</b>",
    "\u202eまえ\u2066うしろ",
    "{{ 7 * 7 }} constructor",
)
"""What a label may be that nobody should write."""


def add_labelled_dataset(root: Path) -> None:
    """Put the dataset into the fictitious city."""
    folder = root / "datasets/fictitious-city/schools"
    folder.mkdir()
    resources = [_schools(), _many(), _harmful()]
    value: dict[str, Any] = {
        "name": "schools",
        "title": "架空市の学校",
        "title@en": "Schools of Fictitious City",
        "description": "試験のための架空の学校です。",
        "description@en": "Schools that don't exist, for tests.",
        "licenses": [{"name": "CC0-1.0"}],
        "themes": ["education-culture"],
        "issued": "2026-04-01",
        "modified": "2026-04-01",
        "sources": [{"title": "架空市の台帳", "title@en": "Register of Fictitious City"}],
        "resources": resources,
    }
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)
    (folder / "datapackage.yaml").write_text(text, "utf-8")
    rows = [
        f"架空{number}校,{list(SECOND)[number % 3]},{number % 2 + 1},{133.9 + number / 1000},{34.6 + number / 1000}"
        for number in range(SCHOOL_COUNT)
    ]
    (folder / "schools.csv").write_text("\n".join(["名称,種別,段階,経度,緯度", *rows]) + "\n", "utf-8")
    (folder / "many.csv").write_text("\n".join(["コード,数", *(f"{n:04},{n}" for n in range(MANY))]) + "\n", "utf-8")
    (folder / "harmful.csv").write_text("\n".join(["値,数", *(f"{n},1" for n in range(len(HARMFUL)))]) + "\n", "utf-8")


def _schools() -> dict[str, Any]:
    kinds: list[dict[str, str]] = [
        {"value": value, "label": ja, **({"label@en": en} if en else {})} for value, (ja, en) in SECOND.items()
    ]
    kinds[0]["label@ja-x-easy"] = "小学校《しょうがっこう》"
    levels = [{"value": 1, "label": "低", "label@en": "Low"}, {"value": 2, "label": "高", "label@en": "High"}]
    classes = [{"value": "01"}, {"value": "02"}, {"value": "03", "title": "高校", "title@en": "High school"}]
    return {
        "name": "schools",
        "path": "schools.csv",
        "title": "学校",
        "title@en": "Schools",
        "schema": {
            "fields": [
                {"name": "名称", "title@en": "Name", "type": "string"},
                {"name": "種別", "title@en": "Kind", "type": "string", "categories": kinds},
                {
                    **{"name": "段階", "title@en": "Level", "type": "integer"},
                    **{"categories": levels, "categoriesOrdered": True},
                },
                {"name": "経度", "title@en": "Longitude", "type": "number"},
                {"name": "緯度", "title@en": "Latitude", "type": "number"},
            ]
        },
        "layer": {
            **{"crs": "EPSG:6668", "x": "経度", "y": "緯度", "geometry": "Point"},
            "style": {"kind": "categories", "field": "種別", "classes": classes},
        },
    }


def _many() -> dict[str, Any]:
    codes = [{"value": f"{n:04}", "label": f"架空町{n}丁目", "label@en": f"Fictitious {n}"} for n in range(MANY)]
    fields: list[dict[str, Any]] = [
        {"name": "コード", "title@en": "Code", "type": "string", "categories": codes},
        {"name": "数", "title@en": "Number", "type": "integer"},
    ]
    return {
        **{"name": "many", "path": "many.csv", "title": "町名", "title@en": "Neighbourhoods"},
        "schema": {"fields": fields},
    }


def _harmful() -> dict[str, Any]:
    labels = [{"value": str(n), "label": text, "label@en": text} for n, text in enumerate(HARMFUL)]
    fields: list[dict[str, Any]] = [
        {"name": "値", "title@en": "Value", "type": "string", "categories": labels},
        {"name": "数", "title@en": "Number", "type": "integer"},
    ]
    return {
        **{"name": "harmful", "path": "harmful.csv", "title": "危ない意味", "title@en": "Harmful"},
        "schema": {"fields": fields},
    }
