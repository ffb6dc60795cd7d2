"""What a cell shows, as far as that is certain: dates by its format, leading zeros of codes, else the plain value."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from catalog.load.workbooks.number_formats import NumberFormat, parse_format
from catalog.load.workbooks.refusals import NotReadable
from catalog.load.workbooks.serials import iso_text

_SHORT_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?\s*")
_SHORT_LENGTH = 15
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES = range(0xD800, 0xE000)

GENERAL = parse_format("General")

Converter = Callable[[str], str]


@dataclass(slots=True)
class CellTexts:
    """Converters of the cells of a workbook.

    Attributes:
        strings: What cells of type ``s`` refer to.
        formats: Number format of each style.
    """

    strings: Sequence[str]
    formats: Sequence[NumberFormat]
    is_1904: bool
    _converters: dict[tuple[str | None, str | None], Converter] = field(default_factory=dict)

    def converter(self, kind: str | None, style: str | None) -> Converter:
        """Return what makes text of the raw values of cells with this type (attribute ``t``) and style.

        Raises:
            NotReadable: There is no such type.
        """
        known = self._converters.get((kind, style))
        if known is None:
            known = self._converters[kind, style] = self._make(kind, style)
        return known

    def _make(self, kind: str | None, style: str | None) -> Converter:
        match kind:
            case "s":
                return self._shared
            case "str" | "inlineStr":
                return unescape_controls
            case "b":
                return boolean_text
            case "e":
                return str
            case "d":
                return iso_date_text
            case None | "n":
                return self._number_converter(self._format(style))
        raise NotReadable

    def _format(self, style: str | None) -> NumberFormat:
        index = int(style or 0)
        return self.formats[index] if index < len(self.formats) else GENERAL

    def _number_converter(self, number_format: NumberFormat) -> Converter:
        if number_format.is_plain:
            return number_text
        known: dict[str, str] = {}  # Columns of dates and codes repeat themselves.

        def convert(raw: str) -> str:
            text = known.get(raw)
            if text is None:
                text = known[raw] = formatted_text(raw, number_format, is_1904=self.is_1904)
                if len(known) > 100_000:
                    known.clear()
            return text

        return convert

    def _shared(self, raw: str) -> str:
        try:
            index = int(raw)
            if index < 0:
                raise NotReadable
            return self.strings[index]
        except (ValueError, IndexError) as error:
            raise NotReadable from error


def formatted_text(raw: str, number_format: NumberFormat, *, is_1904: bool) -> str:
    """Return the number in *raw* as its format shows it."""
    if not raw or raw.isspace():
        return ""
    text = number_format.text(_float(raw), is_1904=is_1904)
    return number_text(raw) if text is None else text


def number_text(raw: str) -> str:
    """Return a number without ``.0`` and exponent, with at most 15 digits, as Excel has them.

    Raises:
        NotReadable: *raw* is no number.
    """
    if len(raw) <= _SHORT_LENGTH and _SHORT_NUMBER.fullmatch(raw) and raw != "-0":
        return raw
    return plain_number(_float(raw)) if raw and not raw.isspace() else ""


def plain_number(number: float) -> str:
    """Return *number* without ``.0`` and exponent, with at most 15 digits, as Excel has them."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.15g}"
    return f"{Decimal(text):f}" if "e" in text else text


def boolean_text(raw: str) -> str:
    """Return ``true`` or ``false``, ``""`` for nothing."""
    return {"1": "true", "true": "true", "0": "false", "false": "false"}.get(raw.strip(), "")


def iso_date_text(raw: str) -> str:
    """Return the date of a cell of type ``d``, which is ISO 8601 already, without a time of midnight."""
    try:
        when = dt.datetime.fromisoformat(raw.strip()).replace(tzinfo=None)
    except ValueError:
        return raw.strip()
    return when.date().isoformat() if when.time() == dt.time() else iso_text(when)


def unescape_controls(text: str) -> str:
    """Return *text* with ``_x000D_`` and the like as the characters that they stand for.

    Source: ECMA-376 part 1, 22.9.2.19 (``ST_Xstring``).
    """
    return _ESCAPE.sub(_unescaped, text) if "_x" in text else text


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if code in _SURROGATES or code == 0 else chr(code)


def _float(raw: str) -> float:
    if not _NUMBER.fullmatch(raw):  # Python would also take "nan", "1_000" and full-width digits.
        raise NotReadable
    number = float(raw)
    if not math.isfinite(number):
        raise NotReadable
    return number
