"""JPEG, PNG and WebP without what they tell of people and places; no pixel is touched.

TIFF isn't written anew: its pixels lie anywhere among what tells of people.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from catalog.convert.scrub.exif import kept_exif
from catalog.load.traces.exif import read_exif
from catalog.load.traces.pictures import (
    EXIF_MARK,
    JPEG,
    PNG,
    BrokenPicture,
    Segment,
    is_webp,
    jpeg_segments,
    png_chunks,
    webp_chunks,
)

_APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_COLOURS = b"ICC_PROFILE\0"
_KEPT_TEXTS = (b"title", b"copyright", b"software", b"disclaimer", b"warning", b"creation time")
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_MAX_SEGMENT_BYTES = 65_533


def scrub_picture(data: bytes) -> bytes | None:
    """Return the picture without names, places and comments, or ``None`` for a broken one and for other kinds.

    Kept are colours, orientation, resolution, the time, and the copyright notice, which nobody may take away; what
    follows behind the picture (further pictures and films of telephones) is cut off.
    """
    try:
        if data.startswith(JPEG):
            return _jpeg(data)
        if data.startswith(PNG):
            return PNG + b"".join(_png_pieces(data))
        return _webp(data) if is_webp(data) else None
    except BrokenPicture:
        return None


def _jpeg(data: bytes) -> bytes:
    head, rest, exif = [data[:2]], list[bytes](), None
    for segment in jpeg_segments(data):
        if segment.marker == _APP1 and segment.payload.startswith(EXIF_MARK):
            exif = exif or _kept(segment.payload[len(EXIF_MARK) :])
        elif _is_kept(segment):
            (head if segment.marker == _APP0 and not rest else rest).append(data[segment.start : segment.end])
    if exif is not None and len(EXIF_MARK + exif) <= _MAX_SEGMENT_BYTES:
        payload = EXIF_MARK + exif
        head.append(b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload)
    return b"".join((*head, *rest))


def _is_kept(segment: Segment) -> bool:
    if segment.marker == _APP2:
        return segment.payload.startswith(_COLOURS)
    is_application = _APP0 <= segment.marker <= _APP15
    return segment.marker in (_APP0, _APP14) or not (is_application or segment.marker == _COMMENT)


def _png_pieces(data: bytes) -> Iterator[bytes]:
    for kind, content, start, end in png_chunks(data):
        if kind == b"eXIf":
            exif = _kept(content)
            if exif is not None:
                yield struct.pack(">I", len(exif)) + kind + exif + struct.pack(">I", zlib.crc32(kind + exif))
        elif kind not in (b"tEXt", b"zTXt", b"iTXt") or _is_kept_text(content):
            yield data[start:end]


def _is_kept_text(content: bytes) -> bool:
    return content.partition(b"\0")[0].lower() in _KEPT_TEXTS


def _webp(data: bytes) -> bytes:
    pieces, flags = [], 0
    for kind, content, start, end in webp_chunks(data):
        if kind == b"EXIF":
            exif = _kept(content.removeprefix(EXIF_MARK))
            if exif is not None:
                flags |= _WEBP_EXIF
                pieces.append(struct.pack("<4sI", kind, len(exif)) + exif + bytes(len(exif) % 2))
        elif kind != b"XMP ":
            pieces.append(data[start:end])
    if pieces and pieces[0][:4] == b"VP8X" and len(pieces[0]) > 8:
        first = pieces[0]
        pieces[0] = first[:8] + bytes([first[8] & ~(_WEBP_EXIF | _WEBP_XMP) | flags]) + first[9:]
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _kept(data: bytes) -> bytes | None:
    exif = read_exif(data)
    return kept_exif(exif) if exif is not None else None
