from __future__ import annotations

import openpyxl
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from catalog.load.workbooks import read_workbook_facts
from catalog.model.records import CellRange
from catalog.model.workbook import CellList, ColouredCells, PropertyKind, SheetFacts, UnitFormat, WorkbookFacts
from tests.load.workbooks import saved, unzipped, zipped


def facts_of(data: bytes) -> WorkbookFacts:
    facts, findings = read_workbook_facts(data, "xlsx", "list.xlsx")
    assert facts is not None and findings == ()
    return facts


def sheet_facts(fill: object) -> SheetFacts:
    [sheet] = facts_of(saved(fill)).sheets  # type: ignore[arg-type]
    return sheet


def test_merged_hidden_and_outlined() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1, 2])
        sheet.merge_cells("A1:B2")
        for number in (3, 4, 9):
            sheet.row_dimensions[number].hidden = True
        sheet.row_dimensions[6].outlineLevel = 1
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions.group("E", "F", outline_level=1)
        sheet.auto_filter.ref = "A1:B1"

    sheet = sheet_facts(fill)
    assert sheet.merged == (CellRange(1, 1, 2, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == (((3, 4), (9, 9)), ((3, 3),))
    assert (sheet.outlined_rows, sheet.outlined_columns) == (((6, 6),), ((5, 6),))
    assert sheet.autofilter == "A1:B1"


def test_formulas_and_those_that_refer_to_other_workbooks() -> None:
    def fill(sheet: Worksheet) -> None:
        for number in range(1, 31):
            sheet.append([number, f"=A{number}*2"])
        sheet["C1"], sheet["C2"], sheet["C3"] = "=[1]Sheet1!A1", "='[2]集計 表'!B2", '=Table1[列1]&"[1]"'

    sheet = sheet_facts(fill)
    assert (sheet.formulas.count, len(sheet.formulas.first), sheet.formulas.first[:3]) == (33, 20, ("B1", "C1", "B2"))
    assert sheet.outside_formulas == CellList(2, ("C1", "C2"))


def test_objects_and_comments() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1])
        sheet["B2"].comment = Comment("確認済み", "山田")
        sheet["A3"].comment = Comment("要確認", "山田")
        sheet.add_chart(BarChart(), "E5")
        rule = CellIsRule(operator="lessThan", formula=["0"], fill=PatternFill("solid", bgColor="FF0000"))
        sheet.conditional_formatting.add("A1:A9", rule)
        validation = DataValidation(type="list", formula1='"有,無"')
        validation.add("B1:B9")
        sheet.add_data_validation(validation)

    sheet = sheet_facts(fill)
    assert sheet.comments == CellList(2, ("B2", "A3"))
    assert (sheet.pictures, sheet.charts, sheet.shapes) == (0, 1, 0)
    assert sheet.conditional_formats == ("A1:A9",)
    assert sheet.data_validations == 1


def test_units_that_only_the_format_shows() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["金額", "人数", "コード"])
        for number in range(3):
            sheet.append([number, number, number])
            sheet.cell(number + 2, 1).number_format = '#,##0"円"'
            sheet.cell(number + 2, 3).number_format = "0000"
        sheet["B3"].number_format = '0"人"'

    assert sheet_facts(fill).units == (UnitFormat(1, "円", 3, ((2, 4),)), UnitFormat(2, "人", 1, ((3, 3),)))


def test_colours_that_vary_in_a_column() -> None:
    def fill(sheet: Worksheet) -> None:
        for number in range(1, 7):
            sheet.append([number, number, number])
            sheet.cell(number, 3).fill = PatternFill("solid", fgColor="FFFF00")
            sheet.cell(number, 2).font = Font(color="FF000000")
        sheet["A3"].fill = sheet["A4"].fill = PatternFill("solid", fgColor="FFFF00")
        sheet["A6"].font = Font(color="FFFF0000")
        sheet["B2"].fill = PatternFill("solid", fgColor="FFFFFFFF")
        sheet["B9"].fill = PatternFill("solid", fgColor="FFFF00")

    assert sheet_facts(fill).coloured == (
        ColouredCells(1, None, None, 3, ((1, 2), (5, 5))),
        ColouredCells(1, "00FFFF00", None, 2, ((3, 4),)),
        ColouredCells(1, None, "FFFF0000", 1, ((6, 6),)),
    )


def test_what_names_people_is_found_and_never_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        book = sheet.parent
        assert isinstance(book, openpyxl.Workbook)
        sheet["A1"] = 1
        sheet["A1"].comment = Comment("山田 太郎:\n確認済み", "山田 太郎")
        book.properties.creator, book.properties.lastModifiedBy = "山田 太郎", "佐藤"
        book.properties.title = "一覧"
        book.defined_names["範囲"] = DefinedName("範囲", attr_text="施設!$A$1")
        book.create_sheet("隠し").sheet_state = "hidden"

    files = unzipped(saved(fill))
    files["docProps/app.xml"] = b"<Properties><Company>\xe5\xb8\x82</Company><Manager>m</Manager></Properties>"
    files["xl/persons/person.xml"] = (
        b'<personList><person displayName="d" id="{1}" userId="u" providerId="None"/></personList>'
    )
    folder = b'<x15ac:absPath xmlns:x15ac="x" url="D:\\yamada\\"/><fileSharing userName="y"/>'
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace(b"<sheets>", folder + b"<sheets>")
    facts = facts_of(zipped(files))
    assert facts.personal is not None
    assert {(item.kind.value, item.part) for item in facts.personal} == {
        ("creator", "docProps/core.xml"),
        ("last-editor", "docProps/core.xml"),
        ("company", "docProps/app.xml"),
        ("manager", "docProps/app.xml"),
        ("comment-author", "xl/comments/comment1.xml"),
        ("person", "xl/persons/person.xml"),
        ("folder", "xl/workbook.xml"),
        ("writer", "xl/workbook.xml"),
    }
    values = {item.kind: item.value.text for item in facts.personal}
    assert values[PropertyKind.CREATOR] == "山田 太郎"
    assert values[PropertyKind.FOLDER] == "D:\\yamada\\"
    for text in (repr(facts), *(f"{item.value} {item.value!r}" for item in facts.personal)):
        assert "山田" not in text and "yamada" not in text and "佐藤" not in text
    assert facts.title is not None and facts.title.text == "一覧"
    assert (facts.defined_names, facts.hidden_sheets, facts.has_macros) == (1, ("隠し",), False)


def test_facts_of_a_workbook_that_cannot_be_read() -> None:
    assert read_workbook_facts(b"x", "xlsx", "list.xlsx")[1][0].code == "workbook-broken"
    assert read_workbook_facts(b"", "xlsx", "list.xlsx")[1][0].code == "file-empty"
