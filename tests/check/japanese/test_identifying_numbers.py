from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.check.japanese.corporate_numbers import check_corporate_numbers, has_right_digits
from catalog.check.japanese.identifiers import check_identifiers
from catalog.check.japanese.postal_codes import check_postal_codes
from catalog.check.japanese.telephones import check_telephones
from catalog.model.roles import Role
from catalog.notation.check_digits import is_corporate_number
from tests.check.examining import found_in_column


def codes(found: list[tuple[str, str | None]]) -> list[str]:
    return [code for code, _ in found]


@given(st.lists(st.text("0123456789", min_size=12, max_size=14), min_size=1))
def test_a_whole_column_of_corporate_numbers_is_judged_as_each_of_them(numbers: list[str]) -> None:
    column = pl.Series("plain", numbers)
    assert has_right_digits(column).to_list() == [is_corporate_number(number) for number in numbers]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("7000012050002", []),
        ("７００００１２０５０００２", []),
        ("-", []),
        ("", []),
        ("8000012050002", ["corporate-number-check-digit"]),
        ("700012050002", ["corporate-number-digits"]),
        ("株式会社", ["corporate-number-digits"]),
    ],
)
def test_corporate_numbers(cell: str, expected: list[str]) -> None:
    column = ["7000012050002", "8000020130001", cell]
    assert codes(found_in_column(check_corporate_numbers, "法人番号", column, Role.CORPORATE_NUMBER)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("700-8544", []),
        ("〒700-8544", []),
        ("７００－８５４４", []),
        ("000-0000", []),
        ("不明", []),
        ("608611", ["postal-code-zero-lost"]),
        ("60-8611", ["postal-code-zero-lost"]),
        ("700", ["postal-code-form"]),
        ("7008544", ["postal-code-mixed"]),
    ],
)
def test_postal_codes(cell: str, expected: list[str]) -> None:
    column = ["700-0901", "700-0902", "700-0903", cell]
    assert codes(found_in_column(check_postal_codes, "郵便番号", column, Role.POSTAL_CODE)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *[(cell, []) for cell in ("086-234-5678", "0862345678", "(086)234-5678", "086(234)5678", "086-234-5678（代）")],
        *[(cell, []) for cell in ("086‐234‐5678", "086ー234ー5678", "090-1234-5678", "050-1234-5678", "0120-123-456")],
        *[(cell, []) for cell in ("0800-123-4567", "0570-123456", "+81-86-234-5678", "119", "#7119", "なし", "-")],
        *[(cell, []) for cell in ("086-234-5678（内線123）", "086-234-5678 内線 12-34", "総務課 086-234-5678")],
        *[
            (cell, [])
            for cell in ("086-234-5678、086-234-5679", "086-234-5678（086-234-5679）", "086-234-5678\n086-234-5679")
        ],
        ("862345678", ["telephone-zero-lost"]),
        ("86-234-5678", ["telephone-zero-lost"]),
        ("9012345678", ["telephone-zero-lost"]),
        ("086-234-567", ["telephone-digits"]),
        ("086-234-56789", ["telephone-digits"]),
        ("090-1234-567", ["telephone-digits"]),
        ("000-0000-0000", ["telephone-digits"]),
        ("234-5678", ["telephone-without-area-code"]),
    ],
)
def test_telephones(cell: str, expected: list[str]) -> None:
    column = ["086-234-5678", "086-234-5679", cell]
    assert codes(found_in_column(check_telephones, "電話番号", column, Role.TELEPHONE)) == expected


@pytest.mark.parametrize(
    ("label", "cells", "expected"),
    [
        ("番号", ["0001", "0002", "0003", "4"], [("leading-zeros-lost", "A5")]),
        ("番号", ["0001", "0002", "0003", "10000"], []),
        ("番号", ["1", "2", "3", "10"], []),
        ("番号", ["0001", "A-12", "A-13", "4"], []),
        ("人口", ["0001", "0002", "0003", "4"], []),
        ("管理コード", ["123456789012", "1.23E+11"], [("scientific-notation", "A3")]),
        ("比", ["1.5", "2e5", "1.2e-3"], []),
    ],
)
def test_identifiers(label: str, cells: list[str], expected: list[tuple[str, str]]) -> None:
    assert found_in_column(check_identifiers, label, cells) == expected


def test_codes_in_full_width_digits_are_told_words_are_not() -> None:
    cells = ["086-234-5678", "０８６－２３４－５６７８", "087-833-2282（代）", "２階窓口まで"]
    assert found_in_column(check_identifiers, "電話番号", cells, Role.TELEPHONE) == [("full-width-code", "A3")]
