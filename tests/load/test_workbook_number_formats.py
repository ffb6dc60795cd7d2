from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load.workbooks.number_formats import BUILT_IN, parse_format
from catalog.load.workbooks.serials import moment, time_of_day


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [
        ("000000", 12, "000012"),
        ("000000", 1234567, "1234567"),
        ("000000", 0, "000000"),
        ("000000", -5, None),
        ("000000", 1.5, None),
        ("00", 4, "04"),
        ("000-0000", 7600001, "760-0001"),
        (r"000\-0000", 600001, "060-0001"),
        ('000"-"0000', 600001, "060-0001"),
        (r"[<=999]000;[<=9999]000\-00;000\-0000", 760, "760"),
        (r"[<=999]000;[<=9999]000\-00;000\-0000", 600, "600"),
        (r"[<=999]000;[<=9999]000\-00;000\-0000", 6001, "060-01"),
        (r"[<=999]000;[<=9999]000\-00;000\-0000", 600001, "060-0001"),
        (r"[<=99999999]####\-####;\(00\)\ ####\-####", 87392222, "8739-2222"),
        (r"[<=99999999]####\-####;\(00\)\ ####\-####", 312345678, "(03) 1234-5678"),
        ('"K"0000', 12, "K0012"),
        ('"第"000"号"', 5, "第005号"),
        ('00"人"', 5, None),
        ("0", 5, None),
        ("0.00", 5, None),
        ("#,##0", 5, None),
        ("00.0", 5, None),
        ("0%", 0.5, None),
        ("@", 5, None),
        ("General", 5, None),
        ("0_);[Red]\\(0\\)", -5, None),
        ('0;"△ "0', -4, None),
        ("000;;", 0, None),
        (";;;", 1, None),
        ("##0.0E+0", 1, None),
        ("# ?/?", 0.5, None),
        ("", 1, None),
        ('"', 1, None),
        ("[", 1, None),
        ("0" * 2_000, 1, None),
    ],
)
def test_codes_are_shown_with_their_zeros_and_signs(code: str, number: float, expected: str | None) -> None:
    assert parse_format(code).text(number, is_1904=False) == expected


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [
        ("yyyy/m/d", 45748, "2025-04-01"),
        ("yyyy/m/d;@", 45748.75, "2025-04-01"),
        ('[$-411]ggge"年"m"月"d"日";@', 45748, "2025-04-01"),
        ("[$-411]ge\\.m\\.d;@", 45748, "2025-04-01"),
        ('m"月"d"日"\\(aaa\\)', 45748, "2025-04-01"),
        ('yyyy"年"m"月"', 45748, "2025-04-01"),
        ("[$-F800]dddd, mmmm dd, yyyy", 45748, "2025-04-01"),
        ("aaa", 45748, "火"),
        ("aaaa", 45748, "火曜日"),
        ("yyyy/m/d h:mm", 45748.0, "2025-04-01T00:00:00"),
        ("yyyy/m/d h:mm", 45748.39583333333, "2025-04-01T09:30:00"),
        ("yyyy/m/d h:mm", 45747.99999999999, "2025-04-01T00:00:00"),
        ("h:mm", 0.395833333333333, "09:30:00"),
        ("h:mm AM/PM", 0.75, "18:00:00"),
        ("h:mm", 45748.25, "06:00:00"),
        ('h"時"mm"分"', 0.5, "12:00:00"),
        ("mm:ss.0", 0.00012345, "00:00:10.666"),
        ("[h]:mm", 26 / 24, "26:00:00"),
        ("[h]:mm", -0.5, "-12:00:00"),
        ("[mm]:ss", 1 / 24, "01:00:00"),
        ("yyyy/m/d", 1, "1900-01-01"),
        ("yyyy/m/d", 59, "1900-02-28"),
        ("yyyy/m/d", 60, None),
        ("yyyy/m/d", 61, "1900-03-01"),
        ("yyyy/m/d", 0, None),
        ("yyyy/m/d", -1, None),
        ("yyyy/m/d", 2_958_465, "9999-12-31"),
        ("yyyy/m/d", 2_958_466, None),
        ("yyyy/m/d", 1e300, None),
        ("h:mm", -0.1, None),
    ],
)
def test_dates_and_times_are_iso(code: str, number: float, expected: str | None) -> None:
    assert parse_format(code).text(number, is_1904=False) == expected


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ('0"円"', "円"),
        ('#,##0"人"', "人"),
        ('General"件"', "件"),
        ("0%", "%"),
        ("[$¥-411]#,##0", "¥"),
        ("¥#,##0;[Red]¥-#,##0", "¥"),
        ('0;"△ "0', ""),
        ("0_ ", ""),
        ("General", ""),
        ("yyyy年m月d日", ""),
        ("0000", ""),
    ],
)
def test_units_that_only_the_format_shows(code: str, unit: str) -> None:
    assert parse_format(code).unit == unit


def test_all_built_in_formats_are_understood() -> None:
    dates = {number for number, code in BUILT_IN.items() if parse_format(code).text(45748, is_1904=False) is not None}
    assert dates == {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}


@given(st.datetimes(dt.datetime(1900, 3, 1), dt.datetime(9999, 12, 31, 23, 59)), st.booleans())
def test_every_second_is_read_back(when: dt.datetime, is_1904: bool) -> None:
    when = when.replace(microsecond=0)
    epoch = dt.datetime(1904, 1, 1) if is_1904 else dt.datetime(1899, 12, 30)
    serial = (when - epoch) / dt.timedelta(days=1)
    assert moment(serial, is_1904=is_1904) == (when if serial >= 0 else None)


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=12), st.booleans())
def test_no_number_and_no_format_is_an_exception(number: float, code: str, is_1904: bool) -> None:
    for some in (code, "yyyy/m/d h:mm:ss.000", "h:mm", "0000-00", "[h]:mm"):
        assert isinstance(parse_format(some).text(number, is_1904=is_1904), str | None)
    assert isinstance(time_of_day(number), dt.time | None)
