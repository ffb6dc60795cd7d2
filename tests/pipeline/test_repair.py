"""Files that don't want to be repaired, workbooks, and what is never shown."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from catalog.model.repair import FileRepairs, RepairKind, RepairTrouble
from catalog.model.text import LANGS
from catalog.pipeline import repair
from catalog.pipeline.repair import RepairTask, repair_files
from catalog.report.repairs import render_repairs
from catalog.report.repairs_json import render_repairs_json
from catalog.report.repairs_markdown import render_repairs_markdown
from tests.convert.test_repairs_golden import BASE_PATH, laid_out, look
from tests.load.workbooks import rows_of, saved, unzipped, zipped

SPACED = "番号,名称\n0001,みほん館 \n".encode()


def fix(file: Path, *, write: bool = True) -> FileRepairs:
    [found] = repair_files(RepairTask(None, lambda uri: False, [(file, file.name)], is_write=write))
    return found


def written(folder: Path, data: bytes, name: str = "list.csv") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def test_a_link_is_neither_read_nor_written(tmp_path: Path) -> None:
    target = written(tmp_path, SPACED)
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    assert fix(link).trouble is RepairTrouble.LINK
    assert target.read_bytes() == SPACED


def test_a_device_isn_t_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert fix(tmp_path / "pipe.csv").trouble is RepairTrouble.LINK


def test_a_file_that_may_only_be_read_is_told_of(tmp_path: Path) -> None:
    file = written(tmp_path, SPACED)
    file.chmod(0o444)
    found = fix(file)
    assert (found.trouble, found.is_written, len(found.waiting)) == (RepairTrouble.UNWRITABLE, False, 1)
    assert file.read_bytes() == SPACED


def test_a_file_that_somebody_writes_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, SPACED)
    right = repair.mend_bare

    def slowly(data: bytes, path: str) -> repair.Mended:
        file.write_bytes(b"newer")
        return right(data, path)

    monkeypatch.setattr(repair, "mend_bare", slowly)
    assert fix(file).trouble is RepairTrouble.CHANGED
    assert file.read_bytes() == b"newer"


def test_a_file_beyond_the_limit_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "MAX_TEXT_BYTES", 10)
    assert [finding.code for finding in fix(written(tmp_path, SPACED)).findings] == ["file-too-large"]


@pytest.mark.parametrize(
    ("data", "codes", "trouble"),
    [
        (b"", ["file-empty"], None),
        (b"a,b\n\x811,\xff\xfe\n", ["encoding-unknown"], None),
        (b'a,b\n"1,2\n', ["csv-quote"], None),
        (b"a,b\n\x00,1 \n", ["nul-character"], None),
        (b"PK\x03\x04 nonsense", [], RepairTrouble.KIND),
        (b"%PDF-1.7\n", [], RepairTrouble.KIND),
    ],
)
def test_what_is_no_table_stays(tmp_path: Path, data: bytes, codes: list[str], trouble: RepairTrouble | None) -> None:
    file = written(tmp_path, data)
    found = fix(file)
    assert (found.repairs, found.is_written, file.read_bytes()) == ((), False, data)
    assert ([finding.code for finding in found.findings], found.trouble) == (codes, trouble)


def test_a_broken_descriptor_leaves_its_files_alone_even_if_they_are_named(tmp_path: Path) -> None:
    root = laid_out("description-broken", tmp_path)
    uri = "datasets/machi/facilities/list.csv"
    before = (root / uri).read_bytes()
    found = repair_files(RepairTask(root, lambda other: True, [(root / uri, uri)], is_write=True))
    assert [(file.path.rpartition("/")[2], file.trouble) for file in found] == [
        ("datapackage.yaml", RepairTrouble.DESCRIPTOR)
    ]
    assert (root / uri).read_bytes() == before


def test_only_the_chosen_file_is_looked_at(tmp_path: Path) -> None:
    root = laid_out("headings-in-other-rows", tmp_path)
    chosen = "datasets/machi/facilities/last.csv"
    found = repair_files(RepairTask(root, lambda uri: uri == chosen or chosen.startswith(uri)))
    assert {file.path.rpartition("/")[2] for file in found} == {"last.csv", "datapackage.yaml"}
    assert sum(len(file.repairs) for file in found) == 1


# Workbooks


def fill(sheet: Worksheet) -> None:
    book = sheet.parent
    assert book is not None
    book.properties.creator = "山田"
    sheet.append(["番号", "名　称", "氏名", "定員"])
    sheet.append(["0001", "みほん館 ", "佐藤 ", 12])
    sheet.append(["0002", "ためし館", "鈴木", 5])


def test_names_in_properties_go_and_cells_are_for_people(tmp_path: Path) -> None:
    data = saved(fill)
    file = written(tmp_path, data, "list.xlsx")
    shown = fix(file, write=False)
    assert file.read_bytes() == data
    found = fix(file)
    assert found.is_written and found.repairs == shown.repairs
    assert [(entry.kind, entry.location.cell, entry.is_by_hand) for entry in found.repairs] == [
        (RepairKind.PROPERTY, None, False),
        (RepairKind.HEADING_SPACES, "B1", True),
        (RepairKind.SPACES, "B2", True),
        (RepairKind.SPACES, "C2", True),
    ]
    before, after = unzipped(data), unzipped(file.read_bytes())
    assert {name for name in before if before[name] != after[name]} == {"docProps/core.xml"}
    assert rows_of(file.read_bytes()) == rows_of(data)
    assert [entry.kind for entry in fix(file).repairs if not entry.is_by_hand] == []


def test_a_signed_workbook_stays(tmp_path: Path) -> None:
    data = zipped({**unzipped(saved(fill)), "_xmlsignatures/sig1.xml": b"<Signature/>"})
    assert [entry.kind for entry in fix(written(tmp_path, data, "list.xlsx")).repairs if not entry.is_by_hand] == []


def test_the_descriptor_of_a_workbook_follows_its_headings(tmp_path: Path) -> None:
    def below_a_title(sheet: Worksheet) -> None:
        sheet.append(["施設の一覧"])
        sheet.append(["番号", "名称"])
        sheet.append(["0001", "みほん館"])

    root = laid_out("headings-below-a-title", tmp_path)
    folder = root / "datasets/machi/facilities"
    (folder / "list.csv").unlink()
    (folder / "list.xlsx").write_bytes(saved(below_a_title))
    text = (folder / "datapackage.yaml").read_text("utf-8")
    (folder / "datapackage.yaml").write_text(text.replace("list.csv", "list.xlsx"), "utf-8", newline="")
    found = look(root, write=True)
    assert [entry.kind for file in found for entry in file.repairs if file.path.endswith("yaml")] == [
        RepairKind.HEADER_ROWS
    ]
    assert "dialect: {headerRows: [2]}" in (folder / "datapackage.yaml").read_text("utf-8")


# What is shown

RENDERERS: tuple[Callable[[tuple[FileRepairs, ...]], str], ...] = (
    *(lambda files, lang=lang: render_repairs(files, lang, is_write=False) for lang in LANGS),
    *(lambda files, lang=lang: render_repairs_markdown(files, lang, is_write=False) for lang in LANGS),
    render_repairs_json,
)


@pytest.mark.parametrize("render", RENDERERS)
def test_what_may_be_about_a_person_is_never_shown(
    tmp_path: Path, render: Callable[[tuple[FileRepairs, ...]], str]
) -> None:
    table = "氏　名,電話番号,施設の長,名称\n架空 太郎 ,０８６−１２３−４５６７,園長 架空 花子 ,みほん館 \n"
    found = fix(written(tmp_path, table.encode()), write=False)
    book = fix(written(tmp_path, saved(fill), "list.xlsx"), write=False)
    text = render((found, book))
    assert "みほん館" in text
    assert [name for name in ("太郎", "花子", "４５６７", "4567", "佐藤", "山田") if name in text] == []


@pytest.mark.parametrize("render", RENDERERS)
def test_what_is_shown_can_t_act(tmp_path: Path, render: Callable[[tuple[FileRepairs, ...]], str]) -> None:
    table = "名称,備品 \n\u202eみほん\u2028 ,@machi [x](https://example.jp) \n"
    found = fix(written(tmp_path, table.encode()), write=False)
    text = render((found,))
    assert len(found.repairs) == 3
    assert "\u202e" not in text and "\u2028" not in text
    assert "## " not in text or ("@machi" not in text and "https:" not in text and "](" not in text)


def test_many_repairs_are_told_by_a_few_examples(tmp_path: Path) -> None:
    table = "番号,名称\n" + "".join(f"{number:04},館{number} \n" for number in range(1, 31))
    found = fix(written(tmp_path, table.encode()), write=False)
    assert "ほか 25 件" in render_repairs((found,), "ja", is_write=False)
    assert len(json.loads(render_repairs_json((found,)))["files"][0]["repairs"]) == 30
    whole = render_repairs((found,), "ja", is_write=False, is_whole=True)
    assert "ほか" not in whole and "セル B31「名称」：「館30␣」→「館30」" in whole
    assert "--all" not in render_repairs((found,), "ja", is_write=False)  # these are written, not typed


def test_a_catalog_without_mistakes_has_nothing_to_repair(tmp_path: Path) -> None:
    assert repair_files(RepairTask(BASE_PATH, lambda uri: True, is_write=True)) == ()


@pytest.mark.realdata
def test_real_files_are_repaired_once_and_provably(realdata: Path) -> None:
    files = [file for file in sorted(realdata.rglob("*")) if file.suffix.lower() in (".csv", ".xlsx", ".xls", ".tsv")]
    small = [file for file in files if file.stat().st_size < 1_000_000]
    assert len(small) > 30
    for file in small:
        mended = repair.mend_bare(file.read_bytes(), file.name)
        assert mended.trouble is not RepairTrouble.UNSURE, file.name
        if mended.data is not None:
            again = repair.mend_bare(mended.data, file.name)
            assert [entry.kind for entry in again.repairs if not entry.is_by_hand] == [], file.name
