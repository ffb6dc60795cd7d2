from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.notation.booleans import BOOLEAN_WORDS, parse_boolean
from catalog.notation.numbers import parse_integer, parse_number

FULL_WIDTH = str.maketrans("0123456789.,-+ ", "０１２３４５６７８９．，－＋　")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1234", "1234"),
        ("1,234", "1234"),
        ("１，２３４．５０", "1234.50"),
        ("△1,234", "-1234"),
        ("▲５", "-5"),
        ("△ 1,234", "-1234"),
        ("−3", "-3"),
        ("－3", "-3"),
        ("-0.0", "-0.0"),
        ("+5", "5"),
        ("　12　", "12"),
        ("0012", "0012"),
        ("1,234,567.890", "1234567.890"),
    ],
)
def test_numbers_keep_every_digit(text: str, expected: str) -> None:
    assert parse_number(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "(1,234)",
        "（1,234）",
        "1,23",
        "1,2345",
        "12,34,567",
        "10%",
        "5人",
        "約5",
        "①",
        "２²",
        "ー3",
        "△",
        "1e5",
        ".5",
        "5.",
        "--5",
        "△-5",
        "1 234",
        "٣",
    ],
)
def test_what_is_more_or_less_than_a_number_is_refused(text: str) -> None:
    assert parse_number(text) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_every_number_comes_back_from_every_notation(number: object) -> None:
    plain = f"{number:f}"
    grouped = f"{number:,f}"
    for text in (plain, grouped, grouped.translate(FULL_WIDTH), grouped.replace("-", "△"), grouped.replace("-", "▲ ")):
        assert parse_number(text) == plain
        assert parse_number(unicodedata.normalize("NFKC", text)) == plain


def test_integers_have_no_point() -> None:
    assert [parse_integer(text) for text in ("△1,234", "1.0", "x")] == ["-1234", None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有", True),
        ("無", False),
        ("あり", True),
        ("無し", False),
        ("○", True),
        ("〇", True),
        ("×", False),
        ("✕", False),
        ("☓", False),
        ("可", True),
        ("不可", False),
        ("１", True),
        ("0", False),
        ("TRUE", True),
        ("ｆａｌｓｅ", False),
        ("はい", True),
        (" いいえ　", False),
        ("△", None),
        ("◎", None),
        ("", None),
        ("有無", None),
        ("2", None),
    ],
)
def test_yes_and_no(text: str, expected: bool | None) -> None:
    assert parse_boolean(text) is expected


def test_words_for_yes_and_no_come_in_pairs() -> None:
    assert sum(BOOLEAN_WORDS.values()) * 2 == len(BOOLEAN_WORDS)
