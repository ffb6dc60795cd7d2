from __future__ import annotations

import time

import pytest

from catalog.check.japanese.dates import check_dates
from catalog.check.japanese.opening_hours import check_opening_hours
from catalog.check.japanese.weekdays import check_weekdays
from catalog.model.dataset import Field
from catalog.model.text import LocalizedText
from tests.check.examining import found_in_column, make_examined


def codes(label: str, *cells: str) -> list[str]:
    return [code for code, _ in found_in_column(check_dates, label, cells)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("2024-04-01", "2024-4-2", "2024-02-29"), []),
        (("2024/4/1", "2024/12/31 10:00"), []),
        (("R6.4.1", "H31.4.30", "S64.1.7", "R01.05.01"), []),
        (("令和6年4月1日", "令和元年5月1日（水）"), []),
        (("大正15年12月25日", "昭和元年12月25日"), []),
        (("2024-04-01", "2024-04-31"), ["impossible-date"]),
        (("令和6年4月1日", "令和0年4月1日"), ["impossible-date"]),
        (("令和6年4月1日", "平成31年5月1日"), ["date-outside-era"]),
        (("令和6年4月1日", "昭和64年1月8日"), ["date-outside-era"]),
        (("令和6年4月1日（月）", "令和6年4月2日（月）"), ["date-other-weekday"]),
        (("2024-04-01", "45383"), ["excel-serial-date"]),
        (("4/1/24", "4/2/24"), ["ambiguous-date"]),
        (("2024-04-01", "2024/4/2", "2024-04-03"), ["mixed-dates"]),
        (("1-2-3", "4-5-6", "2024-13-01"), []),
        (("未定", "調査中", "2024-04-31"), []),
    ],
)
def test_days(cells: tuple[str, ...], expected: list[str]) -> None:
    assert codes("指定日", *cells) == expected


def test_numbers_are_days_only_under_a_heading_of_days() -> None:
    assert codes("更新年月日", "45383", "45384") == ["excel-serial-date", "excel-serial-date"]
    assert codes("人口", "45383", "45384") == []
    assert codes("管理番号", "20240431", "20240401") == []
    assert codes("更新年月日", "20240431", "20240401") == ["impossible-date"]


def test_a_notation_that_is_declared_is_left_to_frictionless() -> None:
    examined = make_examined(["日"], [["2024-04-01"], ["2024/4/2"]])
    examined.columns[0].field = Field("日", LocalizedText("日"), None, "date", "default", {})
    assert check_dates(examined) == ()


def test_years_and_fiscal_years() -> None:
    assert codes("年度", "令和5年度", "令和5年") == ["year-and-fiscal-year"]
    assert codes("年度", "令和5年度", "令和6年度") == []
    assert codes("年度", "2023", "2024年", "2024年") == []


def test_years_of_two_calendars() -> None:
    assert codes("年度", "令和5年度", "2024") == ["mixed-dates"]
    assert codes("年度", "H30", "R元", "2021") == ["mixed-dates"]
    assert codes("年度", "令和5年度", "2024", "未定") == []
    assert codes("件数", "H30", "2021") == []
    assert codes("建築年", "昭和50年", "平成2年") == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("月火水木金土日", []),
        ("土日祝", []),
        ("月・水・金曜日", []),
        ("-", []),
        ("月火火", ["weekday-repeated"]),
        ("月火水木金(祝日除く)", ["weekday-unknown"]),
    ],
)
def test_weekdays(cell: str, expected: list[str]) -> None:
    cells = ["月火水木金"] * 9 + [cell]
    assert [code for code, _ in found_in_column(check_weekdays, "利用可能曜日", cells)] == expected


def test_a_column_of_sentences_about_days_is_left_alone() -> None:
    cells = ["月火水木金", "第1・3月曜", "毎日", "年末年始を除く平日"]
    assert found_in_column(check_weekdays, "利用可能曜日", cells) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("9:00", "17:00", []),
        ("17:00", "2:00", []),
        ("20:00", "8:30", []),
        ("0:00", "0:00", []),
        ("0:00", "24:00", []),
        ("9時", "17時30分", []),
        ("-", "-", []),
        ("9:00", "9:00", ["hours-order"]),
        ("13:00", "9:00", ["hours-order"]),
        ("9:00", "25:00", ["impossible-time"]),
        ("9:60", "17:00", ["impossible-time"]),
        ("0.375", "17:00", ["excel-serial-time"]),
    ],
)
def test_opening_hours(start: str, end: str, expected: list[str]) -> None:
    rows = [["8:30", "17:15"], [start, end]]
    findings = check_opening_hours(make_examined(["開始時間", "終了時間"], rows))
    assert [finding.code for finding in findings] == expected


def test_beginnings_and_ends_belong_together_by_their_headings() -> None:
    labels = ["日曜開放開始時刻", "月曜開放開始時刻", "日曜開放終了時刻", "月曜開放終了時刻"]
    findings = check_opening_hours(make_examined(labels, [["9:00", "9:00", "9:00", "17:00"]]))
    assert [(finding.code, finding.location.cell) for finding in findings] == [("hours-order", "A2")]


def test_a_cell_full_of_spaces_takes_no_time() -> None:
    start = time.process_time()
    found_in_column(check_dates, "開設日", ["2026-04-01", "2026-4-2", "2026-04-03" + " " * 40_000 + "x"])
    assert time.process_time() - start < 2
