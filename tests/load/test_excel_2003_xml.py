"""XML spreadsheets of Excel 2003: cells, places, and what is refused."""

from __future__ import annotations

import pytest

from catalog.load.workbooks import read_workbook, read_workbook_facts
from catalog.model.records import CellRange

_NAMES = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'


def book(rows: str, options: str = "", styles: str = "", declared: str = "UTF-8", codec: str = "utf-8") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{declared}"?><Workbook {_NAMES}><Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="表"><Table>{rows}</Table>{options}</Worksheet></Workbook>'
    )
    return text.encode(codec)


def cell(value: str, type_: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{type_}">{value}</Data></Cell>'


def rows(data: bytes) -> list[list[str | None]]:
    workbook, findings = read_workbook(data, "spreadsheetml", "表.xls")
    assert workbook is not None and findings == ()
    return [list(row) for row in workbook.records("表").frame.iter_rows()]


@pytest.mark.parametrize(
    ("value", "type_", "style", "text"),
    [
        ("12.50", "Number", "", "12.5"),
        ("1E3", "Number", "", "1000"),
        ("1", "Number", "0000", "0001"),
        ("45383", "Number", "Short Date", "2024-04-01"),
        ("0.456", "Number", "Percent", "0.456"),
        ("1", "Boolean", "", "true"),
        ("2024-04-01T00:00:00.000", "DateTime", "", "2024-04-01"),
        ("2024-04-01T09:30:00.000", "DateTime", "", "2024-04-01T09:30:00"),
        ("1899-12-31T09:30:00.000", "DateTime", "", "09:30:00"),
        ("001 &lt;①&gt;", "String", "", "001 <①>"),
    ],
)
def test_a_cell_is_the_text_that_excel_means(value: str, type_: str, style: str, text: str) -> None:
    styles = f'<Style ss:ID="s"><NumberFormat ss:Format="{style}"/></Style>'
    styled = cell(value, type_, "ss:StyleID='s'")
    [[found]] = rows(book(f"<Row>{styled}</Row>", styles=styles))
    assert found == text


def test_rows_and_cells_lie_where_their_index_says() -> None:
    title = cell("題", more="ss:MergeAcross='2' ss:MergeDown='1'") + cell("右")
    below = cell("a", more="ss:Index='2'") + cell("b")
    data = book(f"<Row>{title}</Row><Row ss:Index='4'>{below}</Row>")
    assert rows(data)[0] == ["題", "", "", "右"]
    assert rows(data)[3] == ["", "a", "b", ""]
    facts, _ = read_workbook_facts(data, "spreadsheetml", "表.xls")
    assert facts is not None and facts.sheets[0].merged == (CellRange(1, 1, 2, 3),)


def test_what_is_hidden_or_computed_is_noted() -> None:
    options = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    sum_, error = cell("3", "Number", "ss:Formula='=1+2'"), cell("#REF!", "Error")
    formulas = f'{sum_}<Cell ss:Formula="=A1"/>{error}'
    workbook, _ = read_workbook(book(f'<Row ss:Hidden="1">{formulas}</Row>', options), "spreadsheetml", "表.xls")
    assert workbook is not None and workbook.is_hidden("表")
    codes = [(finding.code, finding.location.cell) for finding in workbook.cell_findings("表", "表.xls")]
    assert codes == [("excel-error-value", "C1"), ("formula-without-value", "B1")]
    assert workbook.records("表").hidden_rows == (1,)


def test_japanese_codecs_that_the_parser_does_not_know_are_read() -> None:
    assert rows(book(f"<Row>{cell('㈱髙島屋')}</Row>", declared="Shift_JIS", codec="cp932")) == [["㈱髙島屋"]]


def test_a_comment_is_no_text_of_its_cell() -> None:
    with_comment = "<Cell><Data ss:Type='String'>値</Data><Comment><Data>秘密</Data></Comment></Cell>"
    assert rows(book(f"<Row>{with_comment}</Row>")) == [["値"]]


_LAST = cell("x", more="ss:Index='16384'")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (book("<Row>")[:-40], "workbook-broken"),
        (b"<!DOCTYPE x [<!ENTITY a 'aaa'>]>" + book("<Row><Cell><Data>&a;</Data></Cell></Row>"), "workbook-broken"),
        (book('<Row ss:Index="3"/><Row ss:Index="2"/>'), "workbook-broken"),
        (book(f'<Row ss:Index="1048577">{cell("x")}</Row>'), "workbook-broken"),
        (book(f"<Row ss:Index='1048576'>{_LAST}</Row>"), "workbook-too-large"),
        (book("<Row><Cell ss:MergeAcross='x'/></Row>"), "workbook-broken"),
        (book("", declared="Shift_JIS", codec="utf-8").replace("表".encode(), b"\x81\x20"), "workbook-broken"),
    ],
)
def test_what_no_program_writes_is_a_finding(data: bytes, code: str) -> None:
    workbook, findings = read_workbook(data, "spreadsheetml", "表.xls")
    assert (workbook, [finding.code for finding in findings]) == (None, [code])
