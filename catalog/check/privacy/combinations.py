"""Columns that are harmless one by one and point at a person together."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from catalog.check.examined import Column, Examined, columns_headed
from catalog.findings import Finding, Findings, Location

_NAME = re.compile(
    r"氏名|姓名|本名|お名前|個人名|世帯主|申請者|届出者|保護者|児童名|生徒名|患者|利用者名|^名前$|full_?name",
    re.IGNORECASE,
)
_BIRTH = re.compile(r"生年月日|誕生日|birth|生年(?!度)", re.IGNORECASE)
_ADDRESS = re.compile(r"住所|現住|居所|自宅|本籍|home_?address|^address$", re.IGNORECASE)
_DEATH = re.compile(r"没年|死没|享年|逝去")
"""Of people who are long dead: artists, historical persons."""


def check_combinations(examined: Examined) -> Findings:
    """Return the columns of names, days of birth and addresses that stand side by side in the same rows.

    Codes: person-identifiable.

    Source: 個人情報の保護に関する法律 (Act No. 57 of 2003) article 2.
    """
    if columns_headed(examined.columns, _DEATH):
        return ()
    groups = [columns_headed(examined.columns, pattern) for pattern in (_NAME, _BIRTH, _ADDRESS)]
    if not all(groups):
        return ()
    columns = [group[0] for group in groups]
    count = _rows_with_all(columns)
    if not count:
        return ()
    headings = " + ".join(column.heading[:20] for column in columns)
    place = Location(examined.path, sheet=examined.table.sheet)
    return (Finding("person-identifiable", place, {"headings": headings, "count": f"{count:,}"}),)


def _rows_with_all(columns: Sequence[Column]) -> int:
    given = [pl.Series(column.cells).fill_null("").str.strip_chars() != "" for column in columns]
    return int((given[0] & given[1] & given[2]).sum())
