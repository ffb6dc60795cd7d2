"""RDF in JSON-LD, with a context of its own in the file: nobody has to fetch anything to read it.

Source: W3C, JSON-LD 1.1.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from catalog.publish.dcat.graph import Iri, Literal, Node, Value
from catalog.publish.dcat.terms import ALSO_OF_TEXT, BY_LANGUAGE, OF_TEXT, PREFIXES, TYPED, full, json_name
from catalog.publish.json_text import compact_json

FOOT = "\n]}\n"
_OF_NODES = (
    *("dct:publisher", "dct:license", "dct:spatial", "dct:temporal", "dct:language", "dct:accrualPeriodicity"),
    *("dct:conformsTo", "dct:provenance", "dct:subject", "dct:type", "dct:accessRights", "dct:format"),
    *("dct:isReferencedBy", "dcat:theme", "dcat:themeTaxonomy", "dcat:contactPoint", "dcat:landingPage"),
    *("dcat:distribution", "dcat:dataset", "dcat:service", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType"),
    *("dcat:packageFormat", "dcat:accessService", "dcat:servesDataset", "dcat:endpointURL", "dcatap:availability"),
    *("adms:status", "spdx:checksum", "spdx:algorithm", "foaf:homepage", "foaf:page", "skos:inScheme"),
    *("dqv:hasQualityMeasurement", "dqv:isMeasurementOf", "vcard:hasEmail", "vcard:hasURL", "prov:wasDerivedFrom"),
    *("owl:sameAs", "skos:topConceptOf", "hydra:view", "hydra:first", "hydra:previous", "hydra:next", "hydra:last"),
    *("adms:identifier", "hydra:firstPage", "hydra:previousPage", "hydra:nextPage", "hydra:lastPage"),
)


@cache
def render_head() -> str:
    """Return the beginning of a document, up to the first node."""
    return f'{{"@context":{compact_json(_context())},"@graph":[\n'


def render_json_ld(nodes: Iterable[Node]) -> str:
    """Return *nodes* as JSON, one a line, without head and foot; between two documents there has to be a comma."""
    return ",\n".join(compact_json(_object(node)) for node in nodes)


def statements_of(content: bytes) -> bytes:
    """Return what a whole file has between its head and its foot."""
    return content[len(render_head().encode()) : -len(FOOT.encode())]


def _context() -> dict[str, Any]:
    terms: dict[str, Any] = dict(PREFIXES)
    for name in sorted({*_OF_NODES, *BY_LANGUAGE, *TYPED, *OF_TEXT, *ALSO_OF_TEXT}):
        term: dict[str, str] = {"@id": full(name)}
        if name in BY_LANGUAGE:
            term["@container"] = "@language"
        elif name in TYPED:
            term["@type"] = full(TYPED[name])
        elif name in _OF_NODES:
            term["@type"] = "@id"
        terms[json_name(name)] = term
    return terms


def _object(node: Node) -> dict[str, Any]:
    members: dict[str, Any] = {"@id": node.iri} if node.iri is not None else {}
    if node.types:
        members["@type"] = list(node.types) if len(node.types) > 1 else node.types[0]
    grouped: dict[str, list[Value]] = {}
    for name, value in node.properties:
        grouped.setdefault(name, []).append(value)
    for name, values in grouped.items():
        members[json_name(name)] = (
            _by_language(values) if name in BY_LANGUAGE else _few(_member(name, value) for value in values)
        )
    return members


def _by_language(values: Iterable[Value]) -> dict[str, Any]:
    words: dict[str, list[str]] = {}
    for value in values:
        assert isinstance(value, Literal), value
        assert value.lang is not None, value
        words.setdefault(value.lang, []).append(value.text)
    return {lang: _few(each) for lang, each in words.items()}


def _member(name: str, value: Value) -> Any:
    match value:
        case Iri(address):
            return address
        case Literal(text, _, datatype):
            return {"@value": text, "@type": datatype} if name in ALSO_OF_TEXT else text
        case Node():
            return _object(value)


def _few(values: Iterable[Any]) -> Any:
    """Return the only one of *values*, or all of them as a list."""
    listed = list(values)
    return listed[0] if len(listed) == 1 else listed
