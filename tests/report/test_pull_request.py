"""Findings where a pull request shows them: annotations and Markdown; what comes from data can't act there."""

from __future__ import annotations

import pytest

from catalog.codes import CODES, REMAINDER
from catalog.findings import Finding, Location
from catalog.model.text import LANGS
from catalog.report.github import render_github
from catalog.report.markdown import escape, render_markdown

HOSTILE = "@everyone #1 **x** <img src=x> [a](javascript:b) https://evil.example `::error::`"


def finding(code: str = "not-integer", row: int = 3, value: str = "12人", path: str = "datasets/m/d/x.csv") -> Finding:
    return Finding(code, Location(path, row=row, field="人口", cell=f"B{row}"), {"value": value})


@pytest.mark.parametrize("lang", LANGS)
def test_an_annotation_names_file_line_and_rule(lang: str) -> None:
    line = render_github([finding()], lang)
    assert line.startswith("::error title=")
    assert "file=datasets/m/d/x.csv,line=3::" in line and "12人" in line and "%0A" in line
    assert "\n" not in line


def test_errors_come_first_because_only_ten_are_shown() -> None:
    remarks = [Finding("no-sources", Location("datasets/a/d/datapackage.yaml")), finding()]
    assert [line.split()[0] for line in render_github(remarks, "ja").splitlines()] == ["::error", "::notice"]


def test_the_same_mistake_is_shown_five_times_and_then_counted() -> None:
    findings = [finding(row=row) for row in range(2, 240)]
    assert len(render_github(findings, "ja").splitlines()) == 5
    assert "233" in render_github(findings, "ja") and "233" in render_markdown(findings, "ja", 1)


def test_a_workbook_has_no_lines() -> None:
    assert "line=" not in render_github([finding(path="datasets/m/d/x.xlsx")], "ja")


@pytest.mark.parametrize("lang", LANGS)
def test_what_comes_from_data_starts_no_command(lang: str) -> None:
    line = render_github([finding(value="a\n::error file=x::b", path="datasets/m/d/a,b:c.csv")], lang)
    assert len(line.splitlines()) == 1
    assert "a%2Cb%3Ac.csv" in line


@pytest.mark.parametrize("lang", LANGS)
def test_what_comes_from_data_is_no_markup_mention_or_link(lang: str) -> None:
    text = render_markdown([finding(value=HOSTILE)], lang, 1)
    for harmful in ("@everyone", " #1", " **x", " <img", "a](java", "https:"):
        assert harmful not in text


@pytest.mark.parametrize("lang", LANGS)
def test_a_clean_check_says_so(lang: str) -> None:
    assert render_markdown([], lang, 3).startswith("## ✅ ")
    assert render_github([], lang) == ""


def test_cells_are_named_as_excel_names_them() -> None:
    assert "B3" in render_markdown([finding()], "ja", 1)


def test_ordinary_text_stays_readable() -> None:
    assert escape("施設一覧（令和6年度）") == "施設一覧（令和6年度）"


def test_every_code_can_be_told_in_markdown() -> None:
    for code in CODES.values():
        params = dict.fromkeys(code.params, "1")
        if code.id == REMAINDER:
            continue  # Told with those whose remainder it is.
        assert code.id in render_markdown([Finding(code.id, Location("x"), params)], "ja", 1)
