"""`catalog remind`: what is due by the stated frequency, and where descriptions lead to."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from catalog.cli import main
from tests.contracts.source import ROOT_PATH

BASE_PATH = ROOT_PATH / "tests/golden/check/_base"
DESCRIPTOR = """\
name: {name}
title: {name}のデータ
description: 見本のデータです。
licenses: [{{name: CC-BY-4.0}}]
publisher: {{department: {department}, url: "https://example.lg.jp/{name}"}}
accrualPeriodicity: {frequency}
modified: 2024-04-01
sources: [{{title: 台帳, path: "https://example.lg.jp/register"}}]
{more}resources:
  - name: points
    path: points.geojson
    layer:
      crs: EPSG:6668
      geometry: Point
      services:
        - {{type: xyz, url: "https://example.lg.jp/{{z}}/{{x}}/{{y}}.png"}}
        - {{type: wms, url: "https://example.lg.jp/wms", layer: a}}
        - {{type: wfs, url: "https://example.lg.jp/wfs?map=a"}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "catalog"
    shutil.copytree(BASE_PATH, root)
    body = root / "datasets/machi/municipality.yaml"
    body.write_text(body.read_text("utf-8") + 'homepage: https://machi.example/\nreviewers: ["@machi/all"]\n', "utf-8")
    add(root, "parks", "公園課", "annual")
    add(root, "roads", "道路課", "monthly")
    add(root, "trees", "公園課", "not-planned")
    add(root, "benches", "公園課", "annual", more="withdrawn: {date: 2024-05-01, reason: 終わりました。}\n")
    return root


def add(root: Path, name: str, department: str, frequency: str, more: str = "") -> None:
    folder = root / "datasets/machi" / name
    folder.mkdir()
    text = DESCRIPTOR.format(name=name, department=department, frequency=frequency, more=more)
    (folder / "datapackage.yaml").write_text(text, "utf-8")
    (folder / "points.geojson").write_text('{"type": "FeatureCollection", "features": []}', "utf-8")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["remind", *arguments, "--root", str(root), "--lang", "ja"])


def found(root: Path, day: str) -> dict[str, Any]:
    value = json.loads(run(root, "--format", "json", "--today", day).stdout)
    assert (value["version"], value["today"]) == (1, day)
    return {department["key"]: department for department in value["departments"]}


def test_departments_get_what_is_theirs(root: Path) -> None:
    departments = found(root, "2025-03-20")
    assert list(departments) == ["machi/", "machi/公園課", "machi/道路課"]
    parks, roads = departments["machi/公園課"], departments["machi/道路課"]
    assert parks["overdue"] == []
    assert [(one["id"], one["due"], one["days"]) for one in parks["soon"]] == [("machi/parks", "2025-04-01", 0)]
    assert [(one["id"], one["due"], one["days"]) for one in roads["overdue"]] == [("machi/roads", "2024-05-01", 323)]
    assert parks["reviewers"] == ["@machi/all"]
    assert [one["id"] for one in found(root, "2025-04-02")["machi/公園課"]["overdue"]] == ["machi/parks"]


def test_links_are_those_of_the_descriptions(root: Path) -> None:
    departments = found(root, "2025-03-20")
    assert [link["url"] for link in departments["machi/"]["links"]] == ["https://machi.example/"]
    assert [(link["kind"], link["url"]) for link in departments["machi/道路課"]["links"]] == [
        ("source", "https://example.lg.jp/register"),
        ("department", "https://example.lg.jp/roads"),
        ("service", "https://example.lg.jp/wms?SERVICE=WMS&REQUEST=GetCapabilities"),
        ("service", "https://example.lg.jp/wfs?map=a&SERVICE=WFS&REQUEST=GetCapabilities"),
        ("licence", "https://creativecommons.org/licenses/by/4.0/"),
    ]
    named = {link["dataset"] for link in departments["machi/公園課"]["links"]}
    assert named == {"machi/parks", "machi/trees"}


def test_words(root: Path) -> None:
    text = run(root, "--today", "2025-04-02")
    assert text.exit_code == 0
    assert (
        "parksのデータ（machi/parks）：2025-04-01 までに更新の予定でした（毎年、前の更新 2024-04-01）。1 日"
        in text.stdout
    )
    assert "### 岡山市 公園課" in run(root, "--today", "2025-04-02", "--format", "markdown").stdout
    nothing = run(root, "--today", "2024-04-02").stdout
    assert nothing == "更新の時期を過ぎたデータセットも、まもなく更新の時期になるデータセットもありません。\n"


def test_a_day_that_is_none_is_said_to_be_none(root: Path) -> None:
    result = run(root, "--today", "きょう")
    assert (result.exit_code, result.stdout) == (2, "")
