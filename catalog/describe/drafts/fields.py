"""The columns of a table as a descriptor would describe them; nothing that a column's cells speak against."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from catalog.infer.fields import has_group_separators, infer_fields
from catalog.infer.headings import heading_key
from catalog.infer.markers import is_dash, is_marker
from catalog.infer.standard import match_columns
from catalog.model.draft import DraftField
from catalog.model.inspection import InferredField
from catalog.model.roles import Role
from catalog.model.table import Table
from catalog.notation.cells import read_cell
from catalog.standards.standard_datasets import StandardColumn, StandardDataset, read_standard_datasets

MAX_VALUES = 20_000
"""Different values of a column that are looked at one by one; a column with more keeps the type that was inferred."""

_ERA_TYPES = ("date", "yearmonth", "year")
_NOTATIONS = ("integer", "number", "date", "datetime", "time", "boolean")
_NUMBERS = ("integer", "number", "boolean")
_DIGIT = re.compile("[0-9０-９]")
_NAME_OF_THING = re.compile("(?:コ-ド|code|番号|no|id|記号|郵便|電話)(?:_.*)?$")
_IDENTIFIER = re.compile("(?:^|_)(?:id|no|番号|整理番号|管理番号|施設番号|識別番号)$")
_YES_NO: tuple[frozenset[str], ...] = (
    frozenset("有無"),
    frozenset({"あり", "なし"}),
    frozenset("○×"),
    frozenset("〇×"),
    frozenset("◯×"),
)
_YES_NO += (frozenset({"はい", "いいえ"}),)


@dataclass(frozen=True, slots=True)
class DraftColumns:
    """The columns of a table.

    Attributes:
        missing_values: Markers besides the empty cell that mean the same in every column where they stand.
        primary_key: The column whose values are all different and name the rows, or ``None``.
    """

    fields: tuple[DraftField, ...]
    missing_values: tuple[str, ...]
    primary_key: str | None


def draft_columns(
    table: Table, standard: StandardDataset | None, plain: Collection[str] = (), *, with_key: bool = True
) -> DraftColumns:
    """Return the columns of *table*.

    Arguments:
        table: As its descriptor will have it read.
        standard: Which it surely follows; its types and lists of choices count where the cells allow.
        plain: Headings of columns that are text whatever they look like.
        with_key: Whether to look for a primary key.
    """
    inferred = infer_fields(table)
    columns = match_columns(table.labels, standard) if standard is not None else (None,) * len(table.labels)
    values = [_values(table, index) for index in range(len(table.labels))]
    markers = _markers(inferred, values)
    fields = tuple(
        _field(_Column(table, index, field, values[index], markers), column, is_plain=field.name.strip() in plain)
        for index, (field, column) in enumerate(zip(inferred, columns, strict=True))
    )
    key = next(iter(_keys(table, fields, markers)), None) if with_key else None
    return DraftColumns(fields, tuple(sorted(_used(markers, values))), key)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column with its different values, empty ones left out; ``None`` where there are too many to look at."""

    table: Table
    index: int
    inferred: InferredField
    values: Sequence[str] | None
    markers: Collection[str]

    def given(self) -> list[str]:
        """Return the different values that aren't marks of missing ones."""
        return [value for value in self.values or () if value not in self.markers]


def _values(table: Table, index: int) -> list[str] | None:
    cells = table.frame[str(index)].drop_nulls().unique(maintain_order=True).head(MAX_VALUES + 1)
    return None if len(cells) > MAX_VALUES else [cell for cell in cells.to_list() if cell]


def _markers(inferred: Sequence[InferredField], values: Sequence[Sequence[str] | None]) -> frozenset[str]:
    """Return the markers that no column has as a value: ``missingValues`` holds for the whole table."""
    wanted = {marker for field in inferred for marker in field.missing}
    wanted |= {value for column in values for value in _dashes(column)}
    return frozenset(
        marker
        for marker in wanted
        if all(
            marker in field.missing or marker not in column or marker in _dashes(column)
            for field, column in zip(inferred, values, strict=True)
            if column is not None
        )
    )


def _dashes(values: Sequence[str] | None) -> list[str]:
    """Return the dashes of a column that otherwise only holds numbers and dates in Japanese notation."""
    if values is None or not any(map(is_dash, values)):
        return []
    rest = [value for value in values if not is_marker(value)]
    return [value for value in values if is_dash(value)] if rest and _notation(rest, "") is not None else []


def _used(markers: Collection[str], values: Sequence[Sequence[str] | None]) -> set[str]:
    return {marker for marker in markers if any(column is None or marker in column for column in values)}


def _field(column: _Column, standard: StandardColumn | None, *, is_plain: bool) -> DraftField:
    name = column.inferred.name.strip()
    field = DraftField(name, standard.label_en if standard is not None else known_english(name))
    if not is_plain:
        field = _typed(field, column, standard)
    return replace(
        field,
        is_required=standard is not None and standard.requirement == "required" and _is_full(column),
        choices=_choices(column, standard) if field.type == "string" else (),
    )


def _typed(field: DraftField, column: _Column, standard: StandardColumn | None) -> DraftField:
    """Return *field* with the type that all cells of *column* have."""
    inferred = column.inferred
    if column.values == [] and standard is not None:
        return replace(field, type=standard.type)
    if any(marker not in column.markers for marker in inferred.missing):
        return field
    found: str | None = None
    # What the standard has as text, such as an ID of digits, is no number.
    is_text = standard is not None and standard.type == "string"
    if is_text and inferred.type in _NUMBERS:
        return field
    if inferred.type != "string":
        has_groups = inferred.type == "number" and has_group_separators(column.table, column.index)
        return replace(field, type=inferred.type, format=inferred.format, has_groups=has_groups)
    given = column.given()
    if inferred.role is Role.DATE_ERA:
        found = next((name for name in _ERA_TYPES if given and all(read_cell(text, name) for text in given)), None)
    elif inferred.role in (None, Role.LATITUDE, Role.LONGITUDE) and column.values is not None:
        found = _notation(given, heading_key(field.name))
    if is_text and found in _NUMBERS:
        return field
    return replace(field, type=found, is_japanese=True) if found is not None else field


def _notation(values: Sequence[str], key: str) -> str | None:
    """Return the type that all *values* have once they are read as Japanese documents write them, or ``None``."""
    if not values or _NAME_OF_THING.search(key):
        return None
    if any(set(values) == pair for pair in _YES_NO):
        return "boolean"
    if not all(map(_DIGIT.search, values)):
        return None
    types = (name for name in _NOTATIONS if name != "boolean")
    return next((name for name in types if all(read_cell(text, name) is not None for text in values)), None)


def _is_full(column: _Column) -> bool:
    """Return whether every record has a value; blank rows are no records."""
    cells = column.table.frame[str(column.index)]
    return cells.drop_nulls().len() == column.table.row_count and not cells.is_in(["", *column.markers]).any()


def _choices(column: _Column, standard: StandardColumn | None) -> tuple[str, ...]:
    choices = tuple(choice for choice in (standard.choices if standard is not None else ()) if choice)
    if column.values is None or not set(column.given()) <= set(choices):
        return ()
    return choices


def _keys(table: Table, fields: Sequence[DraftField], markers: Collection[str]) -> Iterator[str]:
    """Yield the columns that could be the key: named like one, full, and without any value twice."""
    if table.row_count < 2:
        return
    for index, field in enumerate(fields):
        if _IDENTIFIER.search(heading_key(field.name)) is None or field.is_japanese:
            continue
        cells = table.frame[str(index)]
        is_full = cells.null_count() == 0 and not cells.is_in(["", *markers]).any()
        if is_full and cells.str.strip_chars().n_unique() == table.row_count:
            yield field.name


@cache
def _english() -> Mapping[str, str]:
    columns = [column for standard in read_standard_datasets() for column in standard.columns]
    return {heading_key(column.heading): column.label_en for column in columns}


def known_english(heading: str) -> str | None:
    """Return what the standards' tables call a column with this *heading* in English, or ``None``."""
    return _english().get(heading_key(heading))
