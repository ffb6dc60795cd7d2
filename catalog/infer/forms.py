"""The ways of writing that Frictionless reads as a typed value, each as a pattern that Python and Polars share.

Frictionless strips numbers and reads digits of any width in them; it strips nothing else, and takes one format for a
whole column. ``1,234`` needs ``groupChar``, which a field of type ``number`` can have and an ``integer`` can't.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

_DIGITS = r"(?:0|[1-9１-９]\d{0,17}|０)"
_INTEGER = rf"^\s*[+-]?{_DIGITS}\s*$"
_NUMBER = rf"^\s*[+-]?(?:{_DIGITS}(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{{1,3}})?\s*$"
_GROUPED = r"^\s*[+-]?(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d{0,17})(?:\.\d*)?\s*$"

_MONTH, _DAY = "(?P<month>0?[1-9]|1[0-2])", "(?P<day>0?[1-9]|[12][0-9]|3[01])"
_YEAR = "(?P<year>[1-9][0-9]{3})"
_HOUR, _SIXTY = "(?:[01]?[0-9]|2[0-3])", "[0-5]?[0-9]"
_ISO_DAY = "(?P<year>[1-9][0-9]{3})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
_SECONDS = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_ZONE = "(?:Z|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])?"


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing.

    Attributes:
        type, format: As in a Frictionless field.
        pattern: Of a cell; of a date with groups ``year``, ``month`` and ``day``, which :meth:`matches` looks at.
        day_format: Of the cell up to a space or T, where a pattern can't tell all (30 February).
        heading: Only under headings that this finds, by their keys.
        only_if: What must be true of all the different values together.
    """

    type: str
    format: str
    pattern: str
    day_format: str | None = None
    heading: str | None = None
    only_if: Callable[[Sequence[str]], bool] | None = None
    _compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_compiled", re.compile(self.pattern))

    def matches(self, cell: str) -> bool:
        """Return whether Frictionless would read *cell*."""
        match = self._compiled.fullmatch(cell)
        return match is not None and (self.day_format is None or _is_day(match))

    def suits(self, key: str, values: Sequence[str]) -> bool:
        """Return whether *values*, without missing ones, are all written so, under a heading with *key*."""
        if self.heading is not None and re.search(self.heading, key) is None:
            return False
        return all(map(self.matches, values)) and (self.only_if is None or self.only_if(values))


def _is_day(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    year = int(parts["year"])
    if len(parts["year"]) == 2:
        year += 1900 if year >= 69 else 2000  # as strptime reads %y
    try:
        date(year, int(parts["month"]), int(parts["day"]))
    except ValueError:
        return False
    return True


def _month_first(values: Sequence[str]) -> bool:
    """Return whether 4/13/2024 is among *values*: 4/5/2024 alone could be in April or in May."""
    return any(int(value.split("/")[1]) > 12 for value in values)


def _date(format: str, pattern: str, heading: str | None = None, american: bool = False) -> Form:
    day_format = "%Y-%m-%d" if format == "default" else format
    return Form("date", format, f"^{pattern}$", day_format, heading, _month_first if american else None)


def _moment(format: str, pattern: str, day_format: str = "%Y-%m-%d") -> Form:
    return Form("datetime", format, f"^{pattern}$", day_format)


FORMS = (
    Form("boolean", "default", "^(?:true|True|TRUE|false|False|FALSE)$"),
    Form("year", "default", "^(?:1[6-9]|20|21)[0-9]{2}$", heading="(?:年|年度|year|西暦)(?:_.*)?$"),
    _date(
        "%Y%m%d", "(?P<year>[12][0-9]{3})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])", heading="日|date|day"
    ),
    Form("integer", "default", _INTEGER),
    Form("number", "default", _NUMBER),
    Form("number", "default", _GROUPED),
    _date("default", f"{_YEAR}-{_MONTH}-{_DAY}"),
    _date("%Y/%m/%d", f"{_YEAR}/{_MONTH}/{_DAY}"),
    _date("%Y.%m.%d", rf"{_YEAR}\.{_MONTH}\.{_DAY}"),
    _date("%Y年%m月%d日", f"{_YEAR}年{_MONTH}月{_DAY}日"),
    _date("%m/%d/%Y", f"{_MONTH}/{_DAY}/{_YEAR}", american=True),
    _date("%m/%d/%y", f"{_MONTH}/{_DAY}/(?P<year>[0-9]{{2}})", american=True),
    Form("time", "default", rf"^{_SECONDS}(?:\.\d{{1,6}})?{_ZONE}$"),
    Form("time", "%H:%M", f"^{_HOUR}:{_SIXTY}$"),
    Form("time", "%H:%M:%S", f"^{_HOUR}:{_SIXTY}:{_SIXTY}$"),
    Form("time", "%H時%M分", f"^{_HOUR}時{_SIXTY}分$"),
    _moment("default", rf"{_ISO_DAY}[T ]{_SECONDS}(?:[.,][0-9]{{1,6}})?{_ZONE}"),
    _moment("%Y-%m-%d %H:%M", f"{_ISO_DAY} {_HOUR}:{_SIXTY}"),
    _moment("%Y-%m-%dT%H:%M", f"{_ISO_DAY}T{_HOUR}:{_SIXTY}"),
    _moment("%Y/%m/%d %H:%M", f"{_YEAR}/{_MONTH}/{_DAY} {_HOUR}:{_SIXTY}", "%Y/%m/%d"),
    _moment("%Y/%m/%d %H:%M:%S", f"{_YEAR}/{_MONTH}/{_DAY} {_HOUR}:{_SIXTY}:{_SIXTY}", "%Y/%m/%d"),
    Form("yearmonth", "default", "^[0-9]{4}-(?:0[1-9]|1[0-2])$", heading="月|month"),
)
"""In order of preference: a column takes the first that suits all of its values."""
