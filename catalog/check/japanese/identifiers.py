"""Numbers that are names: what a spreadsheet does to them when it takes them for quantities."""

from __future__ import annotations

import re

import polars as pl

from catalog.check.asked_cells import like
from catalog.check.examined import Column, Examined, Params, plain
from catalog.findings import Finding, Findings
from catalog.model.roles import Role

_SCIENTIFIC = r"^\s*[0-9](?:[.][0-9]+)?[Ee][+][0-9]{1,3}\s*$"
_FULL_WIDTH = r"[\uFF10-\uFF19\uFF0D\u2212\u2010-\u2015]"
_CODE_ROLES = (Role.MUNICIPALITY_CODE, Role.CORPORATE_NUMBER, Role.POSTAL_CODE, Role.TELEPHONE)
_QUANTITY = re.compile("数|額|料|金|価|量|率|人口|面積|標高|距離|高さ|緯度|経度|座標|口径|年|月|日|時")


def check_identifiers(examined: Examined) -> Findings:
    """Return identifiers without their leading zeros, in scientific notation, or in full-width digits.

    Codes: leading-zeros-lost, scientific-notation, full-width-code, more-in-column.
    """
    found: list[Finding] = []
    for column in examined.columns:
        found += _check_scientific(column)
        if column.role in _CODE_ROLES:
            found += column.report(_full_width(column))
        elif column.role is None and not _QUANTITY.search(column.heading):
            found += _check_zeros(column)
    return tuple(found)


def _check_scientific(column: Column) -> Findings:
    # Asked of all cells: in a large table that is cheaper than finding the different ones.
    values = column.values(like(_SCIENTIFIC)) if column.odd_rows(like(_SCIENTIFIC)) is not None else []
    return column.report({value: ("scientific-notation", {"value": column.quoted(value)}) for value in values})


def _full_width(column: Column) -> dict[str, tuple[str, Params]]:
    values = column.values(like(_FULL_WIDTH))
    # Words in a column of codes are not for this rule: only what is a code but for its width.
    odd = [
        value
        for value in values
        if re.fullmatch(r"[〒+]?[0-9()\- ]+", plain(value)) and re.search("[0-9]", plain(value))
    ]
    return {value: ("full-width-code", {"value": column.quoted(value)}) for value in odd}


def _check_zeros(column: Column) -> Findings:
    """Return the shorter numbers in a column where most have one width and some of them begin with zero."""
    if column.odd_rows(like(r"^0[0-9]{2,}$"), 20_000) is None:
        return ()
    lengths = pl.col("value").str.len_chars()
    digits = column.counted.filter(pl.col("value").str.contains(r"^[0-9]{1,20}$")).with_columns(width=lengths)
    total, all_cells = int(digits["count"].sum()), int(column.counted["count"].sum())
    by_width = digits.group_by("width").agg(pl.col("count").sum()).sort("count", descending=True)
    width, most = by_width.row(0)
    if total < 0.9 * all_cells or most < 0.5 * total or width < 3:
        return ()
    lost = pl.col("value").str.contains(r"^[1-9][0-9]*$") & (lengths < width)
    values = column.values(lost)
    params = {value: {"value": column.quoted(value), "expected": column.quoted(value.zfill(width))} for value in values}
    return column.report({value: ("leading-zeros-lost", params[value]) for value in values})
