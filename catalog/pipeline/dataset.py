"""The steps of one dataset, from its folder to everything that is published of it. Pure but for reading its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from catalog.check.catalog import check_spatial
from catalog.check.change import check_change
from catalog.check.dataset import parse_dataset
from catalog.check.layer import check_layer
from catalog.check.suppressions import apply_suppressions
from catalog.check.table import check_references, check_table
from catalog.convert.geometry import convert_points
from catalog.convert.reference_system import find_reference_system
from catalog.describe.extent import describe_extent
from catalog.describe.layer import describe_layer
from catalog.describe.preview import describe_preview
from catalog.describe.schema import derive_text_schema
from catalog.findings import Finding, sort_key
from catalog.load.files import read_bytes
from catalog.load.folders import DatasetFolder, read_dataset_folder
from catalog.load.marked_yaml import read_marked_yaml
from catalog.load.tables import read_table
from catalog.model.dataset import Dataset, Resource
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.layer import Layer
from catalog.model.marked import MarkedYaml
from catalog.model.site import Municipality, Site
from catalog.model.table import Table
from catalog.model.text import LANGS, Lang
from catalog.model.vocabulary import Vocabularies
from catalog.publish.attribution import attribution
from catalog.publish.bundle import render_zip
from catalog.publish.catalog_index import render_catalog_entry
from catalog.publish.datapackage import render_datapackage
from catalog.publish.files import render_resource_files
from catalog.publish.published_file import PublishedFile
from catalog.publish.schema_org import render_structured_data
from catalog.render.contexts import DatasetEntry
from catalog.render.dataset import dataset_entry, render_dataset_pages
from catalog.render.documents import render_redirect
from catalog.render.links import dataset_uri
from catalog.render.shell import Slot
from catalog.render.slots import render_slots

ORIGINAL_LIMIT = 1_000_000_000
"""Bytes of the largest file that is taken in: what git hosts and static hosts bear."""


@dataclass(frozen=True, slots=True)
class CheckedDataset:
    """A dataset that was read and checked.

    Attributes:
        dataset: ``None`` where the descriptor can't be used at all.
        originals: The bytes of each resource's file by resource name; without those that can't be read.
        tables: By resource name; without those that can't be read, or that are offered as they are.
    """

    dataset: Dataset | None
    originals: Mapping[str, bytes]
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PublishedDataset:
    """Everything that is published of one dataset.

    Attributes:
        catalog_entry: Its object in ``catalog.json``, as text.
        pages: What goes into the shell of its page, by language.
        files: Content by '/'-relative address.
    """

    described: DescribedDataset
    entry: DatasetEntry
    catalog_entry: str
    pages: Mapping[Lang, Mapping[Slot, str]]
    files: Mapping[str, bytes]


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
    if municipality is not None:
        found += check_spatial(dataset, municipality, folder.descriptor_uri)
    originals: dict[str, bytes] = {}
    tables: dict[str, Table] = {}
    for resource in dataset.resources:
        can_be_converted = resource.layer is None or find_reference_system(resource.layer.crs) is not None
        found += check_layer(resource, raw, _pointer(raw, resource), can_be_converted)
        original, table, about_file = _check_file(root, folder, resource)
        found += about_file
        if original is not None:
            originals[resource.name] = original
        if table is not None:
            tables[resource.name] = table
    found += check_references(tables, dataset, folder.uri)
    earlier = read_dataset_folder(earlier_root, folder.id) if earlier_root is not None else None
    if earlier_root is not None and earlier is not None:
        before = check_dataset(earlier_root, earlier, None, vocabularies, today)
        if before.dataset is not None:
            found += check_change(dataset, tables, before.dataset, before.tables, folder.uri)
    found = [*apply_suppressions(found, dataset, folder.uri, today)]
    return CheckedDataset(_with_schemas(dataset, tables), originals, tables, tuple(sorted(found, key=sort_key)))


def _check_file(
    root: Path, folder: DatasetFolder, resource: Resource
) -> tuple[bytes | None, Table | None, tuple[Finding, ...]]:
    """Return a resource's bytes, its table if it is one, and all that is wrong with them."""
    uri = f"{folder.uri}/{resource.path}"
    original, finding = read_bytes(root / uri, uri, ORIGINAL_LIMIT)
    if original is None:
        return None, None, (finding,) if finding else ()
    table, findings = read_table(root / uri, resource, uri)
    return original, table, (*findings, *(check_table(table, resource, uri) if table is not None else ()))


def _with_schemas(dataset: Dataset, tables: Mapping[str, Table]) -> Dataset:
    """Return *dataset* with a schema of text for each table that came without one."""
    resources = tuple(
        replace(resource, schema=derive_text_schema(tables[resource.name].labels))
        if resource.schema is None and resource.name in tables
        else resource
        for resource in dataset.resources
    )
    return replace(dataset, resources=resources)


def _pointer(raw: MarkedYaml, resource: Resource) -> str:
    """Return where *resource* stands in the descriptor; resources with errors were left out, so counting won't do."""
    names = [value.get("name") if isinstance(value, dict) else None for value in raw.value["resources"]]
    return f"/resources/{names.index(resource.name)}"


def publish_dataset(
    folder: DatasetFolder, checked: CheckedDataset, municipality: Municipality, site: Site
) -> PublishedDataset:
    """Return everything that is published of a dataset without errors."""
    dataset = checked.dataset
    assert dataset is not None
    files: list[PublishedFile] = []
    resources: list[DescribedResource] = []
    for resource in dataset.resources:
        described_resource, resource_files = _publish_resource(
            dataset, resource, checked.tables.get(resource.name), checked.originals[resource.name]
        )
        resources.append(described_resource)
        files += resource_files
    package = render_datapackage(dataset, resources, site, municipality)
    bundle = render_zip(dataset, [package, *files], municipality, site)
    described = DescribedDataset(
        dataset=dataset,
        resources=tuple(resources),
        distributions=(package.distribution, bundle.distribution),
        bbox_wgs84=describe_extent(resource.layer.bbox_wgs84 for resource in resources if resource.layer),
        findings=checked.findings,
        descriptor_uri=folder.descriptor_uri,
    )
    return PublishedDataset(
        described=described,
        entry=dataset_entry(described, municipality),
        catalog_entry=render_catalog_entry(described, municipality, site),
        pages=_render_pages(described, municipality, site),
        files={
            **{file.distribution.uri: file.content for file in [*files, package, bundle]},
            **_render_redirects(dataset, site),
        },
    )


def _render_redirects(dataset: Dataset, site: Site) -> dict[str, bytes]:
    """Return the documents at the dataset's identifier and at its former addresses."""
    targets: dict[Lang, str] = {lang: dataset_uri(dataset.id, lang) for lang in LANGS}
    uris = [f"id/{dataset.id}/"]
    for alias in dataset.aliases:
        uris += [f"id/{alias}/", *(f"{lang}/datasets/{alias}/" for lang in LANGS)]
    return {
        f"{uri}index.html": render_redirect(site, from_uri=uri, target_uris=targets, title=dataset.title).encode()
        for uri in uris
    }


def _publish_resource(
    dataset: Dataset, resource: Resource, table: Table | None, original: bytes
) -> tuple[DescribedResource, tuple[PublishedFile, ...]]:
    layer: Layer | None = None
    points = None
    if table is not None and resource.layer is not None and resource.schema is not None:
        system = find_reference_system(resource.layer.crs)
        assert system is not None, "check_layer lets no unknown system pass"
        points = convert_points(table, resource.layer, resource.schema)
        layer = describe_layer(resource.layer, system, points)
    files = render_resource_files(dataset, resource, table, points, original)
    described = DescribedResource(
        resource=resource,
        distributions=tuple(file.distribution for file in files),
        row_count=None if table is None else table.row_count,
        encoding=None if table is None else table.encoding,
        preview=describe_preview(table, resource.schema) if table is not None and resource.schema else None,
        layer=layer,
    )
    return described, files


def _render_pages(
    described: DescribedDataset, municipality: Municipality, site: Site
) -> Mapping[Lang, Mapping[Slot, str]]:
    pages = render_dataset_pages(
        described,
        municipality,
        site,
        attribution={lang: attribution(described.dataset, municipality, site, lang) for lang in LANGS},
        structured_data={lang: render_structured_data(described, municipality, site, lang) for lang in LANGS},
    )
    return {lang: render_slots(page, site) for lang, page in pages.items()}
