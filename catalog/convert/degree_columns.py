"""Columns of degrees, minutes and seconds, as most tables write them, without a loop over cells."""

from __future__ import annotations

import polars as pl

from catalog.notation.degrees import DECIMALS

_COMMON = (
    r"^(?P<direction>北緯|東経|[NE])?(?P<degrees>[0-9]{1,3})[度°](?P<minutes>[0-9]{1,2})[分'′]"
    r"(?P<seconds>[0-9]{1,2})(?:\.(?P<fraction>[0-9]{1,4}))?[秒\"″]$"
)
_UNITS = 3_600 * 10_000
"""Ten-thousandths of a second in a degree: what four digits after the point can tell."""


def convert_common_degrees(text: pl.Expr) -> pl.Expr:
    """Return what :func:`~catalog.notation.degrees.parse_degrees` does, for the most common way; null for all others.

    In whole numbers: a ten-thousandth of a second is 250/9 billionths of a degree, so that no half has to be rounded.
    """
    parts = text.str.extract_groups(_COMMON).struct
    degrees, minutes, seconds = (parts.field(name).cast(pl.Int64) for name in ("degrees", "minutes", "seconds"))
    fraction = parts.field("fraction").fill_null("").str.pad_end(4, "0").cast(pl.Int64)
    units = ((degrees * 60 + minutes) * 60 + seconds) * 10_000 + fraction
    limit = pl.when(parts.field("direction").is_in(["北緯", "N"])).then(90 * _UNITS).otherwise(180 * _UNITS)
    billionths = (units * 500 + 9) // 18
    whole, rest = billionths // 10**DECIMALS, billionths % 10**DECIMALS
    decimals = rest.cast(pl.String).str.zfill(DECIMALS)
    number = pl.concat_str(whole, pl.lit("."), decimals).str.strip_chars_end("0").str.strip_chars_end(".")
    return pl.when((minutes < 60) & (seconds < 60) & (units <= limit)).then(number)
