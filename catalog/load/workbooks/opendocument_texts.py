"""What a cell of an OpenDocument workbook says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from catalog.load.workbooks.serials import elapsed_text, iso_text
from catalog.load.workbooks.texts import number_text

_DURATION = re.compile(r"(-?)P(?:([0-9]+)D)?T?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?")
_CODE = re.compile(r"[0-9][0-9\-() ]*")


def cell_text(cell: Mapping[str, str], shown_text: str) -> str:
    """Return what a cell says; *shown_text* is what the program that wrote it showed."""
    match cell.get("office:value-type"):
        case "float" | "percentage" | "currency":
            text = number_text(cell.get("office:value", ""))
            return shown_text if _is_code(shown_text, text) else text
        case "date":
            return _date_text(cell.get("office:date-value", "")) or shown_text
        case "time":
            return _time_text(cell.get("office:time-value", "")) or shown_text
        case "boolean":
            return cell.get("office:boolean-value", "")
        case "string":
            return cell.get("office:string-value", shown_text)
    return shown_text


def _is_code(shown_text: str, number: str) -> bool:
    """Return whether the digits of *number* are shown with zeros before them, or with signs between them."""
    if not _CODE.fullmatch(shown_text) or shown_text == number:
        return False
    digits = re.sub("[^0-9]", "", shown_text)
    return number.isdigit() and digits.lstrip("0") == number.lstrip("0")


def _date_text(value: str) -> str | None:
    try:
        when = dt.datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return None
    if "T" not in value:
        return when.date().isoformat()
    try:
        return iso_text((when + dt.timedelta(milliseconds=500)).replace(microsecond=0))
    except OverflowError:
        return None


def _time_text(value: str) -> str | None:
    match = _DURATION.fullmatch(value)
    if match is None or len(value) > 40:
        return None
    sign, days, hours, minutes, seconds = match.groups(default="0")
    total = int(days) * 86_400 + int(hours) * 3_600 + int(minutes) * 60 + float(seconds)
    return elapsed_text((-total if sign == "-" else total) / 86_400)
