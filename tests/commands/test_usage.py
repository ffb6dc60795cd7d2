"""How a command may be called wrongly, and what it says then: in the language of the messages, never a traceback."""

from __future__ import annotations

import errno
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalog.cli import main
from catalog.pipeline.options import explain
from tests.pipeline.test_changes import git

BASE_PATH = Path(__file__).resolve().parents[1] / "golden" / "check" / "_base"
DESCRIPTOR = """\
name: data
title: 一覧
description: 番号の一覧です。
licenses: [{name: CC-BY-4.0}]
resources:
  - {name: list, path: list.csv}
"""
KANA = re.compile("[\u3041-\u30fe]")


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner(env={"LC_ALL": "ja_JP.UTF-8", **environment}).invoke(main, arguments)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog with one dataset, in git."""
    shutil.copytree(BASE_PATH, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "datasets/machi/data"
    folder.mkdir()
    (folder / "datapackage.yaml").write_text(DESCRIPTOR, "utf-8")
    (folder / "list.csv").write_text("番号\n1\n", "utf-8")
    git(tmp_path, "init", "--initial-branch=main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-m", "published")
    return tmp_path


WRONG = {
    "missing": ("diff",),
    "choice": ("check", "--format", "xml"),
    "option": ("check", "--formt", "text"),
    "value": ("check", "--format"),
    "number": ("check", "--jobs", "0"),
    "letters": ("check", "--jobs", "two"),
    "folder": ("build", "--site-dir", __file__),
    "file": ("preview", "HEAD", "--output", "/"),
    "left over": ("remind", "公園", "一覧.csv"),
    "command": ("chek",),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_a_wrong_call_is_told_in_the_language_of_the_messages(arguments: tuple[str, ...]) -> None:
    ja, en = run(*arguments), run(*arguments, LC_ALL="en_GB.UTF-8")
    assert (ja.exit_code, en.exit_code, ja.stdout, en.stdout) == (2, 2, "", "")
    assert KANA.search(ja.stderr) and not KANA.search(en.stderr)
    assert ja.stderr.startswith("catalog: ") and "Error" not in ja.stderr + en.stderr


def test_the_language_that_is_asked_for_goes_first() -> None:
    for stated in (("--lang", "en"), ("--lang=en",)):
        assert "takes one of these" in run("check", *stated, "--format", "xml").stderr


def test_a_word_close_to_a_command_is_offered() -> None:
    assert "check" in run("chek").stderr


def test_help_and_version_are_no_mistakes() -> None:
    assert [run(*words).exit_code for words in (("--help",), ("check", "-h"), ("--version",))] == [0, 0, 0]
    assert run().exit_code == 2 and "Commands:" in run().output


def test_what_is_stopped_is_neither_clean_nor_an_error_in_the_data(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("catalog.pipeline.reminding.remind", stopped)
    result = run("remind", "--root", str(root))
    assert (result.exit_code, result.stderr.strip()) == (2, "途中でやめました。")


@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOSPC, errno.EROFS, errno.ENAMETOOLONG])
def test_what_the_machine_refuses_is_told_in_words(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOG_LANG", "ja")
    told = explain(OSError(code, "anything", "x.csv"))
    assert told.startswith("x.csv: ") and KANA.search(told)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("diff", "HEAD", "datasets/machi/none"), "にもありません"),
        (("diff", "HEAD", "datasets/machi/data"), "データの変更はありません"),
        (("owners", "--file", "datasets"), "フォルダーです"),
        (("from-form", "none.json"), "見つかりません"),
        (("from-form", "datasets"), "フォルダーです"),
        (("new", "machi/other", "--from", "none.csv"), "見つかりません"),
        (("withdraw", "machi/dat"), "machi/data"),
        (("rename", "machi/dat", "machi/other"), "machi/data"),
        (("rename", "machi/data/none", "machi/data/other"), "あるもの"),
        (("preview", "HEAD"), "先に catalog build"),
        (("check", "machi/data"), "datasets/machi/data"),
    ],
)
def test_what_is_not_there_is_told_with_what_may_be_meant(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(root)
    result = run(*arguments)
    assert words in result.output, result.output
    assert result.exit_code == (0 if "データの変更" in words else 2)


def test_a_file_beside_the_datasets_is_looked_into(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "公園 一覧.csv").touch()
    monkeypatch.chdir(root)
    result = run("check", "公園 一覧.csv")
    assert result.exit_code == 1 and "ファイルが空です" in result.stdout


def test_files_that_nobody_can_place_wait_for_a_word(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "データ.csv").write_text("甲,乙\n1,2\n", "utf-8")
    shutil.copytree(root / "datasets/machi", root / "datasets/mura")
    monkeypatch.chdir(root)
    told = run("adopt")
    assert told.exit_code == 1 and "--as" in told.stdout and "--write" not in told.stdout
