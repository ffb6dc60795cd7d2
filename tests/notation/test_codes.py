from __future__ import annotations

import pytest

from catalog.notation.check_digits import (
    corporate_check_digit,
    is_corporate_number,
    is_municipality_code,
    is_my_number,
    municipality_check_digit,
    my_number_check_digit,
)
from catalog.notation.codes import derive_e164, parse_postal_code, parse_telephone


@pytest.mark.parametrize(
    "code", ["331007", "341002", "212016", "032018", "330001", "030007", "130001", "010006", "011002", "011070"]
)
def test_codes_of_local_governments(code: str) -> None:
    assert municipality_check_digit(code[:5]) == code[5]
    assert is_municipality_code(code)
    assert not is_municipality_code(code[:5] + str((int(code[5]) + 1) % 10))


@pytest.mark.parametrize(
    "number",
    [
        "7000012050002",
        "8000020130001",
        "9000020341002",
        "6000020212016",
        "6000020032018",
        "4000020330001",
        "5000020331007",
    ],
)
def test_corporate_numbers(number: str) -> None:
    assert corporate_check_digit(number[1:]) == number[0]
    assert is_corporate_number(number)
    assert not is_corporate_number(str(int(number[0]) % 9 + 1) + number[1:])


def test_corporate_numbers_have_thirteen_digits() -> None:
    assert not any(is_corporate_number(text) for text in ("", "700001205000", "70000120500022", "７０００012050002"))


@pytest.mark.parametrize("number", ["123456789018", "111111111118", "000000000000"])
def test_numbers_of_persons(number: str) -> None:
    assert my_number_check_digit(number[:11]) == number[11]
    assert is_my_number(number)
    assert not is_my_number(number[:11] + str((int(number[11]) + 1) % 10))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("〒７００－８５４４", "700-8544"),
        ("700-8544", "700-8544"),
        ("7008544", "7008544"),
        ("〒 700ー8544", "700-8544"),
        ("70-08544", None),
        ("700-85444", None),
        ("", None),
    ],
)
def test_postal_codes(text: str, expected: str | None) -> None:
    assert parse_postal_code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（０８６）８０３－１０００", "(086)803-1000"),
        ("086-803-1000", "086-803-1000"),
        ("0868031000", "0868031000"),
        ("090-1234-5678", "090-1234-5678"),
        ("0120-000-000", "0120-000-000"),
        ("+81 86-803-1000", "+81 86-803-1000"),
        ("086-803-1000（内線123）", "086-803-1000(内線123)"),
        ("86-803-1000", None),
        ("086-803-100", None),
        ("(086-803-1000", None),
        ("12345", None),
        ("", None),
    ],
)
def test_telephone_numbers(text: str, expected: str | None) -> None:
    assert parse_telephone(text) == expected


def test_telephone_numbers_for_abroad() -> None:
    assert derive_e164("(086)803-1000") == derive_e164("+81 (0)86-803-1000") == "+81868031000"
    assert derive_e164("086-803-1000(内線123)") == "+81868031000"
    assert derive_e164("110") is None
