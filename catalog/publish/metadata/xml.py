"""XML as we write it: UTF-8, indented, in the order given, nothing in it that XML can't hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

# Source: Extensible Markup Language (XML) 1.0, production 2.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_QUOTED_ESCAPES = {**_ESCAPES, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


@dataclass(frozen=True, slots=True)
class Element:
    """An element: a text, or other elements, never both."""

    name: str
    content: str | tuple[Element, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)


Part: TypeAlias = "Element | list[Element] | None"


def element(name: str, *parts: Part, **attributes: str) -> Element:
    """Return an element with *parts*, without those that are ``None``."""
    children: list[Element] = []
    for part in parts:
        children += part if isinstance(part, list) else [part] if part is not None else []
    return Element(name, tuple(children), attributes)


def text_element(name: str, text: str, **attributes: str) -> Element:
    """Return an element with a text."""
    return Element(name, text, attributes)


def render_xml(root: Element) -> bytes:
    """Return a document."""
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(_lines(root, 0))).encode()


def _lines(item: Element, depth: int) -> Iterator[str]:
    indent = "  " * depth
    start = item.name + "".join(f' {key}="{_clean(value, True)}"' for key, value in item.attributes.items())
    if isinstance(item.content, str):
        yield f"{indent}<{start}>{_clean(item.content, False)}</{item.name}>\n"
    elif not item.content:
        yield f"{indent}<{start}/>\n"
    else:
        yield f"{indent}<{start}>\n"
        for child in item.content:
            yield from _lines(child, depth + 1)
        yield f"{indent}</{item.name}>\n"


def _clean(text: str, is_quoted: bool) -> str:
    """Return *text* escaped; a character that XML can't hold becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", text).translate(_QUOTED_ESCAPES if is_quoted else _ESCAPES)
