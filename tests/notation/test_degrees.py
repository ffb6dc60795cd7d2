from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.notation.degrees import parse_degrees


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("35度39分29秒", "35.658055556"),
        ("35度39分29.1秒", "35.658083333"),
        ("３５度３９分２９．１秒", "35.658083333"),
        ("35°39′29.1″", "35.658083333"),
        ("35°39'29.1\"", "35.658083333"),
        ("35°39’29.1”N", "35.658083333"),
        ("35-39-29.1", "35.658083333"),
        ("35:39:29.1", "35.658083333"),
        ("35 39 29.1", "35.658083333"),
        ("N35.39.29.1", "35.658083333"),
        ("北緯35度39分29.1秒", "35.658083333"),
        ("東経139度44.5分", "139.741666667"),
        ("E139.7", "139.7"),
        ("35.5度", "35.5"),
        ("139度30分", "139.5"),
        ("南緯0度0分0秒", "0"),
        ("W1度30分0秒", "-1.5"),
        ("N90度", "90"),
    ],
)
def test_degrees(text: str, expected: str) -> None:
    assert parse_degrees(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "35.658",
        "353929.1",
        "35.39.29",
        "35度60分0秒",
        "35度0分60秒",
        "35.5度30分",
        "35度30.5分10秒",
        "北緯91度",
        "181度",
        "N35度39分29秒N",
        "35度39分29秒付近",
        "5℃",
        "35-39",
    ],
)
def test_what_could_be_something_else_is_refused(text: str) -> None:
    assert parse_degrees(text) is None


def test_divided_numbers_are_read_only_where_they_can_be_nothing_else() -> None:
    assert parse_degrees("35-39-29", divided=False) is None
    assert parse_degrees("35度39分29秒", divided=False) == "35.658055556"


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59_999))
def test_rounding_is_exact(degrees: int, minutes: int, milliseconds: int) -> None:
    exact = degrees + Fraction(minutes, 60) + Fraction(milliseconds, 3_600_000)
    found = parse_degrees(f"{degrees}度{minutes}分{milliseconds // 1000}.{milliseconds % 1000:03}秒")
    assert found is not None
    assert abs(Fraction(found) - exact) <= Fraction(1, 2 * 10**9)
