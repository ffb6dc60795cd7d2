"""A synthetic catalog as this project builds it."""

from __future__ import annotations

import csv
import io
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.bench.synthetic import Catalog, Column, Dataset, Municipality, Table

ROOT_PATH = Path(__file__).resolve().parents[2]
COPIED = ("mkdocs.yml", "docs", "hooks", "catalog/render/theme")
EDITED = ("modified: '2025-", "modified: '2024-")


def write_project(folder: Path, catalog: Catalog) -> None:
    """Write a whole project: the site's configuration and pages as they are here, and the datasets of *catalog*."""
    for uri in COPIED:
        source = ROOT_PATH / uri
        target = folder / uri
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, target)
    write_yaml(folder / "datasets" / "catalog.yaml", site_descriptor())
    for municipality in catalog.municipalities:
        path = folder / "datasets" / municipality.id / "municipality.yaml"
        write_yaml(path, municipality_descriptor(municipality))
    for dataset in catalog.datasets:
        write_dataset(dataset_path(folder, dataset), dataset)


def dataset_path(folder: Path, dataset: Dataset) -> Path:
    """Return the folder of *dataset*."""
    return folder / "datasets" / dataset.municipality / dataset.name


def write_dataset(path: Path, dataset: Dataset) -> None:
    """Write descriptor and data of *dataset*."""
    write_yaml(path / "datapackage.yaml", dataset_descriptor(dataset))
    for table in dataset.tables:
        (path / f"{table.name}.csv").write_bytes(render_csv(table))


def edit_dataset(folder: Path, dataset: Dataset) -> None:
    """Change one line of the descriptor of *dataset*."""
    path = dataset_path(folder, dataset) / "datapackage.yaml"
    text = path.read_text("utf-8")
    assert EDITED[0] in text
    path.write_text(text.replace(*EDITED), "utf-8")


def build_command(site_path: Path) -> list[str]:
    """Return the command that builds the project in the current folder into *site_path*."""
    return [sys.executable, "-m", "catalog", "build", "--lang", "en", "--site-dir", str(site_path)]


def site_descriptor() -> dict[str, Any]:
    """Return ``catalog.yaml``."""
    return {
        "title": "架空のオープンデータカタログ",
        "title@en": "A fictitious open-data catalog",
        "description": "速さを測るためのカタログです。",
        "description@en": "A catalog to measure speed with.",
        "site_url": "https://catalog.example/",
        "repository_url": "https://git.example/catalog",
        "key_colour": "blue",
        "operator": {"name": "架空の運営者", "name@en": "A fictitious operator"},
    }


def municipality_descriptor(municipality: Municipality) -> dict[str, Any]:
    """Return ``municipality.yaml``."""
    return {
        "code": municipality.code,
        "name": municipality.name.ja,
        "name@en": municipality.name.en,
        "kana": municipality.kana,
        "kind": municipality.kind,
        "prefecture": municipality.code[:2],
    }


def dataset_descriptor(dataset: Dataset) -> dict[str, Any]:
    """Return ``datapackage.yaml``."""
    return {
        "name": dataset.name,
        "title": dataset.title.ja,
        "title@en": dataset.title.en,
        "description": dataset.description.ja,
        "description@en": dataset.description.en,
        "licenses": [{"name": "CC-BY-4.0"}],
        "publisher": {
            "department": dataset.department.ja,
            "department@en": dataset.department.en,
            "email": "contact@city.example",
        },
        "themes": [dataset.theme],
        "keywords": dataset.keywords.ja.split(","),
        "keywords@en": (dataset.keywords.en or "").split(","),
        "accrualPeriodicity": dataset.frequency,
        "issued": dataset.issued,
        "modified": dataset.modified,
        "sources": [{"title": dataset.source.ja, "title@en": dataset.source.en}],
        "publication": "official",
        "resources": [resource_descriptor(table) for table in dataset.tables],
    }


def resource_descriptor(table: Table) -> dict[str, Any]:
    """Return an element of ``resources``."""
    layer = {"crs": "EPSG:6668", "x": "経度", "y": "緯度", "geometry": "Point"}
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title.ja,
        "title@en": table.title.en,
        "encoding": "utf-8",
        "schema": {"fields": [field_descriptor(column) for column in table.columns]},
        **({"layer": layer} if table.has_layer else {}),
    }


def field_descriptor(column: Column) -> dict[str, Any]:
    """Return an element of ``fields``."""
    return {
        "name": column.name,
        "title@en": column.title_en,
        "type": column.type,
        "description": column.description.ja,
        "description@en": column.description.en,
        **({"constraints": column.constraints} if column.constraints else {}),
    }


def render_csv(table: Table) -> bytes:
    """Return *table* as UTF-8 with headings."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(table.rows)
    return text.getvalue().encode()


def write_yaml(path: Path, value: object) -> None:
    """Write *value* as YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    path.write_text(yaml.dump(value, Dumper=dumper, allow_unicode=True, sort_keys=False), "utf-8")
