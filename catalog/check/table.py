"""A table against its schema. Frictionless decides what is wrong; here it is asked, and its answer translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from catalog.check.frictionless_errors import Translation
from catalog.check.header import check_header
from catalog.findings import Finding, Findings, Location
from catalog.model.dataset import Dataset, Resource
from catalog.model.table import Table

if TYPE_CHECKING:
    from frictionless.resources import TableResource

MAX_FINDINGS = 1_000


def check_table(table: Table, resource: Resource, path: str) -> Findings:
    """Return what is wrong with *table*: its headings and every cell, held to the schema of *resource*.

    At most :data:`MAX_FINDINGS`, then one that says how many more there are. Without a schema only the shape is
    looked at. Keys to other resources are :func:`check_references`'s.

    Codes: those of :func:`~catalog.check.header.check_header` and of
    :class:`~catalog.check.frictionless_errors.Translation`, more-findings, rows-not-checked.
    """
    translation = Translation(table, resource, path)
    with _resource(table, resource.name, _schema(table, resource)) as opened:
        header_findings, is_usable = check_header(table, resource, opened.header.errors, path)
        if not is_usable:
            place = Location(path, sheet=table.sheet, row=table.first_data_row)
            return (*header_findings, *([Finding("rows-not-checked", place)] if table.row_count else []))
        found = (finding for row in opened.row_stream for finding in translation.of_errors(row.errors))
        return _capped([*header_findings], found, Location(path, sheet=table.sheet))


def check_references(tables: Mapping[str, Table], dataset: Dataset, path: str) -> Findings:
    """Return the cells whose keys aren't found in the resource that they point at.

    Arguments:
        tables: By resource name; a resource whose table is missing is left out.
        dataset: Its schemas have the keys.
        path: Folder of the dataset, ``datasets/{municipality}/{name}``.

    Codes: foreign-key, more-findings.
    """
    found: list[Finding] = []
    for resource in dataset.resources:
        keys = _outer_keys(resource)
        usable = resource.name in tables and all(key["reference"]["resource"] in tables for key in keys)
        if keys and usable:
            found.extend(_check_keys(tables, dataset, resource, f"{path}/{resource.path}"))
    return tuple(found)


def _check_keys(tables: Mapping[str, Table], dataset: Dataset, resource: Resource, path: str) -> Findings:
    from frictionless import Package

    package = Package(
        resources=[
            _resource(tables[other.name], other.name, _schema(tables[other.name], other, keep_keys=True))
            for other in dataset.resources
            if other.name in tables
        ]
    )
    translation = Translation(tables[resource.name], resource, path)
    opened: Any = package.get_resource(resource.name)
    with opened:
        found = (
            finding
            for row in opened.row_stream
            for finding in translation.of_errors([error for error in row.errors if error.type == "foreign-key"])
        )
        return _capped([], found, Location(path, sheet=tables[resource.name].sheet))


def _capped(found: list[Finding], more: Iterator[Finding], place: Location) -> Findings:
    left_out = 0
    for finding in more:
        if len(found) < MAX_FINDINGS:
            found.append(finding)
        else:
            left_out += 1
    if left_out:
        found.append(Finding("more-findings", place, {"count": f"{left_out:,}"}))
    return tuple(found)


def _resource(table: Table, name: str, schema: Mapping[str, Any]) -> TableResource:
    """Return a Frictionless resource on exactly the text that was read; it may be opened again and again."""
    from frictionless import Detector, Schema
    from frictionless.resources import TableResource

    def data() -> Iterator[list[str]]:
        yield list(table.labels)
        yield from table.rows()

    # A callable as inline data: rows are made as they are asked for. The sample is Frictionless's look ahead, which
    # nothing is detected from, because the schema is given.
    typed = Schema.from_descriptor(dict(schema))
    return TableResource(name=name, data=data, format="inline", schema=typed, detector=Detector(sample_size=2))


def _schema(table: Table, resource: Resource, *, keep_keys: bool = False) -> dict[str, Any]:
    if resource.schema is None:
        return _schema_of_text(table.labels)
    descriptor = dict(resource.schema.descriptor)
    keys = [key for key in descriptor.pop("foreignKeys", ()) if keep_keys or _is_inner(key, resource)]
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
