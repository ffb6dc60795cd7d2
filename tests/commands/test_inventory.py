"""`catalog inventory`: rows of published datasets for an inventory, and never over one that is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalog.cli import main

GOLDEN_PATH = Path(__file__).parents[1] / "golden" / "check"
ROW = "施設一覧,Facilities,総務課,General Affairs,,,,毎年,公開済み,facilities,,,,,\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for case in ("_base", "inventory"):
        shutil.copytree(GOLDEN_PATH / case, tmp_path, dirs_exist_ok=True)
    (tmp_path / "datasets/machi/inventory.csv").unlink()
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["inventory", *arguments, "--root", str(root), "--lang", "ja"])


def test_rows_are_shown_and_nothing_is_written(root: Path) -> None:
    result = run(root, "machi")
    assert result.exit_code == 0
    assert result.stdout.splitlines(keepends=True)[1:] == [ROW], "a withdrawn dataset is no open data"
    assert "--write" in result.stderr
    assert not (root / "datasets/machi/inventory.csv").exists()


def test_what_is_written_passes_the_check_and_is_complete(root: Path) -> None:
    assert run(root, "machi", "--write").exit_code == 0
    before = (root / "datasets/machi/inventory.csv").read_bytes()
    assert before.startswith(b"\xef\xbb\xbf") and ROW.replace("\n", "\r\n").encode() in before
    again = run(root, "datasets/machi/", "--write")
    assert "すべてあります" in again.stderr and again.stdout == ""
    checked = CliRunner().invoke(main, ["check", str(root / "datasets/machi/inventory.csv"), "--root", str(root)])
    assert checked.exit_code == 0, checked.output
    assert (root / "datasets/machi/inventory.csv").read_bytes() == before


def test_what_an_inventory_lacks_is_shown_and_not_written(root: Path) -> None:
    file = root / "datasets/machi/inventory.csv"
    file.write_text("データの名称,公開区分\n公園台帳,検討中\n", "utf-8")
    result = run(root, "machi", "--write")
    assert result.stdout.endswith(ROW) and "写して" in result.stderr
    assert file.read_text("utf-8").count("\n") == 2


@pytest.mark.parametrize("name", ["nobody", "../machi", ""])
def test_a_body_that_is_not_there(root: Path, name: str) -> None:
    result = run(root, name)
    assert result.exit_code == 2
    assert "machi" in result.stderr
