"""What a branch has changed, in a real repository."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from catalog.load.history import read_changed_uris
from catalog.pipeline.changes import check_changes
from catalog.pipeline.options import BuildOptions, CatalogUnusable

GOLDEN_PATH = Path(__file__).resolve().parents[1] / "golden" / "check"
ROWS = "番号,名称\n" + "".join(f"{number},公民館{number}\n" for number in range(1, 41))
DESCRIPTOR = """\
name: {name}
title: 施設一覧
title@en: Facilities
description: 市が置く公共施設の番号と名前を並べた一覧です。
description@en: List of facilities.
licenses: [{{name: {licence}}}]
publisher: {{department: 総務課, department@en: General Affairs, url: "https://machi.example.jp/"}}
themes: [administration]
keywords: [施設]
keywords@en: [facility]
accrualPeriodicity: annual
issued: 2025-04-01
modified: 2025-04-01
sources: [{{title: 施設台帳}}]
aliases: [{aliases}]
resources:
  - name: {resource}
    path: {path}
    schema:
      fields:
        - {{name: 番号, title@en: Number, type: {type}}}
        - {{name: {column}, title@en: Name, type: string}}
{more}"""
BEFORE = {
    "name": "halls",
    "licence": "CC-BY-4.0",
    "aliases": "old-halls",
    "resource": "list",
    "type": "integer",
    "column": "名称",
    "path": "list.csv",
    "more": "",
}


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=tester", "-c", "user.email=tester@example.jp")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def write(root: Path, name: str, rows: str = ROWS, **changed: str) -> Path:
    folder = root / "datasets/machi" / name
    folder.mkdir(parents=True, exist_ok=True)
    values = {**BEFORE, "name": name, **changed}
    (folder / "datapackage.yaml").write_text(DESCRIPTOR.format(**values), "utf-8")
    for file in folder.glob("*.[cpt][sd][vf]"):
        file.unlink()
    (folder / values["path"]).write_text(rows, "utf-8")
    return folder


@pytest.fixture(params=["", "catalogs/ours"], ids=["whole-repository", "folder-of-a-repository"])
def root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    root = tmp_path / request.param
    shutil.copytree(GOLDEN_PATH / "_base", root, dirs_exist_ok=True)
    for name, alias in (("halls", "old-halls"), ("parks", "old-parks"), ("pools", "old-pools")):
        write(root, name, aliases=alias)
    git(tmp_path, "init", "--initial-branch=main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-m", "published")
    return root


def changes(root: Path, tmp_path: Path) -> list[tuple[str, str]]:
    options = BuildOptions(jobs=1, store=tmp_path / "store")
    build = check_changes(root, options, "main", lambda folder: True)
    return [(finding.code, finding.location.path) for finding in build.findings]


def test_nothing_is_told_of_what_is_as_it_was(root: Path, tmp_path: Path) -> None:
    write(root, "halls", "番号,名称\nx,公民館\n")
    git(root, "add", "-A")
    git(root, "commit", "-m", "a mistake that is there already")
    assert read_changed_uris(root, "main") == frozenset()
    assert changes(root, tmp_path) == []
    write(root, "parks", "番号,名称\nx,公園\n", aliases="old-parks")
    assert changes(root, tmp_path) == [
        ("rows-halved", "datasets/machi/parks/list.csv"),
        ("not-integer", "datasets/machi/parks/list.csv"),
    ]


def test_what_would_break_programs_is_told(root: Path, tmp_path: Path) -> None:
    half = "".join(ROWS.splitlines(keepends=True)[:21])
    made: dict[str, Callable[[], object]] = {
        "alias-gone": lambda: write(root, "halls", aliases=""),
        "licence-changed": lambda: write(root, "halls", licence="CC0-1.0"),
        "resource-gone": lambda: write(
            root, "halls", ROWS.replace("名称", "館名"), resource="other", path="halls.csv", column="館名"
        ),
        "column-type-changed": lambda: write(root, "halls", type="string"),
        "column-gone": lambda: write(root, "halls", ROWS.replace("名称", "館名"), column="館名"),
        "rows-halved": lambda: write(root, "halls", half),
        "dataset-gone": lambda: shutil.rmtree(root / "datasets/machi/halls"),
    }
    for code, change in made.items():
        change()
        assert [found for found, _ in changes(root, tmp_path)] == [code]
        write(root, "halls")


PLACED = "番号,名称,経度,緯度\n1,公民館,133.9,34.6\n"
COLUMNS = """\
        - {name: 経度, type: number}
        - {name: 緯度, type: number}
"""
TODAY = date(2026, 4, 1)
LAYER = "    layer: {crs: EPSG:6668, x: 経度, y: 緯度, geometry: Point}\n"


def test_addresses_that_would_die_are_told_with_what_saves_them(root: Path, tmp_path: Path) -> None:
    write(root, "maps", PLACED, aliases="", more=COLUMNS + LAYER)
    git(root, "add", "-A")
    git(root, "commit", "-m", "a map")
    descriptor = "datasets/machi/halls/datapackage.yaml"

    def told() -> list[tuple[str, str, int | None, dict[str, str]]]:
        options = BuildOptions(jobs=1, store=tmp_path / "store", today=TODAY)
        found = check_changes(root, options, "main", lambda folder: True).findings
        places = [(finding.code, finding.location, finding.params) for finding in found]
        own = {"dataset-gone", "dataset-renamed", "resource-renamed", "table-gone", "layer-gone", "form-gone"}
        own |= {"original-renamed", "original-gone"}
        return [(code, place.path, place.line, dict(params)) for code, place, params in places if code in own]

    write(root, "halls", resource="other")
    assert told() == [("resource-renamed", descriptor, 17, {"before": "list", "after": "other"})]
    write(root, "halls", path="halls.csv")
    named = {"name": "list", "before": "list.csv", "after": "halls.csv"}
    assert told() == [("original-renamed", descriptor, 18, named)]
    write(root, "halls", path="list.tsv", rows=ROWS.replace(",", "\t"))
    named = {"name": "list", "before": "list.csv", "after": "list.tsv", "today": TODAY.isoformat()}
    assert told() == [("original-gone", descriptor, 18, named)]
    write(root, "halls", path="list.pdf", rows="%PDF-1.4\n")
    assert [code for code, *_ in told()] == ["original-gone", "table-gone"]
    write(
        root,
        "halls",
        more="        - {name: 備考, type: string}\n",
        rows=ROWS.replace("名称", "名称,備考").replace("館", "館,x"),
    )
    assert told() == [("form-gone", descriptor, 17, {"file": "list.en.csv", "name": "list"})]
    write(root, "halls", rows=ROWS.replace("公民館1,", "公民館😀,").replace("公民館1\n", "公民館😀\n"))
    assert told() == [("form-gone", descriptor, 17, {"file": "list.cp932.csv", "name": "list"})]
    write(root, "halls")
    write(root, "maps", PLACED, aliases="", more=COLUMNS)
    stated = {"name": "list", "crs": "EPSG:6668", "x": "経度", "y": "緯度"}
    assert told() == [("layer-gone", "datasets/machi/maps/datapackage.yaml", 17, stated)]
    write(root, "maps", PLACED, aliases="", more=COLUMNS + LAYER)
    assert told() == []

    (root / "datasets/machi/halls").rename(root / "datasets/machi/town-halls")
    write(root, "town-halls")
    named = {"name": "machi/halls", "new": "machi/town-halls", "alias": "halls"}
    assert told() == [("dataset-renamed", "datasets/machi/town-halls/datapackage.yaml", None, named)]
    shutil.rmtree(root / "datasets/machi/town-halls")
    named = {"name": "machi/halls", "revision": "main"}
    assert told() == [("dataset-gone", "datasets/machi/halls", None, named)]


def test_former_names_of_files_are_kept_or_told(root: Path, tmp_path: Path) -> None:
    """What the findings say is written down; then nothing is told any more."""
    write(root, "halls", resource="other", path="halls.csv")
    assert [code for code, _ in changes(root, tmp_path)] == ["resource-renamed"]
    write(root, "halls", resource="other\n    aliases: [list]", path="halls.csv")
    assert [code for code, _ in changes(root, tmp_path)] == ["original-renamed"]
    folder = write(root, "halls", resource="other\n    aliases: [list, list.csv]", path="halls.csv")
    assert changes(root, tmp_path) == []
    git(root, "add", "-A")
    git(root, "commit", "-m", "renamed")
    git(root, "branch", "-f", "published")
    options = BuildOptions(jobs=1, store=tmp_path / "store", today=TODAY)

    def told() -> list[str]:
        return [each.code for each in check_changes(root, options, "published", lambda folder: True).findings]

    write(root, "halls", resource="other", path="halls.csv")
    assert told() == ["alias-gone", "alias-gone"]
    other = ROWS.replace("名称", "館名")
    write(root, "halls", other, resource="new", path="new.csv", column="館名")
    assert told() == ["alias-gone", "alias-gone", "resource-gone"]
    file = folder / "datapackage.yaml"
    text = file.read_text("utf-8")
    gone = "".join(
        f"  - {{name: {name}, date: 2026-01-31, reason: 統合しました。, reason@en: Merged., successor: new}}\n"
        for name in ("other", "list", "list.csv")
    )
    file.write_text(text.replace("resources:\n", f"withdrawnResources:\n{gone}resources:\n"), "utf-8")
    assert told() == []


def test_a_withdrawal_that_is_still_to_come_is_told(root: Path, tmp_path: Path) -> None:
    file = write(root, "halls") / "datapackage.yaml"
    gone = "withdrawnResources: [{name: plan, date: 2099-01-31, reason: 統合, reason@en: Merged.}]\n"
    file.write_text(file.read_text("utf-8").replace("resources:\n", f"{gone}resources:\n"), "utf-8")
    assert changes(root, tmp_path) == [("withdrawal-in-future", "datasets/machi/halls/datapackage.yaml")]


def test_a_renamed_dataset_is_compared_with_what_it_was(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "datasets/machi/halls")
    write(root, "town-halls", aliases="halls, old-halls", licence="CC0-1.0")
    assert changes(root, tmp_path) == [("licence-changed", "datasets/machi/town-halls/datapackage.yaml")]


def test_of_a_withdrawn_dataset_only_lost_aliases_are_told(root: Path, tmp_path: Path) -> None:
    folder = write(root, "halls", licence="CC0-1.0")
    file = folder / "datapackage.yaml"
    end = "withdrawn: {date: 2025-12-01, reason: 統合しました。, reason@en: Merged.}\n"
    file.write_text(file.read_text("utf-8").replace("resources:", f"{end}resources:"), "utf-8")
    (folder / "list.csv").unlink()
    assert changes(root, tmp_path) == []
    file.write_text(file.read_text("utf-8").replace("aliases: [old-halls]\n", ""), "utf-8")
    assert changes(root, tmp_path) == [("alias-gone", "datasets/machi/halls/datapackage.yaml")]


def test_a_dataset_that_was_renamed_with_an_alias_is_not_gone(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "datasets/machi/halls")
    write(root, "community-halls", aliases="halls, old-halls")
    assert changes(root, tmp_path) == []


def test_a_new_file_counts_before_git_knows_it(root: Path, tmp_path: Path) -> None:
    write(root, "libraries", "番号,名称\nx,図書館\n", aliases="")
    assert ("not-integer", "datasets/machi/libraries/list.csv") in changes(root, tmp_path)


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", ""])
def test_a_revision_that_git_does_not_know_is_refused_in_one_line(root: Path, tmp_path: Path, revision: str) -> None:
    with pytest.raises(CatalogUnusable):
        check_changes(root, BuildOptions(jobs=1, store=tmp_path / "store"), revision, lambda folder: True)


def test_outside_a_repository_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    with pytest.raises(CatalogUnusable):
        check_changes(tmp_path, BuildOptions(jobs=1, store=tmp_path / "store"), "main", lambda folder: True)
