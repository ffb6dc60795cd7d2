"""Dates, sizes and counts in the words of each language."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.dataset import Period
from catalog.model.text import LANGS, Lang
from catalog.render.formats import (
    format_counted,
    format_date,
    format_era_year,
    format_number,
    format_size,
    render_counted,
    render_date,
    render_missing,
    render_period,
    render_size,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 4, 1), "令和8年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 25), "昭和元年"),
        (date(1926, 12, 24), "大正15年"),
        (date(1912, 7, 30), "大正元年"),
        (date(1912, 7, 29), "明治45年"),
        (date(1873, 1, 1), "明治6年"),
        (date(1872, 12, 31), None),
    ],
)
def test_an_era_begins_on_its_first_day(day: date, expected: str | None) -> None:
    assert format_era_year(day) == expected


@pytest.mark.parametrize(
    ("iso", "lang", "expected"),
    [
        ("2026-04-01", "ja", "2026年4月1日"),
        ("2026-04", "ja", "2026年4月"),
        ("2026", "ja", "2026年"),
        ("2026-04-01", "en", "1 April 2026"),
        ("2026-04", "en", "April 2026"),
        ("2026", "en", "2026"),
        ("2026-13-01", "ja", "2026-13-01"),
        ("令和8年", "en", "令和8年"),
        ("２０２６", "ja", "２０２６"),
    ],
)
def test_a_date_is_written_as_its_readers_write_it(iso: str, lang: Lang, expected: str) -> None:
    assert format_date(iso, lang) == expected


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(LANGS))
def test_a_date_element_carries_the_date_for_machines(day: date, lang: Lang) -> None:
    assert render_date(day.isoformat(), lang).startswith(f'<time datetime="{day.isoformat()}">')


def test_a_full_date_in_japanese_may_have_the_year_of_the_era() -> None:
    assert format_date("2026-04-01", "ja", era=True) == "2026年4月1日（令和8年）"
    assert format_date("2026-04", "ja", era=True) == "2026年4月"
    assert format_date("2026-02-31", "ja", era=True) == "2026年2月31日"
    assert format_date("2026-04-01", "en", era=True) == "1 April 2026"


@given(st.text(), st.sampled_from(LANGS))
def test_no_text_breaks_out_of_a_date(text: str, lang: Lang) -> None:
    html = render_date(text, lang, era=True)
    assert html.count("<") == 2
    assert html.count('"') == 2


def test_an_open_end_of_a_period_stays_open() -> None:
    assert render_period(Period("2020", None), "ja") == '<time datetime="2020">2020年</time> 〜 '
    assert render_period(Period(None, "2020"), "en") == ' – <time datetime="2020">2020</time>'


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 KB"),
        (12_345, "12 KB"),
        (999_400, "999 KB"),
        (999_600, "1.0 MB"),
        (4_500_000, "4.5 MB"),
        (2_000_000_000, "2.0 GB"),
        (5_000_000_000_000, "5,000 GB"),
    ],
)
def test_a_size_has_a_unit_that_people_know(size: int, expected: str) -> None:
    assert format_size(size, "en") == expected


def test_a_size_carries_its_bytes_for_machines() -> None:
    assert render_size(1_500, "ja") == '<data value="1500">1.5 KB</data>'
    assert render_size(15, "ja") == '<data value="15">15バイト</data>'


def test_english_counts_one_thing_as_one() -> None:
    assert format_counted("datasets", 1, "en") == "1 dataset"
    assert format_counted("datasets", 12_345, "en") == "12,345 datasets"
    assert render_counted("datasets", 1_000, "ja") == "<b>1,000</b>データセット"


@pytest.mark.parametrize(
    ("number", "expected"), [(34.66167, "34.66167"), (-146000.0, "-146000"), (0.0, "0"), (-0.0, "0"), (100.5, "100.5")]
)
def test_a_number_has_no_idle_zeros(number: float, expected: str) -> None:
    assert format_number(number, 6) == expected


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_a_whole_number_keeps_its_zeros(number: int) -> None:
    assert format_number(float(number), 2) == str(number)


@pytest.mark.parametrize("lang", LANGS)
def test_a_missing_value_is_seen_as_a_dash_and_heard_as_a_word(lang: Lang) -> None:
    html = render_missing(lang)
    assert '<span aria-hidden="true">—</span>' in html
    assert {"ja": "値なし", "en": "no value"}[lang] in html
