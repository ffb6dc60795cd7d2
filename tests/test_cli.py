"""The command line: exit codes, and mistakes in its use told in one line."""

from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from catalog.cli import main

DATASETS = Path(__file__).parent / "site/data/datasets"


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner(env=environment).invoke(main, arguments)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog with one dataset that has an error."""
    shutil.copytree(DATASETS, tmp_path / "datasets")
    return tmp_path


def test_check_ends_with_1_where_there_are_errors_and_0_where_there_are_none(root: Path) -> None:
    assert run("check", "--root", str(root)).exit_code == 1
    assert run("check", "--root", str(root), str(root / "datasets/fictitious-city/offices")).exit_code == 0


def test_check_of_one_file_tells_only_of_it(root: Path) -> None:
    place = root / "datasets/fictitious-city/broken/broken.csv"
    result = run("check", "--root", str(root), "--format", "json", str(place))
    report = json.loads(result.stdout)
    assert {finding["location"]["path"] for finding in report["findings"]} == {
        "datasets/fictitious-city/broken/broken.csv"
    }


def test_check_leaves_nothing_in_the_datasets(root: Path) -> None:
    before = sorted(root.joinpath("datasets").rglob("*"))
    run("check", "--root", str(root))
    assert sorted(root.joinpath("datasets").rglob("*")) == before


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_messages_are_in_the_language_that_is_asked_for(root: Path, lang: str) -> None:
    output = run("check", "--root", str(root), "--lang", lang).stdout
    assert f"/{lang}/findings/not-integer/" in output
    assert ("整数ではありません" in output) == (lang == "ja")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--root", "{nowhere}"),
        ("check", "--root", "{root}", "{root}/datasets/no-such-place"),
        ("check", "--root", "{root}", "{nowhere}/../.."),
        ("inspect", "{nowhere}/no-such-file.csv"),
        ("inspect", "{nowhere}"),
        ("build", "--root", "{root}"),
        ("serve", "--root", "{root}", "--dev-addr", "nonsense"),
        ("serve", "--root", "{root}", "--dev-addr", "127.0.0.1:99999"),
    ],
)
@pytest.mark.parametrize("lang", ["ja_JP.UTF-8", "en_US.UTF-8"])
def test_a_mistake_in_its_use_is_one_line_and_exit_code_2(root: Path, arguments: tuple[str, ...], lang: str) -> None:
    (root / "nowhere").mkdir()
    filled = [argument.format(root=root, nowhere=root / "nowhere") for argument in arguments]
    result = run(*filled, LC_ALL=lang)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_an_address_that_another_program_has_is_told_in_one_line(root: Path) -> None:
    (root / "mkdocs.yml").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        result = run("serve", "--root", str(root), "--dev-addr", address)
    assert result.exit_code == 2
    assert address in result.stderr


def test_inspect_tells_what_a_file_is_without_a_catalog(tmp_path: Path) -> None:
    (tmp_path / "施設.csv").write_bytes("番号,名称\r\n0001,みほん館\r\n".encode("cp932"))
    told = json.loads(run("inspect", str(tmp_path / "施設.csv"), "--format", "json").stdout)
    assert (told["version"], told["encoding"], told["newline"], told["row_count"]) == (1, "cp932", "crlf", 1)
    assert [field["type"] for field in told["fields"]] == ["string", "string"]


def test_inspect_tells_of_problems_and_has_done_its_work(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").touch()
    result = run("inspect", str(tmp_path / "empty.xlsx"), "--lang", "en")
    assert (result.exit_code, "/en/findings/file-empty/" in result.stdout) == (0, True)


def test_check_takes_a_file_that_is_in_no_catalog(tmp_path: Path) -> None:
    file = tmp_path / "施設.csv"
    file.write_text("公民館一覧,\n,\n名称,定員\n北公民館,10\n南公民館,20\n", "utf-8")
    result = run("check", str(file), "--lang", "ja")
    assert result.exit_code == 0, result.output
    assert "見出しは 3 行目にあります" in result.output
    assert "ファイル 1 件を調べました" in result.output
    value = json.loads(run("check", str(file), "--format", "json").output)
    assert value["summary"]["files"] == {"checked": 1}
    assert [finding["code"] for finding in value["findings"]] == ["L3-01"]


def test_check_ends_with_1_where_a_file_in_no_catalog_has_errors(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").touch()
    assert run("check", str(tmp_path / "empty.csv")).exit_code == 1
