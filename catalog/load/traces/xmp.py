"""XMP: what Adobe's programs and many others write about a file, as RDF in XML.

Source: ISO 16684-1; Exif for XMP (CIPA DC-010).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from catalog.load.workbooks.refusals import NotReadable
from catalog.load.workbooks.xml_events import XmlParser, check_depth, local
from catalog.model.traces import Trace, TraceKind, TraceSource
from catalog.model.workbook import PersonalText

MAX_BYTES = 8_000_000
_PEOPLE = frozenset({"creator", "Artist", "Author", "OwnerName", "CameraOwnerName", "AuthorsPosition", "CaptionWriter"})
_DEVICES = frozenset({"SerialNumber", "BodySerialNumber", "LensSerialNumber"})
_PLACES = frozenset({"GPSLatitude", "GPSLongitude", "GPSPosition"})
_TOLD = {
    **dict.fromkeys(_PEOPLE, TraceKind.PERSON),
    **dict.fromkeys(_DEVICES, TraceKind.DEVICE),
    **dict.fromkeys(_PLACES, TraceKind.POSITION),
}
_BEGIN = re.compile(rb"<(?:\w{1,20}:)?(?:xmpmeta|RDF)\b")


def xmp_traces(data: bytes, source: TraceSource) -> Iterator[Trace]:
    """Yield what the XMP packet in *data* tells of people and places; nothing where it can't be read."""
    data = data[:MAX_BYTES]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    body = _body(data)
    if not body:
        return
    finder = _Finder()
    parser = XmlParser(finder.start, finder.end, finder.characters)
    with suppress(NotReadable):  # What was read before still holds.
        parser.feed(body, is_last=True)
    for kind, text in dict.fromkeys(finder.found):
        yield Trace(kind, source, None if kind is TraceKind.POSITION else PersonalText(text))


def _body(data: bytes) -> bytes:
    """Return the outermost element, without what encloses and fills the packet."""
    begin = _BEGIN.search(data)
    if begin is None:
        return b""
    ends = (data.rfind(mark) + len(mark) for mark in (b"xmpmeta>", b"RDF>") if mark in data)
    return data[begin.start() : max(ends, default=0)]


class _Finder:
    """Handlers that note the properties that are wanted, as elements (with lists in them) or as attributes."""

    def __init__(self) -> None:
        self.found: list[tuple[TraceKind, str]] = []
        self._path: list[str] = []
        self._text: list[str] = []

    def start(self, qualified: str, attributes: Mapping[str, str]) -> None:
        self._path.append(local(qualified))
        check_depth(self._path)
        self._text = []
        for name, value in attributes.items():
            self._take(local(name), value)

    def characters(self, text: str) -> None:
        self._text.append(text)

    def end(self, _: str) -> None:
        text, self._text = "".join(self._text), []
        for name in reversed(self._path):
            if name in _TOLD or name == "Description":
                self._take(name, text)
                break
        self._path.pop()

    def _take(self, name: str, value: str) -> None:
        kind = _TOLD.get(name)
        # 0 and 0,0.0N stand for a camera that doesn't know.
        if kind is not None and value.strip(" 0-.,NSEW\n\t") and len(self.found) < 1_000:
            self.found.append((kind, "" if kind is TraceKind.POSITION else value.strip()[:300]))
