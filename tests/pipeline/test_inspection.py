"""Files and what ``catalog inspect`` tells of them. A regression is a new folder under ``tests/golden/inspect``."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from catalog.findings import Finding, sort_key
from catalog.model.inspection import Inspection
from catalog.model.text import LANGS
from catalog.pipeline.inspection import inspect_bytes, inspect_file
from catalog.report.inspection import inspection_value
from catalog.report.inspection_text import render_inspection_text

GOLDEN_PATH = Path(__file__).resolve().parents[1] / "golden" / "inspect"
CASES = sorted(folder.name for folder in GOLDEN_PATH.iterdir())


def inspect_case(case: str) -> Inspection:
    [file] = [file for file in (GOLDEN_PATH / case).iterdir() if file.name != "expected.json"]
    return inspect_file(file, path=file.name)


def told(finding: Finding) -> dict[str, Any]:
    place = {key: value for key, value in asdict(finding.location).items() if value is not None}
    return {"code": finding.code, "at": place, "params": dict(finding.params)}


def shown(case: str) -> dict[str, Any]:
    """Return what is told of a case; of findings what doesn't change when a text is said in better words."""
    inspection = inspect_case(case)
    findings = [told(finding) for finding in sorted(inspection.findings, key=sort_key)]
    return {**inspection_value(inspection), "findings": findings}


@pytest.mark.parametrize("case", CASES)
def test_a_file_is_what_it_is(case: str) -> None:
    assert shown(case) == json.loads((GOLDEN_PATH / case / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_people_are_told_in_both_languages(case: str) -> None:
    for lang in LANGS:
        text = render_inspection_text(inspect_case(case), lang)
        assert re.findall(r"\{[a-z_]+\}", text) == []
        assert max(map(len, text.splitlines())) < 400


def test_a_sheet_can_be_chosen() -> None:
    inspection = inspect_file(GOLDEN_PATH / "sheets" / "施設.xlsx", sheet="記入例")
    assert (inspection.sheet, inspection.row_count) == ("記入例", 4)


def test_a_sheet_that_is_not_there_is_a_finding() -> None:
    inspection = inspect_file(GOLDEN_PATH / "sheets" / "施設.xlsx", sheet="ない")
    assert (inspection.sheet, inspection.row_count) == (None, None)
    assert [finding.code for finding in inspection.findings] == ["sheet-missing"]


def test_another_table_is_named_with_its_cells() -> None:
    [finding] = inspect_case("tables-side-by-side").findings
    assert (finding.code, finding.params) == ("several-tables", {"cells": "E1:G3"})


def test_a_list_inside_json_is_read_and_its_place_told() -> None:
    inspection = inspect_case("json-answer")
    assert [field.name for field in inspection.fields] == ["_id", "名称", "コード"]
    assert [(finding.code, finding.params) for finding in inspection.findings] == [
        ("json-property", {"property": "result.records"})
    ]


def test_tables_that_other_tools_cannot_read_are_read_and_told() -> None:
    cases = {
        "html-merged-headings": ("html-table", 3),
        "json-names-beside-rows": ("json-shape", 2),
        "json-columns": ("json-shape", 3),
        "json-under-keys": ("json-shape", 2),
    }
    for case, (code, row_count) in cases.items():
        inspection = inspect_case(case)
        assert inspection.row_count == row_count
        assert code in [finding.code for finding in inspection.findings]


def test_of_several_layers_the_number_is_told() -> None:
    findings = {finding.code: finding.params for finding in inspect_case("several-kml-in-zip").findings}
    assert findings["several-layers"] == {"count": "2"}


def test_a_delimiter_that_is_none_is_told() -> None:
    findings = inspect_bytes("名称｜町\n北公民館｜本町\n南公民館｜東町\n".encode(), "list.csv").findings
    assert [(finding.code, finding.params) for finding in findings] == [("delimiter", {"likely": "｜"})]


def test_a_binary_workbook_is_told() -> None:
    [finding] = inspect_case("binary-workbook").findings
    assert finding.code == "workbook-binary"


def test_a_file_that_is_too_long_or_gone_is_a_finding(tmp_path: Path) -> None:
    inspection = inspect_file(tmp_path / "gone.csv", path="gone.csv")
    assert [finding.code for finding in inspection.findings] == ["file-missing"]


@pytest.mark.parametrize(("delimiter", "likely"), [("\t", "TAB"), (";", ";")])
def test_a_csv_without_commas_is_told(delimiter: str, likely: str) -> None:
    lines = [["名称", "町", "階数"], ["北公民館", "本町", "2"], ["南公民館", "東町", "3"]]
    data = "".join(delimiter.join(line) + "\r\n" for line in lines).encode()
    [finding] = inspect_bytes(data, "list.csv").findings
    assert (finding.code, finding.params) == ("other-delimiter", {"likely": likely})
    assert inspect_bytes(data, "list.tsv").findings == ()


def test_blank_rows_and_columns_that_were_left_are_told_once() -> None:
    data = "名称,町,階数,,\n北公民館,本町,2,,\n,,,,\n南公民館,東町,3,,\n,,,,\n,,,,\n".encode()
    findings = {finding.code: finding.params for finding in inspect_bytes(data, "list.csv").findings}
    assert findings == {"blank-row": {"rows": "3, 5–6"}, "L1-03": {"column": "D–E"}}


def test_a_file_without_headings_is_told() -> None:
    assert [finding.code for finding in inspect_case("no-headings").findings] == ["headings-missing"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", bytes(range(256)) * 40, "nul-character"),
        ("a.xlsx", bytes(range(256)) * 40, "workbook-broken"),
        ("a.zip", bytes(range(256)) * 40, "archive-broken"),
        ("a.gpkg", bytes(range(256)) * 40, "layer-broken"),
        ("a.json", b'[{"a":1,"b":2},\n{"a":1,"b":2},\n{"a":', "json-syntax"),
        ("a.json", b"[" * 100_000, "json-syntax"),
        ("a.xls", "番号\t名称\n1\t北公民館\n".encode(), "file-kind"),
        ("a.xlsx", "ただの文章です。\n".encode(), "file-kind"),
    ],
)
def test_what_is_not_what_it_calls_itself_is_told(name: str, data: bytes, code: str) -> None:
    assert code in [finding.code for finding in inspect_bytes(data, name).findings]


def test_a_text_may_be_called_by_the_ending_of_another_text() -> None:
    assert inspect_bytes("番号\t名称\n1\t北公民館\n".encode(), "a.txt").findings == ()


def test_records_in_json_are_checked_as_tables_are() -> None:
    data = '[{"名称":"みほん館","緯度":39.7,"経度":141.1},{"名称":"みほん園","緯度":0,"経度":0}]'.encode()
    [finding] = inspect_bytes(data, "list.json").findings
    assert (finding.code, finding.location.row) == ("coordinates-zero", 3)


def test_a_comma_too_many_is_told_where_it_is_only() -> None:
    data = "番号,名称\n001,みほん館\n002,みほん園,本町,東町\n003,みほん室\n".encode()
    [finding] = inspect_bytes(data, "list.csv").findings
    assert (finding.code, finding.location.cell) == ("extra-cell", "C3")
