"""From the department's file with Japanese notations to the published copies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest

from catalog.load.folders import read_dataset_folder
from catalog.model.ids import DatasetId, Slug
from catalog.pipeline.dataset import check_dataset
from catalog.pipeline.publishing import PublishedDataset, publish_dataset
from catalog.store.results import ResultStore
from tests.publish.factory import CITY, SITE, VOCABULARIES

DESCRIPTOR = """\
name: shelters
title: 避難所
description: 架空の避難所です。
licenses: [{name: CC-BY-4.0}]
resources:
  - name: list
    path: list.csv
    schema:
      missingValues: ["", "－"]
      fields:
        - {name: 番号, type: integer, constraints: {required: true}}
        - {name: 設置日, type: date, notation: japanese, constraints: {minimum: 昭和元年12月25日}}
        - {name: 収支, type: number, notation: japanese}
        - {name: 開設, type: boolean, notation: japanese}
        - {name: 緯度, type: number, notation: japanese}
        - {name: 経度, type: number, notation: japanese}
        - {name: 更新日, type: date, format: "%Y/%m/%d"}
        - {name: コード, type: string}
      primaryKey: 番号
    layer: {crs: "EPSG:6668", x: 経度, y: 緯度, geometry: Point}
"""
ROWS = """\
番号,設置日,収支,開設,緯度,経度,更新日,コード
1,R5.4.1,"△1,234.50",○,35度39分29秒,139度44分28.8秒,2024/4/1,００１
2,S64.1.7,１２３,無,35-39-29,139-44-28,2024/04/02,－
3,H1.1.8,－,,35.5,139.7,,003
"""


@pytest.fixture
def published(tmp_path: Path) -> Iterator[PublishedDataset]:
    folder_path = tmp_path / "datasets" / "machi" / "shelters"
    folder_path.mkdir(parents=True)
    (folder_path / "datapackage.yaml").write_text(DESCRIPTOR, "utf-8")
    (folder_path / "list.csv").write_bytes(ROWS.encode("cp932"))
    folder = read_dataset_folder(tmp_path, DatasetId(Slug("machi"), Slug("shelters")))
    assert folder is not None
    checked = check_dataset(tmp_path, folder, None, VOCABULARIES, date(2026, 4, 1))
    with ResultStore(tmp_path / "store").stage(str(folder.id), "key") as staged:
        yield publish_dataset(folder, checked, CITY, SITE, staged)


def content(published: PublishedDataset, name: str) -> bytes:
    return b"".join(published.files[f"data/machi/shelters/{name}"].pieces())


def test_the_published_copies_are_canonical_and_the_original_is_as_it_was(published: PublishedDataset) -> None:
    assert content(published, "list.csv").decode().splitlines() == [
        "番号,設置日,収支,開設,緯度,経度,更新日,コード",
        "1,2023-04-01,-1234.50,true,35.658055556,139.741333333,2024-04-01,００１",
        "2,1989-01-07,123,false,35.658055556,139.741111111,2024-04-02,",
        "3,1989-01-08,,,35.5,139.7,,003",
    ]
    first = json.loads(content(published, "list.json"))[0]
    assert (first["設置日"], first["収支"], first["開設"], first["コード"]) == ("2023-04-01", -1234.5, True, "００１")
    original = next(each for each in published.described.resources[0].distributions if each.role == "original")
    assert b"".join(published.files[original.uri].pieces()) == ROWS.encode("cp932")


def test_degrees_are_on_the_map(published: PublishedDataset) -> None:
    features = json.loads(content(published, "list.geojson"))["features"]
    assert features[0]["geometry"]["coordinates"] == [139.7413333, 35.6580556]


def test_the_published_package_is_valid_and_says_what_was_changed(published: PublishedDataset, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    folder.mkdir()
    for name in ("list.csv", "datapackage.json"):
        (folder / name).write_bytes(content(published, name))
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    resource: Mapping[str, Any] = json.loads(content(published, "datapackage.json"))["resources"][0]
    assert resource["schema"]["fields"][1]["constraints"] == {"minimum": "1926-12-25"}
    assert not any({"notation", "format"} & set(field) for field in resource["schema"]["fields"])
    assert resource["conversions"][0] == {"field": "設置日", "kind": "era-date", "count": 3}


def test_the_page_tells_what_was_changed_in_both_languages(published: PublishedDataset) -> None:
    pages = {page.lang: "".join(page.slots.values()) for page in reversed(published.pages)}
    assert "和暦の日付3件を西暦にしました（例 R5.4.1 → 2023-04-01）" in pages["ja"]
    assert "dates with Japanese eras are given in the Western calendar: 3 " in pages["en"]
    assert all('href="#changed"' in page for page in pages.values())
