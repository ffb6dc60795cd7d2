"""`catalog withdraw`: what changes, what is refused, what stays as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from catalog.cli import main
from catalog.convert.descriptor_withdrawal import withdraw_in_descriptor
from catalog.load.marked_yaml import parse_marked_yaml
from catalog.report.draft import scalar
from tests.pipeline.test_changes import git

BASE_PATH = Path(__file__).resolve().parents[1] / "golden" / "check" / "_base"
DESCRIPTOR = """\
# yaml-language-server: $schema=x
name: parks  # アドレス
title: 公園一覧
title@en: Parks
description: 市が管理する公園の場所と広さの一覧です。
licenses: [{name: CC-BY-4.0}]
aliases: [gardens]

# 公園課から
resources:
  - {name: list, path: list.csv}
"""
END = """\
withdrawn:
  date: 2026-01-01
  reason: "公園台帳に統合: 2件"
  reason@en: Merged.
  successor: greens
"""
REASON = "公園台帳に統合:\n 2件"


@pytest.fixture(params=["", "catalogs/ours"], ids=["whole-repository", "folder-of-a-repository"])
def root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A catalog with two datasets, in git."""
    root = tmp_path / request.param
    shutil.copytree(BASE_PATH, root, dirs_exist_ok=True)
    for name in ("parks", "greens"):
        folder = root / "datasets/machi" / name
        (folder / "maps").mkdir(parents=True)
        text = DESCRIPTOR if name == "parks" else DESCRIPTOR.replace("parks", name).replace("aliases: [gardens]\n", "")
        (folder / "datapackage.yaml").write_text(text, "utf-8")
        (folder / "list.csv").write_text("番号\n1\n", "utf-8")
        (folder / "maps/map.pdf").write_bytes(b"%PDF-1.4\n")
        (folder / "README.md").write_text("メモ", "utf-8")
    git(tmp_path, "init", "--initial-branch=main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-m", "published")
    return root


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root), "--lang", "ja"])


def withdraw(root: Path, *options: str) -> Result:
    said = ("--reason", REASON, "--reason-en", "Merged.", "--successor", "greens")
    return run(root, "withdraw", "machi/parks", *said, *options)


def files(root: Path) -> list[str]:
    folder = root / "datasets/machi/parks"
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*"))


def text(root: Path) -> str:
    return (root / "datasets/machi/parks/datapackage.yaml").read_text("utf-8")


ALL = ["README.md", "datapackage.yaml", "list.csv", "maps", "maps/map.pdf"]


def test_the_descriptor_says_why_and_the_files_are_gone(root: Path) -> None:
    result = withdraw(root)
    assert result.exit_code == 0, result.output
    assert text(root) == DESCRIPTOR.replace("# 公園課から", f"{END}# 公園課から")
    assert files(root) == ["README.md", "datapackage.yaml"]
    assert "datasets/machi/parks/maps/map.pdf" in result.stdout
    assert run(root, "check", str(root / "datasets/machi/parks")).exit_code == 0
    assert run(root, "fmt", "--check").exit_code == 0


def test_a_trial_changes_nothing_and_says_the_same(root: Path) -> None:
    tried = withdraw(root, "--dry-run")
    assert tried.exit_code == 0
    assert (text(root), files(root)) == (DESCRIPTOR, ALL)
    assert "まだ何も変えていません" in tried.stdout
    for line in (*END.splitlines(), "datasets/machi/parks/list.csv"):
        assert f"    {line}\n" in tried.stdout


def test_files_can_be_kept_and_the_day_be_told(root: Path) -> None:
    assert withdraw(root, "--keep-files", "--date", "2025-12-31").exit_code == 0
    assert files(root) == ALL
    assert "  date: 2025-12-31\n" in text(root)
    assert "withdrawn-files-left" in run(root, "check", "--format", "json").stdout


def test_undoing_it_is_what_the_answer_says(root: Path) -> None:
    withdraw(root)
    (root / "datasets/machi/parks/datapackage.yaml").write_text(text(root).replace(END, ""), "utf-8")
    git(root, "restore", "--", "datasets/machi/parks")
    assert (text(root), files(root)) == (DESCRIPTOR, ALL)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--successor", "parks"), "同じです"),
        (("--successor", "machi/green"), "machi/greens"),
        (("--successor", "公園"), "形ではありません"),
        (("--date", "令和8年"), "2026-03-31 のように"),
        (("--reason", "  "), "理由を書いてください"),
    ],
)
def test_what_can_t_be_is_refused_in_one_line(root: Path, options: tuple[str, ...], words: str) -> None:
    result = withdraw(root, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr and result.stderr.count("\n") == 1
    assert (text(root), files(root)) == (DESCRIPTOR, ALL)


def test_a_reason_is_needed(root: Path) -> None:
    assert run(root, "withdraw", "machi/parks").exit_code == 2
    assert run(root, "withdraw", "machi/none", "--reason", "x").exit_code == 2
    assert text(root) == DESCRIPTOR


def test_what_is_withdrawn_is_not_withdrawn_again(root: Path) -> None:
    withdraw(root)
    before = text(root)
    again = withdraw(root)
    assert (again.exit_code, text(root)) == (2, before)
    assert "もう公開を終了しています" in again.stderr
    assert run(root, "withdraw", "machi/greens", "--reason", "x", "--successor", "parks").exit_code == 2


def test_files_that_git_does_not_have_are_never_deleted(root: Path) -> None:
    folder = root / "datasets/machi/parks"
    (folder / "list.csv").write_text("番号\n1\n2\n", "utf-8")
    (folder / "new.csv").write_text("番号\n1\n", "utf-8")
    (root / ".gitignore").write_text("secret/\n", "utf-8")
    (folder / "secret").mkdir()
    (folder / "secret/a.csv").write_text("番号\n", "utf-8")
    result = withdraw(root)
    assert result.exit_code == 2
    for name in ("list.csv", "new.csv", "secret/a.csv"):
        assert f"    datasets/machi/parks/{name}\n" in result.stderr
    assert "map.pdf" not in result.stderr
    assert text(root) == DESCRIPTOR
    assert withdraw(root, "--keep-files").exit_code == 0


def test_without_git_nothing_is_deleted(tmp_path: Path) -> None:
    shutil.copytree(BASE_PATH, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "datasets/machi/parks"
    folder.mkdir()
    (folder / "datapackage.yaml").write_text(DESCRIPTOR, "utf-8")
    (folder / "list.csv").write_text("番号\n1\n", "utf-8")
    assert run(tmp_path, "withdraw", "machi/parks", "--reason", "x").exit_code == 2
    assert (folder / "list.csv").exists()


def test_links_are_not_followed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("番号\n", "utf-8")
    (root / "datasets/machi/parks/link.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert withdraw(root).exit_code == 2
    assert (tmp_path / "elsewhere.csv").exists() and text(root) == DESCRIPTOR


def test_a_broken_descriptor_is_left_alone(root: Path) -> None:
    (root / "datasets/machi/parks/datapackage.yaml").write_text("name: [\n", "utf-8")
    assert withdraw(root).exit_code == 2
    assert text(root) == "name: [\n"


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30).filter(str.strip),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.booleans(),
)
def test_nothing_else_changes(reason: str, newline: str, has_resources: bool, has_end: bool) -> None:
    whole = DESCRIPTOR if has_resources else DESCRIPTOR.partition("# 公園課")[0].rstrip() + "\n"
    before = (whole if has_end else whole.rstrip("\n")).replace("\n", newline)
    stated = {"date": "2026-01-01", "reason": " ".join(reason.split())}
    lines = ["withdrawn:", "  date: 2026-01-01", f"  reason: {scalar(stated['reason'])}"]
    after = withdraw_in_descriptor(before, lines, stated)
    assert after is not None
    raw, findings = parse_marked_yaml(after, "")
    assert raw is not None and not findings and raw.value["withdrawn"] == stated
    for line in lines:
        after = after.replace(f"{line}{newline}", "", 1)
    assert after.rstrip() == before.rstrip()


# One of several files

TWO = DESCRIPTOR.replace(
    "  - {name: list, path: list.csv}\n",
    """\
  - {name: list, path: list.csv}  # 公園
  # 一覧と同じ範囲
  - name: map
    path: maps/map.pdf   # PDF
    aliases: [plan]

# おわり
""",
)


@pytest.fixture
def two(root: Path) -> Path:
    (root / "datasets/machi/parks/datapackage.yaml").write_text(TWO, "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-m", "two files")
    return root


def test_one_file_goes_and_every_name_that_it_had_says_why(two: Path) -> None:
    said = ("--reason", "一覧に: 統合", "--successor", "list", "--date", "2026-01-01")
    tried = run(two, "withdraw", "machi/parks/map", *said, "--dry-run")
    assert (tried.exit_code, text(two), files(two)) == (0, TWO, ALL)
    assert run(two, "withdraw", "machi/parks/map", *said).exit_code == 0
    item = '  - name: {}\n    date: 2026-01-01\n    reason: "一覧に: 統合"\n    successor: list\n'
    kept = TWO.partition("  # 一覧と同じ範囲\n")[0] + "\n# おわり\n"
    told = f"withdrawnResources:\n{item.format('map')}{item.format('plan')}"
    assert text(two) == kept.replace("# 公園課から", f"{told}# 公園課から")
    assert files(two) == ["README.md", "datapackage.yaml", "list.csv"]
    assert run(two, "fmt", "--check").exit_code == 0
    assert "resource-gone" not in run(two, "check", "--changed", "HEAD", "--format", "json").stdout


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("none", (), "あるもの： list, map"),
        ("map", ("--successor", "map"), "同じです"),
        ("map", ("--successor", "greens/list"), "同じデータセット"),
        ("Map", (), "という名前にはできません"),
    ],
)
def test_a_file_that_can_t_go_stays(two: Path, name: str, options: tuple[str, ...], words: str) -> None:
    result = run(two, "withdraw", f"machi/parks/{name}", "--reason", "x", *options)
    assert (result.exit_code, result.stdout, text(two), files(two)) == (2, "", TWO, ALL)
    assert words in result.stderr


def test_the_last_file_and_one_that_others_name_stay(two: Path) -> None:
    assert "これ一つだけ" in run(two, "withdraw", "machi/greens/list", "--reason", "x").stderr
    chart = "views: [{name: a, kind: bar, resource: map}]\n"
    (two / "datasets/machi/parks/datapackage.yaml").write_text(TWO + chart, "utf-8")
    result = run(two, "withdraw", "machi/parks/map", "--reason", "x", "--keep-files")
    assert result.exit_code == 2 and "views" in result.stderr
