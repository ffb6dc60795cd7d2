"""What other portals take over."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from catalog.model.text import LocalizedText
from catalog.publish.catalog_index import render_catalog_entry
from catalog.publish.harvest import render_list_rows, render_open_data_list, render_package, render_package_search
from catalog.standards.standard_datasets import find_standard_dataset
from tests.publish.factory import CITY, SITE, make_offices


def entry(**changes: Any) -> str:
    return render_catalog_entry(make_offices(**changes)[0], CITY, SITE)


def rows(*entries: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read_list(entries))))


def read_list(entries: Iterable[str]) -> str:
    return render_open_data_list(render_list_rows(each, CITY) for each in entries).decode("utf-8-sig")


def answer_with(*entries: str) -> Any:
    return json.loads(render_package_search(SITE, [render_package(each, CITY) for each in entries]))


def test_the_answer_of_ckan() -> None:
    answer = answer_with(entry())
    assert answer["success"] is True
    assert answer["result"]["count"] == 1
    [package] = answer["result"]["results"]
    assert (package["id"], package["title"]) == ("okayama-city--ward-offices", "区役所一覧")
    assert package["organization"]["title"] == "岡山市"
    assert [tag["name"] for tag in package["tags"]] == ["区役所", "ward office"]
    assert package["num_resources"] == len(package["resources"]) > 3
    assert len({resource["id"] for resource in package["resources"]}) == package["num_resources"]
    assert all(resource["url"].startswith(SITE.site_url) for resource in package["resources"])


def test_former_identifiers_are_extras() -> None:
    answer = answer_with(entry(aliases=("okayama-city/halls",)))
    extras = {each["key"]: each["value"] for each in answer["result"]["results"][0]["extras"]}
    assert json.loads(extras["alternate_identifier"]) == [f"{SITE.site_url}id/okayama-city/halls"]


def test_an_answer_without_datasets() -> None:
    answer = answer_with()
    assert (answer["result"]["count"], answer["result"]["results"]) == (0, [])
    assert rows() == []


def test_the_list_has_the_headings_of_the_standard() -> None:
    standard = find_standard_dataset("open-data-list", "new")
    assert standard is not None
    [first, *_] = rows(entry())
    assert list(first) == [column.heading for column in standard.columns]
    assert first["全国地方公共団体コード"] == CITY.code
    assert first["データセット_分類"] == "行財政"
    assert first["データセット_更新頻度"] == "毎年"
    assert first["データセット_最終更新日"] == "2026-04-01"
    assert {row["ファイル_形式"] for row in rows(entry())} >= {"CSV", "GEOJSON"}


def test_what_nobody_wrote_is_empty() -> None:
    bare = entry(frequency=None, issued=None, modified=None, temporal=None, themes=(), keywords={}, sources=())
    [first, *_] = rows(bare)
    assert (first["データセット_更新頻度"], first["データセット_最終更新日"], first["データセット_分類"]) == (
        "",
        "",
        "",
    )
    assert answer_with(bare)["result"]["count"] == 1


def test_no_formula_is_run() -> None:
    [first, *_] = rows(entry(title=LocalizedText("=HYPERLINK(1)")))
    assert first["データセット_タイトル"] == "'=HYPERLINK(1)"
