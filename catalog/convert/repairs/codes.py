"""Codes: their digits half-width, and the leading zero that a spreadsheet took away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.convert.repairs.subject import Subject
from catalog.model.ids import is_municipality_code
from catalog.model.repair import CellEdit, RepairKind
from catalog.model.roles import Role
from catalog.notation.layout_spaces import strip_edges
from catalog.notation.widths import FULL_WIDTH_PATTERN, fold_width
from catalog.standards.municipalities import code_of_five, find_body

_CODE_ROLES = (Role.MUNICIPALITY_CODE, Role.CORPORATE_NUMBER, Role.POSTAL_CODE, Role.TELEPHONE)
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－ｰ﹣", "-"))
_ODD = "[０-９（）＋‐‑‒–—―−ー－ｰ﹣]"
_CODE = re.compile(r"[〒+]?[()\- ]*[0-9][0-9()\- ]*")
_FIVE = r"^[\s　]*[1-9１-９][0-9０-９]{4}[\s　]*$"
_FIVE_OR_SIX = re.compile("[0-9]{5,6}")
_MOSTLY = 0.6
_NAMED_CODES = re.compile(r"(?:コード|番号|\bID|(?<![a-z])NO\.?)$", re.IGNORECASE)
_ANY_CODE = re.compile(r"[A-Za-z0-9]+(?:[\-_./][A-Za-z0-9]+)*")


def derive_code_widths(subject: Subject) -> Iterator[CellEdit]:
    """Yield the codes and telephone numbers with full-width digits, brackets or hyphens, where nothing else is odd."""
    for index, role in enumerate(subject.roles):
        if role in _CODE_ROLES:
            yield from subject.edits(index, subject.odd_values(index, _ODD), _half_width)
        elif role is None and _NAMED_CODES.search(fold_width(subject.table.labels[index])):
            yield from _other_codes(subject, index)


def _other_codes(subject: Subject, index: int) -> Iterator[CellEdit]:
    """Yield the full-width codes of a column in which every cell is a code but for its width."""
    values = subject.odd_values(index, FULL_WIDTH_PATTERN)
    if values and all(_ANY_CODE.fullmatch(fold_width(value)) for value in subject.given_values(index)):
        yield from subject.edits(index, values, lambda value: (fold_width(value), RepairKind.FULL_WIDTH))


def _half_width(value: str) -> tuple[str, RepairKind] | None:
    folded = fold_width(value).translate(_HYPHENS)
    return (folded, RepairKind.FULL_WIDTH) if _CODE.fullmatch(folded) else None


def derive_lost_zeros(subject: Subject) -> Iterator[CellEdit]:
    """Yield the codes of local governments (全国地方公共団体コード) that have lost their leading zero.

    Proven by the check digit, by there being such a body, and by no body's five-digit code being the same. Nothing
    proves it of postal codes and telephone numbers, which carry no check digit.
    """
    for index, role in enumerate(subject.roles):
        if role is Role.MUNICIPALITY_CODE and _are_codes(subject.given_values(index)):
            yield from subject.edits(index, subject.odd_values(index, _FIVE), _with_zero)


def _are_codes(values: list[str]) -> bool:
    return sum(_FIVE_OR_SIX.fullmatch(fold_width(value)) is not None for value in values) >= _MOSTLY * len(values)


def _with_zero(value: str) -> tuple[str, RepairKind] | None:
    five = fold_width(strip_edges(value))
    code = f"0{five}"
    is_proven = is_municipality_code(code) and find_body(code) is not None and code_of_five(five) is None
    return (code, RepairKind.ZERO_LOST) if is_proven else None
