"""Small catalogs and files before and after `catalog fix`. A regression is a new folder under ``tests/golden/fix``.

A case has ``before``, the files of ``after`` that are then others, and what is told of them. A catalog is laid over
the one without any mistake that the checks' cases have; files outside of ``datasets`` have no descriptor.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from catalog.findings import Finding
from catalog.model.repair import FileRepairs, RepairKind
from catalog.model.text import LANGS
from catalog.pipeline.repair import RepairTask, repair_files
from catalog.report.repairs import render_repairs
from catalog.report.repairs_json import render_repairs_json
from catalog.report.repairs_markdown import render_repairs_markdown
from tests.check.driver import check_folder

TESTS_PATH = Path(__file__).resolve().parents[1]
GOLDEN_PATH = TESTS_PATH / "golden" / "fix"
BASE_PATH = TESTS_PATH / "golden" / "check" / "_base"
CASES = sorted(folder.name for folder in GOLDEN_PATH.iterdir())

# What check says of a point that a repair has mended. The first is the case, the second what has to be gone.
SOLVED = {
    "encoding-not-declared": {"encoding-not-declared"},
    "encoding-declared-is-another": {"encoding-not-as-declared"},
    "encoding-declared-utf-8": {"encoding-not-as-declared"},
    "newlines-mixed": {"newlines-mixed"},
    "headings": {"label-spelling", "not-integer"},
    "codes": {"full-width-code", "body-code-zero-lost"},
    "headings-below-empty-rows": {"blank-header", "header-row-missing", "blank-row"},
    "headings-below-a-title": {"incorrect-label", "blank-label"},
    "headings-in-other-rows": {"incorrect-label", "header-row-missing", "missing-label", "extra-label"},
    "coordinates-swapped": {"coordinates-swapped"},
}


def laid_out(case: str, folder: Path) -> Path:
    """Return *folder* with the files of *case* as they are before."""
    if (GOLDEN_PATH / case / "before" / "datasets").is_dir():
        shutil.copytree(BASE_PATH, folder, dirs_exist_ok=True)
    shutil.copytree(GOLDEN_PATH / case / "before", folder, dirs_exist_ok=True)
    return folder


def look(root: Path, *, write: bool = False) -> tuple[FileRepairs, ...]:
    """Return what there is to repair in the catalog in *root*, or else in the files there."""
    if (root / "datasets").is_dir():
        return repair_files(RepairTask(root, lambda uri: True, is_write=write))
    files = [(file, file.name) for file in sorted(root.iterdir())]
    return repair_files(RepairTask(None, lambda uri: False, files, is_write=write))


def as_json(file: FileRepairs, root: Path) -> dict[str, Any]:
    repairs: list[list[Any]] = []
    for repair in file.repairs:
        place = repair.location
        at = place.cell or place.row or (f"line {place.line}" if place.line else "")
        texts = ["•••"] if repair.is_hidden else [text for text in (repair.before, repair.after) if text is not None]
        more = [repair.detail] if repair.detail else [repair.count] if repair.count > 1 else []
        repairs.append([repair.kind.value, at, *texts, *more])
    why = {"trouble": file.trouble.value} if file.trouble else {}
    codes = {"findings": [finding.code for finding in file.findings]} if file.findings else {}
    return {"path": file.path, "repairs": repairs, **why, **codes}


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def expected(case: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((GOLDEN_PATH / case / "expected.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("case", CASES)
def test_repairs_are_shown_and_nothing_is_touched(case: str, tmp_path: Path) -> None:
    root = laid_out(case, tmp_path)
    before = contents(root)
    assert [as_json(file, root) for file in look(root)] == expected(case)
    assert contents(root) == before


@pytest.mark.parametrize("case", CASES)
def test_repairs_are_made_as_they_were_shown_and_only_once(case: str, tmp_path: Path) -> None:
    root = laid_out(case, tmp_path)
    before, after = contents(root), GOLDEN_PATH / case / "after"
    found = look(root, write=True)
    assert [as_json(file, root) for file in found] == expected(case)
    assert contents(root) == before | (contents(after) if after.is_dir() else {})
    assert [file.path for file in look(root, write=True) if file.repairs] == []


def _point(finding: Finding) -> tuple[str, str | None]:
    return finding.location.path, finding.location.cell


@pytest.mark.parametrize("case", SOLVED)
def test_check_has_nothing_more_to_say_of_what_was_mended(case: str, tmp_path: Path) -> None:
    root = laid_out(case, tmp_path)
    before = {finding.code for finding in check_folder(root)}
    mended = {(file.path, repair.location.cell) for file in look(root, write=True) for repair in file.repairs}
    after = check_folder(root)
    # A cell that isn't proven to be wrong in one way alone stays, and so does what is said of it.
    points = (finding for finding in after if finding.location.cell is None or _point(finding) in mended)
    assert SOLVED[case] & before
    assert SOLVED[case] & {finding.code for finding in points} == set()
    assert {finding.code for finding in after} <= before


@pytest.mark.parametrize("case", CASES)
def test_repairs_are_told_in_all_ways(case: str, tmp_path: Path) -> None:
    files = look(laid_out(case, tmp_path))
    for lang in LANGS:
        for text in (
            render_repairs(files, lang, is_write=False),
            render_repairs_markdown(files, lang, is_write=False),
        ):
            assert re.findall(r"\{[a-z_]+\}", text) == []
    told = json.loads(render_repairs_json(files))
    assert [len(file["repairs"]) for file in told["files"]] == [len(file.repairs) for file in files]


def kinds_shown(cases: Sequence[str]) -> set[str]:
    return {repair[0] for case in cases for file in expected(case) for repair in file["repairs"]}


def test_every_kind_of_repair_is_shown_by_a_case() -> None:
    # Workbooks are made in code: see test_repairs_workbooks.
    assert {kind.value for kind in RepairKind} - kinds_shown(CASES) == {"property"}
