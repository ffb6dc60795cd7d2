"""What a branch has changed, in a real repository."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
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
    path: list.csv
    schema:
      fields:
        - {{name: 番号, title@en: Number, type: {type}}}
        - {{name: {column}, title@en: Name, type: string}}
"""
BEFORE = {
    "name": "halls",
    "licence": "CC-BY-4.0",
    "aliases": "old-halls",
    "resource": "list",
    "type": "integer",
    "column": "名称",
}


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=tester", "-c", "user.email=tester@example.jp")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def write(root: Path, name: str, rows: str = ROWS, **changed: str) -> Path:
    folder = root / "datasets/machi" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.yaml").write_text(DESCRIPTOR.format(**{**BEFORE, "name": name, **changed}), "utf-8")
    (folder / "list.csv").write_text(rows, "utf-8")
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
        "resource-gone": lambda: write(root, "halls", resource="other"),
        "column-type-changed": lambda: write(root, "halls", type="string"),
        "column-gone": lambda: write(root, "halls", ROWS.replace("名称", "館名"), column="館名"),
        "rows-halved": lambda: write(root, "halls", half),
        "dataset-gone": lambda: shutil.rmtree(root / "datasets/machi/halls"),
    }
    for code, change in made.items():
        change()
        assert [found for found, _ in changes(root, tmp_path)] == [code]
        write(root, "halls")


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
