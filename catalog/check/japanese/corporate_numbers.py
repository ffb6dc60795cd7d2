"""法人番号: thirteen digits, the first of which is computed from the others."""

from __future__ import annotations

import polars as pl

from catalog.check.examined import MAX_DIFFERENT, Column, Examined, Params, is_nothing, plain
from catalog.findings import Finding, Findings
from catalog.model.roles import Role


def check_corporate_numbers(examined: Examined) -> Findings:
    """Return the numbers that can't be corporate numbers; a column in which most cells aren't numbers is left alone.

    Codes: corporate-number-digits, corporate-number-check-digit, more-in-column.
    """
    found: list[Finding] = []
    for column in examined.with_role(Role.CORPORATE_NUMBER):
        if column.share(r"^[0-9]{11,14}$") >= 0.5:
            found += column.report(_odd_numbers(column))
    return tuple(found)


def _odd_numbers(column: Column) -> dict[str, tuple[str, Params]]:
    found: dict[str, tuple[str, Params]] = {}
    right = has_right_digits(column.folded["plain"])
    for value in column.folded.filter(~right)["value"].head(MAX_DIFFERENT):
        digits = plain(value)
        if is_nothing(value):
            continue
        if not digits.isdecimal() or len(digits) != 13:
            count = sum(character.isdecimal() for character in digits)
            found[value] = ("corporate-number-digits", {"count": str(count)})
        else:
            found[value] = ("corporate-number-check-digit", {})
    return found


def has_right_digits(texts: pl.Series) -> pl.Series:
    """Return which of *texts* are corporate numbers.

    What :func:`~catalog.notation.check_digits.is_corporate_number` says, of a whole column at once.
    """
    is_long = texts.str.contains(r"^[1-9][0-9]{12}$")
    frame = pl.DataFrame({"number": texts.cast(pl.Int64, strict=False).fill_null(0), "is_long": is_long})
    digits = [pl.col("number") // 10**place % 10 for place in range(13)]
    total = pl.sum_horizontal(digit * (1 + place % 2) for place, digit in enumerate(digits[:12]))
    return frame.select(pl.col("is_long") & (digits[12] == 9 - total % 9)).to_series()
