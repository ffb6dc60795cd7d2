"""A merged table as a DCAT-AP resource of the catalog's operator, with the datasets that it was derived from."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model.described import DescribedDataset
from catalog.model.merging import MergedPart
from catalog.model.site import Site
from catalog.model.text import LANGS
from catalog.publish.addresses import absolute_url, identifier
from catalog.publish.dcat.agents import operator_node
from catalog.publish.dcat.dataset import dates, licence_node, standard_property
from catalog.publish.dcat.distribution import distribution_nodes, metadata_iris
from catalog.publish.dcat.graph import Node, document, iri, many, node, plain, texts
from catalog.publish.dcat.layer import extent_node
from catalog.publish.dcat.terms import AUTHORITY
from catalog.publish.merged.package import standard_page_uri


def merged_nodes(described: DescribedDataset, parts: Sequence[MergedPart], site: Site) -> list[Node]:
    """Return what the graph says of a merged table: that it is in the catalog, and itself."""
    dataset = described.dataset
    name, extent = identifier(site, dataset.id), extent_node(described, site)
    origins = list(dict.fromkeys(identifier(site, part.dataset) for part in parts))
    pages = [(lang, standard_page_uri(dataset.conforms_to or "", lang)) for lang in LANGS]
    itself = node(
        name,
        ("dcat:Dataset",),
        [("dct:identifier", plain(name))],
        texts("dct:title", dataset.title),
        texts("dct:description", dataset.description),
        [("dct:publisher", operator_node(site))],
        list(dates(dataset)),
        [("dct:license", licence_node(dataset)), ("dct:accessRights", iri(f"{AUTHORITY}/access-right/PUBLIC"))],
        [("dct:language", iri(f"{AUTHORITY}/language/JPN"))],
        [("dct:spatial", extent)] if extent else [],
        many("prov:wasDerivedFrom", (iri(each) for each in origins)),
        list(standard_property(dataset)),
        [("dcat:landingPage", document(absolute_url(site.site_url, uri), lang)) for lang, uri in pages],
        many("dct:isReferencedBy", metadata_iris(described, site)),
        [("dcat:distribution", each) for each in distribution_nodes(described, site)],
    )
    in_catalog = node(site.site_url, ("dcat:Catalog",), [("dcat:dataset", iri(name))])
    return [in_catalog, itself]
