"""schema.org ``Dataset`` as JSON-LD, one for each language's page, for dataset search engines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog.model.dataset import Dataset, Publication
from catalog.model.described import METADATA_ROLES, DescribedDataset, Distribution
from catalog.model.site import Municipality, Site
from catalog.model.text import Lang, LocalizedText
from catalog.publish.addresses import absolute_url, identifier, page_uri
from catalog.publish.json_text import compact_json, present, script_safe
from catalog.publish.metadata.ogc_record import crs_url

MINIMUM_DESCRIPTION = 50
MAXIMUM_DESCRIPTION = 5000
"""Lengths of a description that Google Dataset Search accepts."""

_VARIABLES = 50  # so many columns at most, for the page's weight


def render_structured_data(described: DescribedDataset, municipality: Municipality, site: Site, lang: Lang) -> str:
    """Return JSON-LD text, safe inside a ``script`` element; ``@id`` is the same in both languages.

    Source: Google, Dataset structured data; schema.org Dataset.
    """
    dataset = described.dataset
    maker = _maker(dataset, municipality, site, lang)
    return script_safe(
        compact_json(
            present(
                **{"@context": "https://schema.org/", "@type": "Dataset", "@id": identifier(site, dataset.id)},
                identifier=identifier(site, dataset.id),
                url=absolute_url(site.site_url, page_uri(dataset.id, lang)),
                name=dataset.title.text(lang),
                alternateName=_alternate_name(dataset.title, lang),
                description=structured_description(described, municipality, lang),
                inLanguage=lang,
                isAccessibleForFree=True,
                license=dataset.licence.url,
                keywords=list(_keywords(dataset, lang)),
                creator=maker,
                publisher=maker,
                isBasedOn=[_source(source.title, source.path, lang) for source in dataset.sources],
                datePublished=dataset.issued.isoformat() if dataset.issued else None,
                dateModified=dataset.modified.isoformat() if dataset.modified else None,
                temporalCoverage=_temporal_coverage(dataset),
                spatialCoverage=_spatial_coverage(described, municipality, lang),
                variableMeasured=list(_variables(dataset, lang)),
                includedInDataCatalog={
                    "@type": "DataCatalog",
                    "@id": site.site_url,
                    "name": site.title.text(lang),
                    "url": absolute_url(site.site_url, f"{lang}/"),
                },
                distribution=list(_downloads(described, site, lang)),
                subjectOf=list(_metadata(described, site)),
            )
        )
    )


def structured_description(described: DescribedDataset, municipality: Municipality, lang: Lang) -> str:
    """Return the description in a length that search engines accept; a short one goes on with what else is known."""
    dataset = described.dataset
    text = dataset.description.text(lang).strip()
    if len(text) < MINIMUM_DESCRIPTION:
        text = f"{text} {_padding(dataset, municipality, lang)}".strip()
    return text if len(text) <= MAXIMUM_DESCRIPTION else f"{text[: MAXIMUM_DESCRIPTION - 1]}…"


def _padding(dataset: Dataset, municipality: Municipality, lang: Lang) -> str:
    place, title, licence = municipality.name.text(lang), dataset.title.text(lang), dataset.licence.label.text(lang)
    columns = list(_variables(dataset, lang))
    if lang == "en":
        listed = f" Columns: {', '.join(columns)}." if columns else ""
        return f"“{title}”: open data about {place}, machine-readable, for use under {licence}.{listed}"
    listed = f"項目は、{'、'.join(columns)}です。" if columns else ""
    return f"{place}に関するオープンデータ「{title}」です。{listed}機械で読める形式で、{licence}のもとで利用できます。"


def _maker(dataset: Dataset, municipality: Municipality, site: Site, lang: Lang) -> dict[str, Any]:
    """Return who made this edition: never the body for what the operator compiled."""
    if dataset.publication is Publication.COMPILED:
        operator = site.operator
        return present(
            **{"@type": "Organization"}, name=operator.name.text(lang), url=operator.url, email=operator.email
        )
    contact = dataset.publisher
    point = present(
        **{"@type": "ContactPoint"},
        name=contact.department.text(lang) if contact.department else None,
        email=contact.email,
        url=contact.url,
    )
    return present(
        **{"@type": "GovernmentOrganization"},
        name=municipality.name.text(lang),
        url=municipality.homepage,
        contactPoint=point if len(point) > 1 else None,
    )


def _alternate_name(title: LocalizedText, lang: Lang) -> str | None:
    other = title.ja if lang == "en" else title.en
    return other if other != title.text(lang) else None


def _keywords(dataset: Dataset, lang: Lang) -> tuple[str, ...]:
    return dataset.keywords.get(lang) or dataset.keywords.get("ja") or ()


def _source(title: LocalizedText, path: str | None, lang: Lang) -> dict[str, Any]:
    return present(**{"@type": "CreativeWork"}, name=title.text(lang), url=path)


def _temporal_coverage(dataset: Dataset) -> str | None:
    """Return an ISO 8601 interval with ``..`` for an open end."""
    period = dataset.temporal
    if period is None or not (period.start or period.end):
        return None
    return f"{period.start or '..'}/{period.end or '..'}"


def _spatial_coverage(described: DescribedDataset, municipality: Municipality, lang: Lang) -> dict[str, Any]:
    """Return the place, with the coordinate systems of the data; schema.org itself has no word for those."""
    box = described.bbox_wgs84
    systems = dict.fromkeys(each.layer.reference_system.code for each in described.resources if each.layer)
    # schema.org writes latitude first: "south west north east".
    shape = {"@type": "GeoShape", "box": f"{box.south} {box.west} {box.north} {box.east}"} if box else None
    return present(
        **{"@type": "Place"},
        name=municipality.name.text(lang),
        identifier=municipality.code,
        geo=shape,
        additionalProperty=[_system(code) for code in systems],
    )


def _system(code: str) -> dict[str, Any]:
    return {
        "@type": "PropertyValue",
        "propertyID": "http://dbpedia.org/resource/Spatial_reference_system",
        "name": code,
        "value": crs_url(code),
    }


def _variables(dataset: Dataset, lang: Lang) -> Iterator[str]:
    fields = [field for resource in dataset.resources if resource.schema for field in resource.schema.fields]
    yield from list(dict.fromkeys(field.title.text(lang) for field in fields))[:_VARIABLES]


def _downloads(described: DescribedDataset, site: Site, lang: Lang) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for resource in described.resources:
        for file in resource.distributions:
            if file.uri not in seen and file.role not in METADATA_ROLES:
                seen.add(file.uri)
                yield _download(file, resource.resource.title.text(lang), site)
    for file in described.distributions:
        yield _download(file, described.dataset.title.text(lang), site)


def _metadata(described: DescribedDataset, site: Site) -> Iterator[dict[str, Any]]:
    """Yield the files that tell about the data."""
    for resource in described.resources:
        for file in resource.distributions:
            if file.role in METADATA_ROLES:
                yield _download(file, resource.resource.title.ja, site) | {
                    "about": identifier(site, described.dataset.id)
                }


def _download(file: Distribution, title: str, site: Site) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": f"{title} ({file.uri.rpartition('/')[2]})",
        "contentUrl": absolute_url(site.site_url, file.uri),
        "encodingFormat": file.media_type,
        "contentSize": f"{file.size_bytes} B",
    }
