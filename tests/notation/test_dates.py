"""Dates: every notation of the documents, every boundary of the eras, nothing guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.notation.dates import (
    era_of,
    explain_date,
    explain_era_date,
    fiscal_year_period,
    parse_date,
    parse_era_date,
    parse_fiscal_year,
    parse_western_date,
    parse_year,
    parse_year_month,
)
from catalog.notation.eras import DateFault, Era, parse_era_year

DAYS = st.dates(date(1873, 1, 1), date(2100, 12, 31))
FULL_WIDTH = str.maketrans("0123456789MTSHR./- ", "０１２３４５６７８９ＭＴＳＨＲ．／－　")
LIGATURES = {"令和": "㋿", "平成": "㍻", "昭和": "㍼", "大正": "㍽", "明治": "㍾"}
WEEKDAYS = "月火水木金土日"

Writer = Callable[[Era, int, date], str]
ERA_WRITERS: dict[str, Writer] = {
    "letter and dots": lambda era, year, day: f"{era.letter}{year}.{day.month}.{day.day}",
    "two digits each": lambda era, year, day: f"{era.letter}{year:02}.{day.month:02}.{day.day:02}",
    "slashes": lambda era, year, day: f"{era.letter}{year}/{day.month}/{day.day}",
    "hyphens": lambda era, year, day: f"{era.letter}{year}-{day.month}-{day.day}",
    "lower case": lambda era, year, day: f"{era.letter.lower()}{year}.{day.month}.{day.day}",
    "letter with a dot": lambda era, year, day: f"{era.letter}.{year}.{day.month}.{day.day}",
    "packed": lambda era, year, day: f"{era.letter}{year:02}{day.month:02}{day.day:02}",
    "first character": lambda era, year, day: f"{era.name[0]}{year}.{day.month}.{day.day}",
    "in words": lambda era, year, day: f"{era.name}{year}年{day.month}月{day.day}日",
    "first year in words": lambda era, year, day: f"{era.name}{'元' if year == 1 else year}年{day.month}月{day.day}日",
    "with spaces": lambda era, year, day: f" {era.name} {year}年 {day.month:2}月 {day.day:2}日　",
    "ligature": lambda era, year, day: f"{LIGATURES[era.name]}{year}年{day.month}月{day.day}日",
    "weekday": lambda era, year, day: f"{era.name}{year}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）",
    "midnight": lambda era, year, day: f"{era.letter}{year}.{day.month}.{day.day} 0:00",
}
WESTERN_WRITERS: dict[str, Callable[[date], str]] = {
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "in words": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "digits": lambda day: day.strftime("%Y%m%d"),
    "ISO 8601": date.isoformat,
    "of a spreadsheet": lambda day: f"{day.isoformat()}T00:00:00",
}


@given(DAYS, st.sampled_from(sorted(ERA_WRITERS)))
def test_every_day_since_1873_comes_back_from_every_notation(day: date, name: str) -> None:
    found = era_of(day)
    assert found is not None
    text = ERA_WRITERS[name](*found, day)
    assert [parse_era_date(text), parse_era_date(text.translate(FULL_WIDTH)), parse_date(text)] == [day] * 3
    assert explain_era_date(text) is None


@given(DAYS, st.sampled_from(sorted(WESTERN_WRITERS)))
def test_every_western_date_comes_back(day: date, name: str) -> None:
    text = WESTERN_WRITERS[name](day)
    assert parse_western_date(text) == parse_date(text.translate(FULL_WIDTH)) == day


@given(st.integers(1, 99), st.integers(0, 99), st.integers(0, 99), st.sampled_from("MTSHR"))
def test_what_parses_is_a_day_of_its_era(year: int, month: int, number: int, letter: str) -> None:
    text = f"{letter}{year}.{month}.{number}"
    day = parse_era_date(text)
    assert (day is None) is (explain_era_date(text) is not None)
    if day is not None:
        assert (day.month, day.day) == (month, number)
        assert day >= date(1873, 1, 1)


@given(DAYS, st.sampled_from(sorted(ERA_WRITERS)))
def test_normalised_text_says_the_same(day: date, name: str) -> None:
    found = era_of(day)
    assert found is not None
    text = ERA_WRITERS[name](*found, day).translate(FULL_WIDTH)
    assert parse_date(unicodedata.normalize("NFKC", text)) == parse_date(text)


@given(st.text(alphabet="令和平成元RH0123456789年月日./-()土　 １①²", max_size=14))
def test_what_is_read_is_read_the_same_when_normalised(text: str) -> None:
    day = parse_date(text)
    assert day is None or parse_date(unicodedata.normalize("NFKC", text)) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明治6年1月1日", date(1873, 1, 1)),
        ("M45.7.30", date(1912, 7, 30)),
        ("T1.7.30", date(1912, 7, 30)),
        ("大正15年12月25日", date(1926, 12, 25)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("H1.1.8", date(1989, 1, 8)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成二十三年四月一日", date(2011, 4, 1)),
        ("令和十年十二月三十一日", date(2028, 12, 31)),
        ("二〇二三年四月一日", date(2023, 4, 1)),
        ("R6.2.29", date(2024, 2, 29)),
    ],
)
def test_the_edges_of_the_eras(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("R5.4.31", DateFault.NO_SUCH_DAY),
        ("R5.2.29", DateFault.NO_SUCH_DAY),
        ("R5.13.1", DateFault.NO_SUCH_DAY),
        ("R5.0.1", DateFault.NO_SUCH_DAY),
        ("令和0年4月1日", DateFault.YEAR_ZERO),
        ("平成31年5月1日", DateFault.AFTER_ERA),
        ("平成32年4月1日", DateFault.AFTER_ERA),
        ("平成32年4月31日", DateFault.AFTER_ERA),
        ("昭和64年1月8日", DateFault.AFTER_ERA),
        ("大正15年12月26日", DateFault.AFTER_ERA),
        ("平成元年1月7日", DateFault.BEFORE_ERA),
        ("令和元年4月30日", DateFault.BEFORE_ERA),
        ("明治5年12月2日", DateFault.LUNISOLAR),
        ("明治元年1月1日", DateFault.LUNISOLAR),
        ("明治3年2月30日", DateFault.LUNISOLAR),
        ("令和5年4月1日（日）", DateFault.OTHER_WEEKDAY),
    ],
)
def test_impossible_dates_are_refused_with_the_reason(text: str, fault: DateFault) -> None:
    assert parse_date(text) is None
    assert explain_era_date(text) is fault
    assert explain_date(text) is fault


def test_impossible_western_dates_are_refused_with_the_reason() -> None:
    for text in ("2024/4/31", "2023年2月29日", "20240231", "0000-01-01"):
        assert parse_date(text) is None
        assert explain_date(text) is DateFault.NO_SUCH_DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "45383",
        "24/4/1",
        "4月1日",
        "2024年4月",
        "令和5年4月",
        "令和5年度",
        "R5.4.1-R6.3.31",
        "R5.4-1",
        "R5/4.1",
        "Z5.4.1",
        "R①.4.1",
        "令和5年4月1日頃",
        "2024/4/1 9:00",
        "5.4.1",
        "5050401",
        "R123.4.1",
        "2024/4/²",
        "令和十二三年四月一日",
        "٢٠٢٤/4/1",
    ],
)
def test_what_is_no_whole_date_is_left_alone(text: str) -> None:
    assert parse_date(text) is None
    assert explain_date(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和5年", 2023),
        ("R5", 2023),
        ("㋿5", 2023),
        ("昭和64年", 1989),
        ("平成元年", 1989),
        ("令和五年", 2023),
        ("明治6年", 1873),
    ],
)
def test_years_of_eras(text: str, year: int) -> None:
    assert parse_era_year(text) == parse_year(text) == year


@pytest.mark.parametrize("text", ["令和0年", "平成32年", "昭和65年", "明治5年", "5年", "令和", "R5.4", "令和5年度"])
def test_years_that_no_era_has(text: str) -> None:
    assert parse_era_year(text) is None


def test_years_of_the_western_calendar() -> None:
    assert [parse_year(text) for text in ("2023", "２０２３年", "西暦2023年", "2023年度", "23年", "20231")] == [
        *[2023] * 4,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和5年度", 2023),
        ("Ｒ５年度", 2023),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("平成元年度", 1989),
        ("昭和63年度", 1988),
        ("2023年度", 2023),
        ("昭和64年度", None),
        ("平成32年度", None),
        ("令和0年度", None),
        ("令和5年", None),
    ],
)
def test_fiscal_years(text: str, year: int | None) -> None:
    assert parse_fiscal_year(text) == year


def test_a_fiscal_year_runs_from_april_to_march() -> None:
    assert fiscal_year_period(2023) == (date(2023, 4, 1), date(2024, 3, 31))


def test_months() -> None:
    texts = (
        "令和5年4月",
        "R5.4",
        "2023年4月",
        "2023/04",
        "平成31年5月",
        "平成31年4月",
        "令和元年4月",
        "R5.13",
        "2023年0月",
    )
    assert [parse_year_month(text) for text in texts] == [*[(2023, 4)] * 4, None, (2019, 4), None, None, None]


def test_no_era_is_told_before_the_gregorian_calendar() -> None:
    assert era_of(date(1872, 12, 31)) is None


def test_long_texts_take_no_long_time() -> None:
    for text in (" " * 100_000 + "x", "R5" + " " * 100_000, "元" * 100_000, "十" * 100_000 + "年"):
        assert parse_date(text) is None
