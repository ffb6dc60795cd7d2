"""The XML of GIS files as a stream of UTF-8: decoded here, without entities, and without what breaks most of them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from html.entities import html5
from typing import TypeVar
from xml.etree import ElementTree

from catalog.load.decoding import candidate_codecs
from catalog.load.gis.facts import BrokenLayer

_MAX_DEPTH = 64
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z]{2,8});)?")
_LITERAL = re.compile(r"<!\[CDATA\[|<!--")
_MAX_PREFIXES = 20
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]{0,40}):|\s([A-Za-z_][\w.-]{0,40}):[\w.-]+\s*=")
_ROOT = re.compile(r"<[A-Za-z_][\w.:-]*")
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_Result = TypeVar("_Result")


def xml_text(data: bytes, part: str) -> tuple[str, str]:
    """Return the document in *data* without what would say how it is encoded, and its codec.

    Arguments:
        data: The whole file.
        part: What findings call it.

    Raises:
        BrokenLayer: It is in none of the encodings of Japan, or defines entities, which no GIS file needs.
    """
    # The XML parser knows no encodings of several bytes but Unicode's: the text is decoded here.
    for codec in candidate_codecs(data, None):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "<!ENTITY" in text:
            break
        return _DECLARATION.sub("", text), codec
    raise BrokenLayer(part)


def read_xml(text: str, part: str, read: Callable[[io.BytesIO], _Result]) -> tuple[_Result, bool]:
    """Return what *read* makes of *text*, and whether slips in it had to be mended for that.

    Raises:
        BrokenLayer: It isn't well-formed, and nobody can say for certain what was meant.
    """
    try:
        return read(io.BytesIO(text.encode(errors="replace"))), False
    except ElementTree.ParseError:
        pass
    try:
        return read(io.BytesIO(_mended(text).encode(errors="replace"))), True
    except ElementTree.ParseError as error:
        raise BrokenLayer(part) from error


def _mended(text: str) -> str:
    """Return *text* with ``&`` written as it has to be, prefixes declared that weren't, and no control characters.

    Programs that paste texts together write ``A & B``, HTML's ``&nbsp;`` and ``<atom:link>`` without a namespace.
    """
    pieces = [
        (piece if is_literal else _ENTITY.sub(_written, piece), is_literal) for piece, is_literal in _pieces(text)
    ]
    used = {one or other for piece, is_literal in pieces if not is_literal for one, other in _PREFIX.findall(piece)}
    mended = "".join(piece for piece, _ in pieces)
    missing = [prefix for prefix in sorted(used - {"xml", "xmlns"})[:_MAX_PREFIXES] if f"xmlns:{prefix}" not in mended]
    declared = "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in missing)
    return _ROOT.sub(lambda root: root[0] + declared, mended, count=1)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield *text* in pieces, and of each whether it is a comment or ``CDATA``, in which & is an &."""
    text, place = _NOT_IN_XML.sub("", text), 0
    while (start := _LITERAL.search(text, place)) is not None:
        end = text.find("-->" if start[0] == "<!--" else "]]>", start.end())
        if end < 0:  # It never ends, and isn't looked for again: that would take for ever.
            break
        yield text[place : start.start()], False
        place = end + 3
        yield text[start.start() : place], True
    yield text[place:], False


def _written(match: re.Match[str]) -> str:
    character = html5.get(f"{match[1]};") if match[1] else None
    return character if character is not None else f"&amp;{match[0][1:]}"


def walk(stream: io.BytesIO, part: str) -> Iterator[tuple[ElementTree.Element, list[ElementTree.Element]]]:
    """Yield each element when it is complete, and those that it lies in, the outermost first.

    Raises:
        BrokenLayer: It is nested too deeply.
        xml.etree.ElementTree.ParseError: It isn't well-formed.
    """
    parents: list[ElementTree.Element] = []
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        if event == "start":
            parents.append(element)
            if len(parents) > _MAX_DEPTH:
                raise BrokenLayer(part)
            continue
        parents.pop()
        yield element, parents


def local_name(element: ElementTree.Element) -> str:
    """Return the name of *element* without its namespace."""
    return str(element.tag).rpartition("}")[2]
