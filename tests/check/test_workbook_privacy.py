"""What a workbook tells beside its cells; names are never shown."""

from __future__ import annotations

import io
from datetime import datetime

from openpyxl import Workbook
from openpyxl.comments import Comment

from catalog.check.privacy.workbooks import check_workbook_privacy
from catalog.findings import Findings
from catalog.load.workbooks import read_workbook_facts

PATH = "datasets/machi/halls/halls.xlsx"


def check(workbook: Workbook) -> Findings:
    buffer = io.BytesIO()
    workbook.properties.created = workbook.properties.modified = datetime(2025, 4, 1)
    workbook.save(buffer)
    facts, findings = read_workbook_facts(buffer.getvalue(), "xlsx", PATH)
    assert facts is not None and findings == ()
    return check_workbook_privacy(facts, PATH)


def filled() -> Workbook:
    workbook = Workbook()
    workbook.active["A1"] = "名称"
    workbook.active["A2"] = "北公民館"
    return workbook


def test_a_workbook_that_names_nobody_is_fine() -> None:
    assert check(filled()) == ()


def test_names_of_people_are_found_and_never_shown() -> None:
    workbook = filled()
    workbook.properties.creator, workbook.properties.lastModifiedBy = "架空 一郎", "kaku02"
    found = check(workbook)
    assert [finding.code for finding in found] == ["workbook-author"]
    assert "架空" not in repr(found) and "kaku02" not in repr(found)


def test_names_of_programs_are_no_names() -> None:
    workbook = filled()
    workbook.properties.creator = "Apache POI"
    assert check(workbook) == ()


def test_comments_and_hidden_sheets_are_told_with_their_place() -> None:
    workbook = filled()
    workbook.active["A2"].comment = Comment("確認中", "架空 花子")
    workbook.create_sheet("作業用").sheet_state = "hidden"
    found = check(workbook)
    assert {(item.code, item.location.sheet, item.location.cell) for item in found} == {
        ("workbook-comments", "Sheet", "A2"),
        ("hidden-sheet", "作業用", None),
    }
    assert "架空" not in repr(found)


def test_the_folder_of_the_author_is_found() -> None:
    from catalog.model.workbook import PersonalProperty, PersonalText, PropertyKind, WorkbookFacts

    folder = PersonalProperty(PropertyKind.FOLDER, "xl/workbook.xml", PersonalText("C:\\Users\\somebody"))
    found = check_workbook_privacy(WorkbookFacts((), (folder,)), PATH)
    assert [item.code for item in found] == ["workbook-folder"]
