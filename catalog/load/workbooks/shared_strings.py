"""The texts of an Excel workbook, which cells refer to by number."""

from __future__ import annotations

import re
from collections.abc import Mapping

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.canonical import ATTRIBUTES, SPACE, TEXT, NotCanonical, Pieces, unescape
from catalog.load.workbooks.refusals import MAX_CELL_CHARACTERS, NotReadable, TooLarge
from catalog.load.workbooks.texts import unescape_controls
from catalog.load.workbooks.xml_events import XmlParser, check_depth, local, parse_xml

MAX_STRINGS = 8_000_000

_FIRST_ITEM = re.compile(rb"(?=<si>|</sst>)")
# Readings (rPh), which Japanese Excel keeps of what was typed, aren't part of the text.
_ITEM = re.compile(
    rf"<si><t{SPACE}(?:/>|>({TEXT})</t>)"
    rf"(?:<rPh{ATTRIBUTES}><t{SPACE}>{TEXT}</t></rPh>)*(?:<phoneticPr{ATTRIBUTES} ?/>)?</si>"
)


def read_shared_strings(archive: Archive, part: str | None) -> list[str]:
    """Return the texts in order; none if there is no such part.

    Raises:
        NotReadable, TooLarge, Encrypted: The part isn't what Excel would have written.
    """
    if part is None or part not in archive:
        return []
    unpackable_bytes = archive.left_bytes
    try:
        return _read_canonical(archive, part)
    except NotCanonical:
        archive.left_bytes = unpackable_bytes
        return _parse(archive, part)


def _read_canonical(archive: Archive, part: str) -> list[str]:
    strings: list[str] = []
    opened: list[str] = []
    parser = XmlParser(lambda name, _: opened.append(name))
    pieces = Pieces(archive.chunks(part))
    head, _ = pieces.head(_FIRST_ITEM)
    parser.feed(head + b"<si/>")
    if opened != ["sst", "si"]:
        raise NotCanonical
    for text in pieces.items(b"<si>", b"</sst>"):
        _take_items(text, strings)
    for chunk in pieces.tail():
        parser.feed(chunk)
    parser.feed(b"", is_last=True)
    return strings


def _take_items(text: str, strings: list[str]) -> None:
    parts = _ITEM.split(text)
    if any(parts[::2]):
        raise NotCanonical
    found: list[str] = [part or "" for part in parts[1::2]]
    if "&" in text:
        found = [unescape(part) if "&" in part else part for part in found]
    if "_x" in text:
        found = [unescape_controls(part) for part in found]
    strings.extend(found)
    if len(strings) > MAX_STRINGS:
        raise TooLarge


class _Items:
    """Handlers that collect the texts of ``si`` elements, readings left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.path: list[str] = []
        self.text: list[str] = []
        self.length = 0

    def start(self, name: str, _: Mapping[str, str]) -> None:
        self.path.append(local(name))
        check_depth(self.path)
        if len(self.path) == 2 and self.path[1] == "si":
            self.text, self.length = [], 0

    def end(self, _: str) -> None:
        if self.path == ["sst", "si"]:
            self.strings.append(unescape_controls("".join(self.text)))
            if len(self.strings) > MAX_STRINGS:
                raise TooLarge
        self.path.pop()

    def characters(self, text: str) -> None:
        if self.path[2:] in (["t"], ["r", "t"]):
            self.text.append(text)
            self.length += len(text)
            if self.length > MAX_CELL_CHARACTERS:
                raise NotReadable


def _parse(archive: Archive, part: str) -> list[str]:
    items = _Items()
    parse_xml(archive.chunks(part), items.start, items.end, items.characters)
    return items.strings
