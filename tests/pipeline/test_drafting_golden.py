"""Files and the descriptors that `catalog new` makes of them. A regression is a new folder under ``tests/golden/new``.

A case has ``source``, the files that are named to the command; ``expected.yaml``, the descriptor; and ``case.json``:
the options, the exit code, the files beside the descriptor, and the codes of errors that the check still has.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from catalog.cli import main
from catalog.codes import severity_of
from catalog.convert.descriptor_layout import format_descriptor
from catalog.convert.descriptor_order import DATASET
from catalog.findings import Severity
from tests.check.driver import check_folder

TESTS_PATH = Path(__file__).resolve().parents[1]
GOLDEN_PATH = TESTS_PATH / "golden" / "new"
BASE_PATH = TESTS_PATH / "golden" / "check" / "_base"
CASES = sorted(folder.name for folder in GOLDEN_PATH.iterdir())


@pytest.mark.parametrize("case", CASES)
def test_a_descriptor_is_made_and_holds(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(BASE_PATH, tmp_path, dirs_exist_ok=True)
    told: dict[str, Any] = json.loads((GOLDEN_PATH / case / "case.json").read_text("utf-8"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")
    sources = [str(GOLDEN_PATH / case / "source" / name) for name in told["from"]]
    named = [part for source in sources for part in ("--from", source)]
    arguments = [
        "new",
        told.get("id", "machi/parks"),
        *named,
        *told["options"],
        "--root",
        str(tmp_path),
        "--lang",
        "en",
    ]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == told["exit"], result.output
    folder = tmp_path / "datasets" / told.get("id", "machi/parks")
    if not told["files"]:
        assert not folder.exists()
        return
    text = (folder / "datapackage.yaml").read_text("utf-8")
    assert text == (GOLDEN_PATH / case / "expected.yaml").read_text("utf-8")
    assert format_descriptor(text, DATASET) == text
    assert sorted(file.name for file in folder.iterdir()) == sorted([*told["files"], "datapackage.yaml"])
    errors = [finding.code for finding in check_folder(tmp_path) if severity_of(finding) is Severity.ERROR]
    assert sorted(set(errors)) == told.get("errors", [])
