"""From a dataset without errors to everything that is published of it; its files are written as they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from catalog.convert.canonical import canonical_table
from catalog.convert.geometry import convert_points
from catalog.convert.reference_system import find_reference_system
from catalog.describe.conversions import describe_conversions
from catalog.describe.extent import describe_extent
from catalog.describe.layer import describe_layer
from catalog.describe.preview import describe_preview
from catalog.describe.quality import describe_exceptions, describe_quality, found_in
from catalog.load.folders import DatasetFolder
from catalog.load.originals import Original
from catalog.model.conversion import Conversion
from catalog.model.dataset import Dataset, Resource
from catalog.model.described import DescribedDataset, DescribedResource, Distribution
from catalog.model.layer import Layer
from catalog.model.points import Points
from catalog.model.site import Municipality, Site
from catalog.model.table import Table
from catalog.model.text import LANGS, Lang
from catalog.pipeline.dataset import CheckedDataset
from catalog.pipeline.privacy import published_pieces
from catalog.publish.attribution import attribution
from catalog.publish.bundle import plan_zip
from catalog.publish.catalog_index import render_catalog_entry
from catalog.publish.datapackage import render_datapackage
from catalog.publish.files import plan_resource_files
from catalog.publish.published_file import FilePass
from catalog.publish.schema_org import render_structured_data
from catalog.render.contexts import DatasetEntry
from catalog.render.dataset import dataset_entry, render_dataset_pages
from catalog.render.documents import render_redirect
from catalog.render.links import dataset_uri
from catalog.render.shell import Slot
from catalog.render.slots import render_slots
from catalog.store.results import StagedFile, StagedResult


@dataclass(frozen=True, slots=True)
class PublishedDataset:
    """Everything that is published of one dataset.

    Attributes:
        catalog_entry: Its object in ``catalog.json``, as text.
        pages: What goes into the shell of its page, by language.
        files: What was kept, by '/'-relative address.
    """

    described: DescribedDataset
    entry: DatasetEntry
    catalog_entry: str
    pages: Mapping[Lang, Mapping[Slot, str]]
    files: Mapping[str, StagedFile]


def publish_dataset(
    folder: DatasetFolder, checked: CheckedDataset, municipality: Municipality, site: Site, staged: StagedResult
) -> PublishedDataset:
    """Return everything that is published of a dataset without errors, its files written to *staged*."""
    dataset = checked.dataset
    assert dataset is not None
    kept: dict[str, StagedFile] = {}
    resources = tuple(
        _with_quality(
            _publish_resource(
                dataset,
                resource,
                checked.tables.get(resource.name),
                checked.originals[resource.name],
                checked.conversions.get(resource.name, ()),
                staged,
                kept,
            ),
            folder,
            checked,
        )
        for resource in dataset.resources
    )
    package = render_datapackage(dataset, resources, site, municipality)
    _keep_bytes({package.distribution.uri: package.content}, staged, kept)
    described = DescribedDataset(
        dataset=dataset,
        resources=resources,
        distributions=(
            package.distribution,
            *_keep_pass(plan_zip(dataset, dict(kept), municipality, site), staged, kept),
        ),
        bbox_wgs84=describe_extent(resource.layer.bbox_wgs84 for resource in resources if resource.layer),
        findings=checked.findings,
        descriptor_uri=folder.descriptor_uri,
        exceptions=describe_exceptions(dataset, checked.findings),
    )
    _keep_bytes(_render_redirects(dataset, site), staged, kept)
    return PublishedDataset(
        described=described,
        entry=dataset_entry(described, municipality),
        catalog_entry=render_catalog_entry(described, municipality, site),
        pages=_render_pages(described, municipality, site),
        files=kept,
    )


def _publish_resource(
    dataset: Dataset,
    resource: Resource,
    table: Table | None,
    original: Original,
    conversions: tuple[Conversion, ...],
    staged: StagedResult,
    kept: dict[str, StagedFile],
) -> DescribedResource:
    if table is not None and resource.schema is not None:
        table, schema, changes = canonical_table(table, resource.schema)
        resource = replace(resource, schema=schema)
        conversions = describe_conversions((conversions, changes), schema)
    layer, points = _place(resource, table)
    planned = plan_resource_files(dataset, resource, table, points, published_pieces(original, resource))
    return DescribedResource(
        resource=resource,
        distributions=tuple(file for each in planned.passes for file in _keep_pass(each, staged, kept)),
        row_count=None if table is None else table.row_count,
        encoding=None if table is None else table.encoding,
        preview=describe_preview(table, resource.schema) if table is not None and resource.schema else None,
        layer=layer,
        conversions=conversions,
        missing_forms=planned.missing_forms,
    )


def _with_quality(described: DescribedResource, folder: DatasetFolder, checked: CheckedDataset) -> DescribedResource:
    """Return *described* with what was found in its file, and how far that keeps the government's rules."""
    resource, dataset = described.resource, checked.dataset
    assert dataset is not None
    table = checked.tables.get(resource.name)
    found = found_in(dataset, resource, table.sheet if table is not None else None, checked.findings, folder.uri)
    exceptions = describe_exceptions(dataset, checked.findings)
    quality = describe_quality(resource, found, exceptions, described.conversions) if table is not None else None
    return replace(described, findings=found, quality=quality)


def _place(resource: Resource, table: Table | None) -> tuple[Layer | None, Points | None]:
    """Return the layer that a table with coordinates is, and the coordinates."""
    if table is None or resource.layer is None or resource.schema is None:
        return None, None
    system = find_reference_system(resource.layer.crs)
    assert system is not None, "check_layer lets no unknown system pass"
    points = convert_points(table, resource.layer, resource.schema)
    return describe_layer(resource.layer, system, points), points


def _keep_pass(planned: FilePass, staged: StagedResult, kept: dict[str, StagedFile]) -> list[Distribution]:
    """Return the descriptions of files, which are written unless another resource has the same (an original)."""
    new = [file for file in planned.files if file.uri not in kept]
    if new:
        contents = staged.keep(planned.rounds, len(planned.files))
        kept.update((file.uri, content) for file, content in zip(planned.files, contents, strict=True))
    return [file.describe(kept[file.uri].size_bytes, kept[file.uri].sha256) for file in planned.files]


def _keep_bytes(files: Mapping[str, bytes], staged: StagedResult, kept: dict[str, StagedFile]) -> None:
    for uri, content in files.items():
        kept[uri] = staged.keep([(content,)])[0]


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
