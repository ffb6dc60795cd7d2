"""The graph of the catalog as files: a record for each dataset, kept with it, and all of them joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.model.described import DescribedDataset
from catalog.model.ids import DatasetId
from catalog.model.merging import MergedPart
from catalog.model.site import Municipality, Site
from catalog.model.text import LANGS, LocalizedText
from catalog.model.vocabulary import Vocabularies
from catalog.publish.addresses import absolute_url, data_folder
from catalog.publish.dcat import json_ld, rdf_xml, turtle
from catalog.publish.dcat.agents import area_node, body_node, operator_node
from catalog.publish.dcat.dataset import concept_node, dataset_nodes
from catalog.publish.dcat.graph import Node, document, iri, node, texts
from catalog.publish.dcat.merged import merged_nodes
from catalog.publish.dcat.terms import AUTHORITY
from catalog.publish.dcat.vocabulary import vocabulary_nodes

MEDIA_TYPES: Mapping[str, str] = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
"""The syntaxes by the ending of their files."""

_THEMES = LocalizedText("分野（政府統計の総合窓口による）", "Themes, as of the portal of official statistics (e-Stat)")


@dataclass(frozen=True, slots=True)
class _Syntax:
    """A way to write the graph.

    Attributes:
        between: Stands between the statements of one dataset and those of the next.
        statements_of: Takes from a whole file what is between its head and its foot.
    """

    head: str
    between: str
    foot: str
    render: Callable[[Iterable[Node]], str]
    statements_of: Callable[[bytes], bytes]

    def document(self, nodes: Iterable[Node]) -> bytes:
        """Return a whole file."""
        return f"{self.head}{self.render(nodes)}{self.foot}".encode()


def _syntaxes() -> Mapping[str, _Syntax]:
    return {
        "ttl": _Syntax(turtle.HEAD, "", "", turtle.render_turtle, turtle.statements_of),
        "jsonld": _Syntax(json_ld.render_head(), ",\n", json_ld.FOOT, json_ld.render_json_ld, json_ld.statements_of),
        "rdf": _Syntax(rdf_xml.HEAD, "", rdf_xml.FOOT, rdf_xml.render_rdf_xml, rdf_xml.statements_of),
    }


def record_uri(dataset_id: DatasetId, ending: str) -> str:
    """Return the uri of a dataset's record."""
    return f"{data_folder(dataset_id)}dcat.{ending}"


def render_records(described: DescribedDataset, municipality: Municipality, site: Site) -> dict[str, bytes]:
    """Return a dataset's record in each syntax, by uri."""
    return _documents(described.dataset.id, dataset_nodes(described, municipality, site))


def render_merged_records(described: DescribedDataset, parts: Sequence[MergedPart], site: Site) -> dict[str, bytes]:
    """Return the record of a merged table in each syntax, by uri."""
    return _documents(described.dataset.id, merged_nodes(described, parts, site))


def _documents(id: DatasetId, nodes: Sequence[Node]) -> dict[str, bytes]:
    return {record_uri(id, ending): syntax.document(nodes) for ending, syntax in _syntaxes().items()}


def head_of(ending: str, nodes: Iterable[Node]) -> str:
    """Return what the whole graph begins with: everything in it that no dataset's record tells."""
    syntax = _syntaxes()[ending]
    return f"{syntax.head}{syntax.render(nodes)}"


def join_records(ending: str, head: str, own_nodes: Sequence[Node], records: Iterable[bytes]) -> bytes:
    """Return a page of the graph, or the whole, in the syntax of *ending*.

    Arguments:
        ending: One of :data:`MEDIA_TYPES`.
        head: Of :func:`head_of`.
        own_nodes: Of the page alone.
        records: Files of :func:`render_records` with that ending.
    """
    syntax = _syntaxes()[ending]
    own = [syntax.render(own_nodes).encode()] if own_nodes else []
    parts = [head.removeprefix(syntax.head).encode(), *own, *(syntax.statements_of(record) for record in records)]
    return b"".join([syntax.head.encode(), syntax.between.encode().join(parts), syntax.foot.encode()])


def catalog_nodes(site: Site, municipalities: Sequence[Municipality], vocabularies: Vocabularies) -> list[Node]:
    """Return what the graph says of the catalog itself, its publishers, its themes and the words of others.

    Arguments:
        site: The catalog.
        municipalities: Whose data is in it.
        vocabularies: Its words.
    """
    scheme = f"{site.site_url}#themes"
    catalog = node(
        site.site_url,
        ("dcat:Catalog",),
        texts("dct:title", site.title),
        texts("dct:description", site.description),
        [("dct:publisher", operator_node(site))],
        [("foaf:homepage", document(site.site_url + "index.html"))],
        [("foaf:page", document(absolute_url(site.site_url, f"{lang}/"), lang)) for lang in LANGS],
        [("dct:language", iri(f"{AUTHORITY}/language/{code}")) for code in ("JPN", "ENG")],
        [("dct:spatial", area_node(site, body)) for body in municipalities],
        [("dcat:themeTaxonomy", iri(scheme)), ("dcat:themeTaxonomy", iri(f"{AUTHORITY}/data-theme"))],
    )
    taxonomy = node(scheme, ("skos:ConceptScheme",), texts("dct:title", _THEMES))
    concepts = [concept_node(theme, site) for theme in vocabularies.themes.values()]
    bodies = [body_node(site, body) for body in municipalities]
    return [catalog, *bodies, taxonomy, *concepts, *vocabulary_nodes(vocabularies)]
