"""`catalog fmt` and `catalog rename`: exit codes, and what stays as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from catalog.cli import main
from catalog.convert.descriptor_names import aliases_after, rename_in_descriptor
from catalog.convert.resource_names import rename_resource_in_descriptor
from catalog.load.marked_yaml import parse_marked_yaml
from catalog.model.ids import DatasetId, Slug

BASE_PATH = Path(__file__).resolve().parents[1] / "golden" / "check" / "_base"
DESCRIPTOR = """\
# 公園
title: 公園一覧
name: parks  # アドレス
description: 市が管理する公園の一覧です。
licenses: [{name: CC-BY-4.0}]
resources:
  - {name: list, path: list.csv}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalog with one dataset."""
    shutil.copytree(BASE_PATH, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "datasets/machi/parks"
    folder.mkdir()
    (folder / "datapackage.yaml").write_text(DESCRIPTOR, "utf-8")
    (folder / "list.csv").write_text("番号\n1\n", "utf-8")
    return tmp_path


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--root", str(root), "--lang", "ja"])


def test_layouts_are_shown_then_made_then_fine(root: Path) -> None:
    file = root / "datasets/machi/parks/datapackage.yaml"
    shown = run(root, "fmt", "--check", str(file))
    assert (shown.exit_code, file.read_text("utf-8")) == (1, DESCRIPTOR)
    assert "datasets/machi/parks/datapackage.yaml: 整える" in shown.stdout
    assert run(root, "fmt").exit_code == 0
    assert file.read_text("utf-8").splitlines()[:3] == ["# 公園", "name: parks  # アドレス", "title: 公園一覧"]
    assert run(root, "fmt", "--check").exit_code == 0


def test_a_byte_order_mark_stays(root: Path) -> None:
    file = root / "datasets/machi/parks/datapackage.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + DESCRIPTOR.encode())
    assert run(root, "fmt").exit_code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf# ")


def test_a_broken_file_is_told_and_left_alone(root: Path) -> None:
    file = root / "datasets/machi/parks/datapackage.yaml"
    file.write_text("title: [\n", "utf-8")
    assert run(root, "fmt").exit_code == 1
    assert file.read_text("utf-8") == "title: [\n"
    refused = run(root, "rename", "machi/parks", "machi/gardens")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert file.exists()


def test_a_file_that_can_t_be_written_is_exit_code_2(root: Path) -> None:
    file = root / "datasets/machi/parks/datapackage.yaml"
    file.chmod(0o444)
    assert run(root, "fmt").exit_code == 2
    assert file.read_text("utf-8") == DESCRIPTOR


def test_a_renamed_dataset_keeps_its_old_address(root: Path) -> None:
    assert run(root, "rename", "machi/parks", "machi/gardens").exit_code == 0
    folder = root / "datasets/machi/gardens"
    assert sorted(file.name for file in folder.iterdir()) == ["datapackage.yaml", "list.csv"]
    text = (folder / "datapackage.yaml").read_text("utf-8")
    assert text == DESCRIPTOR.replace("name: parks", "name: gardens").replace(
        "resources:", "aliases: [parks]\nresources:"
    )
    assert run(root, "check").exit_code == 0
    assert run(root, "rename", "machi/gardens", "machi/parks").exit_code == 0
    assert "aliases: [gardens]" in (root / "datasets/machi/parks/datapackage.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("machi/parks", "machi/parks"),
        ("machi/none", "machi/gardens"),
        ("machi/parks", "machi/Gardens"),
        ("machi/parks", "../x/gardens"),
        ("machi/parks", "nobody/gardens"),
        ("machi/parks", "machi/taken"),
        ("machi/parks", "machi/earlier"),
    ],
)
def test_a_name_that_can_t_be_had_is_refused(root: Path, old: str, new: str) -> None:
    other = root / "datasets/machi/taken"
    shutil.copytree(root / "datasets/machi/parks", other)
    text = DESCRIPTOR.replace("name: parks", "name: taken").replace("resources:", "aliases: [earlier]\nresources:")
    (other / "datapackage.yaml").write_text(text, "utf-8")
    result = run(root, "rename", old, new)
    assert (result.exit_code, result.stdout) == (2, "")
    assert (root / "datasets/machi/parks/datapackage.yaml").read_text("utf-8") == DESCRIPTOR


def test_links_are_not_followed(root: Path) -> None:
    (root / "datasets/machi/gardens").symlink_to(root / "nowhere")
    assert run(root, "rename", "machi/parks", "machi/gardens").exit_code == 2
    assert (root / "datasets/machi/parks/list.csv").exists()


NAMES = st.lists(st.sampled_from(["a", "b", "c", "other/a", "machi/b", "gardens", "parks"]), max_size=4, unique=True)
FORMS = st.sampled_from(["flow", "lines", "dashes"])


@given(NAMES, FORMS, st.sampled_from(["machi", "other"]), st.sampled_from(["\n", "\r\n"]))
def test_only_name_and_aliases_change(names: list[str], form: str, body: str, newline: str) -> None:
    if form == "flow" or not names:
        stated = f"aliases: [{', '.join(names)}]\n"
    else:
        dash = "- " if form == "dashes" else "  - "
        stated = "aliases:\n" + "".join(f"{dash}{name}\n" for name in names)
    text = DESCRIPTOR.replace("licenses", f"{stated}licenses").replace("\n", newline)
    old, new = DatasetId(Slug("machi"), Slug("parks")), DatasetId(Slug(body), Slug("gardens"))
    changed = rename_in_descriptor(text, old, new)
    assert changed is not None
    before, after = parse_marked_yaml(text, "")[0], parse_marked_yaml(changed, "")[0]
    assert before is not None and after is not None
    assert after.value == {**before.value, "name": "gardens", "aliases": aliases_after(names, old, new)}
    assert changed.count("\n") == changed.count("\r\n") or newline == "\n"
    assert str(new) not in after.value["aliases"] and changed.startswith("# 公園")


def test_a_renamed_file_keeps_its_old_address(root: Path) -> None:
    file = root / "datasets/machi/parks/datapackage.yaml"
    result = run(root, "rename", "machi/parks/list", "machi/parks/parks")
    assert (result.exit_code, "list" in result.stdout) == (0, True)
    changed = DESCRIPTOR.replace("name: list,", "name: parks, aliases: [list],")
    assert file.read_text("utf-8") == changed
    assert run(root, "check").exit_code == 0
    assert run(root, "rename", "machi/parks/parks", "machi/parks/list").exit_code == 0
    assert "{name: list, aliases: [parks], path: list.csv}" in file.read_text("utf-8")


@pytest.mark.parametrize("new", ["parks/list", "parks/Other", "parks/taken", "parks/past", "gardens/list", "parks/a/b"])
def test_a_file_s_name_that_can_t_be_had_is_refused(root: Path, new: str) -> None:
    file = root / "datasets/machi/parks/datapackage.yaml"
    text = f"{DESCRIPTOR}  - {{name: taken, path: list.csv, aliases: [past]}}\n"
    file.write_text(text, "utf-8")
    for old in ("machi/parks/list", "machi/parks/nothing"):
        result = run(root, "rename", old, f"machi/{new}")
        assert (result.exit_code, result.stdout) == (2, "")
    assert file.read_text("utf-8") == text


RESOURCE = """\
name: parks
suppressions:
  - {code: L1-02, resource: list, reason: list}
views: [{resource: list, title: list}]
resources:
  - title: list
    name: list  # アドレス
    path: list.csv
ALIASES  - name: other
    schema:
      fields: [{name: list}]
      foreignKeys: [{fields: list, reference: {resource: "list", fields: list}}]
"""
EARLIER = ["a", "list", "new", "一覧_R6.csv", "a, b].csv", "it's.csv"]
FORMER = st.lists(st.sampled_from(EARLIER), max_size=4, unique=True)


@given(FORMER, st.sampled_from(["flow", "lines", "dashes"]), st.sampled_from(["\n", "\r\n"]))
def test_only_the_name_of_the_file_and_what_refers_to_it_changes(names: list[str], form: str, newline: str) -> None:
    quoted = ["'" + name.replace("'", "''") + "'" for name in names]
    flow = f"    aliases: [{', '.join(quoted)}]  # 前\n"
    lines = "    aliases:\n" + "".join(f"{'    ' if form == 'dashes' else '      '}- {name}\n" for name in quoted)
    stated = "" if not names else flow if form == "flow" else lines
    text = RESOURCE.replace("ALIASES", stated).replace("\n", newline)
    changed = rename_resource_in_descriptor(text, "list", "new")
    assert changed is not None
    before, after = parse_marked_yaml(text, "")[0], parse_marked_yaml(changed, "")[0]
    assert before is not None and after is not None
    kept = [name for name in names if name not in ("list", "new")]
    wanted = before.value
    wanted["resources"][0] |= {"name": "new", "aliases": [*kept, "list"]}
    wanted["suppressions"][0]["resource"] = wanted["views"][0]["resource"] = "new"
    wanted["resources"][1]["schema"]["foreignKeys"][0]["reference"]["resource"] = "new"
    assert after.value == wanted
    assert "# アドレス" in changed and (changed.count("\n") == changed.count("\r\n") or newline == "\n")
    assert rename_resource_in_descriptor(text, "nothing", "new") is None
