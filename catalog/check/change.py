"""A dataset against its last published edition: what would break the programs that use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.tables import is_table
from catalog.model.dataset import Dataset, Resource
from catalog.model.marked import MarkedYaml
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
    raw: MarkedYaml,
) -> Findings:
    """Return what has become worse for the users of *dataset* since its *earlier* edition.

    Arguments:
        dataset: As it is now.
        tables: By resource name; a resource whose table is missing isn't compared by its rows.
        earlier: As it was.
        earlier_tables: By resource name.
        raw: The descriptor as it is now.

    Codes: resource-gone, resource-renamed, original-renamed, table-gone, layer-gone, alias-gone, column-gone,
    column-type-changed, rows-halved, licence-changed.
    """
    return tuple(_changes(dataset, tables, earlier, earlier_tables, raw))


def _changes(
    dataset: Dataset,
    tables: Mapping[str, Table],
    earlier: Dataset,
    earlier_tables: Mapping[str, Table],
    raw: MarkedYaml,
) -> Iterator[Finding]:
    for alias in earlier.aliases:
        if alias not in dataset.aliases:
            yield Finding("alias-gone", raw.location("/aliases"), {"alias": alias})
    if dataset.withdrawn is not None:  # Its files are gone, and said to be.
        return
    if dataset.licence.id != earlier.licence.id:
        params = {"before": earlier.licence.id, "after": dataset.licence.id}
        yield Finding("licence-changed", raw.location("/licenses"), params)
    resources = {resource.name: resource for resource in dataset.resources}
    folder = raw.path.rpartition("/")[0]
    for old in earlier.resources:
        new = resources.get(old.name)
        if new is None:
            yield _missing(old, dataset, earlier, raw)
            continue
        yield from _address_changes(new, old, tables, earlier_tables, raw)
        place = Location(f"{folder}/{new.path}")
        yield from _column_changes(new, old, place)
        yield from _row_changes(tables.get(new.name), earlier_tables.get(old.name), place)


def _missing(old: Resource, dataset: Dataset, earlier: Dataset, raw: MarkedYaml) -> Finding:
    """Return what became of a resource that isn't there any more: it has another name, or it is gone.

    Codes: resource-gone, resource-renamed.
    """
    before = {resource.name for resource in earlier.resources}
    fresh = [resource for resource in dataset.resources if resource.name not in before]
    new = next((each for each in fresh if each.path == old.path or _has_same_columns(each, old)), None)
    if new is None:
        return Finding("resource-gone", raw.location("/resources"), {"name": old.name})
    params = {"before": old.name, "after": new.name}
    return Finding("resource-renamed", raw.location(f"{pointer_of(new, raw)}/name"), params)


def _has_same_columns(new: Resource, old: Resource) -> bool:
    if new.schema is None or old.schema is None or not old.schema.fields:
        return False
    return [field.name for field in new.schema.fields] == [field.name for field in old.schema.fields]


def pointer_of(resource: Resource, raw: MarkedYaml) -> str:
    """Return where *resource* stands in its descriptor; resources with errors were left out, so counting won't do."""
    names = [value.get("name") if isinstance(value, dict) else None for value in raw.value["resources"]]
    return f"/resources/{names.index(resource.name)}"


def _address_changes(
    new: Resource, old: Resource, tables: Mapping[str, Table], earlier_tables: Mapping[str, Table], raw: MarkedYaml
) -> Iterator[Finding]:
    """Yield the addresses of files that die although the resource has kept its name.

    Codes: original-renamed, table-gone, layer-gone.
    """
    pointer = pointer_of(new, raw)
    before, after = (resource.path.rpartition("/")[2] for resource in (old, new))
    if before != after:
        params = {"name": new.name, "before": shown(before, 100), "after": shown(after, 100)}
        yield Finding("original-renamed", raw.location(f"{pointer}/path"), params)
    # A table that can't be read just now has findings of its own.
    if old.name in earlier_tables and new.name not in tables and not is_table(new):
        yield Finding("table-gone", raw.location(f"{pointer}/path"), {"name": new.name})
    elif old.layer is not None and old.layer.easting_field and new.layer is None and new.name in tables:
        stated = {"crs": old.layer.crs, "x": old.layer.easting_field, "y": old.layer.northing_field}
        params = {"name": new.name, **{key: shown(value) for key, value in stated.items()}}
        yield Finding("layer-gone", raw.location(pointer), params)


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
