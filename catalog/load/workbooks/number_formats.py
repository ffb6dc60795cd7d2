"""Excel's number formats: which make a date of a number, which show leading zeros, which show a unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from catalog.load.workbooks.serials import WEEKDAYS, elapsed_text, iso_text, moment, time_of_day

MAX_CODE_LENGTH = 1_000

BUILT_IN: Mapping[int, str] = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0", 6: "¥#,##0", 7: "¥#,##0.00"},
    **{8: "¥#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d"},
    **{15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss"},
    **{22: "yyyy/m/d h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "¥#,##0"},
    **{43: "#,##0.00", 44: "¥#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
    # What Japanese Excel adds.
    **{27: "ge.m.d", 28: "ggge年m月d日", 29: "ggge年m月d日", 30: "m/d/yy", 31: "yyyy年m月d日", 32: "h時mm分"},
    **{33: "h時mm分ss秒", 34: "yyyy年m月", 35: "m月d日", 36: "ge.m.d", 50: "ge.m.d", 51: "ggge年m月d日"},
    **{
        52: "yyyy年m月",
        53: "m月d日",
        54: "ggge年m月d日",
        55: "yyyy年m月",
        56: "m月d日",
        57: "ge.m.d",
        58: "ggge年m月d日",
    },
}
"""Formats that a number stands for; ECMA-376 part 1, 18.8.30 (``numFmt``), with those of the language ``ja-jp``."""


class Shape(Enum):
    """What a section of a format makes of a number."""

    NUMBER = "number"
    CODE = "code"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date-time"
    ELAPSED = "elapsed"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Section:
    """One of the parts of a format between semicolons.

    Attributes:
        condition: ``("<=", 999)``; ``None`` where the section has none.
        mask: For a code: placeholders ``0`` and ``#`` as they are, literal characters with a backslash before each.
        unit: Letters and signs that are shown around a number: ``円``, ``%``.
        milliseconds: The seconds have a fraction.
    """

    condition: tuple[str, float] | None
    shape: Shape
    mask: tuple[str, ...] = ()
    unit: str = ""
    milliseconds: bool = False


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a cell shows of its number."""

    sections: tuple[Section, ...]

    @property
    def unit(self) -> str:
        """What is shown beside an ordinary number: ``円``; ``""`` for nothing."""
        return self.sections[0].unit if self.sections[0].shape is Shape.NUMBER else ""

    @property
    def is_plain(self) -> bool:
        """Whether every number stays a number."""
        return all(section.shape is Shape.NUMBER for section in self.sections)

    def text(self, number: float, *, is_1904: bool) -> str | None:
        """Return the date, time or code that *number* is shown as, or None where it is to stay a number."""
        section = self._section(number)
        match section.shape:
            case Shape.NUMBER:
                return None
            case Shape.CODE:
                return _masked(number, section.mask)
            case Shape.ELAPSED:
                return elapsed_text(number)
            case Shape.TIME:
                time = time_of_day(number, milliseconds=section.milliseconds)
                return None if time is None else iso_text(time)
        when = moment(number, is_1904=is_1904, milliseconds=section.milliseconds)
        if when is None:
            return None
        if section.shape is Shape.DATE_TIME:
            return iso_text(when)
        return when.date().isoformat() if section.shape is Shape.DATE else section.unit.format(WEEKDAYS[when.weekday()])

    def _section(self, number: float) -> Section:
        sections = self.sections
        if any(section.condition for section in sections):
            return next((section for section in sections if _holds(section.condition, number)), sections[-1])
        if number < 0 and len(sections) > 1:
            return sections[1]
        return sections[2] if number == 0 and len(sections) > 2 else sections[0]


@lru_cache(maxsize=4_096)
def parse_format(code: str) -> NumberFormat:
    """Return what the format *code* means; one that isn't understood leaves numbers as they are."""
    if len(code) > MAX_CODE_LENGTH:
        return NumberFormat((Section(None, Shape.NUMBER),))
    sections: list[list[str]] = [[]]
    for token in _TOKEN.findall(code.replace("G/標準", "General")):
        if token == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return NumberFormat(tuple(_parse_section(tokens) for tokens in sections[:4]))


_TOKEN = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]|General|AM/PM|A/P|E[+-]|(?i:y+|m+|d+|h+|s+|g+|e+|a{3,}|r+)|.', re.DOTALL
)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)\]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_DATE_LETTERS = frozenset("ydgear")
_TIME_LETTERS = frozenset("hs")
_PLACEHOLDERS = frozenset("0#")
_NOT_A_CODE = frozenset(".,%/?@") | {"E+", "E-", "General"}
_MIN_ZEROS_BEFORE_LETTERS = 3


def _parse_section(tokens: list[str]) -> Section:
    condition = next((_parse_condition(token) for token in tokens if _CONDITION.fullmatch(token)), None)
    if any(_ELAPSED.fullmatch(token) for token in tokens):
        return Section(condition, Shape.ELAPSED)
    letters = [token.lower() for token in tokens if token[0].lower() in "ymdhsgear" and token not in _NOT_A_CODE]
    letters = [token for token in letters if token not in ("am/pm", "a/p", "general")]
    if letters:
        return _date_section(condition, letters, tokens)
    shown_tokens = [token for token in map(_literal_or_token, tokens) if token]
    mask = _code_mask(shown_tokens)
    if mask:
        return Section(condition, Shape.CODE, mask)
    return Section(condition, Shape.NUMBER, unit=_unit(shown_tokens))


def _parse_condition(token: str) -> tuple[str, float] | None:
    match = _CONDITION.fullmatch(token)
    return (match[1], float(match[2])) if match else None


def _date_section(condition: tuple[str, float] | None, letters: list[str], tokens: list[str]) -> Section:
    has_time = any(token[0] in _TIME_LETTERS for token in letters)
    has_date = any(token[0] in _DATE_LETTERS for token in letters) or _has_month(letters)
    if has_date and not has_time and all(token[0] == "a" for token in letters):
        return Section(condition, Shape.WEEKDAY, unit="{}" if len(letters[0]) == len("aaa") else "{}曜日")
    milliseconds = has_time and (".", "0") in pairwise(tokens)
    shape = Shape.DATE_TIME if has_date and has_time else Shape.TIME if has_time else Shape.DATE
    return Section(condition, shape, milliseconds=milliseconds)


def _has_month(letters: list[str]) -> bool:
    """Return whether an ``m`` is a month: not after hours, not before seconds."""
    for position, token in enumerate(letters):
        before = letters[position - 1] if position else ""
        after = letters[position + 1] if position + 1 < len(letters) else ""
        if token[0] == "m" and not before.startswith("h") and not after.startswith("s"):
            return True
    return False


def _literal_or_token(token: str) -> str:
    """Return a literal with a backslash before it, a placeholder as it is, ``""`` for what shows nothing."""
    if token[0] == '"':
        text = token.strip('"')
        return f"\\{text}" if text else ""
    if token[0] == "[":
        currency = _CURRENCY.fullmatch(token)
        return f"\\{currency[1]}" if currency and currency[1] else ""
    if token[0] in "_*":
        return ""
    return token if token[0] == "\\" or token in _NOT_A_CODE or token in _PLACEHOLDERS else f"\\{token}"


def _code_mask(tokens: list[str]) -> tuple[str, ...]:
    """Return the mask of a code, ``()`` for an ordinary number.

    A code is padded with zeros (``000000``), or has signs between its digits (``000-0000``). Letters after the last
    digit look like a unit: then only three zeros and more are certain.
    """
    places = [position for position, token in enumerate(tokens) if token in _PLACEHOLDERS]
    if not places or any(token in _NOT_A_CODE for token in tokens):
        return ()
    zero_count = tokens.count("0")
    is_divided = places[-1] - places[0] + 1 > len(places)
    if zero_count < 2 and not is_divided:
        return ()
    is_followed = any(_letters(token) for token in tokens[places[-1] :])
    return () if is_followed and zero_count < _MIN_ZEROS_BEFORE_LETTERS else tuple(tokens)


def _unit(tokens: list[str]) -> str:
    if not any(token in _PLACEHOLDERS or token == "General" for token in tokens):
        return ""
    return "".join("%" if token == "%" else _letters(token) for token in tokens)


def _letters(token: str) -> str:
    """Return what a literal says; signs such as minus and △ say no unit."""
    if token[0] != "\\":
        return ""
    return "".join(char for char in token[1:] if char.isalpha() or unicodedata.category(char) in ("Sc", "So", "Po"))


def _masked(number: float, mask: tuple[str, ...]) -> str | None:
    """Return *number* with the mask's zeros and signs, or None where it is no code: negative, or with a fraction."""
    if number < 0 or number != int(number) or number >= 1e15:
        return None
    digits = str(int(number)) if number else ""
    place_count = sum(token in _PLACEHOLDERS for token in mask)
    more, digits = digits[:-place_count], digits[-place_count:].rjust(place_count)  # The first place takes them all.
    waiting = iter(digits)
    text = ""
    for token in mask:
        if token in _PLACEHOLDERS:
            digit = next(waiting)
            text += more + ("0" if digit == " " and token == "0" else digit.strip())
            more = ""
        else:
            text += token[1:]
    return text


def _holds(condition: tuple[str, float] | None, number: float) -> bool:
    if condition is None:
        return True
    sign, limit = condition
    return {
        "<": number < limit,
        ">": number > limit,
        "=": number == limit,
        "<=": number <= limit,
        ">=": number >= limit,
        "<>": number != limit,
    }[sign]
