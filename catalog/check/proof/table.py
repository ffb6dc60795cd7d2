"""The rows of a table that Frictionless has to look at; of all others it is proven what it would say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars

from catalog.check.proof.cells import Cells, comparable
from catalog.check.proof.column import ColumnProof, compile_column
from catalog.check.proof.keys import find_empty, find_found, find_lost, find_repeated
from catalog.check.proof.reading import Readers
from catalog.model.table import Table

BATCH_ROWS = 500_000
"""Rows whose cells are looked at in one go; what is made on the way is of this many."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What isn't proven to be fine, as 0-based rows in order.

    Attributes:
        rows: Frictionless has to look at them. Rows that share a value which should be unique are all among them.
        support: Fine in themselves; rows that keys of ``rows`` point at.
        blank: Surely blank, and nothing else.
    """

    rows: Sequence[int]
    support: Sequence[int]
    blank: Sequence[int]


def find_doubts(table: Table, schema: Mapping[str, Any]) -> Doubts:
    """Return the rows of *table* that may be wrong.

    Arguments:
        table: Its cells as Frictionless is to see them.
        schema: A Frictionless Table Schema with as many fields as *table* has columns; its foreign keys point into
            the table itself.

    Raises:
        NotWorthProving: Most of the table is wrong.
    """
    columns, blank = look(table, schema)
    extra = _flags(table, sorted(table.extra_cells))
    blank = blank & ~extra
    suspect = extra
    for column in columns:
        wrong = column.wrong()
        if wrong is not None:
            suspect = suspect | wrong
    by_name = {field["name"]: column for field, column in zip(schema["fields"], columns, strict=True)}
    for flags in _repeated(schema, by_name):
        suspect = suspect | flags
    suspect = suspect & ~blank
    support = _flags(table, [])
    keys = [_pairs(key, by_name, by_name) for key in schema.get("foreignKeys", ())]
    for values, known in keys:
        suspect = suspect | (find_lost(values, known) & ~blank)
    for values, known in keys if suspect.any() else ():
        support = support | find_found(known, [series.filter(suspect) for series in values])
    return Doubts(_rows(suspect), _rows(support & ~suspect), _rows(blank))


def find_lost_references(
    child: Table, schema: Mapping[str, Any], parents: Mapping[str, tuple[Table, Mapping[str, Any]]]
) -> tuple[Sequence[int], Mapping[str, Sequence[int]]]:
    """Return the rows of *child* whose keys may point at nothing, and by name the rows of others that they point at.

    Arguments:
        child: The table whose keys point at others.
        schema: Of *child*; its foreign keys all point at one of *parents*.
        parents: Tables with their schemas, by the name of the resource.

    Raises:
        NotWorthProving: Most of a column is wrong.
    """
    own = _KeyColumns(child, schema)
    others = {name: _KeyColumns(*parent) for name, parent in parents.items()}
    keys = [(key["reference"]["resource"], key) for key in schema["foreignKeys"]]
    pairs = [(name, *_pairs(key, own, others[name])) for name, key in keys]
    suspect = _flags(child, [])
    for _, values, known in pairs:
        suspect = suspect | find_lost(values, known)
    support = {name: _flags(parent, []) for name, (parent, _) in parents.items()}
    for name, values, known in pairs if suspect.any() else ():
        support[name] = support[name] | find_found(known, [series.filter(suspect) for series in values])
    return _rows(suspect), {name: _rows(flags) for name, flags in support.items()}


class _KeyColumns(dict[str, Cells]):
    """The columns of a table by name, looked at when they are asked for."""

    def __init__(self, table: Table, schema: Mapping[str, Any]) -> None:
        super().__init__()
        self.table, self.proofs, self.readers = table, _compile(schema), Readers(schema)
        self.indexes = {field["name"]: index for index, field in enumerate(schema["fields"])}

    def __missing__(self, name: str) -> Cells:
        index = self.indexes[name]
        self[name] = Cells(self.table.frame[str(index)], self.proofs[index], self.readers)
        return self[name]


def _compile(schema: Mapping[str, Any]) -> list[ColumnProof]:
    missing_values = schema.get("missingValues", [""])
    return [compile_column(index, field, missing_values) for index, field in enumerate(schema["fields"])]


def look(table: Table, schema: Mapping[str, Any]) -> tuple[list[Cells], polars.Series]:
    """Return the columns of *table*, and as Boolean the rows without any value."""
    proofs, readers = _compile(schema), Readers(schema)
    blank = polars.all_horizontal(polars.col(str(proof.index)).is_null() | proof.missing for proof in proofs)
    looks = [*(proof.proven.alias(str(proof.index)) for proof in proofs), blank.alias("blank")]
    first_rows = range(0, max(1, table.row_count), BATCH_ROWS)
    # Lazy, because then what two expressions share (a number, a missing value) is made once.
    batches = (table.frame.slice(first, BATCH_ROWS).lazy() for first in first_rows)
    found = polars.concat([batch.select(looks).collect() for batch in batches])
    columns = [Cells(table.frame[str(proof.index)], proof, readers, found[str(proof.index)]) for proof in proofs]
    return columns, found["blank"]


def _repeated(schema: Mapping[str, Any], columns: Mapping[str, Cells]) -> Iterator[polars.Series]:
    """Yield, as Boolean, the rows that share a value which should be unique, or that have no primary key."""
    primary_key = tuple(schema.get("primaryKey", ()))
    unique = [(field["name"],) for field in schema["fields"] if field.get("constraints", {}).get("unique")]
    for key in dict.fromkeys([primary_key, *unique] if primary_key else unique):
        values = [comparable([columns[name]])[0] for name in key]
        yield find_repeated(values)
        if key == primary_key:
            yield find_empty(values)


def _pairs(
    key: Mapping[str, Any], own: Mapping[str, Cells], others: Mapping[str, Cells]
) -> tuple[list[polars.Series], list[polars.Series]]:
    """Return the columns of a foreign key and those that they point at, comparable one by one."""
    names = zip(key["fields"], key["reference"]["fields"], strict=True)
    values = [comparable([own[name], others[target]]) for name, target in names]
    return [pair[0] for pair in values], [pair[1] for pair in values]


def _flags(table: Table, rows: Sequence[int]) -> polars.Series:
    none = polars.repeat(False, table.row_count, eager=True)
    return none.scatter(rows, True) if rows else none


def _rows(flags: polars.Series) -> Sequence[int]:
    return flags.arg_true().to_list() if flags.any() else ()
