"""電話番号: as many digits as a number in Japan has, with the leading zero and the area code."""

from __future__ import annotations

import re

import polars as pl

from catalog.check.examined import Column, Examined, Params, is_nothing, plain
from catalog.findings import Finding, Findings
from catalog.model.roles import Role

# Ten digits; eleven for mobile, IP and some toll-free numbers.
_ORDINARY = r"^(?:0(?:[134][0-9]|[25-9][1-9])[0-9]{7}|0[25-9]0[0-9]{8}|0800[0-9]{7})$"
_RUN = re.compile(r"\+?[(]?[0-9][0-9()\-. ]*[0-9]")
_EXTENSION = re.compile(r"(?:内線|内|ext\.?|#|転送|短縮)[ :]*[(]?[0-9]+(?:[-~、,・][0-9]+)*[)]?", re.IGNORECASE)
_MOST_DIGITS = 13
"""More are two numbers in one cell, which is another matter."""
_ELEVEN_DIGITS = re.compile(r"0[25-9]0|0800")


def check_telephones(examined: Examined) -> Findings:
    """Return the cells whose number can't be dialled from everywhere in Japan.

    A cell is judged only where one number stands in it, words beside it allowed: ``(054)626-1139（代）``.

    Codes: telephone-zero-lost, telephone-digits, telephone-without-area-code, more-in-column.
    """
    found: list[Finding] = []
    for column in examined.with_role(Role.TELEPHONE):
        if column.share(r"^[(+]{0,2}[0-9]") >= 0.5:
            found += column.report(_odd_numbers(column))
    return tuple(found)


def _odd_numbers(column: Column) -> dict[str, tuple[str, Params]]:
    digits = pl.col("plain").str.replace_all(r"[-()\s‐‑‒–—―−ー]", "")
    found: dict[str, tuple[str, Params]] = {}
    for value in column.values(~digits.str.contains(_ORDINARY)):
        judged = None if is_nothing(value) else _judge(value)
        if judged is not None:
            found[value] = judged
    return found


def _judge(value: str) -> tuple[str, Params] | None:
    runs = [run[0] for run in _RUN.finditer(_EXTENSION.sub("", plain(value)))]
    if len(runs) != 1 or runs[0].startswith(("+", "(+")):
        return None
    digits = re.sub(r"[^0-9]", "", runs[0])
    if len(digits) > _MOST_DIGITS:
        return None
    count = {"count": str(len(digits))}
    if digits.startswith("0"):
        wanted = (10, 11) if digits.startswith("0120") else (11,) if _ELEVEN_DIGITS.match(digits) else (10,)
        return None if len(digits) in wanted else ("telephone-digits", count)
    if len(digits) == 9 or (len(digits) == 10 and re.match(r"[5-9]0", digits)):
        return "telephone-zero-lost", count
    if 6 <= len(digits) <= 8:
        return "telephone-without-area-code", count
    # Three to five digits are emergency and information numbers, such as 119 and #7119.
    return ("telephone-digits", count) if len(digits) > 5 else None
