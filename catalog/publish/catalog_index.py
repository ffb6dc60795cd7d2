"""``/catalog.json``: every dataset with its addresses, digests and dates, in a documented shape with a version.

Within a version of its shape (``catalog.shapes``) keys may be added; none goes or changes its meaning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from catalog.model.dataset import Dataset, Publication, Source
from catalog.model.described import DescribedDataset, DescribedResource, Distribution
from catalog.model.layer import BBox, Layer
from catalog.model.merging import MergedPart, report_uri
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS
from catalog.model.withdrawal import WithdrawnResource
from catalog.model.withdrawn import WithdrawnDataset
from catalog.publish.addresses import absolute_url, identifier, page_uri
from catalog.publish.encodings import ENCODINGS
from catalog.publish.json_text import by_language, compact_json, present
from catalog.shapes import shape_head


def render_catalog_json(
    site: Site,
    municipalities: Sequence[Municipality],
    entries: Iterable[str],
    withdrawn: Sequence[WithdrawnDataset] = (),
    merged: Sequence[str] = (),
    holdings: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> bytes:
    """Return the whole index; *entries* are texts of :func:`render_catalog_entry`, in the order that they are to have.

    One dataset a line, so that two editions compare well. Datasets that are *withdrawn* have a list of their own: a
    program that takes all ``datasets`` goes on finding only those that it can fetch. So have *merged* tables (texts of
    :func:`render_merged_entry`): it would find their rows twice. *holdings* are further
    members of bodies, by their id.
    """
    texts = list(entries)
    head = compact_json(
        present(
            **shape_head("catalog", site.site_url),
            id=site.site_url,
            title=by_language(site.title),
            description=by_language(site.description),
            pages={lang: absolute_url(site.site_url, f"{lang}/") for lang in LANGS},
            operator=present(name=by_language(site.operator.name), url=site.operator.url, email=site.operator.email),
            municipalities=[_municipality(each, site) | dict(holdings.get(each.id, {})) for each in municipalities],
            dataset_count=len(texts),
        )
    )
    body = "\n" + ",\n".join(texts) + "\n" if texts else ""
    gone = "".join(f"\n{compact_json(_withdrawn(each, site))}," for each in withdrawn).rstrip(",")
    end = f',"withdrawn":[{gone}\n]' if gone else ""
    joined = ",".join(f"\n{text}" for text in merged)
    end += f',"merged":[{joined}\n]' if joined else ""
    return f'{head[:-1]},"datasets":[{body}]{end}}}\n'.encode()


def _withdrawn(dataset: WithdrawnDataset, site: Site) -> dict[str, Any]:
    told = dataset.withdrawal
    return present(
        id=str(dataset.id),
        identifier=identifier(site, dataset.id),
        municipality=dataset.id.municipality,
        status="withdrawn",
        title=by_language(dataset.title),
        pages={lang: absolute_url(site.site_url, page_uri(dataset.id, lang)) for lang in LANGS},
        date=told.date.isoformat(),
        reason=by_language(told.reason),
        successor=str(told.successor) if told.successor else None,
        aliases=list(dataset.aliases),
    )


def render_catalog_entry(described: DescribedDataset, municipality: Municipality, site: Site) -> str:
    """Return the JSON object of one dataset, on one line."""
    dataset = described.dataset
    return compact_json(
        present(
            id=str(dataset.id),
            identifier=identifier(site, dataset.id),
            municipality=municipality.id,
            fictitious=municipality.is_fictitious or None,
            title=by_language(dataset.title),
            description=by_language(dataset.description),
            pages={lang: absolute_url(site.site_url, page_uri(dataset.id, lang)) for lang in LANGS},
            publication=dataset.publication.value,
            publisher=_publisher(dataset, municipality, site),
            themes=[theme.id for theme in dataset.themes],
            keywords=present(**{lang: list(dataset.keywords.get(lang, ())) for lang in LANGS}),
            licence=_licence(dataset),
            issued=dataset.issued.isoformat() if dataset.issued else None,
            modified=dataset.modified.isoformat() if dataset.modified else None,
            frequency=dataset.frequency.id if dataset.frequency else None,
            temporal=present(start=dataset.temporal.start, end=dataset.temporal.end) if dataset.temporal else None,
            spatial=dataset.spatial,
            bbox=_bbox(described.bbox_wgs84),
            conforms_to=dataset.conforms_to,
            sources=[_source(source) for source in dataset.sources],
            aliases=list(dataset.aliases),
            withdrawn_resources=[_withdrawn_resource(each) for each in dataset.withdrawn_resources],
            **dict(_whole_files(described, site)),
            resources=[_resource(resource, site) for resource in described.resources],
        )
    )


def render_merged_entry(
    described: DescribedDataset, parts: Sequence[MergedPart], site: Site, *, fictitious: bool
) -> str:
    """Return the JSON object of a merged table of standard datasets, on one line."""
    dataset = described.dataset
    standard = dataset.conforms_to or ""
    return compact_json(
        present(
            id=str(dataset.id),
            identifier=identifier(site, dataset.id),
            fictitious=fictitious or None,
            title=by_language(dataset.title),
            description=by_language(dataset.description),
            pages={lang: absolute_url(site.site_url, f"{lang}/standards/{standard}/") for lang in LANGS},
            licence=_licence(dataset),
            modified=dataset.modified.isoformat() if dataset.modified else None,
            bbox=_bbox(described.bbox_wgs84),
            conforms_to=standard,
            sources=list(dict.fromkeys(str(part.dataset) for part in parts)),
            report=absolute_url(site.site_url, report_uri(standard)),
            **dict(_whole_files(described, site)),
            resources=[_resource(resource, site) for resource in described.resources],
        )
    )


def _municipality(municipality: Municipality, site: Site) -> dict[str, Any]:
    return present(
        id=municipality.id,
        code=municipality.code,
        name=by_language(municipality.name),
        kana=municipality.kana,
        kind=municipality.kind.value,
        prefecture=municipality.prefecture,
        fictitious=municipality.is_fictitious or None,
        homepage=municipality.homepage,
        pages={lang: absolute_url(site.site_url, f"{lang}/municipalities/{municipality.id}/") for lang in LANGS},
    )


def _publisher(dataset: Dataset, municipality: Municipality, site: Site) -> dict[str, Any]:
    compiled = dataset.publication is Publication.COMPILED
    contact = dataset.publisher
    return present(
        name=by_language(site.operator.name if compiled else municipality.name),
        department=by_language(contact.department),
        email=contact.email,
        url=contact.url,
    )


def _licence(dataset: Dataset) -> dict[str, Any]:
    licence = dataset.licence
    return present(
        id=licence.id,
        url=licence.url,
        spdx=licence.spdx,
        title=by_language(licence.label),
        requires_attribution=licence.requires_attribution,
    )


def _source(source: Source) -> dict[str, Any]:
    return present(title=by_language(source.title), url=source.path, section=by_language(source.section))


def _whole_files(described: DescribedDataset, site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in described.distributions:
        yield file.role, _file(file, site)


def _resource(described: DescribedResource, site: Site) -> dict[str, Any]:
    resource = described.resource
    return present(
        name=resource.name,
        aliases=list(resource.aliases),
        title=by_language(resource.title),
        description=by_language(resource.description),
        rows=described.row_count,
        layer=_layer(described.layer) if described.layer else None,
        files=[_file(file, site) for file in described.distributions],
    )


def _withdrawn_resource(resource: WithdrawnResource) -> dict[str, Any]:
    return present(
        name=resource.name,
        date=resource.date.isoformat(),
        reason=by_language(resource.reason),
        successor=resource.successor,
    )


def _file(file: Distribution, site: Site) -> dict[str, Any]:
    return present(
        role=file.role,
        url=absolute_url(site.site_url, file.uri),
        format=file.file_type,
        media_type=file.media_type,
        encoding=ENCODINGS.get(file.role),
        bytes=file.size_bytes,
        sha256=file.sha256,
        rows=file.row_count,
    )


def _layer(layer: Layer) -> dict[str, Any]:
    return present(
        crs=layer.reference_system.code,
        geometry=layer.geometry_type,
        features=layer.feature_count,
        without_coordinates=layer.missing_count,
        bbox=_bbox(layer.bbox_wgs84),
        accuracy_metres=layer.operation.accuracy_metres,
    )


def _bbox(box: BBox | None) -> list[float] | None:
    return [box.west, box.south, box.east, box.north] if box else None
