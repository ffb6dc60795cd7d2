"""Which columns of a table hold codes by which other tables can be joined to it, and a sketch of their values."""

from __future__ import annotations

import hashlib
import re

import polars as pl

from catalog.infer.roles import role_of
from catalog.model.dataset import Field, Resource
from catalog.model.join import SKETCH_SIZE, JoinColumn
from catalog.model.roles import Role
from catalog.model.table import Table

MOST_COLUMNS = 8
MOST_VALUES = 20_000
"""Different values of a column that are looked at."""
FEWEST_VALUES = 3
"""A column with fewer different codes tells records apart no better than its dataset's own description."""

_CODE = r"^[0-9A-Za-z][0-9A-Za-z_-]{4,39}$"
_DIGIT = r"[0-9]"
_DAY = r"^\d{4}-\d{2}(-\d{2})?$"
_MOST_ODD = 0.2
_KEYS = frozenset({Role.MUNICIPALITY_CODE, Role.CORPORATE_NUMBER})
_WORDS = re.compile(r"コード|番号|ID|ＩＤ|code|number|(?:^|[_\W])id(?:$|[_\W])", re.IGNORECASE)
_NO_KEYS = re.compile(r"電話|FAX|ＦＡＸ|ファックス|郵便|メール|個人|氏名|phone|fax|mail|postal|zip", re.IGNORECASE)
"""Headings of columns whose values look like codes and name no record, or persons."""
_SERIAL = re.compile(
    r"[\W_]*(?:(?:管理|整理|通し|連|受付)?番号|NO|ＮＯ|番|連番|ID|ＩＤ|id|number|code|コード)[\W_]*", re.IGNORECASE
)
"""Headings of numbers that are only counted within one table: two tables have the same ones and nothing in common."""


def describe_join_columns(table: Table, resource: Resource) -> tuple[JoinColumn, ...]:
    """Return the columns of codes of a table with a schema, in their order.

    Codes have five characters or more with a digit among them: shorter ones (1, 2, 3 …) are the same in tables that
    have nothing to do with one another.
    """
    if resource.schema is None:
        return ()
    fields = {field.name: field for field in resource.schema.fields}
    found: list[JoinColumn] = []
    for index, label in enumerate(table.labels):
        field = fields.get(label.strip())
        if field is None or field.type not in ("string", "any") or not _may_be_key(field.name, resource):
            continue
        sketch = _sketch(table.frame.to_series(index))
        found += [_column(resource, field, sketch)] if sketch else []
    return tuple(found[:MOST_COLUMNS])


def _may_be_key(heading: str, resource: Resource) -> bool:
    if _NO_KEYS.search(heading) or _SERIAL.fullmatch(heading):
        return False
    is_key = resource.schema is not None and heading in resource.schema.primary_key
    return is_key or role_of(heading) in _KEYS or _WORDS.search(heading) is not None


def _column(resource: Resource, field: Field, sketch: tuple[str, ...]) -> JoinColumn:
    return JoinColumn(resource.name, field.name, field.title.en, sketch)


def _sketch(values: pl.Series) -> tuple[str, ...]:
    """Return digests of the values, ``()`` where they aren't codes."""
    different = values.drop_nulls().unique().sort().head(MOST_VALUES)
    different = different.filter(different != "")
    is_code = different.str.contains(_CODE) & different.str.contains(_DIGIT) & ~different.str.contains(_DAY)
    codes = different.filter(is_code).to_list()
    if len(codes) < FEWEST_VALUES or len(codes) < (1 - _MOST_ODD) * len(different):
        return ()
    return tuple(sorted(map(_digest, codes))[:SKETCH_SIZE])


def _digest(value: str) -> str:
    return hashlib.blake2b(value.encode(), digest_size=6).hexdigest()
