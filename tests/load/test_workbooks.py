from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import python_calamine as calamine
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from catalog.codes import CODES
from catalog.load.workbooks import read_workbook
from catalog.load.workbooks.places import column_name, column_number, parse_range, parse_reference
from catalog.load.workbooks.refusals import NotReadable
from catalog.load.workbooks.texts import number_text, plain_number
from catalog.model.records import CellRange
from tests.load.workbooks import (
    SHEET,
    STRINGS,
    STYLES,
    parts,
    read,
    rows_of,
    saved,
    sheet_xml,
    strings_xml,
    styles_xml,
    xlsx,
    zipped,
)


def test_cells_are_text_as_people_read_them() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a"])
        day, moment = dt.date(2025, 4, 1), dt.datetime(2025, 4, 1, 9, 30)
        sheet.append([1, 1.5, "001", True, day, moment, dt.time(9, 30), 8000020130001])
        sheet.append([0.1 + 0.2, 1e20, -3.0, dt.timedelta(hours=26, minutes=5), " 北 ", "a\nb", 1 / 3])

    _, first, second = rows_of(saved(fill))
    assert first == ("1", "1.5", "001", "true", "2025-04-01", "2025-04-01T09:30:00", "09:30:00", "8000020130001")
    assert second[:7] == ("0.3", "100000000000000000000", "-3", "26:05:00", " 北 ", "a\nb", "0.333333333333333")


def test_leading_zeros_that_a_format_shows_live() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([131016, 12, 7600001, 1234, 0.5, 1000, 5])
        for cell, code in zip(
            sheet[1], ("0000000", "000000", "000-0000", "#,##0", "0.0%", '#,##0"円"', "@"), strict=True
        ):
            cell.number_format = code

    assert rows_of(saved(fill)) == [("0131016", "000012", "760-0001", "1234", "0.5", "1000", "5")]


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_have_no_decimal_point(number: int) -> None:
    assert plain_number(float(number)) == number_text(f"{number}.0") == str(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_read_back_to_15_digits(number: float) -> None:
    for text in (plain_number(number), number_text(repr(number))):
        assert "e" not in text
        assert float(text) == float(f"{number:.15g}")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_short_number_is_the_same_text_by_both_ways(number: object) -> None:
    assert number_text(str(number)) == plain_number(float(str(number)))


@pytest.mark.parametrize("text", ["nan", "inf", "1_000", "１", "abc", "1e999", "--1", "0x1"])
def test_what_python_takes_for_a_number_and_excel_does_not(text: str) -> None:
    with pytest.raises(NotReadable):
        number_text(text)


def test_rows_and_columns_are_counted_from_a1() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"], sheet["C3"], sheet["B4"], sheet["C6"] = "番号", "名称", 1, "北"
        sheet["D9"].number_format = "0.00"  # Formatting alone makes no rows and no columns.
        sheet["F1"] = ""

    blank = (None, None, None)
    assert rows_of(saved(fill)) == [blank, blank, ("", "番号", "名称"), ("", "1", ""), blank, ("", "", "北")]


def test_many_blank_rows_take_no_time() -> None:
    rows = rows_of(xlsx('<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="B900000"><v>2</v></c></row>'))
    assert (rows[0], rows[1], rows[-1], len(rows)) == (("1", ""), (None, None), ("", "2"), 900_000)


def test_sheets_are_in_order_and_hidden_ones_are_marked() -> None:
    def fill(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.append(["内部"])
        sheet.sheet_state = "veryHidden"
        sheet.parent.create_sheet("公開").append(["番号"])
        sheet.parent.create_chartsheet("図")

    data = saved(fill)
    workbook = read(data)
    assert workbook.sheet_names == ("施設", "公開")
    assert [workbook.is_hidden(name) for name in workbook.sheet_names] == [True, False]
    assert [workbook.records(name).is_hidden for name in workbook.sheet_names] == [True, False]
    assert workbook.records("公開").sheet == "公開"


def test_sheets_that_nobody_wants_are_not_read() -> None:
    def fill(sheet: Worksheet) -> None:
        assert sheet.parent is not None
        sheet.parent.create_sheet("公開").append(["番号"])

    workbook, findings = read_workbook(saved(fill), "xlsx", "list", wanted=lambda name: name == "公開")
    assert workbook is not None and findings == ()
    assert workbook.records("公開").frame.rows() == [("番号",)]
    with pytest.raises(KeyError):
        workbook.records("施設")
    with pytest.raises(KeyError):
        workbook.records("ない")


def test_merged_and_hidden_cells_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        for number in range(1, 6):
            sheet.append([number, number, number])
        sheet.merge_cells("A1:B2")
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["C"].hidden = True

    records = read(saved(fill)).records("施設")
    assert records.merged == (CellRange(1, 1, 2, 2),)
    assert (records.hidden_rows, records.hidden_columns) == ((3,), (3,))
    assert records.frame.row(0) == ("1", "", "1")


def test_an_empty_sheet_has_no_rows() -> None:
    records = read(saved(lambda sheet: None)).records("施設")
    assert (records.record_count, records.frame.width) == (0, 0)


def test_errors_in_cells_are_findings() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["番号", "名称"])
        sheet.append([1, "#REF!"])
        sheet.append([2, "#N/A は文字です"])
        sheet["B2"].data_type = "e"

    workbook = read(saved(fill))
    assert workbook.records("施設").frame.row(1) == ("1", "#REF!")
    [finding] = workbook.cell_findings("施設", "list.xlsx")
    assert (finding.code, finding.location.cell, finding.location.row) == ("excel-error-value", "B2", 2)
    assert set(finding.params) == set(CODES[finding.code].params)


def test_a_formula_shows_its_value_and_one_without_is_a_finding() -> None:
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="str"><f>[1]Sheet1!A1</f><v>北</v></c>'
    )
    workbook = read(xlsx(f'<row r="1">{cells}</row>'))
    assert workbook.records("施設").frame.rows() == [("2", "", "", "", "北")]
    findings = workbook.cell_findings("施設", "list.xlsx")
    assert [(finding.code, finding.location.cell) for finding in findings] == [
        ("formula-without-value", "B1"),
        ("formula-without-value", "C1"),
    ]


def test_shared_texts_are_without_readings_and_with_all_their_runs() -> None:
    texts = strings_xml(
        '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>',
        "<r><t>北</t></r><r><rPr><b/></rPr><t>公民館</t></r>",
        '<t xml:space="preserve"> a&amp;b&lt; </t>',
        "<t>一行目_x000D_\n二行目</t>",
        "<t/>",
    )
    cells = "".join(f'<c r="{column_name(i + 1)}1" t="s"><v>{i}</v></c>' for i in range(5))
    expected = [("東京", "北公民館", " a&b< ", "一行目\r\n二行目")]
    assert rows_of(xlsx(f'<row r="1">{cells}</row>', {STRINGS: texts})) == expected
    simple = texts.replace("<r><t>北</t></r><r><rPr><b/></rPr><t>公民館</t></r>", "<t>北公民館</t>")
    assert rows_of(xlsx(f'<row r="1">{cells}</row>', {STRINGS: simple})) == expected


@pytest.mark.parametrize(
    ("code", "raw", "expected"),
    [
        ("yyyy/m/d", "43831", "2024-01-02"),
        ("yyyy/m/d h:mm", "43831.5", "2024-01-02T12:00:00"),
        ("h:mm", "0.25", "06:00:00"),
    ],
)
def test_a_workbook_that_counts_from_1904(code: str, raw: str, expected: str) -> None:
    row = f'<row r="1"><c r="A1" s="1"><v>{raw}</v></c></row>'
    data = xlsx(row, {STYLES: styles_xml(code)}, properties='<workbookPr date1904="1"/>')
    assert rows_of(data) == [(expected,)]


def test_a_workbook_of_the_strict_kind() -> None:
    files = parts('<row r="1"><c r="A1" t="d"><v>2025-04-01T00:00:00</v></c><c r="B1"><v>1</v></c></row>')
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/sp"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )
        for name, data in files.items()
    }
    assert strict != files
    assert rows_of(zipped(strict)) == [("2025-04-01", "1")]


def test_names_with_a_prefix() -> None:
    rows = (
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>北</x:t></x:is></x:c><x:c r="B1"><x:v>1</x:v></x:c></x:row>'
    )
    xml = f'<x:worksheet xmlns:x="urn:main"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    assert rows_of(xlsx("", {SHEET: xml})) == [("北", "1")]
    assert rows_of(xlsx("", {SHEET: xml.replace("<x:row", "<!-- --><x:row")})) == [("北", "1")]


def test_cells_and_rows_need_no_names() -> None:
    assert rows_of(xlsx("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")) == [
        ("1", "2"),
        ("3", ""),
    ]


def test_indented_and_utf_16_xml_is_read() -> None:
    rows = '\n <row r="1">\n  <c r="A1">\n   <v>1</v>\n  </c>\n </row>\n'
    assert rows_of(xlsx(rows)) == [("1",)]
    files = parts("")
    files[SHEET] = ('<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(rows)).encode("utf-16")
    assert rows_of(zipped(files)) == [("1",)]


def test_rows_in_a_comment_are_not_read() -> None:
    hidden = sheet_xml('<row r="1"><c r="A1"><v>2</v></c></row>', before="<!--<sheetData><row r='1'/></sheetData>-->")
    assert rows_of(xlsx("", {SHEET: hidden})) == [("2",)]
    inside = '<!--<row r="1"><c r="A1"><v>1</v></c></row>--><row r="1"><c r="A1"><v>2</v></c></row>'
    assert rows_of(xlsx(inside)) == [("2",)]
    quoted = '<row r="1"><c r="A1" t="str"><v><![CDATA[</v></c></row><row r="2">]]></v></c></row>'
    assert rows_of(xlsx(quoted)) == [('</v></c></row><row r="2">',)]


# The quick way and the thorough way

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t&<>'\""), max_size=8
)


@st.composite
def cell_xml(draw: st.DrawFn, name: str) -> str:
    style = draw(st.sampled_from(("", ' s="0"', ' s="1"', ' s="2"')))
    formula = draw(st.sampled_from(("", "<f>A1</f>", '<f t="shared" si="0"/>')))
    kind, value = draw(
        st.one_of(
            st.tuples(st.sampled_from(("", ' t="n"')), st.floats(-1e6, 1e6).map(repr)),
            st.tuples(st.just(' t="s"'), st.sampled_from(("0", "1"))),
            st.tuples(st.just(' t="str"'), TEXTS.map(escaped)),
            st.tuples(st.just(' t="b"'), st.sampled_from(("0", "1"))),
            st.tuples(st.just(' t="e"'), st.just("#N/A")),
        )
    )
    whole = f'<c r="{name}"{style}{kind}>{formula}<v>{value}</v></c>'
    inline = f'<c r="{name}"{style} t="inlineStr"><is><t>{escaped(draw(TEXTS))}</t></is></c>'
    return draw(st.sampled_from((whole, inline, f'<c r="{name}"{style}/>', f'<c r="{name}"{style}>{formula}</c>')))


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@st.composite
def sheet_rows(draw: st.DrawFn) -> str:
    numbers = sorted(draw(st.sets(st.integers(1, 40), max_size=5)))
    text = ""
    for number in numbers:
        columns = sorted(draw(st.sets(st.integers(1, 60), max_size=4)))
        hidden = draw(st.sampled_from(("", ' hidden="1"', ' spans="1:3" x14ac:dyDescent="0.2"')))
        text += f'<row r="{number}"{hidden}>'
        text += "".join(draw(cell_xml(f"{column_name(column)}{number}")) for column in columns) + "</row>"
    return text


@given(sheet_rows())
def test_both_ways_give_the_same(rows: str) -> None:
    more = {STRINGS: strings_xml("<t>北</t>", "<t>南</t>"), STYLES: styles_xml("yyyy/m/d", "0000")}
    before = '<cols><col min="2" max="3" hidden="1"/></cols>'
    results = []
    for comment in ("", "<!-- to the parser -->"):
        xml = sheet_xml(rows + comment, before).replace("<worksheet", '<worksheet xmlns:x14ac="urn:x14ac"')
        workbook, findings = read_workbook(xlsx("", {**more, SHEET: xml}), "xlsx", "list")
        assert workbook is not None and findings == ()
        [sheet] = workbook.sheets
        assert sheet.records is not None
        records = sheet.records
        facts = (records.hidden_rows, records.hidden_columns, sheet.error_cells, sheet.uncalculated_cells)
        results.append((records.frame.rows(), facts))
    assert results[0] == results[1]


VALUES = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 6)),
    st.booleans(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=9).filter(
        lambda text: not text.startswith("=") and "_x" not in text
    ),
)


@given(st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=6))
def test_another_reader_sees_the_same_values(rows: list[list[object]]) -> None:
    data = saved(lambda sheet: [sheet.append(row) for row in rows])
    theirs = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    for ours, cells in zip(rows_of(data), theirs, strict=True):
        for text, cell in zip(ours, cells, strict=True):
            if isinstance(cell, bool):
                assert text == str(cell).lower()
            elif isinstance(cell, int | float):
                assert text is not None and float(text) == pytest.approx(cell, rel=1e-14)
            else:
                assert text == cell


def test_what_programs_add_to_rows_and_cells_is_no_text() -> None:
    own = "<extLst><ext><v>9</v></ext></extLst>"
    texts = "<r><t>北</t></r><r><rPr/><t>館</t></r><rPh><t>キタ</t></rPh>"
    cells = f'<c r="A1" t="inlineStr"><is>{texts}</is>{own}</c><c r="B1" t="s" cm="1" ph="1"><v>0</v></c>'
    rows = f'<row r="1">{cells}{own}</row><row r="2"><c r="A2"><v>1</v></c></row>'
    assert rows_of(xlsx(rows, {STRINGS: strings_xml("<t>南</t>")})) == [("北館", "南"), ("1", "")]


def test_what_programs_write_needs_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object) -> None:
        raise AssertionError("the quick way wasn't taken")

    monkeypatch.setattr("catalog.load.workbooks.worksheet._parse", parse)
    monkeypatch.setattr("catalog.load.workbooks.shared_strings._parse", parse)
    cells = '<c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2"/><c r="C1"><f>1+1</f><v>2</v></c>'
    row = f'<row r="1" spans="1:3" s="2" customFormat="1" ht="13.5" x14ac:dyDescent="0.2">{cells}</row>'
    xml = sheet_xml(row).replace("<worksheet", '<worksheet xmlns:x14ac="urn:x14ac"')
    texts = strings_xml('<t>北</t><rPh sb="0" eb="1"><t>キタ</t></rPh><phoneticPr fontId="1"/>')
    assert rows_of(xlsx("", {SHEET: xml, STRINGS: texts})) == [("北", "", "2")]
    assert rows_of(saved(lambda sheet: sheet.append([1, "北", None, dt.date(2025, 4, 1)]))) == [
        ("1", "北", "", "2025-04-01")
    ]


# Names of places


@given(st.integers(1, 16_384))
def test_columns_have_numbers_and_names(number: int) -> None:
    name = openpyxl.utils.get_column_letter(number)
    assert (column_number(name), column_name(number)) == (number, name)


def test_places_are_parsed() -> None:
    assert parse_reference("C38") == (38, 3)
    assert parse_range("B3:A1") == CellRange(1, 1, 3, 2)
    assert parse_range("B3") == CellRange(3, 2, 3, 2)
    for wrong in ("", "A0", "XFE1", "A1048577", "1A", "A1:B", "$A$1"):
        with pytest.raises(NotReadable):
            parse_range(wrong)
