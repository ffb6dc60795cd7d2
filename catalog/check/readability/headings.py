"""Headings that programs, and people who weren't there, can't use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.check.examined import Column, Examined
from catalog.check.readability.words import PLATFORM_DEPENDENT, has_layout_spaces
from catalog.findings import Finding, Findings, shown
from catalog.infer.standard import match_standard

_MEANINGLESS = re.compile(
    r"(?:列|カラム|項目|フィールド|column|col|field|unnamed:?)[\s_:-]*[0-9]*|[A-Z]|[-‐―ー・.*?？※#]+", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?:(?:19|20)[0-9]{2}|(?:令和|平成|昭和|大正|明治|[RHSTM])\s*(?:元|[0-9]{1,2}))\s*(?:年度?|\.?)", re.IGNORECASE
)
_MONTH = re.compile(r"(?:1[0-2]|[1-9])\s*月")
_AGE = re.compile(r"(?:[0-9]{1,3}\s*[-~〜～−–]\s*[0-9]{1,3}|[0-9]{1,3})\s*(?:歳|才)(?:以上)?(?:.*)")
_MIN_SERIES = 4


def check_headings(examined: Examined) -> Findings:
    """Return what is wrong with the headings.

    A standard dataset that is wide by definition (地域・年齢別人口) isn't blamed for its form.

    Codes: L1-05, L1-06, L1-08, L3-09.
    """
    return tuple(_remarks(examined))


def _remarks(examined: Examined) -> Iterator[Finding]:
    for column in examined.columns:
        heading = column.heading
        if heading and _MEANINGLESS.fullmatch(heading) and not _is_axis(heading):
            yield column.remark("L1-05", heading=shown(column.label.strip()))
        # Where there is a schema, label-spelling tells of spaces around a heading.
        is_padded = examined.resource.schema is None and column.label != column.label.strip()
        if is_padded or "\n" in column.label or "\r" in column.label or has_layout_spaces(column.label):
            yield column.remark("L1-06", count="1")
        if characters := PLATFORM_DEPENDENT.findall(column.label):
            yield column.remark("L1-08", characters=" ".join(dict.fromkeys(characters)), count="1")
    yield from _series(examined)


def _is_axis(heading: str) -> bool:
    return heading in ("X", "Y", "Z", "x", "y", "z")


def _series(examined: Examined) -> Iterator[Finding]:
    for pattern in (_YEAR, _MONTH, _AGE):
        columns = [column for column in examined.columns if pattern.fullmatch(column.heading)]
        if len(columns) >= _MIN_SERIES and match_standard(examined.table.labels) is None:
            yield _wide(columns)
            return


def _wide(columns: list[Column]) -> Finding:
    first, last = shown(columns[0].heading), shown(columns[-1].heading)
    return columns[0].remark("L3-09", first=first, last=last, count=str(len(columns)))
