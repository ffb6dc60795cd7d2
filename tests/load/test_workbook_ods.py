from __future__ import annotations

import pytest

from catalog.load.workbooks import read_workbook_facts
from catalog.model.records import CellRange
from catalog.model.workbook import PropertyKind
from tests.load.workbooks import ods, read, rows_of


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def cell(kind: str = "string", shown: str = "", attributes: str = "", inside: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}"{attributes}>{inside}<text:p>{shown}</text:p></table:table-cell>'
    )


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (cell("string", "北公民館"), "北公民館"),
        (cell("string", "北 <text:span>公民</text:span>館"), "北 公民館"),
        (cell("string", 'a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'), "a   b\tc\nd"),
        (cell("string", "一</text:p><text:p>二"), "一\n二"),
        (
            cell(
                "string",
                "<text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とう</text:ruby-text></text:ruby>",
            ),
            "東京",
        ),
        (cell("string", "x", inside="<office:annotation><text:p>山田のメモ</text:p></office:annotation>"), "x"),
        (cell("float", "12", ' office:value="12"'), "12"),
        (cell("float", "0012", ' office:value="12"'), "0012"),
        (cell("float", "760-0001", ' office:value="7600001"'), "760-0001"),
        (cell("float", "1,234", ' office:value="1234"'), "1234"),
        (cell("float", "1.50", ' office:value="1.5"'), "1.5"),
        (cell("float", "1E+20", ' office:value="1E+20"'), "100000000000000000000"),
        (cell("percentage", "50%", ' office:value="0.5"'), "0.5"),
        (cell("currency", "¥1,234", ' office:value="1234"'), "1234"),
        (cell("date", "令和7年4月1日", ' office:date-value="2025-04-01"'), "2025-04-01"),
        (cell("date", "9:30", ' office:date-value="2025-04-01T09:29:59.999999999"'), "2025-04-01T09:30:00"),
        (cell("date", "?", ' office:date-value="2025-13-01"'), "?"),
        (cell("time", "26:00", ' office:time-value="PT26H00M00S"'), "26:00:00"),
        (cell("time", "9:30", ' office:time-value="PT09H29M59.9999999S"'), "09:30:00"),
        (cell("boolean", "はい", ' office:boolean-value="true"'), "true"),
    ],
)
def test_cells_are_text_as_people_read_them(xml: str, expected: str) -> None:
    assert rows_of(ods(row(xml)), "ods") == [(expected,)]


def test_repeated_cells_and_rows() -> None:
    rows = (
        row(cell(shown="a", attributes=' table:number-columns-repeated="2"'), "<table:table-cell/>", cell(shown="b"))
        + row('<table:table-cell table:number-columns-repeated="16384"/>', attributes=' table:number-rows-repeated="2"')
        + row(cell(shown="c"), attributes=' table:number-rows-repeated="2"')
        + row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes=' table:number-rows-repeated="1048571"',
        )
    )
    blank = (None,) * 4
    assert rows_of(ods(rows), "ods") == [("a", "a", "", "b"), blank, blank, ("c", "", "", ""), ("c", "", "", "")]


def test_merged_and_hidden_cells_are_told() -> None:
    spanned = cell(shown="x", attributes=' table:number-columns-spanned="2" table:number-rows-spanned="3"')
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        + row(spanned, "<table:covered-table-cell/>")
        + "<table:table-row-group>"
        + row(cell(shown="y"), attributes=' table:visibility="filter"')
        + "</table:table-row-group>"
        + row(cell(), cell(shown="z"))
    )
    records = read(ods(rows), "ods").records("施設")
    assert records.merged == (CellRange(1, 1, 3, 2),)
    assert (records.hidden_rows, records.hidden_columns) == ((2,), (2,))
    assert records.frame.rows() == [("x", ""), ("y", ""), ("", "z")]


def test_a_hidden_sheet_is_marked() -> None:
    style = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    assert read(ods(row(cell(shown="x")), style), "ods").is_hidden("施設")
    assert not read(ods(row(cell(shown="x"))), "ods").is_hidden("施設")


def test_errors_and_formulas() -> None:
    attributes = 'table:formula="of:=1/0" calcext:value-type="error"'
    error = f"<table:table-cell {attributes}><text:p>#DIV/0!</text:p></table:table-cell>"
    waiting = '<table:table-cell table:formula="of:=1+1"/>'
    workbook = read(ods(row(error, waiting)), "ods")
    assert [finding.code for finding in workbook.cell_findings("施設", "x.ods")] == [
        "excel-error-value",
        "formula-without-value",
    ]


def test_what_lies_beside_the_text() -> None:
    comment = "<office:annotation><text:p>メモ</text:p></office:annotation>"
    outside = (
        """<table:table-cell office:value-type="string" table:formula="of:=['https://example.jp/a.xls'#$A.A1]"/>"""
    )
    meta = (
        b'<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta>'
        b"<meta:initial-creator>\xe5\xb1\xb1\xe7\x94\xb0</meta:initial-creator><dc:creator>x</dc:creator><dc:title>t</dc:title>"
        b'<meta:user-defined meta:name="n">v</meta:user-defined></office:meta></office:document-meta>'
    )
    data = ods(row(cell(shown="a"), cell(shown="b", inside=comment), outside), more={"meta.xml": meta})
    facts, findings = read_workbook_facts(data, "ods", "x.ods")
    assert facts is not None and findings == ()
    [sheet] = facts.sheets
    assert sheet.comments is not None and sheet.comments.first == ("B1",)
    assert (sheet.formulas.first, sheet.outside_formulas.first) == (("C1",), ("C1",))
    assert facts.personal is not None
    assert [item.kind for item in facts.personal] == [PropertyKind.CREATOR, PropertyKind.LAST_EDITOR]
    assert "山田" not in repr(facts)
    assert facts.custom_properties == ("n",)
