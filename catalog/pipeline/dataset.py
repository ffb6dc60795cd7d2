"""The steps of one dataset, from its folder to what is in it and what is wrong with it: they only read files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.check.catalog import check_spatial
from catalog.check.change import check_change, pointer_of
from catalog.check.dataset import parse_dataset
from catalog.check.echoes import drop_echoes
from catalog.check.file_names import check_file_names, check_resource_names
from catalog.check.former_names import check_withdrawn_resources
from catalog.check.layer import check_attributes, check_layer, check_place_columns, check_style_field
from catalog.check.readability.formats import check_formats
from catalog.check.rights import check_rights
from catalog.check.standards import check_claimed_standard
from catalog.check.suppressions import apply_suppressions
from catalog.check.table import check_references, check_table
from catalog.check.views import check_views
from catalog.check.withdrawal import check_withdrawal
from catalog.convert.notation import convert_notation
from catalog.convert.reference_system import find_reference_system
from catalog.describe.schema import derive_text_schema
from catalog.findings import Finding, Findings, sort_key
from catalog.load.files import read_bytes
from catalog.load.folders import DatasetFolder, read_dataset_folder
from catalog.load.gis.features import KINDS
from catalog.load.gis.packed import layer_kind
from catalog.load.marked_yaml import read_marked_yaml
from catalog.load.offered_files import check_offered_file
from catalog.load.originals import Original, find_original
from catalog.load.tables import is_table, may_hold_layers, read_source
from catalog.model.conversion import Conversion
from catalog.model.dataset import Dataset, Resource
from catalog.model.ids import DatasetId, Slug
from catalog.model.marked import MarkedYaml
from catalog.model.site import Municipality
from catalog.model.table import Table
from catalog.model.vocabulary import Vocabularies
from catalog.pipeline.checked_dataset import CheckedDataset
from catalog.pipeline.contents import check_contents
from catalog.pipeline.privacy import check_original_privacy

if TYPE_CHECKING:
    from catalog.pipeline.layers import ReadLayer

LAYER_TYPES = frozenset(
    {
        "fgb",
        "geojson",
        "geojsonl",
        "gml",
        "gpkg",
        "gpx",
        "json",
        "kml",
        "kmz",
        "ndjson",
        "shp",
        "topojson",
        "xml",
        "zip",
    }
)
"""Types of files that hold layers; a ZIP, a ``.json`` and a ``.ndjson`` may hold anything."""

ORIGINAL_LIMIT = 1_000_000_000
"""Bytes of the largest file that is taken in: what git hosts and static hosts bear."""


def check_dataset(
    root: Path,
    folder: DatasetFolder,
    municipality: Municipality | None,
    vocabularies: Vocabularies,
    today: date,
    earlier_root: Path | None = None,
) -> CheckedDataset:
    """Return what is in a dataset's folder and everything that is wrong with it, but for what is set aside *today*.

    With *earlier_root*, what has become worse since the edition there is among the findings.
    """
    raw, findings = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
    findings = (*folder.findings, *findings)
    if raw is None:
        return CheckedDataset(None, {}, {}, findings)
    dataset, about_descriptor = parse_dataset(raw, folder.id, vocabularies, [file.uri for file in folder.files])
    found = [*findings, *about_descriptor]
    if dataset is None:
        return CheckedDataset(None, {}, {}, tuple(sorted(found, key=sort_key)))
    if dataset.withdrawn is not None:
        found += check_withdrawal(dataset.withdrawn, raw, [file.uri for file in folder.files], today)
        if earlier_root is not None:
            found += _about_change(CheckedDataset(dataset, {}, {}, ()), raw, vocabularies, earlier_root, today)
        return CheckedDataset(dataset, {}, {}, tuple(sorted(found, key=sort_key)))
    files: dict[str, _CheckedFile] = {
        resource.name: _check_file(root, folder, dataset, resource, municipality) for resource in dataset.resources
    }
    tables = {name: file.table for name, file in files.items() if file.table is not None}
    found += _about_dataset(dataset, raw, folder, municipality)
    found += _about_attributes(dataset, files, raw)
    found += (finding for file in files.values() for finding in file.findings)
    found += check_references(tables, dataset, folder.uri)
    found += check_views(dataset, tables, raw)
    found += check_withdrawn_resources(dataset.withdrawn_resources, raw, today)
    checked = CheckedDataset(
        dataset=_with_layers(_with_schemas(dataset, tables), files),
        originals={
            published.name: file.original
            for resource in dataset.resources
            for file in [files[resource.name]]
            for published in (resource, *(layer.resource for layer in file.layers))
            if file.original is not None
        },
        tables=tables,
        findings=tuple(found),
        conversions={name: file.conversions for name, file in files.items()},
        layers={layer.resource.name: layer.converted for file in files.values() for layer in file.layers},
    )
    if earlier_root is not None:
        found += _about_change(checked, raw, vocabularies, earlier_root, today)
    kept = apply_suppressions(found, dataset, folder.uri, today)
    return replace(checked, findings=tuple(sorted(kept, key=sort_key)))


def _about_dataset(
    dataset: Dataset, raw: MarkedYaml, folder: DatasetFolder, municipality: Municipality | None
) -> Iterator[Finding]:
    """Yield what is wrong with the descriptor and the files' names, whatever is in the files."""
    yield from check_file_names([file.uri for file in folder.files], folder.uri)
    yield from check_resource_names(dataset, raw)
    yield from check_rights(dataset, raw)
    yield from check_claimed_standard(dataset, raw)
    yield from check_formats(dataset, folder.uri)
    if municipality is not None:
        yield from check_spatial(dataset, municipality, folder.descriptor_uri)
    for resource in dataset.resources:
        can_be_converted = resource.layer is None or find_reference_system(resource.layer.crs) is not None
        yield from check_layer(resource, raw, pointer_of(resource, raw), can_be_converted)


def _about_attributes(dataset: Dataset, files: Mapping[str, _CheckedFile], raw: MarkedYaml) -> Iterator[Finding]:
    """Yield what is wrong with colours and words for layers whose columns only their file tells."""
    for resource in dataset.resources:
        if resource.schema is None and files[resource.name].layers:
            labels = [label for layer in files[resource.name].layers for label in layer.converted.source.labels]
            for check in (check_style_field, check_attributes):
                yield from check(resource, labels, raw, pointer_of(resource, raw))
        if files[resource.name].table is not None:
            yield from check_place_columns(resource, raw, pointer_of(resource, raw))


def _about_change(
    checked: CheckedDataset, raw: MarkedYaml, vocabularies: Vocabularies, earlier_root: Path, today: date
) -> Findings:
    """Return what has become worse since the edition in *earlier_root*; nothing where there is none."""
    dataset = checked.dataset
    assert dataset is not None
    former = (
        DatasetId(Slug(body), Slug(name)) for body, _, name in (alias.partition("/") for alias in dataset.aliases)
    )
    found = (read_dataset_folder(earlier_root, id) for id in (dataset.id, *former))
    earlier = next((folder for folder in found if folder is not None), None)
    before = check_dataset(earlier_root, earlier, None, vocabularies, today) if earlier is not None else None
    if before is None or before.dataset is None:
        return ()
    from catalog.pipeline.lost_forms import find_lost_forms  # What makes files takes 0.2 s to import.

    found_worse = check_change(dataset, checked.tables, before.dataset, before.tables, raw, today)
    return (*found_worse, *find_lost_forms(checked, before, raw))


@dataclass(frozen=True, slots=True)
class _CheckedFile:
    """A resource's file: what was read of it, what was converted in it, and all that is wrong with it."""

    original: Original | None
    findings: Findings
    table: Table | None = None
    conversions: tuple[Conversion, ...] = ()
    layers: tuple[ReadLayer, ...] = ()


def _check_file(
    root: Path, folder: DatasetFolder, dataset: Dataset, resource: Resource, municipality: Municipality | None
) -> _CheckedFile:
    uri = f"{folder.uri}/{resource.path}"
    original, finding = find_original(root / uri, uri, ORIGINAL_LIMIT)
    if original is None:
        return _CheckedFile(None, (finding,) if finding else ())
    about_original = check_original_privacy(original, resource, uri)
    if not is_table(resource) or holds_layers(root / uri, resource):
        layers, about_layers = _read_layers(root / uri, resource, municipality, uri)
        if layers is None:
            return _CheckedFile(original, (*check_offered_file(root / uri, uri), *about_original))
        return _CheckedFile(original, drop_echoes((*about_layers, *about_original)), layers=layers)
    source, findings = read_source(root / uri, resource, uri)
    if source is None:
        return _CheckedFile(original, (*findings, *about_original))
    about_contents = check_contents(source, resource, dataset, municipality, uri)
    # Before the schema's check: what can be read is held to it, what can't is reported as it was written.
    converted = convert_notation(source.table, resource.schema) if resource.schema is not None else None
    table, conversions = converted or (source.table, ())
    found = (*findings, *about_original, *check_table(table, resource, uri), *about_contents)
    return _CheckedFile(original, drop_echoes(found), table, conversions)


def holds_layers(file: Path, resource: Resource) -> bool:
    """Return whether a file that could hold a table, by its ending and its schema, is a Shapefile or the like."""
    if not may_hold_layers(resource):
        return False
    data, _ = read_bytes(file, resource.path, ORIGINAL_LIMIT)
    return data is not None and layer_kind(data, resource.path) in KINDS


def _read_layers(
    file: Path, resource: Resource, municipality: Municipality | None, uri: str
) -> tuple[tuple[ReadLayer, ...] | None, Findings]:
    if resource.file_type not in LAYER_TYPES:
        return None, ()
    from catalog.pipeline.layers import read_layers  # GDAL takes 0.3 s, and most datasets are tables.

    return read_layers(file, resource, municipality, uri)


def _with_schemas(dataset: Dataset, tables: Mapping[str, Table]) -> Dataset:
    """Return *dataset* with a schema of text for each table that came without one."""
    resources = tuple(
        replace(resource, schema=derive_text_schema(tables[resource.name].labels))
        if resource.schema is None and resource.name in tables
        else resource
        for resource in dataset.resources
    )
    return replace(dataset, resources=resources)


def _with_layers(dataset: Dataset, files: Mapping[str, _CheckedFile]) -> Dataset:
    """Return *dataset* with a resource for each layer in place of the GIS file that has it."""
    resources = tuple(
        published
        for resource in dataset.resources
        for published in (tuple(layer.resource for layer in files[resource.name].layers) or (resource,))
    )
    return replace(dataset, resources=resources)
