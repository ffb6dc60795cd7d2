"""Numbers as Japanese documents write them → plain digits."""

from __future__ import annotations

import re

from catalog.notation.widths import fold_width

NUMBER_PATTERN = r"^[\s　]*(?:[-−+△▲][\s　]*)?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?[\s　]*$"
"""Numbers of half-width digits that :func:`parse_number` reads, for both Python's and Polars' patterns."""

_NUMBER = re.compile(r"(?P<sign>[-−+△▲]?)\s*(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?P<fraction>\.[0-9]+)?")


def parse_number(text: str) -> str | None:
    """Return the number in plain digits, exactly as many as were written: ``-1234.50`` for ``△１，２３４．５０``.

    ``None`` where *text* isn't just a number: with a unit, a percent sign, in brackets, or with separators that don't
    divide thousands.
    """
    match = _NUMBER.fullmatch(fold_width(text))
    if match is None:
        return None
    sign = "-" if match["sign"] and match["sign"] != "+" else ""
    return f"{sign}{match['whole'].replace(',', '')}{match['fraction'] or ''}"


def parse_integer(text: str) -> str | None:
    """Return what :func:`parse_number` does for a whole number written without a decimal point, or ``None``."""
    number = parse_number(text)
    return None if number is None or "." in number else number
