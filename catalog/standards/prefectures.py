"""The 47 prefectures (都道府県). Source: code4fukui/localgovjp (CC0 1.0)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from catalog.standards.rows import read_rows


@dataclass(frozen=True, slots=True)
class Prefecture:
    """A prefecture.

    Attributes:
        code: Six digits with the check digit: ``330001``; the first two are JIS X 0401.
        name: ``岡山県``.
        kana: The name in hiragana.
        english: ``Okayama``, without "Prefecture".
        hall: Longitude and latitude of its office in degrees.
    """

    code: str
    name: str
    kana: str
    english: str
    hall: tuple[float, float] | None


@cache
def read_prefectures() -> Mapping[str, Prefecture]:
    """Return all prefectures by six-digit code, in the order of their codes."""
    return {
        code: Prefecture(code, name, kana, english, (float(longitude), float(latitude)))
        for code, name, kana, english, longitude, latitude in read_rows("prefectures")
    }


def prefecture_of(code: str) -> Prefecture | None:
    """Return the prefecture that a code of any length lies in, by its first two digits."""
    return next((entry for entry in read_prefectures().values() if entry.code[:2] == code[:2]), None)
