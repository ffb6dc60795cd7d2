"""Numbers that carry a check digit: of local governments, of corporations, of persons."""

from __future__ import annotations

import re

from catalog.model.ids import is_municipality_code, municipality_check_digit

__all__ = [
    "corporate_check_digit",
    "is_corporate_number",
    "is_municipality_code",
    "is_my_number",
    "municipality_check_digit",
    "my_number_check_digit",
]

_TWELVE = re.compile("[0-9]{12}")
_THIRTEEN = re.compile("[1-9][0-9]{12}")


def corporate_check_digit(twelve_digits: str) -> str:
    """Return the first digit of a 法人番号 for the twelve that follow it.

    Source: 法人番号の指定等に関する省令 第2条 (9 less the remainder of the weighted sum by 9).
    """
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(twelve_digits)))
    return str(9 - total % 9)


def is_corporate_number(text: str) -> bool:
    """Return whether *text* has the form and the check digit of a 法人番号, in half-width digits."""
    return _THIRTEEN.fullmatch(text) is not None and corporate_check_digit(text[1:]) == text[0]


def my_number_check_digit(eleven_digits: str) -> str:
    """Return the last digit of an 個人番号 (マイナンバー) for the eleven before it.

    Source: 行政手続における特定の個人を識別するための番号の利用等に関する法律による命令 第5条.
    """
    weights = (*range(2, 8), *range(2, 7))
    total = sum(int(digit) * weight for digit, weight in zip(reversed(eleven_digits), weights, strict=True))
    return str(0 if total % 11 <= 1 else 11 - total % 11)


def is_my_number(text: str) -> bool:
    """Return whether *text* could be an 個人番号: every tenth number of twelve digits could, so look at its context."""
    return _TWELVE.fullmatch(text) is not None and my_number_check_digit(text[:11]) == text[11]
