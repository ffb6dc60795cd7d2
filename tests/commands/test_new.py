"""`catalog new`: what it asks, and what it refuses to touch."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

import catalog.commands.new as command
from catalog.cli import main
from catalog.load.marked_yaml import parse_marked_yaml
from catalog.report.draft import scalar

BASE_PATH = Path(__file__).resolve().parents[1] / "golden" / "check" / "_base"
CONTENT = "番号,名称\n1,みほん公園\n2,みほん広場\n".encode()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog with one body, and a file beside it."""
    root = tmp_path / "catalog"
    shutil.copytree(BASE_PATH, root)
    (tmp_path / "公園一覧.csv").write_bytes(CONTENT)
    return root


def run(root: Path, name: str, *arguments: str, answers: str | None = None) -> Result:
    files = () if "--from" in arguments else ("--from", str(root.parent / "公園一覧.csv"))
    return CliRunner().invoke(
        main, ["new", name, *files, *arguments, "--root", str(root), "--lang", "ja"], input=answers
    )


def test_a_dataset_is_made_once(root: Path) -> None:
    made = run(root, "machi/parks")
    folder = root / "datasets/machi/parks"
    assert made.exit_code == 0, made.output
    assert "datasets/machi/parks を作りました。" in made.stdout
    assert (folder / "parks.csv").read_bytes() == CONTENT
    before = (folder / "datapackage.yaml").read_text("utf-8")
    again = run(root, "machi/parks", "--title", "べつ")
    assert (again.exit_code, again.stdout) == (2, "")
    assert (folder / "datapackage.yaml").read_text("utf-8") == before


def test_a_file_that_lies_in_its_place_gets_its_descriptor(root: Path) -> None:
    folder = root / "datasets/machi/parks"
    folder.mkdir()
    (folder / "list-of-parks.csv").write_bytes(CONTENT)
    assert run(root, "machi/parks", "--from", str(folder / "list-of-parks.csv")).exit_code == 0
    assert sorted(file.name for file in folder.iterdir()) == ["datapackage.yaml", "list-of-parks.csv"]


def test_a_file_of_somebody_else_is_not_overwritten(root: Path) -> None:
    folder = root / "datasets/machi/parks"
    folder.mkdir()
    (folder / "parks.csv").write_bytes(b"a\n1\n")
    assert run(root, "machi/parks").exit_code == 2
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {"parks.csv": b"a\n1\n"}


@pytest.mark.parametrize(
    "name", ["parks", "machi/", "machi/Parks", "machi/../x", "../x/y", "machi/a/b", "no-body/parks"]
)
def test_bad_names_are_refused(root: Path, name: str) -> None:
    result = run(root, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert [file.name for file in (root / "datasets").rglob("*.csv")] == []


def test_links_are_neither_read_nor_followed(root: Path) -> None:
    (root.parent / "link.csv").symlink_to(root.parent / "公園一覧.csv")
    assert run(root, "machi/parks", "--from", str(root.parent / "link.csv")).exit_code == 2
    (root.parent / "elsewhere").mkdir()
    (root / "datasets/machi/parks").symlink_to(root.parent / "elsewhere")
    assert run(root, "machi/parks").exit_code == 2
    assert list((root.parent / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--licence", "自由"),
        ("--theme", "nothing"),
        ("--frequency", "often"),
        ("--crs", "WGS84"),
        ("--from", "no-such.csv"),
        ("--from", "{folder}"),
        ("--from", "{folder}/book.xlsm"),
        ("--from", "{folder}/公園一覧.csv", "--from", "{folder}/公園一覧.csv"),
    ],
)
def test_what_can_t_be_chosen_is_refused(root: Path, arguments: tuple[str, ...]) -> None:
    (root.parent / "book.xlsm").write_bytes(b"PK")
    result = run(root, "machi/parks", *(argument.format(folder=root.parent) for argument in arguments))
    assert result.exit_code == 2
    assert not (root / "datasets/machi/parks").exists()


def test_whoever_sits_at_a_terminal_is_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_is_asked", lambda: True)
    answers = "\n".join(
        ["都市公園", "City parks", "自由", "cc0-1.0", "公園課", "国土・気象, 99", "1、行財政", "毎年", ""]
    )
    made = run(root, "machi/parks", answers=answers)
    assert made.exit_code == 0, made.output
    text = (root / "datasets/machi/parks/datapackage.yaml").read_text("utf-8")
    for line in (
        "title: 都市公園",
        "title@en: City parks",
        "licenses: [{name: CC0-1.0}]",
        "publisher: {department: 公園課}",
        "themes: [land-weather, administration]",
        "accrualPeriodicity: annual",
    ):
        assert f"\n{line}\n" in text
    assert "岡山市の「都市公園」のデータです。" in text


@given(st.text(max_size=30))
def test_every_text_is_read_as_it_was_written(text: str) -> None:
    raw, findings = parse_marked_yaml(f"a: {scalar(text)}\nb: [x, {scalar(text)}]\nc: {{k: {scalar(text)}}}\n", "")
    assert findings == () and raw is not None
    assert raw.value == {"a": text, "b": ["x", text], "c": {"k": text}}
