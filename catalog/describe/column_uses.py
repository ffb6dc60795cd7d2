"""What the columns of a table are for: by the schema first, then by headings and values; in doubt not a measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.describe.headings import (
    is_code_heading,
    is_coordinate_heading,
    is_demographic_heading,
    is_time_heading,
    is_year_heading,
)
from catalog.describe.times import parse_time
from catalog.infer.roles import infer_roles
from catalog.model.dataset import Field, Schema
from catalog.model.roles import Role
from catalog.model.statistics import ColumnUse
from catalog.model.table import Table

IsPersonal = Callable[[str, str], bool]
"""Whether a value under a heading may be about a person."""

COLUMN_LIMIT = 200
"""Columns that are looked at; the others of a table that wide are no more than named."""

_PLACES = frozenset({Role.LATITUDE, Role.LONGITUDE, Role.EASTING, Role.NORTHING})
_CODES = frozenset({Role.MUNICIPALITY_CODE, Role.CORPORATE_NUMBER, Role.POSTAL_CODE})
_TIMES = frozenset({"date", "datetime", "year", "yearmonth"})
_CATEGORIES_MOST, _CATEGORY_LENGTH, _LABEL_LENGTH = 60, 40, 60
_FIRST_YEAR, _LAST_YEAR = 1868, 2200
_TIMES_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a column's cells before its use is.

    Attributes:
        distinct: Different values; ``None`` where there are more than anybody would list.
        values: Some of the different values, all where there are few.
        longest: Characters of the longest of ``values``.
        lowest, highest: Of the numbers of a numeric column.
    """

    row_count: int
    filled: int
    distinct: int | None
    values: Sequence[str]
    lowest: float | None = None
    highest: float | None = None

    @property
    def longest(self) -> int:
        """Characters of the longest value that is known."""
        return max(map(len, self.values), default=0)

    @property
    def is_unique(self) -> bool:
        """Whether no two rows have the same value, as far as was counted."""
        return self.filled > 0 and (self.distinct is None or self.distinct == self.filled)


def describe_uses(
    table: Table, schema: Schema, facts: Mapping[int, Facts], is_personal: IsPersonal
) -> tuple[ColumnUse, ...]:
    """Return the use of each column of *table* that *facts* tells of, in their order."""
    narrow = replace(table, labels=table.labels[: len(facts)], frame=table.frame[table.frame.columns[: len(facts)]])
    known = {field.name: field for field in schema.fields}
    keys = _keys(schema)
    return tuple(
        _use(label, known.get(label.strip()), role, facts[index], keys, is_personal)
        for index, (label, role) in enumerate(zip(narrow.labels, infer_roles(narrow), strict=True))
    )


def _keys(schema: Schema) -> frozenset[str]:
    """Return the columns that identify rows, here or elsewhere."""
    foreign = schema.descriptor.get("foreignKeys", ())
    return frozenset([*schema.primary_key, *(name for key in foreign for name in key.get("fields", ()))])


def _use(
    label: str, field: Field | None, role: Role | None, facts: Facts, keys: frozenset[str], is_personal: IsPersonal
) -> ColumnUse:
    type_name = field.type if field is not None else "string"
    if type_name == "boolean":
        return ColumnUse.FLAG  # how often yes was said tells of nobody
    if type_name in _TIMES and not is_personal(label, ""):
        return ColumnUse.TIME
    if role in _PLACES or (type_name == "number" and is_coordinate_heading(label)):
        return ColumnUse.PLACE
    if role in _CODES:
        return ColumnUse.CODE
    if role is Role.TELEPHONE or (is_personal(label, "") and not is_demographic_heading(label)):
        return ColumnUse.PERSONAL
    if type_name in ("integer", "number"):
        return _use_of_numbers(label, field, facts, keys)
    if type_name != "string" or (field is not None and field.format != "default"):
        return ColumnUse.TEXT
    return _use_of_texts(label, field, facts, is_personal)


def _use_of_numbers(label: str, field: Field | None, facts: Facts, keys: frozenset[str]) -> ColumnUse:
    if field is not None and field.type == "integer":
        if is_year_heading(label) and _are_years(facts):
            return ColumnUse.TIME
        if field.labels:
            return ColumnUse.CATEGORY
        if field.choices is not None:
            return ColumnUse.CODE
    names = keys | {label.strip()} if is_code_heading(label) else keys
    if label.strip() in names or _is_running_number(facts):
        return ColumnUse.CODE
    is_whole = field is not None and field.type == "integer"
    return ColumnUse.CODE if is_whole and _are_years(facts) else ColumnUse.MEASURE


def _are_years(facts: Facts) -> bool:
    if facts.lowest is None or facts.highest is None:
        return False
    return facts.lowest >= _FIRST_YEAR and facts.highest <= _LAST_YEAR


def _is_running_number(facts: Facts) -> bool:
    """Return whether the numbers count the rows from 0 or 1 on."""
    if not facts.is_unique or facts.filled < 5 or facts.lowest is None or facts.highest is None:
        return False
    return facts.lowest in (0, 1) and facts.highest - facts.lowest + 1 == facts.filled


def _use_of_texts(label: str, field: Field | None, facts: Facts, is_personal: IsPersonal) -> ColumnUse:
    if is_time_heading(label) and facts.values and _are_times(label, facts.values):
        return ColumnUse.TIME
    if any(is_personal(label, value) for value in facts.values) and not is_demographic_heading(label):
        return ColumnUse.PERSONAL
    if field is not None and field.choices is not None and facts.longest <= _CATEGORY_LENGTH:
        return ColumnUse.CATEGORY
    if is_code_heading(label):
        return ColumnUse.CODE
    if facts.distinct is None or not facts.filled:
        return ColumnUse.TEXT
    is_short = facts.longest <= _CATEGORY_LENGTH
    if is_short and facts.distinct <= _CATEGORIES_MOST and facts.distinct * 2 <= facts.filled:
        return ColumnUse.CATEGORY
    return ColumnUse.LABEL if facts.is_unique and facts.longest <= _LABEL_LENGTH else ColumnUse.TEXT


def _are_times(label: str, values: Sequence[str]) -> bool:
    parsed = [parse_time(value, "string", label) for value in values[:_TIMES_LOOKED_AT]]
    scales = {each.scale if each is not None else None for each in parsed}
    return len(scales) == 1 and None not in scales
