"""Numbers that programs don't read: full-width digits, thousands separators, △ for minus."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from catalog.convert.repairs.subject import Subject
from catalog.infer.markers import is_marker
from catalog.model.dataset import Field
from catalog.model.repair import CellEdit, RepairKind
from catalog.notation.numbers import parse_integer, parse_number
from catalog.notation.widths import fold_width

_ODD = "[０-９，．－＋−,△▲]"
_NEGATIVE = re.compile(r"\s*[△▲−－]")
_PLAIN = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_CODES = re.compile("コード|番号|番地|電話|郵便|年月|日付|期日|階|号室|no|id|code", re.IGNORECASE)
_GROUPED = re.compile(r"[-−+△▲]?\s*[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MOSTLY = 0.5
_OWN_RULES = ("groupChar", "decimalChar", "bareNumber")


def derive_numbers(subject: Subject) -> Iterator[CellEdit]:
    """Yield the numbers that aren't written in plain digits.

    Only in columns that the schema calls numbers, or, without a schema, in which all cells are numbers and most leave
    no doubt that they mean amounts. A field with rules of its own for reading numbers (``groupChar`` …) keeps
    everything but the width of its digits.
    """
    for index in range(len(subject.table.labels)):
        values = subject.odd_values(index, _ODD)
        if not values:
            continue
        field = subject.field(index)
        if field is None and subject.schema is None and _is_numeric(subject, index):
            yield from subject.edits(index, values, _mend)
        elif field is not None and field.type in ("integer", "number", "year") and not field.is_japanese:
            yield from subject.edits(index, values, partial(_mend_as, field=field))


def _is_numeric(subject: Subject, index: int) -> bool:
    """Return whether a column that nobody describes holds amounts: full-width digits alone may be codes."""
    if subject.roles[index] is not None or _CODES.search(subject.table.labels[index]):
        return False
    values = [value for value in subject.given_values(index) if not is_marker(value)]
    sure = sum((_PLAIN.fullmatch(value) or _GROUPED.fullmatch(fold_width(value))) is not None for value in values)
    return bool(values) and sure >= _MOSTLY * len(values) and all(map(parse_number, values))


def _mend(value: str) -> tuple[str, RepairKind] | None:
    return _with_kind(value, parse_number(value))


def _mend_as(value: str, field: Field) -> tuple[str, RepairKind] | None:
    if field.type == "year" or any(key in field.descriptor for key in _OWN_RULES):
        folded = fold_width(value)
        return (folded, RepairKind.FULL_WIDTH) if _PLAIN.fullmatch(folded) else None
    return _with_kind(value, parse_integer(value) if field.type == "integer" else parse_number(value))


def _with_kind(value: str, number: str | None) -> tuple[str, RepairKind] | None:
    if number is None or value.strip() == f"+{number}":
        return None
    if _NEGATIVE.match(value):
        return number, RepairKind.NEGATIVE_SIGN
    return number, RepairKind.THOUSANDS if "," in value or "，" in value else RepairKind.FULL_WIDTH
