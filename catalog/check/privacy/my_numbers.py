"""マイナンバー: twelve digits with a check digit, which may never be published."""

from __future__ import annotations

import re

from catalog.check.examined import Column, Examined, plain
from catalog.findings import Findings
from catalog.notation.check_digits import is_my_number

_HEADING = re.compile(r"個人番号|マイナンバー|my_?\s?number|社会保障.*番号", re.IGNORECASE)
_FORM = re.compile(r"([0-9]{4})[- ]?([0-9]{4})[- ]?([0-9]{4})", re.ASCII)
_LIKE_IT = r"^[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4}$"
_MIN_CELLS, _MIN_SHARE = 5, 0.9
"""Without a heading that says so, every tenth number of twelve digits passes by chance: so many don't."""


def check_my_numbers(examined: Examined) -> Findings:
    """Return the cells that hold a My Number: under its heading, or in a column of nothing else.

    Codes: my-number.

    Source: 番号法 (Act No. 27 of 2013) articles 19 and 20; 平成26年総務省令第85号 article 5.
    """
    return tuple(finding for column in examined.columns for finding in _check(column))


def _check(column: Column) -> Findings:
    is_headed = _HEADING.search(column.heading) is not None
    if not is_headed and column.share(_LIKE_IT) < _MIN_SHARE:
        return ()
    values = column.values()
    found = [value for value in values if _is_my_number(value)]
    if not is_headed and (len(found) < _MIN_CELLS or len(found) < _MIN_SHARE * len(values)):
        return ()
    return column.report({value: ("my-number", {}) for value in found})


def _is_my_number(value: str) -> bool:
    match = _FORM.fullmatch(plain(value))
    return match is not None and is_my_number("".join(match.groups()))
