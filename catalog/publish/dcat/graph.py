"""A graph in the making: nodes with their properties, from which each of the three syntaxes is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote

from catalog.model.text import LocalizedText

# What XML can't hold; it says nothing in the other syntaxes either. Source: XML 1.0 section 2.2.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f]')

LANGUAGES = "http://publications.europa.eu/resource/authority/language"


@dataclass(frozen=True, slots=True)
class Iri:
    """The name of a resource."""

    value: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A text with its language, or with its datatype as a CURIE; without either it is a plain string."""

    text: str
    lang: str | None = None
    datatype: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A resource with what is said of it.

    Attributes:
        iri: ``None`` for one without a name (a blank node).
        types: CURIEs, the main one first.
        properties: CURIE and value, in the order in which they are written.
    """

    iri: str | None
    types: tuple[str, ...]
    properties: tuple[tuple[str, Value], ...]


Value: TypeAlias = Iri | Literal | Node


def iri(address: str) -> Iri:
    """Return the name for *address*; characters that no IRI may have are percent-encoded."""
    return Iri(iri_text(address))


def iri_text(address: str) -> str:
    """Return *address* without characters that no IRI may have."""
    return _NOT_IN_IRI.sub(lambda match: quote(match[0], safe=""), _NOT_IN_XML.sub("", address))


def plain(text: str, datatype: str | None = None) -> Literal:
    """Return *text*, in no language."""
    return Literal(_NOT_IN_XML.sub("", text), None, datatype)


def texts(name: str, text: LocalizedText | None) -> list[tuple[str, Value]]:
    """Return a property for each language that *text* has."""
    if text is None:
        return []
    words = (("ja", plain(text.ja).text), ("en", plain(text.en or "").text))
    return [(name, Literal(each, lang)) for lang, each in words if each]


def many(name: str, values: Iterable[Value]) -> list[tuple[str, Value]]:
    """Return the property *name* once for each of *values*, no value twice."""
    return [(name, value) for value in dict.fromkeys(values)]


def document(address: str, lang: str | None = None) -> Node:
    """Return a page of the web, and the language (``ja``, ``en``) that it is in, if that is known."""
    code = {"ja": "JPN", "en": "ENG"}.get(lang or "")
    language = [("dct:language", Iri(f"{LANGUAGES}/{code}"))] if code else []
    return Node(iri_text(address), ("foaf:Document",), tuple(language))


def node(address: str | None, types: Iterable[str], *properties: Iterable[tuple[str, Value]]) -> Node:
    """Return a node with all *properties*, one group after the other."""
    name = None if address is None else iri_text(address)
    return Node(name, tuple(types), tuple(each for group in properties for each in group))
