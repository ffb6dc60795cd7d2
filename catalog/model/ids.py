"""Names that never change once they are published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NewType

Slug = NewType("Slug", str)
"""An ASCII name that is safe in an address: ``^[a-z0-9]+(-[a-z0-9]+)*$``."""

MunicipalityCode = NewType("MunicipalityCode", str)
"""Six digits with a check digit (全国地方公共団体コード), kept as text: ``032018``."""

FICTITIOUS_PREFECTURE = "99"
"""The first digits of codes of invented bodies: prefectures have 01 to 47 (JIS X 0401), so no real body has them."""

SLUG_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def is_slug(text: str) -> bool:
    """Return whether *text* may be used in a permanent address."""
    return len(text) <= 80 and SLUG_PATTERN.match(text) is not None


def municipality_check_digit(five_digits: str) -> str:
    """Return the sixth digit of a 全国地方公共団体コード for its first five.

    Source: 総務省, 全国地方公共団体コード仕様 (modulus 11, weights 6 to 2).
    """
    total = sum(weight * int(digit) for weight, digit in zip(range(6, 1, -1), five_digits, strict=True))
    return str((11 - total % 11) % 10) if total >= 11 else str((11 - total) % 10)


def is_municipality_code(text: str) -> bool:
    """Return whether *text* has the form and the check digit of a 全国地方公共団体コード."""
    return re.fullmatch(r"[0-9]{6}", text, re.ASCII) is not None and municipality_check_digit(text[:5]) == text[5]


@dataclass(frozen=True, slots=True, order=True)
class DatasetId:
    """A dataset's place in every address: ``{municipality}/{name}``."""

    municipality: Slug
    name: Slug

    def __str__(self) -> str:
        return f"{self.municipality}/{self.name}"
