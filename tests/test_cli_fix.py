"""`catalog fix`: what it answers with, where it finds files, and that it writes only when it is told to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalog.cli import main
from catalog.model.text import LANGS, Lang
from tests.convert.test_repairs_golden import laid_out
from tests.test_docs import titled_blocks

SPACED = "番号,名称\n0001,みほん館 \n".encode()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["fix", *arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog with one file to repair."""
    return laid_out("numbers", tmp_path)


def test_repairs_are_shown_then_made_then_there_are_none(root: Path) -> None:
    file = root / "datasets/machi/facilities/list.csv"
    before = file.read_bytes()
    shown = run("--root", str(root), str(root / "datasets"), "--lang", "ja")
    assert (shown.exit_code, file.read_bytes()) == (1, before)
    assert "セル C2「定員」：「1,200」→「1200」" in shown.stdout
    assert "--write" in shown.stdout
    made = run("--root", str(root), str(root), "--write", "--lang", "en")
    assert made.exit_code == 0
    assert "Repairs made: 5." in made.stdout
    assert file.read_bytes() != before
    assert run("--root", str(root), str(file)).exit_code == 0


def test_a_file_of_no_catalog_is_repaired_as_it_looks(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(SPACED)
    assert run(str(file)).exit_code == 1
    assert run(str(file), "--write").exit_code == 0
    assert file.read_bytes() == SPACED.replace(b" \n", b"\n")


def test_programs_get_json(root: Path) -> None:
    told = json.loads(run("--root", str(root), str(root), "--format", "json").stdout)
    assert (told["version"], told["summary"]) == (1, {"files": 1, "made": 0, "waiting": 5, "by_hand": 0})
    repair = told["files"][0]["repairs"][0]
    assert (repair["kind"], repair["before"], repair["after"]) == ("thousands", "1,200", "1200")
    assert repair["location"] == {
        "path": "datasets/machi/facilities/list.csv",
        "row": 2,
        "field": "定員",
        "cell": "C2",
    }
    assert set(told["kinds"]["thousands"]) == {"title", "why"}


def test_a_comment_on_a_pull_request_is_markdown(root: Path) -> None:
    told = run("--root", str(root), str(root), "--format", "markdown", "--lang", "ja").stdout
    assert told.startswith("## 🔧 直せるところ")
    assert "「1,200」→「1200」" in told


def test_what_can_t_be_written_is_exit_code_2(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(SPACED)
    file.chmod(0o444)
    result = run(str(file), "--write", "--lang", "en")
    assert (result.exit_code, file.read_bytes()) == (2, SPACED)
    assert "read-only" in result.stdout


def test_a_link_and_another_kind_of_file_are_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(SPACED)
    (tmp_path / "link.csv").symlink_to(tmp_path / "list.csv")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "page.pdf").write_bytes(b"%PDF-1.7\n")
    for name in ("link.csv", "gone.csv", "page.pdf"):
        assert run(str(tmp_path / name), "--write").exit_code == 2
    assert (tmp_path / "list.csv").read_bytes() == SPACED


@pytest.mark.parametrize("arguments", [(), ("no-such-file.csv",), ("{folder}",), ("--root", "{folder}", "{folder}")])
def test_a_mistake_in_its_use_is_exit_code_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "empty").mkdir()
    result = run(*(argument.format(folder=tmp_path / "empty") for argument in arguments))
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_broken_description_is_told_and_is_exit_code_1(tmp_path: Path) -> None:
    root = laid_out("description-broken", tmp_path)
    result = run("--root", str(root), str(root), "--lang", "ja")
    assert result.exit_code == 1
    assert "catalog check" in result.stdout


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_shows_what_is_answered(lang: Lang, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = titled_blocks(lang)
    (tmp_path / "公園台帳.csv").write_text(blocks["公園台帳.csv"], "utf-8")
    monkeypatch.chdir(tmp_path)
    shown, told = blocks["catalog fix"].splitlines(), run("公園台帳.csv", "--lang", lang).stdout.splitlines()
    # The words may get better without a change there.
    assert len(shown) == len(told)
    assert [line for line in shown if "→" in line] == [line for line in told if "→" in line]
