"""Local governments by their 全国地方公共団体コード.

Source: code4fukui/localgovjp (CC0 1.0), municipalities and wards of designated cities; what existed only before 2020 is
not in it. Halls to four decimals, about ten metres.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from catalog.standards.prefectures import Prefecture, read_prefectures
from catalog.standards.rows import read_rows


@dataclass(frozen=True, slots=True)
class LocalGovernment:
    """A municipality, or a ward of a designated city (政令指定都市の区).

    Attributes:
        code: Six digits with the check digit.
        name: Without the prefecture and the county (郡); a ward's with its city: ``岡山市北区``.
        kana: The name in hiragana.
        hall: Longitude and latitude of its hall in degrees, ``None`` where it isn't known.
    """

    code: str
    name: str
    kana: str
    hall: tuple[float, float] | None


@cache
def read_municipalities() -> Mapping[str, LocalGovernment]:
    """Return all municipalities and wards by code, in the order of their codes."""
    return {
        code: LocalGovernment(code, name, kana, (float(longitude), float(latitude)) if longitude else None)
        for code, name, kana, longitude, latitude in read_rows("municipalities")
    }


def find_body(code: str) -> LocalGovernment | Prefecture | None:
    """Return the municipality, the ward or the prefecture that has the six-digit *code*."""
    return read_municipalities().get(code) or read_prefectures().get(code)


def code_of_five(five_digits: str) -> str | None:
    """Return the six-digit code of a body by its first five digits (標準地域コード), or ``None``."""
    return _codes_of_five().get(five_digits)


def bodies_named(name: str) -> tuple[str, ...]:
    """Return the codes of all bodies that *name* may mean, ``()`` where it is no body's name.

    A prefecture's name in full, a municipality's with or without prefecture and county, a ward's with or without its
    city: ``岡山県``, ``岡山市``, ``岡山県岡山市北区``, ``北区`` (several), ``香川県綾歌郡綾川町``.
    """
    text = folded_name(name)
    prefecture = next((entry for entry in read_prefectures().values() if text.startswith(entry.name)), None)
    if prefecture is not None:
        if text == prefecture.name:
            return (prefecture.code,)
        text = text.removeprefix(prefecture.name)
    codes = _codes_by_name().get(text) or _codes_by_name().get(_COUNTY.sub("", text), ())
    if prefecture is None:
        return codes
    return tuple(code for code in codes if code[:2] == prefecture.code[:2])


def folded_name(name: str) -> str:
    """Return *name* without blanks and with one of the spellings that offices use side by side."""
    return _BLANKS.sub("", name).translate(_SPELLINGS)


_BLANKS = re.compile(r"\s+")
_COUNTY = re.compile(r"^[^郡]{1,6}郡(?=.)")
_SPELLINGS = str.maketrans("ヶｹ檮龍籠惠嶋﨑塚", "ケケ梼竜篭恵島崎塚")


@cache
def _codes_of_five() -> Mapping[str, str]:
    return {code[:5]: code for code in (*read_municipalities(), *read_prefectures())}


@cache
def _codes_by_name() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in read_municipalities().values():
        name = folded_name(entry.name)
        names = {name}
        if _is_ward(entry.code) and "市" in name[:-1]:
            names.add(name[name.index("市", 1) + 1 :])
        for spelling in names:
            found.setdefault(spelling, []).append(entry.code)
    return {name: tuple(codes) for name, codes in found.items()}


def _is_ward(code: str) -> bool:
    """Return whether *code* is a ward of a designated city; those of 東京都 are municipalities of their own."""
    return code[2] == "1" and code[:2] != "13"
