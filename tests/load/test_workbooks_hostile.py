"""Workbooks that are damaged or made to do harm: a finding, soon, with little memory."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load.workbooks import WorkbookKind, read_workbook, read_workbook_facts
from tests.load.workbooks import (
    SHEET,
    STRINGS,
    WORKBOOK,
    biff,
    compound,
    ods,
    parts,
    record,
    refusal,
    relations,
    rows_of,
    saved,
    sheet_xml,
    strings_xml,
    unzipped,
    xlsx,
    zipped,
)

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_nothing_at_all() -> None:
    assert refusal(b"") == "file-empty"
    assert refusal(b"", "ods") == "file-empty"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_off(share: float) -> None:
    data = saved(lambda sheet: [sheet.append([number, "北公民館"]) for number in range(50)])
    assert refusal(data[: int(len(data) * share)]) == "workbook-broken"


def test_passwords() -> None:
    assert refusal(compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "xlsx") == "workbook-encrypted"
    assert refusal(compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "xls") == "workbook-encrypted"
    assert refusal(compound({"Workbook": biff([], [record(0x2F, b"\1\0")])}), "xls") == "workbook-encrypted"
    manifest = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    assert refusal(ods("", more=manifest), "ods") == "workbook-encrypted"


def test_names_that_lead_out_of_the_archive() -> None:
    assert refusal(zipped({**parts(ONE), "../../evil.xml": b"x"})) == "workbook-broken"
    assert refusal(zipped({**parts(ONE), "xl\\..\\..\\evil.xml": b"x"})) == "workbook-broken"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name() -> None:
    files = parts(ONE)
    assert refusal(zipped({**files, SHEET.upper(): files[SHEET]})) == "workbook-broken"


def test_a_part_without_a_name() -> None:
    assert rows_of(zipped({**parts(ONE), "": b"x"})) == [("1",)]


def test_a_part_that_unpacks_to_far_more_than_the_file() -> None:
    rows = f'<row r="1"><c r="A1" t="str"><v>{"x" * 200_000_000}</v></c></row>'
    assert refusal(xlsx(rows)) == "workbook-too-large"
    assert refusal(xlsx(ONE, {STRINGS: strings_xml("<t>" + "x" * 200_000_000 + "</t>")})) == "workbook-too-large"


def test_a_very_long_cell() -> None:
    for comment in ("", "<!-- -->"):
        assert refusal(xlsx(f'<row r="1"><c r="A1" t="str"><v>{"x" * 9_000_000}</v></c></row>{comment}')) == (
            "workbook-broken"
        )


def test_one_long_text_in_many_cells() -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 2_000))
    assert refusal(xlsx(cells, {STRINGS: strings_xml("<t>" + "x" * 900_000 + "</t>")})) == "workbook-too-large"


def test_a_part_that_is_longer_than_it_says() -> None:
    data = bytearray(xlsx(ONE))
    for info in zipfile.ZipFile(io.BytesIO(bytes(data))).infolist():
        if info.filename == SHEET:
            position = data.rindex(SHEET.encode()) - 46 + 24
            data[position : position + 4] = struct.pack("<I", info.file_size - 5)
    assert refusal(bytes(data)) == "workbook-broken"


@pytest.mark.parametrize("name", [WORKBOOK, SHEET, STRINGS, "xl/styles.xml", "[Content_Types].xml"])
def test_entities_that_grow(name: str) -> None:
    files = {**parts(ONE), STRINGS: strings_xml("<t>a</t>").encode(), "xl/styles.xml": b"<styleSheet/>"}
    files[name] = ENTITIES.encode() + files[name]
    assert refusal(zipped(files)) == "workbook-broken"


@pytest.mark.parametrize("name", [WORKBOOK, SHEET, "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_that_is_missing(name: str) -> None:
    assert refusal(xlsx(ONE, {name: ""})) == "workbook-broken"


def test_wrong_content_types_and_wrong_parts() -> None:
    assert refusal(xlsx(ONE, {"[Content_Types].xml": "<Types/>"})) == "workbook-broken"
    assert refusal(xlsx(ONE, {SHEET: "<html><body/></html>"})) == "workbook-broken"
    assert refusal(xlsx(ONE, {WORKBOOK: "<document/>"})) == "workbook-broken"
    assert refusal(zipped({"word/document.xml": b"<w/>"})) == "workbook-broken"
    outside = relations(("rId1", "worksheet", "../../../etc/passwd"))
    assert refusal(xlsx(ONE, {"xl/_rels/workbook.xml.rels": outside})) == "workbook-broken"


@pytest.mark.parametrize("comment", ["", "<!-- -->"])
@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        '<row r="1"><c r="A1" t="zz"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>abc</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1" s="x"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>&unknown;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\0</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\x1b[31m</v></c></row>',
        "<a>" * 100_000,
    ],
)
def test_rows_as_no_program_writes_them(rows: str, comment: str) -> None:
    assert refusal(xlsx(comment + rows)) == "workbook-broken"


def test_a_tag_without_end() -> None:
    assert refusal(xlsx('<!-- --><row r="1" a="' + "x" * 6_000_000 + '"/>')) == "workbook-broken"


def test_two_blocks_of_rows() -> None:
    twice = sheet_xml(ONE, after=f"<sheetData>{ONE}</sheetData>")
    assert refusal(xlsx("", {SHEET: twice})) == "workbook-broken"


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='XFD1048576' t='n'><v>1</v></c>",
        '<c r="&#88;FD1048576"><v>1</v></c>',
        '<c\n t="n"\n r="XFD1048576"><v>1</v></c>',
        '<c r="xfd1048576"><v>1</v></c>',
    ],
)
def test_a_cell_far_away_is_found_before_memory_is_asked_for(cell: str) -> None:
    assert refusal(xlsx(f'{ONE}<row r="1048576">{cell}</row>')) == "workbook-too-large"


def test_a_range_that_claims_too_much_is_not_believed() -> None:
    data = xlsx("", {SHEET: sheet_xml(ONE, before='<dimension ref="A1:XFD1048576"/>')})
    assert rows_of(data) == [("1",)]


def test_many_rows_that_end_far_right() -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 1_200))
    assert refusal(xlsx(rows)) == "workbook-too-large"


def test_ten_thousand_columns_are_read() -> None:
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(10_000))
    [row] = rows_of(xlsx(f"<row>{cells}</row>"))
    assert (len(row), row[-1]) == (10_000, "9999")


def test_repeated_cells_that_fill_a_sheet() -> None:
    repeated = 'table:number-columns-repeated="16384"'
    text = f'<table:table-cell office:value-type="string" {repeated}><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1048576">{text}</table:table-row>'
    assert refusal(ods(row), "ods") == "workbook-too-large"
    assert refusal(ods(row.replace("16384", "999999999")), "ods") == "workbook-broken"
    assert refusal(ods(row.replace("16384", "-1")), "ods") == "workbook-broken"
    assert refusal(ods(row.replace("16384", "9" * 5_000)), "ods") == "workbook-broken"


def test_open_documents_that_are_none() -> None:
    assert refusal(zipped({"content.xml": b"<a/>"}), "ods") == "workbook-broken"
    assert refusal(zipped({"x": b""}), "ods") == "workbook-broken"
    good = unzipped(ods(""))["content.xml"]
    assert refusal(zipped({"content.xml": ENTITIES.encode() + good}), "ods") == "workbook-broken"
    assert refusal(zipped({"content.xml": good[:-20]}), "ods") == "workbook-broken"
    assert refusal(zipped({"content.xml": good.replace(b"xmlns:table=", b"xmlns:t=")}), "ods") == "workbook-broken"


def old(*cells: bytes, common: tuple[bytes, ...] = ()) -> bytes:
    return compound({"Workbook": biff(cells, common)})


@pytest.mark.parametrize(
    "data",
    [
        old(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 7))),
        old(record(0x203, struct.pack("<HHHd", 0, 0, 0, float("nan")))),
        old(record(0x203, struct.pack("<HHHd", 0, 300, 0, 1))),
        old(record(0x203, b"\0")),
        old(record(0x203, struct.pack("<HHHd", 0, 0, 0, 1)), record(0x203, struct.pack("<HHHd", 0, 0, 0, 2))),
        old(common=(record(0xFC, struct.pack("<II", 1, 0xFFFFFFFF)),)),
        old(common=(record(0xFC, struct.pack("<IIHB", 1, 1, 500, 0)),)),
        old(common=(record(0x85, struct.pack("<IBBBB", 10**9, 0, 0, 1, 0) + b"x"),)),
        compound({"Workbook": b""}),
        compound({"Other": b"x"}),
        compound({}),
        bytes.fromhex("D0CF11E0A1B11AE1"),
        bytes.fromhex("D0CF11E0A1B11AE1") + b"\xff" * 4_096,
        bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 4_096,
    ],
)
def test_old_workbooks_as_no_program_writes_them(data: bytes) -> None:
    assert refusal(data, "xls") == "workbook-broken"


def test_many_sheets_of_the_same_records() -> None:
    cells = [record(0x203, struct.pack("<HHHd", row, 0, 0, 1)) for row in range(3_000)]
    stream = biff(cells)
    position = stream.index(struct.pack("<HHHHHHII", 0x809, 16, 0x0600, 5, 0, 0, 0, 0), 10)
    sheets = [record(0x85, struct.pack("<IBBBB", position, 0, 0, 4, 0) + b"%04d" % n) for n in range(3_000)]
    head = sum(map(len, sheets))
    sheets = [record(0x85, struct.pack("<IBBBB", position + head, 0, 0, 4, 0) + b"%04d" % n) for n in range(3_000)]
    data = compound({"Workbook": biff(cells, sheets)})
    assert refusal(data, "xls") == "workbook-broken"


GOOD = {
    "xlsx": saved(lambda sheet: [sheet.append([number, "北"]) for number in range(5)]),
    "ods": ods(
        '<table:table-row><table:table-cell office:value-type="string">'
        "<text:p>北</text:p></table:table-cell></table:table-row>"
    ),
    "xls": old(
        record(0x203, struct.pack("<HHHd", 0, 0, 0, 1)), record(0x0204, struct.pack("<HHH", 0, 1, 0) + b"\1\0\0a")
    ),
}


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@given(data=st.data())
def test_a_damaged_workbook_is_never_an_exception(kind: WorkbookKind, data: st.DataObject) -> None:
    damaged = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    for read in (read_workbook, read_workbook_facts):
        answer, findings = read(bytes(damaged), kind, "list")
        assert (answer is None) == bool(findings)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@given(rest=st.binary(max_size=60))
def test_no_bytes_whatever_are_an_exception(kind: WorkbookKind, rest: bytes) -> None:
    for start in (b"", b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")):
        if start + rest:
            assert refusal(start + rest, kind) == "workbook-broken"


@pytest.mark.parametrize("part", [SHEET, WORKBOOK, STRINGS, "xl/styles.xml", "docProps/core.xml", "_rels/.rels"])
@given(data=st.data())
def test_a_damaged_part_is_never_an_exception(part: str, data: st.DataObject) -> None:
    files = unzipped(GOOD["xlsx"])
    damaged = bytearray(files.get(part) or b"<sst><si><t>a</t></si></sst>")
    for _ in range(data.draw(st.integers(1, 3))):
        position = data.draw(st.integers(0, len(damaged) - 1))
        damaged[position : position + data.draw(st.integers(0, 3))] = data.draw(
            st.sampled_from((b"", b"<", b">", b'"', b"&", b"9", b"-", b"x", b"/", b"\xff", b"<!--", b"</row>", b"<v>"))
        )
    for read in (read_workbook, read_workbook_facts):
        answer, findings = read(zipped({**files, part: bytes(damaged)}), "xlsx", "list")
        assert (answer is None) == bool(findings)
