"""Tables that say what codes mean (コード表): which they are, and of which column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from catalog.infer.headings import heading_key
from catalog.model.draft import DraftField, DraftLabel
from catalog.model.table import Table

MOST_CODES = 1_000
_LEAST_CODES = 2
_CODE = re.compile(r"(?:.*(?:コ-ド|code|区分|種別|値|value|id|番号))")
_NAME = re.compile(r"(?:.*(?:名|名称|内容|意味|区分|種別|name|label|meaning))")
_ENGLISH = re.compile(r"(?:.*(?:英語|英名|英訳|english).*|name_en|label_en)")
_PERSON = re.compile(r"氏名|姓名|担当|職員|人名")
_BARE = frozenset({"コ-ド", "code", "値", "value", "id", "番号", "区分"})
"""Headings that don't say of what the codes are."""
_AROUND = re.compile(r"_?(?:コ-ド|code)?(?:_?(?:一覧|対応表|表|マスタ|マスタ-|リスト))?$")


@dataclass(frozen=True, slots=True)
class CodeTable:
    """A plain table of codes with what they mean.

    Attributes:
        name: Of the sheet or the file.
        heading: Of the codes.
    """

    name: str
    heading: str
    labels: tuple[DraftLabel, ...]


def parse_code_table(name: str, rows: Sequence[Sequence[str | None]]) -> CodeTable | None:
    """Return the table of codes that *rows* are, headings first, or ``None`` where they are anything else.

    It has a column of different codes, one of names without a gap, perhaps one of English names, and nothing else.
    """
    filled = [[(cell or "").strip() for cell in row] for row in rows]
    width = max((len(row) for row in filled), default=0)
    while width and not any(row[width - 1] for row in filled if len(row) >= width):
        width -= 1
    if width not in (2, 3) or not _LEAST_CODES < len(filled) <= MOST_CODES + 1:
        return None
    table = [[*row[:width], *[""] * (width - len(row))] for row in filled]
    keys = [heading_key(cell) for cell in table[0]]
    if not (_CODE.fullmatch(keys[0]) and _NAME.fullmatch(keys[1]) and all(map(_ENGLISH.fullmatch, keys[2:]))):
        return None
    if any(map(_PERSON.search, (name, *table[0]))):  # Who has which number isn't for everybody.
        return None
    codes = [row[0] for row in table[1:]]
    if not all(row[0] and row[1] for row in table[1:]) or len(set(codes)) < len(codes):
        return None
    labels = tuple(DraftLabel(row[0], row[1], row[2] or None if width == 3 else None) for row in table[1:])
    return CodeTable(name, table[0][0], labels)


def with_labels(table: Table, fields: Sequence[DraftField], code_tables: Iterable[CodeTable]) -> tuple[DraftField, ...]:
    """Return *fields*, those with what their codes mean for which one of *code_tables* surely is.

    Whose names stand in a column of *table* itself needs no more.
    """
    known = tuple(code_tables)
    return tuple(_labelled(table, index, field, known) for index, field in enumerate(fields))


def _labelled(table: Table, index: int, field: DraftField, code_tables: Sequence[CodeTable]) -> DraftField:
    if field.type not in ("string", "integer") or field.is_japanese or field.has_groups or field.choices:
        return field
    fitting = [each for each in code_tables if _is_of(each, field.name)]
    if len(fitting) != 1:
        return field
    names = {label.value: label.label for label in fitting[0].labels}
    cells = table.frame.to_series(index)
    given = {cell.strip() for cell in cells.drop_nulls().unique().to_list()} - {""}
    if not given or not given <= names.keys() or _is_named_beside(table, index, names):
        return field
    return replace(field, labels=fitting[0].labels)


def _is_of(codes: CodeTable, column: str) -> bool:
    """Return whether the codes are those of *column*: by their heading, or by the name of their sheet or file."""
    key, heading = heading_key(column), heading_key(codes.heading)
    if heading not in _BARE:
        return heading == key
    return _core(heading_key(codes.name)) == _core(key) != ""


def _core(key: str) -> str:
    return _AROUND.sub("", key)


def _is_named_beside(table: Table, index: int, names: dict[str, str]) -> bool:
    """Return whether another column always says what the code means."""
    codes = table.frame.to_series(index).str.strip_chars()
    expected = codes.replace_strict(names, default=None, return_dtype=pl.String)
    is_code = expected.is_not_null()
    others = (table.frame.to_series(place) for place in range(table.frame.width) if place != index)
    return any(((other.str.strip_chars() == expected).fill_null(False) | ~is_code).all() for other in others)
