"""From a dataset without errors to everything that is published of it; its files are written as they are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from catalog.describe.charts.describe import with_fewer_charts
from catalog.describe.extent import describe_extent
from catalog.describe.joins import describe_join_columns
from catalog.describe.quality import describe_exceptions, describe_quality, found_in
from catalog.i18n.fictitious_words import tell_body, tell_people, tell_programs
from catalog.load.folders import DatasetFolder
from catalog.model.dataset import Resource
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, Lang
from catalog.pipeline.checked_dataset import CheckedDataset
from catalog.pipeline.kept_files import KeptFiles
from catalog.pipeline.published_resource import Publication, publish_layer, publish_resource
from catalog.publish.attribution import attribution
from catalog.publish.bundle import plan_zip
from catalog.publish.catalog_index import render_catalog_entry
from catalog.publish.datapackage import render_datapackage
from catalog.publish.dcat.files import render_records
from catalog.publish.harvest import render_list_rows, render_package
from catalog.publish.schema_org import render_structured_data
from catalog.render.contexts import DatasetEntry
from catalog.render.dataset import dataset_entry, render_dataset_pages
from catalog.render.documents import render_redirect
from catalog.render.layer_page import render_layer_pages
from catalog.render.links import dataset_uri, layer_uri
from catalog.render.shell import Slot
from catalog.render.slots import render_slots
from catalog.store.results import StagedFile, StagedResult


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A page of a dataset; ``slots`` is what goes into its shell."""

    lang: Lang
    uri: str
    alternates: Mapping[Lang, str]
    slots: Mapping[Slot, str]


@dataclass(frozen=True, slots=True)
class PublishedDataset:
    """Everything that is published of one dataset.

    Attributes:
        catalog_entry: Its object in ``catalog.json``, as text.
        ckan_package: The same as CKAN says it.
        list_rows: Its rows in the list of open data, as CSV.
        pages: Its own and those of its layers, in each language.
        files: What was kept, by '/'-relative address.
    """

    described: DescribedDataset
    entry: DatasetEntry
    catalog_entry: str
    ckan_package: str
    list_rows: str
    pages: tuple[PublishedPage, ...]
    files: Mapping[str, StagedFile]


def publish_dataset(
    folder: DatasetFolder, checked: CheckedDataset, municipality: Municipality, site: Site, staged: StagedResult
) -> PublishedDataset:
    """Return everything that is published of a dataset without errors, its files written to *staged*."""
    assert checked.dataset is not None
    dataset, municipality = tell_programs(checked.dataset, municipality), tell_body(municipality)
    kept = KeptFiles(staged)
    publication = Publication(dataset, municipality, site, kept)
    resources = with_fewer_charts(
        [_with_quality(_publish(resource, checked, publication), folder, checked) for resource in dataset.resources]
    )
    package = render_datapackage(dataset, resources, site, municipality)
    kept.keep_contents({package.distribution.uri: package.content})
    described = DescribedDataset(
        dataset=dataset,
        resources=resources,
        distributions=(
            package.distribution,
            *kept.keep([plan_zip(dataset, dict(kept.by_uri), municipality, site)]),
        ),
        bbox_wgs84=describe_extent(resource.layer.bbox_wgs84 for resource in resources if resource.layer),
        findings=checked.findings,
        descriptor_uri=folder.descriptor_uri,
        exceptions=describe_exceptions(dataset, checked.findings),
    )
    kept.keep_contents(_render_redirects(described, site))
    kept.keep_contents(render_records(described, municipality, site))
    for_people = replace(described, dataset=tell_people(checked.dataset, municipality))
    catalog_entry = render_catalog_entry(described, municipality, site)
    return PublishedDataset(
        described=described,
        entry=dataset_entry(for_people, municipality),
        catalog_entry=catalog_entry,
        ckan_package=render_package(catalog_entry, municipality),
        list_rows=render_list_rows(catalog_entry, municipality),
        pages=tuple(_render_pages(for_people, described, municipality, site)),
        files=kept.by_uri,
    )


def _publish(resource: Resource, checked: CheckedDataset, publication: Publication) -> DescribedResource:
    name, original = resource.name, checked.originals[resource.name]
    converted = checked.layers.get(name)
    if converted is not None:
        return publish_layer(resource, converted, original, publication)
    return publish_resource(
        resource, checked.tables.get(name), original, checked.conversions.get(name, ()), publication
    )


def _with_quality(described: DescribedResource, folder: DatasetFolder, checked: CheckedDataset) -> DescribedResource:
    """Return *described* with what was found in its file, and how far that keeps the government's rules."""
    resource, dataset = described.resource, checked.dataset
    assert dataset is not None
    table = checked.tables.get(resource.name)
    found = found_in(dataset, resource, table.sheet if table is not None else None, checked.findings, folder.uri)
    exceptions = describe_exceptions(dataset, checked.findings)
    quality = describe_quality(resource, found, exceptions, described.conversions) if table is not None else None
    joins = describe_join_columns(table, resource) if table is not None else ()
    return replace(described, findings=found, quality=quality, joins=joins)


def _render_redirects(described: DescribedDataset, site: Site) -> dict[str, bytes]:
    """Return the documents at the dataset's identifier, and at its former addresses and those of its layers."""
    dataset = described.dataset
    targets = {f"id/{each}/": _uris(dataset.id) for each in (dataset.id, *dataset.aliases)}
    for id, lang in product((str(dataset.id), *dataset.aliases), LANGS):
        targets[f"{lang}/datasets/{id}/"] = _uris(dataset.id)
        targets |= {f"{lang}/datasets/{id}/layers/{name}/": to for name, to in _layer_targets(described).items()}
    for own in (_uris(dataset.id), *(_uris(dataset.id, name) for name in _layers(described))):
        for uri in own.values():
            targets.pop(uri, None)
    return {
        f"{uri}index.html": render_redirect(site, from_uri=uri, target_uris=to, title=dataset.title).encode()
        for uri, to in targets.items()
    }


def _layers(described: DescribedDataset) -> list[Slug]:
    return [each.resource.name for each in described.resources if each.layer is not None]


def _layer_targets(described: DescribedDataset) -> dict[str, dict[Lang, str]]:
    """Return where pages of layers are now, by each name that a layer has or had."""
    dataset = described.dataset
    gone = (each.name for each in dataset.withdrawn_resources if is_slug(each.name))
    targets = {name: _uris(dataset.id) for name in gone}
    for resource in (each.resource for each in described.resources if each.layer is not None):
        names = (resource.name, *(alias for alias in resource.aliases if is_slug(alias)))
        targets |= dict.fromkeys(names, _uris(dataset.id, resource.name))
    return targets


def _uris(dataset_id: DatasetId, layer: Slug | None = None) -> dict[Lang, str]:
    """Return the addresses of a dataset's page, or of one of its layers', by language."""
    return {
        lang: dataset_uri(dataset_id, lang) if layer is None else layer_uri(dataset_id, layer, lang) for lang in LANGS
    }


def _render_pages(
    described: DescribedDataset, for_programs: DescribedDataset, municipality: Municipality, site: Site
) -> Iterator[PublishedPage]:
    """Yield the dataset's own pages, then those of its layers; their JSON-LD says what is said to programs."""
    credits: dict[Lang, str] = {lang: attribution(described.dataset, municipality, site, lang) for lang in LANGS}
    structured: dict[Lang, str] = {
        lang: render_structured_data(for_programs, municipality, site, lang) for lang in LANGS
    }
    own = render_dataset_pages(described, municipality, site, attribution=credits, structured_data=structured)
    layers = render_layer_pages(described, municipality, site, attribution=credits)
    for pages in (own, *layers.values()):
        for lang, page in pages.items():
            yield PublishedPage(lang, page.uri, page.alternates, render_slots(page, site))
