"""A dataset against its last published edition: what would break the programs that use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

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
    today: date,
) -> Findings:
    """Return what has become worse for the users of *dataset* since its *earlier* edition.

    Arguments:
        dataset: As it is now.
        tables: By resource name; a resource whose table is missing isn't compared by its rows.
        earlier: As it was.
        earlier_tables: By resource name.
        raw: The descriptor as it is now.
        today: For the line that ends a publication.

    Codes: resource-gone, resource-renamed, original-renamed, original-gone, table-gone, layer-gone, alias-gone,
    column-gone, column-type-changed, rows-halved, licence-changed.
    """
    found = _changes(dataset, tables, earlier, earlier_tables, raw, today)
    return tuple({(each.code, each.location, *each.params.values()): each for each in found}.values())


def _changes(
    dataset: Dataset,
    tables: Mapping[str, Table],
    earlier: Dataset,
    earlier_tables: Mapping[str, Table],
    raw: MarkedYaml,
    today: date,
) -> Iterator[Finding]:
    for alias in earlier.aliases:
        if alias not in dataset.aliases:
            yield Finding("alias-gone", raw.location("/aliases"), {"alias": alias})
    if dataset.withdrawn is not None:  # Its files are gone, and said to be.
        return
    if dataset.licence.id != earlier.licence.id:
        params = {"before": earlier.licence.id, "after": dataset.licence.id}
        yield Finding("licence-changed", raw.location("/licenses"), params)
    folder = raw.path.rpartition("/")[0]
    told = told_names(dataset)
    for old in earlier.resources:
        new = successor_of(old, dataset)
        yield from _lost_names(old, new, told, raw)
        if new is None:
            if old.name not in told:
                yield _missing(old, dataset, earlier, raw, today)
            continue
        yield from _address_changes(new, old, tables, earlier_tables, raw)
        yield from _original_change(new, old, told, raw, today)
        place = Location(f"{folder}/{new.path}")
        yield from _column_changes(new, old, place)
        yield from _row_changes(tables.get(new.name), earlier_tables.get(old.name), place)


def successor_of(old: Resource, dataset: Dataset) -> Resource | None:
    """Return what *old* is in *dataset*: the resource with its name, or the one that has it as a former name."""
    named = {alias: resource for resource in dataset.resources for alias in resource.aliases}
    named |= {resource.name: resource for resource in dataset.resources}
    return named.get(old.name)


def told_names(dataset: Dataset) -> frozenset[str]:
    """Return the names, present and former ones, of which *dataset* tells what became of them."""
    own = {name for resource in dataset.resources for name in (resource.name, *resource.aliases)}
    return frozenset(own | {each.name for each in dataset.withdrawn_resources})


def _lost_names(old: Resource, new: Resource | None, told: frozenset[str], raw: MarkedYaml) -> Iterator[Finding]:
    """Yield former names that nothing tells of any more.

    Codes: alias-gone.
    """
    pointer = f"{pointer_of(new, raw)}/aliases" if new is not None else "/resources"
    present = new.path.rpartition("/")[2] if new is not None else None
    for alias in old.aliases:
        if alias not in told and alias != present:
            yield Finding("alias-gone", raw.location(pointer), {"alias": shown(alias, 100)})


def _missing(old: Resource, dataset: Dataset, earlier: Dataset, raw: MarkedYaml, today: date) -> Finding:
    """Return what became of a resource that isn't there any more: it has another name, or it is gone.

    Codes: resource-gone, resource-renamed.
    """
    before = {resource.name for resource in earlier.resources}
    fresh = [resource for resource in dataset.resources if resource.name not in before]
    new = next((each for each in fresh if each.path == old.path or _has_same_columns(each, old)), None)
    if new is None:
        params = {"name": old.name, "today": today.isoformat()}
        return Finding("resource-gone", raw.location("/resources"), params)
    params = {"before": old.name, "after": new.name}
    return Finding("resource-renamed", raw.location(f"{pointer_of(new, raw)}/name"), params)


def _has_same_columns(new: Resource, old: Resource) -> bool:
    if new.schema is None or old.schema is None or not old.schema.fields:
        return False
    return [field.name for field in new.schema.fields] == [field.name for field in old.schema.fields]


def pointer_of(resource: Resource, raw: MarkedYaml) -> str:
    """Return where *resource* stands in its descriptor; resources with errors were left out, so counting won't do.

    One of several layers of a file bears the name of the file's resource, and its own behind it.
    """
    names = [value.get("name") if isinstance(value, dict) else None for value in raw.value["resources"]]
    whole = (name for name in names if isinstance(name, str) and resource.name.startswith(f"{name}-"))
    name = resource.name if resource.name in names else max(whole, key=len)
    return f"/resources/{names.index(name)}"


def _address_changes(
    new: Resource, old: Resource, tables: Mapping[str, Table], earlier_tables: Mapping[str, Table], raw: MarkedYaml
) -> Iterator[Finding]:
    """Yield the addresses of files that die although the resource has kept its name.

    Codes: table-gone, layer-gone.
    """
    pointer = pointer_of(new, raw)
    # A table that can't be read just now has findings of its own.
    if old.name in earlier_tables and new.name not in tables and not is_table(new):
        yield Finding("table-gone", raw.location(f"{pointer}/path"), {"name": new.name})
    elif old.layer is not None and old.layer.easting_field and new.layer is None and new.name in tables:
        stated = {"crs": old.layer.crs, "x": old.layer.easting_field, "y": old.layer.northing_field}
        params = {"name": new.name, **{key: shown(value) for key, value in stated.items()}}
        yield Finding("layer-gone", raw.location(pointer), params)


def _original_change(
    new: Resource, old: Resource, told: frozenset[str], raw: MarkedYaml, today: date
) -> Iterator[Finding]:
    """Yield that the original file has another name, and nothing tells of the former one.

    Codes: original-renamed, original-gone.
    """
    before, after = (resource.path.rpartition("/")[2] for resource in (old, new))
    if before == after or before in told:
        return
    pointer = pointer_of(new, raw)
    stated = raw.value["resources"][int(pointer.rpartition("/")[2])]
    params = {"name": str(stated["name"]), "before": shown(before, 100), "after": shown(after, 100)}
    place = raw.location(f"{pointer}/path")
    if PurePosixPath(before).suffix.lower() == PurePosixPath(after).suffix.lower():
        yield Finding("original-renamed", place, params)
    else:
        yield Finding("original-gone", place, {**params, "today": today.isoformat()})


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
