"""郵便番号: seven digits, written the same way in a column."""

from __future__ import annotations

import re

import polars as pl

from catalog.check.examined import Column, Examined, Params, is_nothing, plain
from catalog.findings import Finding, Findings
from catalog.model.roles import Role

_WITH_HYPHEN, _DIGITS = r"^〒? ?[0-9]{3}-[0-9]{4}$", r"^〒? ?[0-9]{7}$"


def check_postal_codes(examined: Examined) -> Findings:
    """Return the cells that aren't postal codes; a column in which most cells are something else is left alone.

    Codes: postal-code-zero-lost, postal-code-form, postal-code-mixed, more-in-column.
    """
    found: list[Finding] = []
    for column in examined.with_role(Role.POSTAL_CODE):
        if column.share(r"^〒? ?[0-9]{2,3}-?[0-9]{4}$") >= 0.5:
            found += column.report(_odd_codes(column))
            found += _check_mixture(column)
    return tuple(found)


def _odd_codes(column: Column) -> dict[str, tuple[str, Params]]:
    found: dict[str, tuple[str, Params]] = {}
    ordinary = pl.col("plain").str.contains(_WITH_HYPHEN) | pl.col("plain").str.contains(_DIGITS)
    for value in column.values(~ordinary):
        text = plain(value).removeprefix("〒").strip()
        if is_nothing(value) or re.fullmatch(r"[0-9]{3}-?[0-9]{4}", text):
            continue
        lost = re.fullmatch(r"[0-9]{2}-?[0-9]{4}", text)
        found[value] = ("postal-code-zero-lost" if lost else "postal-code-form", {})
    return found


def _check_mixture(column: Column) -> Findings:
    with_hyphen, digits = column.count(_WITH_HYPHEN), column.count(_DIGITS)
    if not with_hyphen or not digits:
        return ()
    return (column.remark("postal-code-mixed", with_hyphen=f"{with_hyphen:,}", digits=f"{digits:,}"),)
