from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import python_calamine as calamine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from catalog.convert.workbook_properties import scrub_workbook
from catalog.load.workbooks import read_workbook_facts
from catalog.load.workbooks.refusals import NotReadable
from tests.load.workbooks import rows_of, saved, unzipped, xlsx, zipped

FOLDER = b'<x15ac:absPath url="D:\\yamada\\" xmlns:x15ac="x"/>'
PERSONS = (
    b'<personList><person displayName="yamada" id="{1}" userId=\'yamada@example.jp\' providerId="AD"/></personList>'
)


def fill(sheet: Worksheet) -> None:
    book = sheet.parent
    assert isinstance(book, openpyxl.Workbook)
    sheet.append(["番号", "名称"])
    sheet.append([1, "北公民館"])
    sheet["A2"].comment = Comment("山田:\n確認済み", "山田")
    sheet["B2"].comment = Comment("山田: 二度目", "佐藤 & 鈴木")
    book.properties.creator, book.properties.lastModifiedBy = "山田", "佐藤 <係長>"
    book.properties.title = "施設一覧"


def named() -> bytes:
    files = unzipped(saved(fill))
    files["docProps/app.xml"] = (
        "<Properties><Application>x</Application><Company>総務課</Company></Properties>".encode()
    )
    files["xl/persons/person.xml"] = PERSONS
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace(b"<sheets>", FOLDER + b"<sheets>")
    return zipped(files)


def test_names_are_gone_and_all_else_is_as_it_was() -> None:
    data = named()
    scrubbed = scrub_workbook(data)
    assert scrubbed is not None
    before, after = unzipped(data), unzipped(scrubbed)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {
        "docProps/core.xml",
        "docProps/app.xml",
        "xl/comments/comment1.xml",
        "xl/persons/person.xml",
        "xl/workbook.xml",
    }
    for name in ("山田", "佐藤", "鈴木", "総務課", "yamada"):
        assert all(name.encode() not in part for part in after.values())
    assert b'<person displayName="" id="{1}" userId=\'\' providerId="AD"/>' in after["xl/persons/person.xml"]
    facts, _ = read_workbook_facts(scrubbed, "xlsx", "x")
    assert facts is not None and facts.personal == ()


def test_it_opens_in_other_programs() -> None:
    scrubbed = scrub_workbook(named())
    assert scrubbed is not None
    book = openpyxl.load_workbook(io.BytesIO(scrubbed))
    assert not book.properties.creator and not book.properties.lastModifiedBy
    assert book.properties.title == "施設一覧"
    sheet = book["施設"]
    assert sheet["B2"].value == "北公民館"
    assert sheet["A2"].comment.text.strip() == "確認済み"
    theirs = calamine.CalamineWorkbook.from_filelike(io.BytesIO(scrubbed)).get_sheet_by_index(0).to_python()
    assert theirs[1] == [1, "北公民館"]
    assert rows_of(scrubbed) == rows_of(named())
    with zipfile.ZipFile(io.BytesIO(scrubbed)) as archive:
        assert archive.testzip() is None


def test_the_same_workbook_gives_the_same_bytes_and_nothing_is_done_twice() -> None:
    data = named()
    scrubbed = scrub_workbook(data)
    assert scrubbed is not None and scrubbed == scrub_workbook(data)
    assert scrub_workbook(scrubbed) is None


def test_a_workbook_without_names_is_left_alone() -> None:
    assert scrub_workbook(xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')) is None
    thread = "<comments><authors><author>tc={A1B2}</author></authors></comments>"
    assert scrub_workbook(xlsx("", {"xl/comments1.xml": thread})) is None


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (
            "<c:coreProperties xmlns:c='c'><creator><![CDATA[山田]]></creator></c:coreProperties>",
            b"<creator></creator>",
        ),
        ("<coreProperties><creator >山&amp;田</creator ></coreProperties>", b"<creator ></creator >"),
        ("<coreProperties><creator a='>'><!-- x -->山田</creator></coreProperties>", b"<creator a='>'></creator>"),
        ("<headers><header userName = '山田'/></headers>", b"<header userName = ''/>"),
        ('<pivotCacheDefinition refreshedBy="山田" r="1"/>', b'refreshedBy="" r="1"'),
    ],
)
def test_however_a_name_is_written(part: str, expected: bytes) -> None:
    scrubbed = scrub_workbook(xlsx("", {"docProps/some.xml": part}))
    assert scrubbed is not None
    assert expected in unzipped(scrubbed)["docProps/some.xml"]
    assert scrub_workbook(scrubbed) is None


def test_a_part_in_utf_16() -> None:
    files = unzipped(xlsx(""))
    text = '<?xml version="1.0" encoding="UTF-16"?><personList><person displayName="山田"/></personList>'
    scrubbed = scrub_workbook(zipped({**files, "xl/persons/person.xml": text.encode("utf-16")}))
    assert scrubbed is not None
    assert unzipped(scrubbed)["xl/persons/person.xml"] == b'<personList><person displayName=""/></personList>'


def test_what_is_no_workbook_is_refused() -> None:
    for data in (b"", b"x", named()[:-30]):
        with pytest.raises(NotReadable):
            scrub_workbook(data)


@given(st.text(min_size=1).filter(lambda text: text.strip() and text.isprintable()))
def test_any_name_is_taken_out(name: str) -> None:
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    part = f"<coreProperties><creator>{escaped}</creator><title>{escaped}</title></coreProperties>"
    scrubbed = scrub_workbook(xlsx("", {"docProps/core.xml": part}))
    assert scrubbed is not None
    expected = f"<coreProperties><creator></creator><title>{escaped}</title></coreProperties>"
    assert unzipped(scrubbed)["docProps/core.xml"] == expected.encode()
