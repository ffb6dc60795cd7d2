"""Two editions and what `catalog diff` tells of them. A regression is a new folder under ``tests/golden/diff``.

A case has ``before`` and ``after``, laid over the catalog without any mistake, and what is told as Markdown in both
languages and as JSON.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from catalog.cli import main
from tests.pipeline.test_changes import git

TESTS_PATH = Path(__file__).resolve().parents[1]
GOLDEN_PATH = TESTS_PATH / "golden" / "diff"
BASE_PATH = TESTS_PATH / "golden" / "check" / "_base"
CASES = sorted(folder.name for folder in GOLDEN_PATH.iterdir())


def copyfile(source: str, target: str) -> object:
    """Copy a file's bytes alone."""
    return shutil.copyfile(source, target)


def committed(case: str, root: Path) -> Path:
    """Return *root* with the edition ``before`` in git and ``after`` in its place."""
    shutil.copytree(BASE_PATH, root, dirs_exist_ok=True)
    # Copied without their times: git would take a file of the same size and time for the one that it knows.
    shutil.copytree(GOLDEN_PATH / case / "before", root / "datasets/machi", dirs_exist_ok=True, copy_function=copyfile)
    git(root, "init", "--initial-branch=main")
    git(root, "add", "-A")
    git(root, "commit", "-m", "published")
    for folder in (GOLDEN_PATH / case / "before").iterdir():
        shutil.rmtree(root / "datasets/machi" / folder.name)
    if (GOLDEN_PATH / case / "after").is_dir():
        shutil.copytree(
            GOLDEN_PATH / case / "after", root / "datasets/machi", dirs_exist_ok=True, copy_function=copyfile
        )
    return root


def told(root: Path, *arguments: str) -> str:
    """Return what the command answers."""
    result = CliRunner().invoke(main, ["diff", "main", "--root", str(root), *arguments])
    assert result.exit_code in (0, 1), result.output
    return result.stdout


@pytest.mark.parametrize("case", CASES)
def test_differences_are_told_as_they_are(case: str, tmp_path: Path) -> None:
    root = committed(case, tmp_path)
    for name, arguments in (
        ("expected.ja.md", ("--format", "markdown", "--lang", "ja")),
        ("expected.en.md", ("--format", "markdown", "--lang", "en")),
        ("expected.json", ("--format", "json")),
    ):
        assert told(root, *arguments) == (GOLDEN_PATH / case / name).read_text("utf-8"), name
