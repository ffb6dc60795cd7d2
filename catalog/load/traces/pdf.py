"""What a PDF tells of those who made it: the entry of the author, and XMP.

Source: ISO 32000-1, 7.3.4 (strings), 7.5.7 (object streams), 14.3 (metadata).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from catalog.load.traces.exif import decoded_text
from catalog.load.traces.xmp import MAX_BYTES, xmp_traces
from catalog.model.traces import Trace, TraceKind, TraceSource
from catalog.model.workbook import PersonalText

_MAX_AUTHORS = 100
_MAX_REFERENCES = 10
_MAX_STREAMS = 500
_MAX_PACKED_BYTES = 1_000_000
_MAX_TEXT_BYTES = 1_000
_MAX_INFLATED_BYTES = 4_000_000
_MAX_ALL_INFLATED_BYTES = 64_000_000
_MAX_PACKETS = 20

_AUTHOR = re.compile(rb"/Author[ \t\r\n\0\x0c]{0,20}(?=[(<0-9])")
_REFERENCE = re.compile(rb"([0-9]{1,9})[ \r\n]{1,4}([0-9]{1,5})[ \r\n]{1,4}R")
_ENCRYPTED = re.compile(rb"/Encrypt[ \r\n\t]{0,20}(?:<<|[0-9]{1,9}[ \r\n]{1,4}[0-9]{1,5}[ \r\n]{1,4}R)")
_PACKED = re.compile(rb"/(?:ObjStm|XML)\b")
_STREAM = re.compile(rb"stream\r?\n")
_BLANKS = re.compile(rb"[ \r\n\t]{0,20}")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def pdf_traces(data: bytes) -> Iterator[Trace]:
    """Yield the authors that a PDF names, in former versions that are still in it, too.

    The texts of an encrypted one can't be read, but for its XMP where that isn't encrypted.
    """
    is_encrypted = _ENCRYPTED.search(data) is not None
    for piece in (data, *_unpacked(data)):
        if not is_encrypted:
            for text in _authors(piece, data):
                yield Trace(TraceKind.PERSON, TraceSource.PDF, PersonalText(text))
        yield from _packets(piece)


def _authors(piece: bytes, data: bytes) -> Iterator[str]:
    references: set[bytes] = set()
    for number, match in enumerate(_AUTHOR.finditer(piece)):
        if number == _MAX_AUTHORS:
            return
        reference = _REFERENCE.match(piece, match.end())
        if reference is None:
            text = _text(piece, match.end())
        elif reference[0] in references or len(references) == _MAX_REFERENCES:
            continue
        else:
            references.add(reference[0])
            text = _text(data, _object(data, reference))
        if text:
            yield text


def _object(data: bytes, reference: re.Match[bytes]) -> int:
    """Return where the last object begins that *reference* means; the end of *data* where there is none."""
    mark = b"\n%s %s obj" % (reference[1], reference[2])
    place = max(data.rfind(mark), data.rfind(b"\r" + mark[1:]))
    blanks = _BLANKS.match(data, place + len(mark))
    return blanks.end() if place >= 0 and blanks else len(data)


def _text(data: bytes, start: int) -> str:
    head = data[start : start + 2 * _MAX_TEXT_BYTES]
    if head.startswith(b"(") and not head.startswith(b"()"):
        return _decoded(_ESCAPE.sub(_unescaped, head[1 : _closing(head)]))
    if head.startswith(b"<") and not head.startswith(b"<<"):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", head[1:].partition(b">")[0])
        return _decoded(bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii")))
    return ""


def _closing(head: bytes) -> int:
    """Return where the parenthesis closes that *head* begins with."""
    depth, place = 0, 0
    while place < len(head):
        byte = head[place : place + 1]
        if byte == b"\\":
            place += 1
        elif byte == b"(":
            depth += 1
        elif byte == b")":
            depth -= 1
            if not depth:
                return place
        place += 1
    return len(head)


def _unescaped(match: re.Match[bytes]) -> bytes:
    text: bytes = match[1]
    if text[:1].isdigit() and text[:1] < b"8":
        return bytes([int(text, 8) & 0xFF])
    return _ESCAPED.get(text, text)


def _decoded(text: bytes) -> str:
    if text.startswith((b"\xfe\xff", b"\xff\xfe")):
        return text.decode("utf-16", "replace").strip("\0 ")
    return decoded_text(text.removeprefix(b"\xef\xbb\xbf"))


def _unpacked(data: bytes) -> Iterator[bytes]:
    """Yield the streams that hold objects or metadata, as far as they are compressed in the usual way."""
    left = _MAX_ALL_INFLATED_BYTES
    for number, match in enumerate(_PACKED.finditer(data)):
        stream = _STREAM.search(data, match.end(), match.end() + 2_000)
        if number == _MAX_STREAMS or left <= 0:
            return
        if stream is not None and data[stream.end() : stream.end() + 1] == b"\x78":
            try:
                packed = data[stream.end() : stream.end() + _MAX_PACKED_BYTES]
                inflated = zlib.decompressobj().decompress(packed, _MAX_INFLATED_BYTES)
            except zlib.error:
                continue
            left -= len(inflated)
            yield inflated


def _packets(data: bytes) -> Iterator[Trace]:
    place = 0
    for _ in range(_MAX_PACKETS):
        start = data.find(b"<rdf:RDF", place)
        end = data.find(b"</rdf:RDF>", start)
        if start < 0 or end < 0:
            return
        place = end + len(b"</rdf:RDF>")
        if place - start <= MAX_BYTES:
            yield from xmp_traces(data[start:place], TraceSource.PDF)
