"""`catalog owners`: one section of one file, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalog.cli import main
from catalog.report.code_owners import BEGIN, END
from tests.contracts.source import ROOT_PATH

BASE_PATH = ROOT_PATH / "tests/golden/check/_base"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "catalog"
    shutil.copytree(BASE_PATH, root)
    body = root / "datasets/machi/municipality.yaml"
    body.write_text(body.read_text("utf-8") + 'reviewers: ["@okayama/parks", staff@example.lg.jp]\n', "utf-8")
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["owners", *arguments, "--root", str(root), "--lang", "ja"])


@pytest.mark.parametrize("place", [".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS"])
def test_the_section_is_added_and_renewed(root: Path, place: str) -> None:
    file = root / place
    file.parent.mkdir(exist_ok=True)
    file.write_text("* @okayama/all\n", "utf-8")
    assert run(root).exit_code == 1
    assert file.read_text("utf-8") == "* @okayama/all\n"
    assert run(root, "--write").exit_code == 0
    expected = f"* @okayama/all\n\n{BEGIN}\n/datasets/machi/              @okayama/parks staff@example.lg.jp\n{END}\n"
    assert file.read_text("utf-8") == expected
    assert run(root).exit_code == 0
    file.write_text(expected.replace("@okayama/parks", "@nobody") + "/last/ @okayama/last\n", "utf-8")
    assert run(root).exit_code == 1
    assert run(root, "--write").exit_code == 0
    assert file.read_text("utf-8") == expected + "/last/ @okayama/last\n"


def test_a_body_without_reviewers_is_named(root: Path) -> None:
    shutil.copyfile(BASE_PATH / "datasets/machi/municipality.yaml", root / "datasets/machi/municipality.yaml")
    result = run(root, "--write")
    assert "確認する人（reviewers）が書かれていない自治体： 岡山市（machi）" in result.stdout
    assert "# /datasets/machi/ has no reviewers" in (root / "CODEOWNERS").read_text("utf-8")


@pytest.mark.parametrize("text", [f"{BEGIN}\n", f"{END}\n{BEGIN}\n", f"{BEGIN}\n{END}\n{BEGIN}\n{END}\n"])
def test_a_section_that_cannot_be_told_is_left_alone(root: Path, text: str) -> None:
    (root / "CODEOWNERS").write_text(text, "utf-8")
    assert run(root, "--write").exit_code == 2
    assert (root / "CODEOWNERS").read_text("utf-8") == text


def test_a_link_is_not_followed(root: Path) -> None:
    (root.parent / "elsewhere").write_text("", "utf-8")
    (root / "CODEOWNERS").symlink_to(root.parent / "elsewhere")
    assert run(root, "--write").exit_code == 2
    assert (root.parent / "elsewhere").read_text("utf-8") == ""


def test_ours_is_as_it_should_be() -> None:
    assert run(ROOT_PATH).exit_code == 0
