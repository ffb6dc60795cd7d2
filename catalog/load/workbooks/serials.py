"""Excel's serial numbers of days as ISO 8601."""

from __future__ import annotations

import datetime as dt

_EPOCH_1900 = dt.datetime(1899, 12, 30)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_LEAP_DAY_THAT_NEVER_WAS = 60
_LAST_DAY = 2_958_466
_DAY_MILLISECONDS = 86_400_000

WEEKDAYS = "月火水木金土日"


def moment(serial: float, *, is_1904: bool, milliseconds: bool = False) -> dt.datetime | None:
    """Return what *serial* stands for, to the second, or None where it is no day: 0, 29 February 1900, negative.

    Arguments:
        serial: Days since the epoch, with their fraction.
        is_1904: The workbook counts from 1904, as Excel for the Mac did.
        milliseconds: Round to these instead.

    Source: ECMA-376 part 1, 18.17.4.1: in the 1900 system day 60 is a 29 February that never was.
    """
    if not 0 <= serial < _LAST_DAY:
        return None
    ticks = _ticks(serial, milliseconds=milliseconds)
    day = ticks // _DAY_MILLISECONDS
    if is_1904:
        return _EPOCH_1904 + dt.timedelta(milliseconds=ticks) if day < _LAST_DAY - 1462 else None
    if not 1 <= day < _LAST_DAY or day == _LEAP_DAY_THAT_NEVER_WAS:
        return None
    shift = 1 if day < _LEAP_DAY_THAT_NEVER_WAS else 0
    return _EPOCH_1900 + dt.timedelta(days=shift, milliseconds=ticks)


def time_of_day(serial: float, *, milliseconds: bool = False) -> dt.time | None:
    """Return the time that the fraction of *serial* stands for, or None below zero."""
    if not 0 <= serial < _LAST_DAY:
        return None
    ticks = _ticks(serial, milliseconds=milliseconds) % _DAY_MILLISECONDS
    return (dt.datetime.min + dt.timedelta(milliseconds=ticks)).time()


def elapsed_text(serial: float) -> str | None:
    """Return an elapsed time as Excel shows it, ``26:00:00``, or None where it is longer than Excel can count."""
    if abs(serial) >= _LAST_DAY:
        return None
    seconds = round(abs(serial) * 86_400)
    minutes, rest = divmod(seconds, 60)
    return f"{'-' if serial < 0 and seconds else ''}{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def iso_text(value: dt.datetime | dt.time) -> str:
    """Return ISO 8601, with milliseconds only where there are any."""
    return value.isoformat(timespec="milliseconds" if value.microsecond else "seconds")


def _ticks(serial: float, *, milliseconds: bool) -> int:
    """Return *serial* in milliseconds, rounded: Excel's fractions of days are never exact."""
    return round(serial * _DAY_MILLISECONDS) if milliseconds else round(serial * 86_400) * 1000
