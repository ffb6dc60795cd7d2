"""Degrees, minutes and seconds → decimal degrees."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from catalog.notation.widths import fold_width

DECIMALS = 9
"""0.1 mm on the ground: finer than any second that was ever written."""

_DIRECTION = "(?P<before>北緯|南緯|東経|西経|[NSEW])"
_BEFORE = rf"{_DIRECTION}?\s*"
_AFTER = r"\s*(?P<after>[NSEW])?"
_MARKED = re.compile(
    rf"{_BEFORE}(?P<degrees>[0-9]{{1,3}}(?P<fraction>\.[0-9]+)?)\s*[度°]"
    r"(?:\s*(?P<minutes>[0-9]{1,2}(?P<minute_fraction>\.[0-9]+)?)\s*[分'′’]"
    rf"(?:\s*(?P<seconds>[0-9]{{1,2}}(?:\.[0-9]+)?)\s*(?:秒|\"|″|”|''|′′|’’))?)?{_AFTER}"
)
# Dots divide only where a letter says that these are degrees: 35.39.29 alone may be anything.
_DIVIDED = re.compile(
    rf"{_BEFORE}(?P<degrees>[0-9]{{1,3}})(?P<mark>[-:\s−])\s*(?P<minutes>[0-9]{{1,2}})(?P=mark)\s*"
    rf"(?P<seconds>[0-9]{{1,2}}(?:\.[0-9]+)?){_AFTER}"
)
_DOTTED = re.compile(
    r"(?P<before>北緯|南緯|東経|西経|[NSEW])\s*(?P<degrees>[0-9]{1,3})\.(?P<minutes>[0-9]{1,2})\.(?P<seconds>[0-9]{1,2}(?:\.[0-9]+)?)"
)
_LETTERED = re.compile(
    r"(?P<before>北緯|南緯|東経|西経|[NSEW])\s*(?P<degrees>[0-9]{1,3}(?P<fraction>\.[0-9]+)?)(?P<after>)"
)
_LATITUDES = frozenset({"北緯", "南緯", "N", "S"})
_NEGATIVE = frozenset({"南緯", "西経", "S", "W"})

DEGREE_PATTERN = r"[度°]|北緯|南緯|東経|西経|^[\s　]*[NSEWＮＳＥＷ]"
"""What tells degrees from other numbers, for both Python's and Polars' patterns."""


def parse_degrees(text: str, *, divided: bool = True) -> str | None:
    """Return decimal degrees, to nine decimals at most, or ``None`` where *text* doesn't write degrees.

    Such as ``35度39分29.1秒``, ``35°39′29.1″``, ``N35.39.29.1``, ``東経139.7度``; packed numbers (353929.1) could be
    metres and aren't read.

    Arguments:
        text: One cell.
        divided: Also read ``35-39-29.1`` and ``35:39:29.1``; not where it could be something else.
    """
    folded = fold_width(text)
    match = _MARKED.fullmatch(folded) or _DOTTED.fullmatch(folded) or _LETTERED.fullmatch(folded)
    if match is None and divided:
        match = _DIVIDED.fullmatch(folded)
    return None if match is None else _decimal(match)


def _decimal(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    direction, minutes, seconds = groups["before"], groups.get("minutes"), groups.get("seconds")
    if groups.get("after"):
        direction = groups["after"] if direction is None else ""
    if direction == "" or (groups.get("fraction") and minutes) or (groups.get("minute_fraction") and seconds):
        return None
    total = _total(groups["degrees"], minutes or "0", seconds or "0")
    if total is None or total > (90 if direction in _LATITUDES else 180):
        return None
    return _plain(-total if direction in _NEGATIVE else total)


def _total(degrees: str, minutes: str, seconds: str) -> Decimal | None:
    parts = [Decimal(part) for part in (degrees, minutes, seconds)]
    if parts[1] >= 60 or parts[2] >= 60 or max(len(degrees), len(minutes), len(seconds)) > 30:
        return None
    with localcontext(prec=60, rounding=ROUND_HALF_EVEN):
        return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) / 3600


def _plain(number: Decimal) -> str:
    with localcontext(prec=60, rounding=ROUND_HALF_EVEN):
        text = format(number.quantize(Decimal(1).scaleb(-DECIMALS)), "f").rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
