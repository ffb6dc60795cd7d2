"""RDF in XML.

Source: W3C, RDF 1.1 XML Syntax.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from catalog.publish.dcat.graph import Iri, Literal, Node, Value
from catalog.publish.dcat.terms import PREFIXES, full

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    + "".join(f'\n  xmlns:{prefix}="{base}"' for prefix, base in PREFIXES.items())
    + ">\n"
)
FOOT = "</rdf:RDF>\n"


def render_rdf_xml(nodes: Iterable[Node]) -> str:
    """Return the elements of *nodes*, without :data:`HEAD` and :data:`FOOT`."""
    return "".join(_element(node) for node in nodes)


def statements_of(content: bytes) -> bytes:
    """Return what a whole file has between its head and its foot."""
    return content[len(HEAD.encode()) : -len(FOOT.encode())]


def _element(node: Node) -> str:
    name, *others = node.types or ("rdf:Description",)
    about = f" rdf:about={quoteattr(node.iri)}" if node.iri is not None else ""
    types = "".join(f'<rdf:type rdf:resource="{full(other)}"/>\n' for other in others)
    body = types + "".join(_property(*each) for each in node.properties)
    return f"<{name}{about}>\n{body}</{name}>\n"


def _property(name: str, value: Value) -> str:
    match value:
        case Iri(address):
            return f"<{name} rdf:resource={quoteattr(address)}/>\n"
        case Literal(text, lang, datatype):
            mark = f' xml:lang="{lang}"' if lang else f' rdf:datatype="{full(datatype)}"' if datatype else ""
            # A carriage return as it is would be read as the end of a line.
            return f"<{name}{mark}>{escape(text, {chr(13): '&#13;'})}</{name}>\n"
        case Node():
            return f"<{name}>\n{_element(value)}</{name}>\n"
