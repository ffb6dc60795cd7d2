"""What a pull request shows: of real changes in real repositories, good ones and bad ones."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from catalog.cli import main
from tests.pipeline.review.repository import ROWS, add_dataset, codes, publish, review
from tests.pipeline.test_changes import git


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return publish(tmp_path / "repository")


def test_a_good_change_is_told_with_all_that_differs(root: Path, tmp_path: Path) -> None:
    add_dataset(root, "halls", ROWS.replace("3,公民館3,30", "3,中央公民館,35") + "31,公民館31,310\n")
    comment, told, code = review(root, tmp_path / "out")
    assert code == 0
    assert comment.startswith("<!-- machi-catalog:review -->\n## ✅ このまま公開できます\n")
    assert "増えた行 1、消えた行 0、変わった行 1" in comment
    assert "4行目（3）：「公民館3」→「中央公民館」" in comment
    assert "parks" not in comment
    assert told["verdict"] == "clean" and told["findings"] == []
    assert [table["changed"] for table in told["difference"]["datasets"][0]["tables"]] == [1]


def test_english_is_folded_in_below(root: Path, tmp_path: Path) -> None:
    add_dataset(root, "halls", ROWS.replace(",30", ",x"))
    comment, _, code = review(root, tmp_path / "out")
    ja, _, en = comment.partition("<details>\n<summary>English</summary>\n\n")
    assert code == 1 and comment.rstrip().endswith("</details>")
    assert "## ❌ 直すところがあります" in ja and "セル C4「定員」" in ja
    assert "## ❌ There are things to mend" in en and "cell C4 “定員”" in en
    for part, lang in ((ja, "ja"), (en, "en")):
        assert f"(https://data.example.jp/{lang}/findings/not-integer/)" in part


def test_a_workbook_is_compared_by_its_table(root: Path, tmp_path: Path) -> None:
    folder = root / "datasets/machi/halls"
    descriptor = (folder / "datapackage.yaml").read_text("utf-8").replace("list.csv", "list.xlsx")
    (folder / "datapackage.yaml").write_text(descriptor, "utf-8")
    (folder / "list.csv").unlink()
    (folder / "list.xlsx").write_bytes(
        workbook_of([["番号", "名称", "定員"], ["1", "東館", "10"], ["2", "西館", "20"]])
    )
    git(root, "add", "-A")
    git(root, "commit", "-m", "a workbook")
    git(root, "branch", "-f", "main")
    (folder / "list.xlsx").write_bytes(
        workbook_of([["番号", "名称", "定員"], ["1", "東館", "15"], ["2", "西館", "20"]])
    )
    comment, _, _ = review(root, tmp_path / "out")
    assert "2行目（1）：「10」→「15」" in comment


def test_unrelated_datasets_are_silent(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    broken = add_dataset(root, "broken", ROWS.replace(",30", ",x"))
    publish(root)
    assert broken.is_dir()
    add_dataset(root, "halls", ROWS + "31,公民館31,310\n")
    comment, told, code = review(root, tmp_path / "out")
    assert (code, told["findings"]) == (0, [])
    assert "broken" not in comment


def test_annotations_name_files_and_lines(root: Path, tmp_path: Path) -> None:
    add_dataset(root, "halls", ROWS.replace(",30", ",x"))
    review(root, tmp_path / "out")
    lines = (tmp_path / "out/annotations.txt").read_text("utf-8").splitlines()
    assert any(line.startswith("::error ") and "file=datasets/machi/halls/list.csv,line=4" in line for line in lines)


# Suggestions


def suggestions(told: dict[str, object]) -> list[tuple[object, ...]]:
    found = told["suggestions"]
    assert isinstance(found, list)
    return [tuple(entry.values()) for entry in found]


def test_a_line_with_one_right_answer_is_suggested(root: Path, tmp_path: Path) -> None:
    add_dataset(root, "halls", ROWS.replace("3,公民館3,30", "3,公民館3 ,30").replace("5,公民館5,50", "5,公民館5,５０"))
    comment, told, _ = review(root, tmp_path / "out")
    path = "datasets/machi/halls/list.csv"
    assert suggestions(told) == [
        (path, 4, "3,公民館3 ,30", "3,公民館3,30"),
        (path, 6, "5,公民館5,５０", "5,公民館5,50"),
    ]
    assert "そのうち 2 行には" in comment


def test_lines_that_are_not_part_of_the_change_are_not_suggested(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    root.mkdir()
    publish(root)
    add_dataset(root, "halls", ROWS.replace("3,公民館3,30", "3,公民館3 ,30"))
    git(root, "commit", "-am", "there before")
    git(root, "branch", "-f", "main")
    add_dataset(root, "halls", ROWS.replace("3,公民館3,30", "3,公民館3 ,30").replace("9,公民館9,90", "9,公民館9　,90"))
    assert [line for _, line, _, _ in suggestions(review(root, tmp_path / "out")[1])] == [10]


@pytest.mark.parametrize("encoding", ["cp932", "utf-16"])
def test_nothing_is_suggested_in_a_file_that_hosts_can_not_show(root: Path, tmp_path: Path, encoding: str) -> None:
    folder = add_dataset(root, "halls")
    (folder / "list.csv").write_bytes(ROWS.replace("3,公民館3,30", "3,公民館3 ,30").encode(encoding))
    assert suggestions(review(root, tmp_path / "out")[1]) == []


def test_a_line_with_something_about_a_person_is_not_suggested(root: Path, tmp_path: Path) -> None:
    rows = ROWS.replace("3,公民館3,30", "3,090-1234-5678 ,30").replace("4,公民館4,40", "4,公民館4 ,40")
    add_dataset(root, "halls", rows)
    comment, told, _ = review(root, tmp_path / "out")
    assert suggestions(told) == []
    assert "090-1234-5678" not in comment + str(told)
    add_dataset(root, "halls", ROWS.replace("4,公民館4,40", "4,公民館4 ,４０"), column="担当者")
    comment, told, _ = review(root, tmp_path / "out")
    assert suggestions(told) == [] and "４０" not in comment


# Bad input: one line each, nothing executed, nothing else breaks


def lines_with(comment: str, code: str) -> list[str]:
    japanese = comment.partition("<summary>English</summary>")[0]
    return [line for line in japanese.splitlines() if f"(`{code}`)" in line]


def test_a_change_that_deletes_everything(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "datasets/machi/halls")
    shutil.rmtree(root / "datasets/machi/parks")
    comment, told, code = review(root, tmp_path / "out")
    assert code == 1
    assert codes(told) == ["all-datasets-gone", "dataset-gone"]
    assert len(lines_with(comment, "all-datasets-gone")) == len(lines_with(comment, "dataset-gone")) == 1
    assert "データセット 2 件がすべてなくなります" in comment


def test_a_change_that_deletes_even_the_folder(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "datasets/machi")
    comment, _, code = review(root, tmp_path / "out")
    assert code == 1
    assert len(lines_with(comment, "all-datasets-gone")) == 1


def test_a_change_that_leaves_nothing_at_all(root: Path, tmp_path: Path) -> None:
    shutil.rmtree(root / "datasets")
    comment, told, code = review(root, tmp_path / "out")
    assert code == 1 and codes(told) == ["all-datasets-gone", "dataset-gone"]
    assert len(lines_with(comment, "all-datasets-gone")) == 1


def test_where_there_is_no_catalog_there_is_nothing_to_review(tmp_path: Path) -> None:
    git(tmp_path, "init", "--initial-branch=main")
    git(tmp_path, "commit", "--allow-empty", "-m", "x")
    assert CliRunner().invoke(main, ["review", "main", "--root", str(tmp_path)]).exit_code != 0


def test_a_dataset_that_is_renamed_is_told_once(root: Path, tmp_path: Path) -> None:
    folder = root / "datasets/machi"
    (folder / "halls").rename(folder / "community-halls")
    text = (
        (folder / "community-halls/datapackage.yaml").read_text("utf-8").replace("name: halls", "name: community-halls")
    )
    (folder / "community-halls/datapackage.yaml").write_text(
        text.replace("resources:", "aliases: [halls]\nresources:"), "utf-8"
    )
    comment, told, code = review(root, tmp_path / "out")
    assert (code, told["findings"]) == (0, [])
    assert "名前が変わったデータセット（前は machi/halls）" in comment


def test_five_hundred_files(root: Path, tmp_path: Path) -> None:
    for number in range(500):
        (root / f"datasets/machi/halls/extra-{number}.csv").write_text("a\n1\n", "utf-8")
    comment, _, _ = review(root, tmp_path / "out")
    assert len(lines_with(comment, "many-files-changed")) == 1
    assert len(lines_with(comment, "unused-file")) <= 1
    assert len(comment) < 60_000


def test_a_file_of_200_mb(root: Path, tmp_path: Path) -> None:
    with (root / "datasets/machi/halls/huge.zip").open("wb") as stream:
        stream.truncate(200_000_000)
    with (root / "huge.xlsx").open("wb") as stream:
        stream.truncate(200_000_000)
    comment, told, _ = review(root, tmp_path / "out")
    assert len(lines_with(comment, "file-heavy")) == 1
    assert "200 MB" in comment
    assert [entry["kind"] for entry in told["placements"]] == ["undecided"]


def test_a_symbolic_link_is_told_and_never_followed(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("番号,名称,定員\n1,ひみつ,1\n", "utf-8")
    folder = root / "datasets/machi/halls"
    (folder / "list.csv").unlink()
    (folder / "list.csv").symlink_to(secret)
    (root / "linked.csv").symlink_to(secret)
    (root / "datasets/machi/elsewhere").symlink_to(tmp_path)
    comment, told, code = review(root, tmp_path / "out")
    assert code == 1
    assert len(lines_with(comment, "link-or-special-file")) == 1
    assert "ひみつ" not in comment + str(told) and "secret" not in comment + str(told)


@pytest.mark.skipif(os.name == "nt", reason="such names can't be made there")
def test_names_with_line_breaks_and_markup(root: Path, tmp_path: Path) -> None:
    folder = root / "datasets/machi/halls"
    names = [
        "a\n## 見出し\nb.csv",
        "</details>@org/team.csv",
        "`x`.csv",
        "[a](https://evil.example).csv",
        "\u202egnp.csv",
    ]
    for name in names:
        (folder / name.replace("/", "∕")).write_text("a\n1\n", "utf-8")
    (root / "c\nd.csv").write_text("a\n1\n", "utf-8")
    comment, _, code = review(root, tmp_path / "out")
    assert code == 1
    assert len(lines_with(comment, "file-name")) == 1
    assert "\n## 見出し" not in comment and "\u202e" not in comment
    assert comment.count("</details>") == comment.count("<details>")


def test_a_path_with_two_dots_in_the_repository_itself(root: Path, tmp_path: Path) -> None:
    """No program can check such a commit out; one that is there all the same is told and not touched."""
    outside = tmp_path / "outside.csv"
    outside.write_text("番号\n1\n", "utf-8")

    def plumb(*arguments: str, text: bytes = b"") -> str:
        done = subprocess.run(["git", "-C", str(root), *arguments], input=text, capture_output=True, check=True)
        return done.stdout.decode().strip()

    blob = plumb("hash-object", "-w", "--stdin", text=b"x")
    inner = plumb("mktree", text=f"100644 blob {blob}\toutside.csv\n".encode())
    listed = plumb("ls-tree", "HEAD").encode() + f"\n040000 tree {inner}\t..\n".encode()
    commit = plumb(
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.jp",
        "commit-tree",
        plumb("mktree", text=listed),
        "-p",
        "HEAD",
        "-m",
        "x",
    )
    plumb("update-ref", "refs/heads/main", commit)  # It is gone on this side: what differs has that name.
    plumb("reset", "-q", "--soft", "main")
    comment, told, _ = review(root, tmp_path / "out")
    assert "outside" not in str(told["difference"])
    assert outside.read_text("utf-8") == "番号\n1\n"
    assert comment


def test_a_descriptor_that_points_outside_its_folder(root: Path, tmp_path: Path) -> None:
    folder = root / "datasets/machi/halls"
    text = (folder / "datapackage.yaml").read_text("utf-8").replace("path: list.csv", "path: ../parks/list.csv")
    (folder / "datapackage.yaml").write_text(text, "utf-8")
    comment, told, code = review(root, tmp_path / "out")
    assert code == 1 and "path-outside" in codes(told)
    assert len(lines_with(comment, "path-outside")) == 1


def test_a_workbook_with_macros(root: Path, tmp_path: Path) -> None:
    folder = root / "datasets/machi/halls"
    text = (folder / "datapackage.yaml").read_text("utf-8").replace("list.csv", "list.xlsx")
    (folder / "datapackage.yaml").write_text(text, "utf-8")
    (folder / "list.csv").unlink()
    (folder / "list.xlsx").write_bytes(with_macros(workbook_of([["番号", "名称", "定員"], ["1", "東館", "10"]])))
    comment, told, code = review(root, tmp_path / "out")
    assert code == 1 and "workbook-macros" in codes(told)
    assert len(lines_with(comment, "workbook-macros")) == 1


def workbook_of(rows: list[list[str]]) -> bytes:
    """Return a workbook with *rows* of texts."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_macros(workbook: bytes) -> bytes:
    """Return *workbook* with a program in it, in the way that Excel puts it there."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
                relation = f'<Relationship Id="rIdMacro" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
                data = data.replace(b"</Relationships>", relation.encode())
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return target.getvalue()


def test_hooks_and_programs_in_the_repository_are_not_run(root: Path, tmp_path: Path) -> None:
    trap = tmp_path / "ran"
    script = root / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\n", "utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    (root / ".gitattributes").write_text("*.csv diff=trap filter=trap\n", "utf-8")
    # The attributes of a change name programs; only the configuration, which no change has, could say what they are.
    git(root, "config", "diff.trap.textconv", str(script))
    git(root, "config", "diff.external", str(script))
    add_dataset(root, "halls", ROWS.replace("3,公民館3,30", "3,公民館3 ,30"))
    _, told, _ = review(root, tmp_path / "out")
    assert [line for _, line, _, _ in suggestions(told)] == [4]
    assert not trap.exists()


@pytest.mark.parametrize("revision", ["--output=x", "no-such-branch"])
def test_a_revision_that_git_does_not_know_is_refused(root: Path, revision: str) -> None:
    result = CliRunner().invoke(main, ["review", "--root", str(root), "--", revision])
    assert result.exit_code != 0 and not (root / "x").exists()
