"""Cells that people read with ease and programs don't."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.check.asked_cells import VALUE, like
from catalog.check.examined import Column, Examined
from catalog.check.japanese.numbers import NumericOddity, numeric_oddities
from catalog.check.readability.words import LINE_BREAK, PLATFORM_DEPENDENT, SPREAD
from catalog.findings import Finding, Findings

_REPEATS = ("〃", "々", "”", "''", '"', "同上", "同 上", "同　上", "同前", "上に同じ", "同右", "同左")
_EDGE_SPACES = "^[\\s\u3000\u200b\ufeff]|[\\s\u3000\u200b\ufeff]$"
_PRIVATE = "[\ue000-\uf8ff\U000f0000-\U0010fffd]"
_OTHER = r"^その他\s*[(（].+[)）]$"
_ODD_NUMBERS = frozenset(
    {NumericOddity.FULL_WIDTH, NumericOddity.UNIT, NumericOddity.TRIANGLE, NumericOddity.NOTED, NumericOddity.GROUPED}
)
_SYMBOLS = re.compile(r"[xXχΧ*＊※#…‥・.-]{1,3}|[－―ー−‐]")
_NO_QUANTITY = re.compile(
    r"コード|番号|記号|備考|摘要|注記|特記|説明|情報|メモ|(?:^|[_\-\s.])(?:id|no|code|number|note|remark)s?$|^ID|ID$",
    re.IGNORECASE,
)
"""Headings of names of things and of free words, though there may be nothing but digits and units in the cells."""
_LONG_TEXT = 100
"""From so many characters on a line break begins a paragraph and isn't for looks."""
_IS_REPEAT = VALUE.str.strip_chars().is_in(list(_REPEATS))
_IS_OTHER = VALUE.str.strip_chars().str.contains(_OTHER)
_IS_SPACED = like(_EDGE_SPACES) | like(SPREAD)
_IS_SPACED_OR_BROKEN = _IS_SPACED | (like(LINE_BREAK) & (VALUE.str.len_chars() < _LONG_TEXT))


def check_cells(examined: Examined) -> Findings:
    """Return the cells that programs would misread.

    Codes: L1-06, L1-08, private-characters, L2-01, L2-02, L2-05, L3-03, more-in-column.
    """
    return tuple(finding for column in examined.columns for finding in _check(column))


def _check(column: Column) -> Iterator[Finding]:
    yield from _spaces(column)
    private = column.values(like(_PRIVATE))
    yield from column.report({text: ("private-characters", {}) for text in private})
    yield from _platform_dependent(column)
    repeats = column.values(_IS_REPEAT)
    yield from column.report({text: ("L2-02", {"value": text.strip()}) for text in repeats})
    others = column.values(_IS_OTHER)
    if len(others) > 1 and not column.is_plentiful:
        yield column.remark("L2-05", count=f"{len(others):,}")
    yield from _numbers(column)


def _spaces(column: Column) -> Iterator[Finding]:
    """Tell once a column of cells with spaces around their text or between all letters, or, in a workbook, line breaks.

    In text files line breaks are worse than looks: L1-14 tells of them.
    """
    odd = column.odd_rows(_IS_SPACED if column.table.sheet is None else _IS_SPACED_OR_BROKEN)
    if odd is not None:
        yield Finding("L1-06", column.cell(odd.arg_max() or 0), {"count": f"{int(odd.sum()):,}"})


def _platform_dependent(column: Column) -> Iterator[Finding]:
    odd = column.odd_rows(like(PLATFORM_DEPENDENT.pattern))
    if odd is None:
        return
    found: dict[str, None] = {}
    for text in column.values(like(PLATFORM_DEPENDENT.pattern))[:1_000]:
        found.update(dict.fromkeys(PLATFORM_DEPENDENT.findall(text)))
    params = {"characters": " ".join([*found][:10]), "count": f"{int(odd.sum()):,}"}
    yield Finding("L1-08", column.cell(odd.arg_max() or 0), params)


def _numbers(column: Column) -> Iterator[Finding]:
    """Tell of numbers with units, signs and the like.

    Not where a schema says that the column holds something else than text: it is read as declared then (``groupChar``,
    ``notation: japanese``), or each cell that isn't a number is an error already.
    """
    if (
        column.role is not None
        or (column.field is not None and column.field.type != "string")
        or _NO_QUANTITY.search(column.heading)
    ):
        return
    oddities = numeric_oddities(column)
    if oddities is None:
        return
    odd = {
        text: ("L2-01", {"value": column.quoted(text)}) for text, kind in oddities.cells.items() if kind in _ODD_NUMBERS
    }
    yield from column.report(odd)
    symbols = [
        text
        for text, kind in oddities.cells.items()
        if kind is NumericOddity.NOTHING and _SYMBOLS.fullmatch(text.strip())
    ]
    if symbols:
        yield column.remark("L3-03", symbols=" ".join(sorted(symbols)[:5]))
