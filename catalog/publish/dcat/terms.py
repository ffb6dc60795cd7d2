"""Vocabularies that the graph uses, and how JSON-LD names their terms."""

from __future__ import annotations

from collections.abc import Mapping

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geodcatap": "http://data.europa.eu/930/",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

AUTHORITY = "http://publications.europa.eu/resource/authority"
"""The EU's vocabularies: themes, frequencies, file types, languages."""
IANA = "https://www.iana.org/assignments/media-types"
TOPIC = "http://inspire.ec.europa.eu/metadata-codelist/TopicCategory"
RESOURCE_TYPE = "http://inspire.ec.europa.eu/metadata-codelist/ResourceType"
REFERENCE_SYSTEM = "http://inspire.ec.europa.eu/glossary/SpatialReferenceSystem"
PUBLISHER_TYPE = "http://purl.org/adms/publishertype"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
"""Longitude and latitude on WGS 84: what GeoJSON, KML and WKT without a system are in."""

BY_LANGUAGE = frozenset(
    {
        *("dct:title", "dct:description", "dcat:keyword", "foaf:name"),
        *("skos:prefLabel", "vcard:fn", "vcard:organization-unit", "rdfs:label"),
    }
)
"""Properties whose values are texts with a language."""

TYPED: Mapping[str, str] = {
    "dcat:byteSize": "xsd:nonNegativeInteger",
    "dcat:bbox": "gsp:wktLiteral",
    "dcat:centroid": "gsp:wktLiteral",
    "spdx:checksumValue": "xsd:hexBinary",
    "dct:issued": "xsd:date",
    "dct:modified": "xsd:date",
    "dqv:value": "xsd:decimal",
    "skos:notation": "xsd:anyURI",
    "hydra:totalItems": "xsd:integer",
    "hydra:itemsPerPage": "xsd:integer",
}
"""Properties whose values all have one datatype."""

OF_TEXT = frozenset({"dct:identifier"})
"""Properties whose values are plain strings."""

ALSO_OF_TEXT = frozenset({"dcat:startDate", "dcat:endDate"})
"""Properties whose values have one of several datatypes, which stands with each of them."""

NAMES: Mapping[str, str] = {
    "adms:identifier": "otherIdentifier",
    "dct:type": "dctType",
    "foaf:page": "documentation",
    "foaf:homepage": "homepage",
}
"""What JSON-LD calls a term, where that isn't its name without the prefix."""


def json_name(curie: str) -> str:
    """Return what JSON-LD calls a term."""
    return NAMES.get(curie, curie.partition(":")[2])


def full(curie: str) -> str:
    """Return the whole IRI of a term."""
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name
