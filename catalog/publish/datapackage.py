"""``datapackage.json``: a dataset as any Frictionless tool reads it, with size, digest and row count of every file.

Without ``$schema``, which means version 1 of the standard: the published profile of version 2 rejects correct files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from catalog.model.conversion import Conversion
from catalog.model.dataset import Dataset, LayerDeclaration, LayerStyle, Publication, Source
from catalog.model.described import DescribedResource, Distribution
from catalog.model.layer import Layer
from catalog.model.site import Municipality, Site
from catalog.model.withdrawal import WithdrawnResource
from catalog.publish.addresses import absolute_url, data_folder, datapackage_uri, identifier, page_uri
from catalog.publish.encodings import ENCODINGS
from catalog.publish.json_text import present, readable_json, with_translations
from catalog.publish.numbers import statistics_json, views_json
from catalog.publish.published_file import PublishedFile, describe_file

# Every part is stated, because Frictionless sniffs what isn't and can take text for a delimiter.
_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}


def render_datapackage(
    dataset: Dataset, described_resources: Sequence[DescribedResource], site: Site, municipality: Municipality
) -> PublishedFile:
    """Return the package; its paths are relative to itself, on the site as in the archive."""
    package = present(
        name=dataset.id.name,
        id=identifier(site, dataset.id),
        **with_translations("title", dataset.title),
        **with_translations("description", dataset.description),
        homepage=absolute_url(site.site_url, page_uri(dataset.id, "ja")),
        licenses=[licence_json(dataset)],
        contributors=[_contributor(dataset, site, municipality)],
        publisher=_publisher(dataset, site, municipality),
        municipality={"id": municipality.id, "code": municipality.code, **with_translations("name", municipality.name)},
        fictitious=municipality.is_fictitious or None,
        publication=dataset.publication.value,
        sources=[_source(source) for source in dataset.sources],
        themes=[theme.id for theme in dataset.themes],
        **_keywords(dataset),
        accrualPeriodicity=dataset.frequency.id if dataset.frequency else None,
        issued=dataset.issued.isoformat() if dataset.issued else None,
        modified=dataset.modified.isoformat() if dataset.modified else None,
        temporal=present(start=dataset.temporal.start, end=dataset.temporal.end) if dataset.temporal else None,
        spatial=dataset.spatial,
        conformsTo=dataset.conforms_to,
        resources=[resource_json(dataset, described) for described in described_resources],
        withdrawnResources=[_withdrawn(each) for each in dataset.withdrawn_resources],
        views=views_json(described_resources),
    )
    return describe_file("datapackage", datapackage_uri(dataset.id), "json", readable_json(package))


def _withdrawn(resource: WithdrawnResource) -> dict[str, Any]:
    """Return a file that is no longer published, under the names of the descriptor."""
    return present(
        name=resource.name,
        date=resource.date.isoformat(),
        **with_translations("reason", resource.reason),
        successor=resource.successor,
    )


def licence_json(dataset: Dataset) -> dict[str, str]:
    """Return the licence of *dataset* as packages state it."""
    licence = dataset.licence
    return {"name": licence.spdx or licence.id, "path": licence.url, **with_translations("title", licence.label)}


def _contributor(dataset: Dataset, site: Site, municipality: Municipality) -> dict[str, Any]:
    """Return who answers for this edition: the body, or the operator for what the operator compiled."""
    if dataset.publication is Publication.COMPILED:
        operator = site.operator
        return present(
            **with_translations("title", operator.name), role="publisher", path=operator.url, email=operator.email
        )
    contact = dataset.publisher
    return present(
        **with_translations("title", municipality.name),
        role="publisher",
        path=contact.url or municipality.homepage,
        email=contact.email,
    )


def _publisher(dataset: Dataset, site: Site, municipality: Municipality) -> dict[str, Any]:
    compiled = dataset.publication is Publication.COMPILED
    contact = dataset.publisher
    return present(
        **with_translations("name", site.operator.name if compiled else municipality.name),
        **with_translations("department", contact.department),
        email=contact.email,
        url=contact.url,
    )


def _source(source: Source) -> dict[str, Any]:
    return present(
        **with_translations("title", source.title), path=source.path, **with_translations("section", source.section)
    )


def _keywords(dataset: Dataset) -> dict[str, list[str]]:
    return {
        key: list(words)
        for key, words in (("keywords", dataset.keywords.get("ja")), ("keywords@en", dataset.keywords.get("en")))
        if words
    }


def resource_json(dataset: Dataset, described: DescribedResource) -> dict[str, Any]:
    """Return a resource with all its files; its path is the canonical CSV, or the original of what is no table."""
    resource, files = described.resource, described.distributions
    canonical = next((file for file in files if file.role == "csv"), None)
    main = canonical or next(file for file in files if file.role == "original")
    is_table = canonical is not None and resource.schema is not None
    return present(
        name=resource.name,
        aliases=list(resource.aliases),
        type="table" if is_table else "file",
        **with_translations("title", resource.title),
        **with_translations("description", resource.description),
        **_file_members(dataset, main),
        encoding="utf-8" if is_table else None,
        dialect=_DIALECT if is_table else None,
        schema=resource.schema.descriptor if is_table and resource.schema else None,
        layer=_layer(described.layer) if described.layer else None,
        conversions=[_conversion(conversion) for conversion in described.conversions],
        statistics=statistics_json(described.statistics) if described.statistics is not None else None,
        distributions=[_distribution(dataset, file) for file in files],
    )


def _distribution(dataset: Dataset, file: Distribution) -> dict[str, Any]:
    return present(role=file.role, **_file_members(dataset, file), encoding=ENCODINGS.get(file.role))


def _file_members(dataset: Dataset, file: Distribution) -> dict[str, Any]:
    return present(
        path=file.uri.removeprefix(data_folder(dataset.id)),
        format=file.file_type,
        mediatype=file.media_type,
        bytes=file.size_bytes,
        hash=f"sha256:{file.sha256}",
        rows=file.row_count,
    )


def _conversion(conversion: Conversion) -> dict[str, Any]:
    """Return what makes the files other than the original differ from it."""
    return present(field=conversion.field, kind=conversion.kind.value, count=conversion.count)


def _layer(layer: Layer) -> dict[str, Any]:
    """Return what was declared of a layer, under the names of the descriptor, and what was computed."""
    return {
        **_declaration(layer.declaration),
        **present(
            crsName=layer.reference_system.name,
            featureCount=layer.feature_count,
            missingCount=layer.missing_count,
            vertexCount=layer.vertex_count,
            repairs=_repairs(layer),
            unreachableCount=layer.unreachable_count or None,
            bbox=list(asdict(layer.bbox).values()) if layer.bbox else None,
            bboxWgs84=list(asdict(layer.bbox_wgs84).values()) if layer.bbox_wgs84 else None,
            operation=present(
                name=layer.operation.name,
                accuracyMetres=layer.operation.accuracy_metres,
                projVersion=layer.operation.proj_version,
                **with_translations("note", layer.operation.note),
            ),
        ),
    }


def _repairs(layer: Layer) -> dict[str, int]:
    """Return how many geometries weren't valid, by what became of them."""
    counts = Counter(repair.outcome.value for repair in layer.repairs)
    return dict(sorted(counts.items()))


def _declaration(declaration: LayerDeclaration) -> dict[str, Any]:
    return present(
        crs=declaration.crs,
        x=declaration.easting_field,
        y=declaration.northing_field,
        geometry=declaration.geometry,
        scale=declaration.scale,
        accuracy=declaration.accuracy_metres,
        surveyed=declaration.surveyed,
        **with_translations("lineage", declaration.lineage),
        **with_translations("legalBasis", declaration.legal_basis),
        **with_translations("restrictions", declaration.restrictions),
        topic=declaration.topic,
        layer=declaration.source_layer,
        style=_style(declaration.style) if declaration.style else None,
        services=[
            present(type=service.type.value, url=service.url, layer=service.layer) for service in declaration.services
        ],
    )


def _style(style: LayerStyle) -> dict[str, Any]:
    """Return the style with all its colours, those that nobody wrote as well."""
    return present(
        kind=style.kind.value,
        field=style.field,
        colour=style.colour,
        classes=[
            present(
                **{"value": each.value, "from": each.at_least, "to": each.below},
                colour=each.colour,
                **with_translations("title", each.title),
            )
            for each in style.classes
        ],
    )
