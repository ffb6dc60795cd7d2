"""A dataset against its last published edition: what would break the programs that use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog.findings import Finding, Findings, Location, shown
from catalog.model.dataset import Dataset, Resource
from catalog.model.table import Table

DROP_SHARE = 0.5
"""Losing this share of the rows is more often a wrong file than a change in the town."""
MIN_ROWS = 10
"""Tables with fewer rows halve without anything being wrong."""


def check_change(
    dataset: Dataset,
    tables: Mapping[str, Table],
    earlier: Dataset,
    earlier_tables: Mapping[str, Table],
    path: str,
) -> Findings:
    """Return what has become worse for the users of *dataset* since its *earlier* edition.

    Arguments:
        dataset: As it is now.
        tables: By resource name; a resource whose table is missing isn't compared by its rows.
        earlier: As it was.
        earlier_tables: By resource name.
        path: Folder of the dataset, ``datasets/{municipality}/{name}``.

    Codes: resource-gone, alias-gone, column-gone, column-type-changed, rows-halved, licence-changed.
    """
    return tuple(_changes(dataset, tables, earlier, earlier_tables, path))


def _changes(
    dataset: Dataset,
    tables: Mapping[str, Table],
    earlier: Dataset,
    earlier_tables: Mapping[str, Table],
    path: str,
) -> Iterator[Finding]:
    descriptor = Location(f"{path}/datapackage.yaml")
    for alias in earlier.aliases:
        if alias not in dataset.aliases:
            yield Finding("alias-gone", descriptor, {"alias": alias})
    if dataset.licence.id != earlier.licence.id:
        params = {"before": earlier.licence.id, "after": dataset.licence.id}
        yield Finding("licence-changed", descriptor, params)
    resources = {resource.name: resource for resource in dataset.resources}
    for old in earlier.resources:
        new = resources.get(old.name)
        if new is None:
            yield Finding("resource-gone", descriptor, {"name": old.name})
            continue
        place = Location(f"{path}/{new.path}")
        yield from _column_changes(new, old, place)
        yield from _row_changes(tables.get(new.name), earlier_tables.get(old.name), place)


def _column_changes(new: Resource, old: Resource, place: Location) -> Iterator[Finding]:
    """Compare the columns by their names: the order is no business of programs that read by heading."""
    if new.schema is None or old.schema is None:
        return
    fields = {field.name: field for field in new.schema.fields}
    for field in old.schema.fields:
        found = fields.get(field.name)
        if found is None:
            yield Finding("column-gone", place, {"name": shown(field.name)})
        elif found.type != field.type:
            where = Location(place.path, field=shown(field.name))
            yield Finding("column-type-changed", where, {"before": field.type, "after": found.type})


def _row_changes(new: Table | None, old: Table | None, place: Location) -> Iterator[Finding]:
    if new is None or old is None or old.row_count < MIN_ROWS:
        return
    if new.row_count <= old.row_count * (1 - DROP_SHARE):
        where = Location(place.path, sheet=new.sheet)
        yield Finding("rows-halved", where, {"before": f"{old.row_count:,}", "after": f"{new.row_count:,}"})
