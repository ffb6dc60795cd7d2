"""What keeps programs from reading a table: where it lies in its file, and what a sheet shows to people only."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from catalog.check.readability.structure import check_described_structure, check_structure, described_layout
from catalog.check.readability.workbooks import check_sheet
from catalog.findings import Finding, Findings
from catalog.infer.layout import infer_layout
from catalog.load.described_tables import take_table
from catalog.load.text_records import read_text_records
from catalog.load.workbooks import read_workbook, read_workbook_facts
from catalog.model.dataset import Dialect

PATH = "datasets/machi/halls/halls.csv"
HALLS = "名称,町,定員\n北公民館,北町,10\n南公民館,南町,20\n東公民館,東町,30\n"


def of_text(text: str) -> Findings:
    """Return what is said of a bare file."""
    records, findings = read_text_records(text.encode(), PATH)
    assert records is not None and findings == ()
    return check_structure(records, infer_layout(records), PATH)


def of_described(text: str, dialect: Dialect) -> Findings:
    """Return what is said of a file with a descriptor."""
    records, _ = read_text_records(text.encode(), PATH)
    assert records is not None
    table, _ = take_table(records, dialect, PATH)
    assert table is not None
    return check_described_structure(records, table, described_layout(records, table, dialect), dialect, PATH)


def places(findings: Findings) -> list[tuple[str, object]]:
    """Return code and cell, or else row."""
    return [(finding.code, finding.location.cell or finding.location.row) for finding in findings]


def test_a_plain_table_is_fine() -> None:
    assert of_text(HALLS) == of_described(HALLS, Dialect()) == ()


def test_a_second_table_below_is_told() -> None:
    assert ("L1-02", 6) in places(
        of_text(f"{HALLS}\n公園,面積,開園\n北公園,100,2001\n南公園,200,2002\n東公園,300,2003\n")
    )


def test_an_empty_column_within_the_table_is_told() -> None:
    text = "名称,町,,定員\n北公民館,北町,,10\n南公民館,南町,,20\n東公民館,東町,,30\n"
    assert ("L1-03", "C1") in places(of_text(text))


def test_headings_of_two_rows_are_told_where_the_descriptor_does_not_know_them() -> None:
    text = "町,人口,,\n,計,男,女\n北町,30,10,20\n南町,40,15,25\n東町,50,22,28\n"
    assert ("L2-03", 1) in places(of_text(text))
    assert of_described(text, Dialect(header_rows=(1, 2))) == ()


def test_a_title_above_is_told_where_the_descriptor_does_not_know_it() -> None:
    text = f"公民館一覧,,\n,,\n{HALLS}"
    assert places(of_described(text, Dialect())) == [("L3-01", 3)]
    assert of_described(text, Dialect(header_rows=(3,))) == ()


def test_notes_below_are_told_unless_the_descriptor_leaves_them_out() -> None:
    text = f"{HALLS}※ 令和6年4月1日現在,,\n"
    assert places(of_described(text, Dialect())) == [("L1-04", 5)]
    assert of_described(text, Dialect(comment_rows=(5,))) == ()


def halls(rows: Sequence[Sequence[object]] = ()) -> tuple[Workbook, Worksheet]:
    """Return a workbook with a table of ten halls."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for row in [("名称", "町", "定員"), *((f"{number}号館", f"{number}町", number) for number in range(1, 11)), *rows]:
        sheet.append(row)
    return workbook, sheet


def of_sheet(workbook: Workbook) -> dict[str, Finding]:
    """Return what is said of the first sheet by code; of each code only the first."""
    buffer = io.BytesIO()
    workbook.properties.created = workbook.properties.modified = datetime(2025, 4, 1)
    workbook.save(buffer)
    facts, _ = read_workbook_facts(buffer.getvalue(), "xlsx", PATH)
    read, _ = read_workbook(buffer.getvalue(), "xlsx", PATH)
    assert facts is not None and read is not None
    found = check_sheet(facts.sheets[0], infer_layout(read.records(facts.sheets[0].name)), PATH)
    return {finding.code: finding for finding in reversed(found)}


def test_a_plain_sheet_is_fine() -> None:
    assert of_sheet(halls()[0]) == {}


def test_merged_cells_are_told_with_their_range() -> None:
    workbook, sheet = halls()
    sheet.merge_cells("B3:B4")
    assert of_sheet(workbook)["L1-12"].params == {"range": "B3:B4"}


def test_hidden_rows_and_columns_are_told() -> None:
    workbook, sheet = halls()
    sheet.row_dimensions[4].hidden = sheet.row_dimensions[5].hidden = True
    assert of_sheet(workbook)["L1-13"].params == {"what": "4–5"}
    workbook, sheet = halls()
    sheet.column_dimensions["B"].hidden = True
    assert of_sheet(workbook)["L1-13"].params == {"what": "B"}


def test_charts_are_told() -> None:
    workbook, sheet = halls()
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=2, max_row=11))
    sheet.add_chart(chart, "F2")
    assert of_sheet(workbook)["L1-10"].params == {"count": "1"}


def test_few_coloured_cells_are_told_and_stripes_are_not() -> None:
    yellow = PatternFill("solid", start_color="FFFFFF00")
    workbook, sheet = halls()
    sheet["C5"].fill = yellow
    assert of_sheet(workbook)["L1-11"].location.cell == "C5"
    workbook, sheet = halls()
    for row in range(2, 12, 2):
        for column in "ABC":
            sheet[f"{column}{row}"].fill = yellow
    assert "L1-11" not in of_sheet(workbook)


def test_formulas_are_told_with_the_first_cell() -> None:
    workbook, sheet = halls()
    sheet["C11"] = "=SUM(C2:C10)"
    assert of_sheet(workbook)["L2-06"].location.cell == "C11"


def test_looks_without_a_meaning_are_nothing() -> None:
    workbook, sheet = halls()
    for cell in sheet[1]:
        cell.alignment = Alignment(horizontal="center")
    assert of_sheet(workbook) == {}
