"""Forms of files that the earlier edition of a dataset had and the present one can't have: their addresses would die.

Nothing is written: what keeps a form from being made is looked for, as it is when a dataset is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from catalog.check.change import pointer_of, successor_of
from catalog.codes import has_errors
from catalog.convert.canonical import canonical_table
from catalog.convert.geometry import convert_points
from catalog.findings import Finding
from catalog.model.dataset import Resource, Schema
from catalog.model.features import ConvertedFeatures
from catalog.model.marked import MarkedYaml
from catalog.model.table import Table
from catalog.pipeline.checked_dataset import CheckedDataset
from catalog.publish.files import uncertain_endings


def find_lost_forms(now: CheckedDataset, before: CheckedDataset, raw: MarkedYaml) -> Iterator[Finding]:
    """Yield the files of *before* that can't be made of *now*; nothing where either has errors, which go first.

    Codes: form-gone.
    """
    if now.dataset is None or before.dataset is None or has_errors((*now.findings, *before.findings)):
        return
    for old in before.dataset.resources:
        new = successor_of(old, now.dataset)
        if new is None or _kind(before, old) != _kind(now, new):  # That is told in other words.
            continue
        for ending in sorted(_endings(before, old) - _endings(now, new)):
            params = {"file": f"{old.name}.{ending}", "name": new.name}
            yield Finding("form-gone", raw.location(pointer_of(new, raw)), params)


def _kind(checked: CheckedDataset, resource: Resource) -> tuple[bool, bool]:
    return resource.name in checked.tables, resource.name in checked.layers or resource.layer is not None


def _endings(checked: CheckedDataset, resource: Resource) -> frozenset[str]:
    """Return the endings of the forms of *resource* that not every table or layer has."""
    table, converted = checked.tables.get(resource.name), checked.layers.get(resource.name)
    if converted is not None:
        return _layer_endings(resource, converted)
    if table is None or resource.schema is None:
        return frozenset()
    table, schema, _ = canonical_table(table, resource.schema)
    return uncertain_endings(table, schema) | _point_endings(replace(resource, schema=schema), table, schema)


def _layer_endings(resource: Resource, converted: ConvertedFeatures) -> frozenset[str]:
    from catalog.publish.layers import files as layer_files  # GDAL takes 0.3 s, and most datasets are tables.
    from catalog.publish.layers.content import layer_content, layer_schema
    from catalog.publish.layers.coordinates import coordinate_table

    assert resource.layer is not None, "read_layers declares each"
    attributes = converted.source.table()
    schema = resource.schema or layer_schema(converted.source, resource.layer.attributes)
    content = layer_content(converted, attributes, schema)
    return layer_files.uncertain_endings(content) | uncertain_endings(*coordinate_table(converted, attributes, schema))


def _point_endings(resource: Resource, table: Table, schema: Schema) -> frozenset[str]:
    """Return those of the layer that a table with coordinates is."""
    if resource.layer is None:
        return frozenset()
    from catalog.convert.features import features_of_points
    from catalog.publish.layers import files as layer_files
    from catalog.publish.layers.content import layer_content

    points = convert_points(table, resource.layer, schema)
    content = layer_content(features_of_points(table, points, resource.layer, schema), table, schema)
    return layer_files.uncertain_endings(content)
