"""What pictures tell beside their pixels: JPEG, PNG, WebP, TIFF, HEIF.

Source: ITU-T T.81 (JPEG); PNG, third edition; WebP container specification; IPTC-IIM 4.2.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.load.traces.exif import IPTC, PHOTOSHOP, XMP, decoded_text, exif_traces, read_exif
from catalog.load.traces.xmp import xmp_traces
from catalog.model.traces import Trace, TraceKind, TraceSource
from catalog.model.workbook import PersonalText

JPEG, PNG, TIFFS = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"II*\0", b"MM\0*")
EXIF_MARK, XMP_MARK = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
MORE_XMP_MARK, PHOTOSHOP_MARK = b"http://ns.adobe.com/xmp/extension/\0", b"Photoshop 3.0\0"
_MORE_XMP_HEAD_BYTES = 40
_MAX_CHUNKS = 100_000
_MAX_INFLATED_BYTES = 8_000_000
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_EMBEDDED = re.compile(rb"Exif\0\0(?=II\*\0|MM\0\*)")
_BYLINE = 80
_STANDALONE = (0x01, *range(0xD0, 0xD8))


class BrokenPicture(Exception):
    """The picture isn't built as it should be."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a JPEG file; ``start`` and ``end`` enclose it with its marker and, after a scan's, with the pixels."""

    marker: int
    start: int
    end: int
    payload: bytes


def jpeg_segments(data: bytes) -> Iterator[Segment]:
    """Yield the parts of the picture up to its end; what follows (other pictures, films) isn't part of it.

    Raises:
        BrokenPicture: It is no JPEG, or is cut off.
    """
    if not data.startswith(JPEG):
        raise BrokenPicture
    place = 2
    while True:
        start = place
        while data[place : place + 2] == b"\xff\xff":
            place += 1
        if place + 2 > len(data) or data[place] != 0xFF:
            raise BrokenPicture
        marker = data[place + 1]
        if marker == 0xD9:
            yield Segment(marker, start, place + 2, b"")
            return
        if marker in _STANDALONE:
            place += 2
            yield Segment(marker, start, place, b"")
            continue
        if place + 4 > len(data):
            raise BrokenPicture
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if end > len(data) or end < place + 4:
            raise BrokenPicture
        payload = data[place + 4 : end]
        if marker == 0xDA:
            following = _NEXT_MARKER.search(data, end)
            if following is None:
                raise BrokenPicture
            end = following.start()
        yield Segment(marker, start, end, payload)
        place = end


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int, int]]:
    """Yield type, content, start and end of each chunk up to the last one.

    Raises:
        BrokenPicture: It is no PNG, or is cut off.
    """
    place = len(PNG)
    for _ in range(_MAX_CHUNKS):
        if not data.startswith(PNG) or place + 12 > len(data):
            raise BrokenPicture
        length, kind = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise BrokenPicture
        yield kind, data[place + 8 : end - 4], place, end
        if kind == b"IEND":
            return
        place = end
    raise BrokenPicture


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int, int]]:
    """Yield type, content, start and end (even) of each chunk.

    Raises:
        BrokenPicture: It is no WebP, or is cut off.
    """
    if not is_webp(data) or len(data) < 12:
        raise BrokenPicture
    place, last = 12, 8 + int.from_bytes(data[4:8], "little")
    if last > len(data):
        raise BrokenPicture
    while place < last:
        if place + 8 > last:
            raise BrokenPicture
        kind, length = struct.unpack_from("<4sI", data, place)
        end = place + 8 + length + length % 2
        if end > last:
            raise BrokenPicture
        yield kind, data[place + 8 : place + 8 + length], place, end
        place = end


def is_webp(data: bytes) -> bool:
    """Return whether *data* begins as WebP does."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def is_picture(data: bytes) -> bool:
    """Return whether :func:`picture_traces` knows such files."""
    return data.startswith((JPEG, PNG, *TIFFS)) or is_webp(data) or _is_heif(data)


def _is_heif(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc")


def picture_traces(data: bytes) -> Iterator[Trace]:
    """Yield what a picture tells of people and places; of a broken one, what comes before the break."""
    try:
        if data.startswith(JPEG):
            yield from _jpeg_traces(data)
        elif data.startswith(PNG):
            yield from _png_traces(data)
        elif is_webp(data):
            for kind, content, _, _ in webp_chunks(data):
                yield from _chunk_traces(kind, content)
        elif data.startswith(TIFFS):
            yield from _exif(data)
        else:
            yield from _embedded(data)
    except BrokenPicture:
        return


def _jpeg_traces(data: bytes) -> Iterator[Trace]:
    end, more = 0, bytearray()
    for segment in jpeg_segments(data):
        end = segment.end
        payload = segment.payload
        if segment.marker == 0xE1 and payload.startswith(EXIF_MARK):
            yield from _exif(payload[len(EXIF_MARK) :])
        elif segment.marker == 0xE1 and payload.startswith(XMP_MARK):
            yield from xmp_traces(payload[len(XMP_MARK) :], TraceSource.IMAGE)
        elif segment.marker == 0xE1 and payload.startswith(MORE_XMP_MARK):
            more += payload[len(MORE_XMP_MARK) + _MORE_XMP_HEAD_BYTES :]
        elif segment.marker == 0xED and payload.startswith(PHOTOSHOP_MARK):
            yield from _photoshop(payload[len(PHOTOSHOP_MARK) :])
    yield from xmp_traces(bytes(more), TraceSource.IMAGE)
    # Telephones add further pictures and films behind the picture.
    yield from _embedded(data[end:])


def _png_traces(data: bytes) -> Iterator[Trace]:
    for kind, content, _, _ in png_chunks(data):
        yield from _chunk_traces(kind, content)


def _chunk_traces(kind: bytes, content: bytes) -> Iterator[Trace]:
    if kind in (b"eXIf", b"EXIF"):
        yield from _exif(content.removeprefix(EXIF_MARK))
    elif kind == b"XMP ":
        yield from xmp_traces(content, TraceSource.IMAGE)
    elif kind in (b"tEXt", b"zTXt", b"iTXt"):
        keyword, text = _png_text(kind, content)
        if keyword in ("author", "artist", "creator") and text.strip():
            yield Trace(TraceKind.PERSON, TraceSource.IMAGE, PersonalText(decoded_text(text)[:300]))
        elif keyword == "xml:com.adobe.xmp":
            yield from xmp_traces(text, TraceSource.IMAGE)
        elif keyword.startswith("raw profile type"):
            yield from _raw_profile(text)


def _png_text(kind: bytes, content: bytes) -> tuple[str, bytes]:
    """Return the keyword in small letters and the text of a chunk."""
    keyword, _, rest = content.partition(b"\0")
    is_packed = kind == b"zTXt"
    if kind == b"zTXt":
        rest = rest[1:]
    elif kind == b"iTXt":
        is_packed, rest = rest[:1] == b"\1", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return keyword.decode("latin-1").lower(), _inflated(rest) if is_packed else rest


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_INFLATED_BYTES)
    except zlib.error:
        return b""


def _raw_profile(text: bytes) -> Iterator[Trace]:
    """Yield what metadata tells that ImageMagick wrote into a PNG as hexadecimal digits."""
    try:
        data = bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        return
    if data.startswith(EXIF_MARK):
        yield from _exif(data[len(EXIF_MARK) :])
    elif data.startswith(b"8BIM"):
        yield from _photoshop(data)
    else:
        yield from xmp_traces(data, TraceSource.IMAGE)


def _exif(data: bytes) -> Iterator[Trace]:
    exif = read_exif(data)
    if exif is None:
        return
    yield from exif_traces(exif)
    for entry in exif.entries:
        if entry.tag == XMP:
            yield from xmp_traces(entry.value, TraceSource.IMAGE)
        elif entry.tag == IPTC:
            yield from _iptc(entry.value)
        elif entry.tag == PHOTOSHOP:
            yield from _photoshop(entry.value)


def _embedded(data: bytes) -> Iterator[Trace]:
    for number, match in enumerate(_EMBEDDED.finditer(data)):
        if number == 10:
            return
        yield from _exif(data[match.end() : match.end() + 200_000])


def _photoshop(data: bytes) -> Iterator[Trace]:
    """Yield what Photoshop's resources tell; one of them is IPTC."""
    place = 0
    while data[place : place + 4] == b"8BIM" and place + 12 <= len(data):
        number = int.from_bytes(data[place + 4 : place + 6], "big")
        name_bytes = (data[place + 6] + 2) // 2 * 2
        start = place + 6 + name_bytes + 4
        size = int.from_bytes(data[start - 4 : start], "big")
        if number == 0x0404:
            yield from _iptc(data[start : start + size])
        place = start + size + size % 2


def _iptc(data: bytes) -> Iterator[Trace]:
    place = 0
    while data[place : place + 1] == b"\x1c" and place + 5 <= len(data):
        record, number, size = data[place + 1], data[place + 2], int.from_bytes(data[place + 3 : place + 5], "big")
        text = decoded_text(data[place + 5 : place + 5 + size])
        if record == 2 and number == _BYLINE and text:
            yield Trace(TraceKind.PERSON, TraceSource.IMAGE, PersonalText(text))
        place += 5 + size
