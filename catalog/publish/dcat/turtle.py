"""RDF in Turtle.

Source: W3C, RDF 1.1 Turtle.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from catalog.publish.dcat.graph import Iri, Literal, Node, Value
from catalog.publish.dcat.terms import PREFIXES, full

HEAD = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items()) + "\n"

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")


def render_turtle(nodes: Iterable[Node]) -> str:
    """Return the statements about *nodes*, without :data:`HEAD`."""
    pending, written = list(nodes), []
    while pending:
        node = pending.pop(0)
        nested: list[Node] = []
        written.append(f"<{node.iri}> {_statements(node, nested, '  ')} .\n\n")
        pending = [*nested, *pending]
    return "".join(written)


def _statements(node: Node, nested: list[Node], indent: str) -> str:
    """Return what is said of *node*; those with a name of their own that it refers to go to *nested*."""
    groups: dict[str, list[str]] = {}
    if node.types:
        groups["a"] = [_term(each) for each in node.types]
    for name, value in node.properties:
        groups.setdefault(_term(name), []).append(_object(value, nested, indent + "  "))
    return f" ;\n{indent}".join(f"{name} {', '.join(dict.fromkeys(values))}" for name, values in groups.items())


def _object(value: Value, nested: list[Node], indent: str) -> str:
    match value:
        case Iri(address):
            return f"<{address}>"
        case Literal(text, lang, datatype):
            mark = f"@{lang}" if lang else f"^^{_term(datatype)}" if datatype else ""
            return f'"{text.translate(_ESCAPES)}"{mark}'
        case Node(None):
            return f"[ {_statements(value, nested, indent)} ]"
        case Node(address):
            nested.append(value)
            return f"<{address}>"


def _term(curie: str) -> str:
    """Return *curie*, or its IRI where Turtle has no short form for it."""
    return curie if _PLAIN_NAME.fullmatch(curie.partition(":")[2]) else f"<{full(curie)}>"


def statements_of(content: bytes) -> bytes:
    """Return what a whole file has behind its head."""
    return content[len(HEAD.encode()) :]
