"""Dates and times as shapes of text: what matches is a day of the calendar and a time of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import polars

_YEAR = "[1-9][0-9]{3}"
_LEAP_YEAR = "(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)"
_HOUR, _SIXTY = "(?:[01][0-9]|2[0-3])", "[0-5][0-9]"
_OFFSET = r"(?:Z|\+(?:0[0-9]|1[0-3]):[0-5][0-9])?"
_DIRECTIVE = re.compile("%(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shape:
    """The texts of a date or time that Frictionless surely reads.

    Attributes:
        accepted: Pattern of the texts.
        fixed: Pattern of those among them whose order and equality as text are those of what they mean.
    """

    accepted: str
    fixed: str

    def is_fixed(self, text: Any) -> bool:
        """Return whether *text* is of the fixed pattern."""
        return isinstance(text, str) and bool(polars.Series([text]).str.contains(self.fixed)[0])


def find_shape(field_type: str, form: str) -> Shape | None:
    """Return the shape of a column's texts, or ``None`` where nothing can be said for its format."""
    if field_type == "year":
        return _of("[0-9]{4}")
    if field_type == "yearmonth":
        return _of("[0-9]{4}-(?:0[1-9]|1[0-2])")
    if form == "default":
        return _DEFAULTS.get(field_type)
    return _of_format(field_type, form)


def _of(pattern: str, fixed: str | None = None) -> Shape:
    return Shape(rf"\A(?:{pattern})\z", rf"\A(?:{fixed or pattern})\z")


def _date(before_month: str, before_day: str, zero: str = "0") -> str:
    """Return the pattern of the days of the Gregorian calendar from the year 1000, given what stands between.

    Arguments:
        before_month: Pattern.
        before_day: Pattern.
        zero: ``0?`` where a month or day may have one digit.
    """
    day = f"(?:{zero}[1-9]|1[0-9]|2[0-8])"
    february = f"{zero}2{before_day}"
    return (
        f"{_YEAR}{before_month}(?:"
        f"(?:{zero}[13578]|1[02]){before_day}(?:{zero}[1-9]|[12][0-9]|3[01])"
        f"|(?:{zero}[469]|11){before_day}(?:{zero}[1-9]|[12][0-9]|30)"
        f"|{february}{day})"
        f"|{_LEAP_YEAR}{before_month}{february}29"
    )


_ISO_DATE = _date("-", "-")
_ISO_TIME = f"{_HOUR}:{_SIXTY}:{_SIXTY}"
_DEFAULTS = {
    "date": _of(f"{_date('-', '-', '0?')}", _ISO_DATE),
    "time": _of(f"{_ISO_TIME}{_OFFSET}", _ISO_TIME),
    "datetime": _of(f"(?:{_ISO_DATE})[T ]{_ISO_TIME}{_OFFSET}", f"(?:{_ISO_DATE})T{_ISO_TIME}"),
}


def _of_format(field_type: str, form: str) -> Shape | None:
    """Return the shape of a ``strptime`` format of year, month, day, hour, minute, second in this order, from any on.

    What stands between must be told from digits. (``strptime`` also takes other cases and other white space for it.)
    """
    texts, letters = _DIRECTIVE.split(form)[::2], "".join(_DIRECTIVE.findall(form))
    expected = {"date": ("Ymd",), "time": ("HM", "HMS"), "datetime": ("YmdHM", "YmdHMS")}[field_type]
    if letters not in expected or any("%" in text or re.search("[0-9]", text) for text in texts):
        return None
    # re.escape is Python's; the fast engine reads a code point in braces for sure.
    before = ["".join(rf"\x{{{ord(char):x}}}" for char in text) for text in texts]
    if field_type != "time":
        # "2024113" could be read in two ways; with one digit allowed, something must stand between and after.
        is_told_apart = bool(before[1] and before[2] and (before[3] or letters == "Ymd"))
        date = _date(before[1], before[2], "0?" if is_told_apart else "0")
        fixed_date = _date(before[1], before[2])
        time = _time(before[3:-1], letters[3:])
        head, tail = before[0], before[-1]
        return _of(f"{head}(?:{date}){time}{tail}", f"{head}(?:{fixed_date}){time}{tail}")
    return _of(f"{before[0]}{_time(['', *before[1:-1]], letters)}{before[-1]}")


def _time(before: list[str], letters: str) -> str:
    parts = {"H": _HOUR, "M": _SIXTY, "S": _SIXTY}
    return "".join(f"{text}{parts[letter]}" for text, letter in zip(before, letters, strict=True))
