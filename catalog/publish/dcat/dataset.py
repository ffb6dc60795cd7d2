"""A dataset as a DCAT-AP resource, with everything that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.model.dataset import Dataset, Period
from catalog.model.described import DescribedDataset
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, LocalizedText
from catalog.model.vocabulary import Theme
from catalog.publish.addresses import absolute_url, identifier, page_uri
from catalog.publish.dcat.agents import area_node, contact_node, publisher_node
from catalog.publish.dcat.distribution import distribution_nodes, metadata_iris, service_nodes
from catalog.publish.dcat.graph import Literal, Node, Value, document, iri, many, node, plain, texts
from catalog.publish.dcat.layer import extent_node, layer_properties, statement_node
from catalog.publish.dcat.terms import AUTHORITY
from catalog.standards.standard_datasets import find_standard_dataset

_DATATYPES = {10: "xsd:date", 7: "xsd:gYearMonth", 4: "xsd:gYear"}
"""By the length of a date as ISO 8601 writes it."""


def dataset_nodes(described: DescribedDataset, municipality: Municipality, site: Site) -> list[Node]:
    """Return what the graph says of a dataset: that it is in the catalog, itself, and the services for it."""
    services = list(service_nodes(described, site))
    in_catalog = node(
        site.site_url,
        ("dcat:Catalog",),
        [("dcat:dataset", iri(identifier(site, described.dataset.id)))],
        [("dcat:service", iri(service.iri or "")) for service in services],
    )
    return [in_catalog, _dataset_node(described, municipality, site), *services]


def _dataset_node(described: DescribedDataset, municipality: Municipality, site: Site) -> Node:
    dataset = described.dataset
    name = identifier(site, dataset.id)
    contact, extent = contact_node(dataset, municipality, site), extent_node(described, site)
    return node(
        name,
        ("dcat:Dataset",),
        [("dct:identifier", plain(name))],
        texts("dct:title", dataset.title),
        texts("dct:description", dataset.description),
        [("dcat:keyword", _word(word, lang)) for lang in LANGS for word in dataset.keywords.get(lang, ())],
        [("dct:publisher", publisher_node(dataset, municipality, site))],
        [("dcat:contactPoint", contact)] if contact else [],
        list(_themes(dataset.themes, site)),
        list(dates(dataset)),
        [("dct:license", licence_node(dataset)), ("dct:accessRights", iri(f"{AUTHORITY}/access-right/PUBLIC"))],
        [("dct:language", iri(f"{AUTHORITY}/language/JPN")), ("dct:spatial", area_node(site, municipality))],
        [("dct:spatial", extent)] if extent else [],
        list(layer_properties(described, municipality, site)),
        list(_sources(dataset)),
        list(standard_property(dataset)),
        list(_former_identifiers(dataset, site)),
        [
            ("dcat:landingPage", document(absolute_url(site.site_url, page_uri(dataset.id, lang)), lang))
            for lang in LANGS
        ],
        many("dct:isReferencedBy", metadata_iris(described, site)),
        [("dcat:distribution", each) for each in distribution_nodes(described, site)],
    )


def _former_identifiers(dataset: Dataset, site: Site) -> Iterator[tuple[str, Value]]:
    """Yield the identifiers under which others may have taken the dataset over, for programs of both habits.

    Source: DCAT-AP 3.0, "other identifier" (``adms:identifier``); OWL 2, ``owl:sameAs``.
    """
    for alias in dataset.aliases:
        former = iri(f"{site.site_url}id/{alias}")
        yield "owl:sameAs", former
        notation = plain(former.value, "xsd:anyURI")
        yield "adms:identifier", node(None, ("adms:Identifier",), [("skos:notation", notation)])


def _word(word: str, lang: str) -> Literal:
    return Literal(plain(word).text, lang)


def _themes(themes: tuple[Theme, ...], site: Site) -> Iterator[tuple[str, Value]]:
    """Yield the fields of e-Stat, which are the catalog's own, and the EU's themes beside them."""
    for theme in themes:
        yield "dcat:theme", concept_node(theme, site)
    yield from many("dcat:theme", (iri(f"{AUTHORITY}/data-theme/{code}") for theme in themes for code in theme.eu))


def concept_node(theme: Theme, site: Site) -> Node:
    """Return one of the catalog's themes."""
    return node(
        f"{site.site_url}#theme-{theme.id}",
        ("skos:Concept",),
        texts("skos:prefLabel", theme.label),
        [("skos:inScheme", iri(f"{site.site_url}#themes"))],
    )


def dates(dataset: Dataset) -> Iterator[tuple[str, Value]]:
    """Yield the days of a dataset and of what it tells."""
    for name, day in (("dct:issued", dataset.issued), ("dct:modified", dataset.modified)):
        if day is not None:
            yield name, plain(day.isoformat(), "xsd:date")
    if dataset.frequency is not None:
        yield "dct:accrualPeriodicity", iri(f"{AUTHORITY}/frequency/{dataset.frequency.eu}")
    if dataset.temporal is not None:
        period = _period(dataset.temporal)
        if period.properties:
            yield "dct:temporal", period


def _period(period: Period) -> Node:
    sides = (("dcat:startDate", period.start), ("dcat:endDate", period.end))
    days = [(name, day, _DATATYPES.get(len(day))) for name, day in sides if day and re.fullmatch(r"[0-9-]+", day)]
    return node(None, ("dct:PeriodOfTime",), [(name, plain(day, kind)) for name, day, kind in days if kind])


def licence_node(dataset: Dataset) -> Node:
    """Return the licence of a dataset."""
    licence = dataset.licence
    return node(licence.url, ("dct:LicenseDocument",), texts("dct:title", licence.label))


def _sources(dataset: Dataset) -> Iterator[tuple[str, Value]]:
    for source in dataset.sources:
        yield "dct:provenance", statement_node(_source_words(source.title))
        if source.path:
            yield "prov:wasDerivedFrom", iri(source.path)


def _source_words(title: LocalizedText) -> LocalizedText:
    return LocalizedText(f"出典：{title.ja}", f"Source: {title.en}" if title.en else None)


def standard_property(dataset: Dataset) -> Iterator[tuple[str, Value]]:
    """Yield the standard dataset that it follows."""
    standard = find_standard_dataset(dataset.conforms_to, "new") if dataset.conforms_to else None
    if standard is not None:
        yield "dct:conformsTo", node(None, ("dct:Standard",), texts("dct:title", standard.title))
