"""A table against its schema. Frictionless decides what is wrong; here it is asked, and its answer translated.

Where it is proven that Frictionless has no objection (:mod:`catalog.check.proof`), it isn't asked: it takes 26 seconds
for a million rows of ten columns, the proof half a second. What isn't proven Frictionless gets to see, row by row.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from catalog.check.categories import with_choices
from catalog.check.frictionless_errors import BLANK, Translation
from catalog.check.frictionless_rows import Rows, finish
from catalog.check.header import check_header
from catalog.findings import Finding, Findings, Location
from catalog.model.dataset import Dataset, Resource
from catalog.model.table import Table

MAX_FINDINGS = 1_000
MAX_COUNTED = 4_000
"""Findings beyond those that are listed; with more, counting them takes longer than anybody wants to know."""

RowErrors = tuple[int, Sequence[Any]]
"""A 0-based row and what Frictionless says of it."""


def check_table(table: Table, resource: Resource, path: str) -> Findings:
    """Return what is wrong with *table*: its headings and every cell, held to the schema of *resource*.

    At most :data:`MAX_FINDINGS`, then one that says how many more there are, or at least are. Without a schema only
    the shape is looked at. Keys to other resources are :func:`check_references`'s.

    Codes: those of :func:`~catalog.check.header.check_header` and of
    :class:`~catalog.check.frictionless_errors.Translation`, more-findings, many-more-findings,
    rows-not-checked.
    """
    return _check(table, resource, path, is_proving=True)


def check_table_by_frictionless(table: Table, resource: Resource, path: str) -> Findings:
    """Return what :func:`check_table` returns, Frictionless having looked at every row: the law, and slow."""
    return _check(table, resource, path, is_proving=False)


def _check(table: Table, resource: Resource, path: str, *, is_proving: bool) -> Findings:
    schema = _schema(table, resource, lambda key: _is_inner(key, resource))
    names = [field["name"] for field in schema["fields"]]
    found: Findings = ()
    if not is_proving or not names or [label.strip() for label in table.labels] != names:
        found, is_usable = _check_headings(table, resource, schema, path)
        if not is_usable:
            place = Location(path, sheet=table.sheet, row=table.first_data_row)
            return (*found, *([Finding("rows-not-checked", place)] if table.row_count else []))
    is_by_position = schema.get("fieldsMatch", "exact") == "exact"
    if is_proving and is_by_position and names and len(names) == len(table.labels):
        # Frictionless goes by position: under as many headings it reads the cells the same, whatever the headings are.
        return _check_doubtful(table, resource, schema, path, found)
    return _check_all(table, resource, schema, path, found)


def _check_headings(table: Table, resource: Resource, schema: Mapping[str, Any], path: str) -> tuple[Findings, bool]:
    without_keys = {name: value for name, value in schema.items() if name != "foreignKeys"}
    with Rows(table, without_keys, indexes=()).resource(resource.name) as opened:
        return check_header(table, resource, opened.header.errors, path)


def _check_doubtful(
    table: Table, resource: Resource, schema: Mapping[str, Any], path: str, found: Findings
) -> Findings:
    from catalog.check.proof.reading import NotWorthProving
    from catalog.check.proof.table import find_doubts

    try:
        doubts = find_doubts(table, schema)
    except NotWorthProving:
        return _check_all(table, resource, schema, path, found)
    blank: Iterator[RowErrors] = ((index, BLANK) for index in doubts.blank)
    translation = Translation(table, resource, path)
    place = Location(path, sheet=table.sheet)
    if not doubts.rows:
        return _capped(found, translation.of_rows(blank), place)
    names = [field["name"] for field in schema["fields"]]
    rows = Rows(table, schema, labels=names, indexes=sorted({*doubts.rows, *doubts.support}))
    translation.rows, wanted = rows, frozenset(doubts.rows)

    def ask() -> Findings:
        blank = ((index, BLANK) for index in doubts.blank)
        with rows.resource(resource.name) as opened:
            errors = (row for row in _errors(opened, rows) if row[0] in wanted)
            merged = heapq.merge(errors, blank, key=lambda row: row[0])
            return _capped(found, translation.of_rows(merged), place)

    return finish([rows], ask)


def _check_all(table: Table, resource: Resource, schema: Mapping[str, Any], path: str, found: Findings) -> Findings:
    rows = Rows(table, schema)
    translation = Translation(table, resource, path, rows)

    def ask() -> Findings:
        with rows.resource(resource.name) as opened:
            return _capped(found, translation.of_rows(_errors(opened, rows)), Location(path, sheet=table.sheet))

    return finish([rows], ask)


def _errors(opened: Any, rows: Rows) -> Iterator[RowErrors]:
    for row in opened.row_stream:
        if row.errors:
            yield rows.index(row.row_number), row.errors


def check_references(tables: Mapping[str, Table], dataset: Dataset, path: str) -> Findings:
    """Return the cells whose keys aren't found in the resource that they point at.

    Arguments:
        tables: By resource name; a resource whose table is missing is left out.
        dataset: Its schemas have the keys.
        path: Folder of the dataset, ``datasets/{municipality}/{name}``.

    Codes: foreign-key, more-findings, many-more-findings.
    """
    return _check_references(tables, dataset, path, is_proving=True)


def check_references_by_frictionless(tables: Mapping[str, Table], dataset: Dataset, path: str) -> Findings:
    """Return what :func:`check_references` returns, Frictionless having looked at every row."""
    return _check_references(tables, dataset, path, is_proving=False)


def _check_references(tables: Mapping[str, Table], dataset: Dataset, path: str, *, is_proving: bool) -> Findings:
    found: list[Finding] = []
    by_name: dict[str, Resource] = {item.name: item for item in dataset.resources if item.name in tables}
    for resource in by_name.values():
        targets = {key["reference"]["resource"] for key in _outer_keys(resource)} & by_name.keys()
        if targets:
            involved = {name: by_name[name] for name in by_name if name in targets or name == resource.name}
            found.extend(_check_keys(tables, resource, involved, f"{path}/{resource.path}", is_proving=is_proving))
    return tuple(found)


def _check_keys(
    tables: Mapping[str, Table], resource: Resource, involved: Mapping[str, Resource], path: str, *, is_proving: bool
) -> Findings:
    def is_asked(name: str, key: Mapping[str, Any]) -> bool:
        return name == resource.name and not _is_inner(key, resource) and key["reference"]["resource"] in involved

    schemas = {
        name: _schema(tables[name], other, lambda key, name=name: is_asked(name, key))  # type: ignore[misc]
        for name, other in involved.items()
    }
    parts = {name: Rows(tables[name], schema) for name, schema in schemas.items()}
    if is_proving and all(len(part.labels) == len(part.schema["fields"]) for part in parts.values()):
        suspects = _reduce_to_suspects(parts, resource.name)
        if not suspects:
            return ()
    rows = parts[resource.name]
    translation = Translation(tables[resource.name], resource, path, rows)
    place = Location(path, sheet=tables[resource.name].sheet)

    def ask() -> Findings:
        from frictionless import Package

        package = Package(resources=[part.resource(name) for name, part in parts.items()])
        opened: Any = package.get_resource(resource.name)
        with opened:
            errors = (
                (index, [error for error in of_row if error.type == "foreign-key"])
                for index, of_row in _errors(opened, rows)
            )
            return _capped((), translation.of_rows(errors), place)

    return finish([*parts.values()], ask)


def _reduce_to_suspects(parts: Mapping[str, Rows], name: str) -> bool:
    """Leave in *parts* the rows of *name* whose keys may be lost and the rows they point at; return if there are any.

    Headings are those of the schemas then, because Frictionless looks keys up by them.
    """
    from catalog.check.proof.reading import NotWorthProving
    from catalog.check.proof.table import find_lost_references

    child = parts[name]
    parents = {other: (part.table, part.schema) for other, part in parts.items() if other != name}
    try:
        suspects, support = find_lost_references(child.table, child.schema, parents)
    except NotWorthProving:
        return True
    child.indexes = suspects
    for other, indexes in support.items():
        parts[other].indexes = indexes
    return bool(suspects)


def _capped(found: Findings, more: Iterable[Finding], place: Location) -> Findings:
    """Return the first findings, and how many more there are, as far as they are counted."""
    findings = itertools.chain(found, more)
    kept = list(itertools.islice(findings, MAX_FINDINGS))
    left_out = sum(1 for _ in itertools.islice(findings, MAX_COUNTED))
    if left_out:
        is_all = next(findings, None) is None
        code = "more-findings" if is_all else "many-more-findings"
        kept.append(Finding(code, place, {"count": f"{left_out:,}"}))
    return tuple(kept)


def _schema(table: Table, resource: Resource, is_kept: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
    """Return the schema of *resource*, or one of text, with the foreign keys that *is_kept*."""
    if resource.schema is None:
        return _schema_of_text(table.labels)
    descriptor = dict(resource.schema.descriptor)
    descriptor["fields"] = [with_choices(field) for field in descriptor["fields"]]
    keys = [key for key in descriptor.pop("foreignKeys", ()) if is_kept(key)]
    return {**descriptor, "foreignKeys": keys} if keys else descriptor


def _schema_of_text(labels: Sequence[str]) -> dict[str, Any]:
    names: dict[str, None] = {}
    for number, label in enumerate(labels, start=1):
        name = label.strip()
        names[name if name and name not in names else f"{name}#{number}"] = None
    return {"fields": [{"name": name, "type": "string"} for name in names]}


def _is_inner(key: Mapping[str, Any], resource: Resource) -> bool:
    return key["reference"]["resource"] in ("", resource.name)


def _outer_keys(resource: Resource) -> list[Mapping[str, Any]]:
    keys = resource.schema.descriptor.get("foreignKeys", ()) if resource.schema is not None else ()
    return [key for key in keys if not _is_inner(key, resource)]
