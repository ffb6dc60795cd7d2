"""Exif: what cameras write into pictures, as a small TIFF file.

Source: Exif 2.32 (CIPA DC-008); TIFF 6.0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from catalog.model.traces import Trace, TraceKind, TraceSource
from catalog.model.workbook import PersonalText

MAX_ENTRIES = 2_000
MAX_DIRECTORIES = 40
MAX_VALUE_BYTES = 20_000_000
_MAX_TEXT_BYTES = 2_000

ARTIST, XP_AUTHOR, OWNER, BODY_SERIAL, LENS_SERIAL = 0x013B, 0x9C9D, 0xA430, 0xA431, 0xA435
ORIENTATION, XMP, IPTC, PHOTOSHOP = 0x0112, 0x02BC, 0x83BB, 0x8649
EXIF_DIRECTORY, GPS_DIRECTORY, INTEROPERABILITY_DIRECTORY, SUB_DIRECTORIES = 0x8769, 0x8825, 0xA005, 0x014A
_FOLLOWING = 1
"""In place of a tag: the directory of the thumbnail, or of another page."""
_GPS_LATITUDE, _GPS_LONGITUDE, _GPS_AREA = 2, 4, 0x1C

_TEXTS: Final = {
    ARTIST: TraceKind.PERSON,
    XP_AUTHOR: TraceKind.PERSON,
    OWNER: TraceKind.PERSON,
    0xC62F: TraceKind.DEVICE,  # CameraSerialNumber of raw pictures
    BODY_SERIAL: TraceKind.DEVICE,
    LENS_SERIAL: TraceKind.DEVICE,
}
_UNIT_BYTES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}


@dataclass(frozen=True, slots=True)
class ExifEntry:
    """A value as it is stored.

    Attributes:
        directory: Tag of the directory that it stands in: 0 for the main one, 1 for those that follow it.
        type: 2 is text, 3 a 16-bit and 4 a 32-bit number, 5 a fraction.
    """

    directory: int
    tag: int
    type: int
    count: int
    value: bytes


@dataclass(frozen=True, slots=True)
class Exif:
    """All values; ``order`` is ``<`` or ``>``: how numbers are stored."""

    order: str
    entries: tuple[ExifEntry, ...]

    def value(self, tag: int) -> bytes | None:
        """Return the first value of *tag*."""
        return next((entry.value for entry in self.entries if entry.tag == tag), None)


def read_exif(data: bytes) -> Exif | None:
    """Return the values of a TIFF file or of Exif in another file; ``None`` where it is neither.

    What is cut off or points outside is left out.
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None or len(data) < 8:
        return None
    return Exif(order, tuple(_entries(data, order)))


def _entries(data: bytes, order: str) -> Iterator[ExifEntry]:
    (first,) = struct.unpack_from(f"{order}I", data, 4)
    waiting, seen = [(0, first)], set[int]()
    while waiting and len(seen) < MAX_DIRECTORIES:
        directory, place = waiting.pop(0)
        if place in seen or not 8 <= place <= len(data) - 2:
            continue
        seen.add(place)
        (count,) = struct.unpack_from(f"{order}H", data, place)
        end = place + 2 + 12 * count
        for start in range(place + 2, min(end, len(data) - 11, place + 2 + 12 * MAX_ENTRIES), 12):
            entry = _entry(data, order, directory, start)
            if entry is None:
                continue
            yield entry
            if entry.tag in (EXIF_DIRECTORY, GPS_DIRECTORY, INTEROPERABILITY_DIRECTORY, SUB_DIRECTORIES):
                waiting += [(entry.tag, number) for number in _numbers(entry, order)[:8]]
        if end + 4 <= len(data):
            waiting.append((directory or _FOLLOWING, struct.unpack_from(f"{order}I", data, end)[0]))


def _entry(data: bytes, order: str, directory: int, start: int) -> ExifEntry | None:
    tag, type_, count = struct.unpack_from(f"{order}HHI", data, start)
    size = _UNIT_BYTES.get(type_, 0) * count
    if not 0 < size <= MAX_VALUE_BYTES:
        return None
    place = start + 8 if size <= 4 else struct.unpack_from(f"{order}I", data, start + 8)[0]
    # Pixels have no place in what is kept of a TIFF file, and their tables can be long.
    wanted = size if tag in (XMP, IPTC, PHOTOSHOP) else min(size, _MAX_TEXT_BYTES)
    value = data[place : place + wanted]
    return ExifEntry(directory, tag, type_, count, value) if len(value) == wanted else None


def _numbers(entry: ExifEntry, order: str) -> list[int]:
    if entry.type not in (4, 13):
        return []
    return list(struct.unpack(f"{order}{len(entry.value) // 4}I", entry.value[: len(entry.value) // 4 * 4]))


def exif_traces(exif: Exif) -> Iterator[Trace]:
    """Yield what *exif* tells of people and places."""
    for entry in exif.entries:
        if entry.directory == GPS_DIRECTORY:
            continue
        kind = _TEXTS.get(entry.tag)
        text = decoded_text(entry.value, is_utf16=entry.tag == XP_AUTHOR)
        # Cameras fill a number that they don't know with noughts or blanks.
        if kind is not None and text.strip("0-. "):
            yield Trace(kind, TraceSource.IMAGE, PersonalText(text))
    place = {entry.tag: entry.value for entry in exif.entries if entry.directory == GPS_DIRECTORY}
    if _is_position(place):
        yield Trace(TraceKind.POSITION, TraceSource.IMAGE)


def _is_position(place: Mapping[int, bytes]) -> bool:
    """Return whether a place is told; cameras without reception write noughts."""
    return any(place.get(tag, b"").strip(b"\0") for tag in (_GPS_LATITUDE, _GPS_LONGITUDE, _GPS_AREA)) and any(
        _has_degrees(place.get(tag, b"")) for tag in (_GPS_LATITUDE, _GPS_LONGITUDE, _GPS_AREA)
    )


def _has_degrees(value: bytes) -> bool:
    # Fractions: 0/1 is nought, too.
    return any(value[start : start + 4].strip(b"\0") for start in range(0, len(value) - 7, 8))


def decoded_text(value: bytes, *, is_utf16: bool = False) -> str:
    """Return a text of a picture, without what fills it up; Japanese programs write UTF-8 or CP932."""
    if is_utf16:
        return value.decode("utf-16-le", "replace").strip("\0 ").strip()
    value = value.strip(b"\0 ")
    for codec in ("utf-8", "cp932"):
        try:
            return value.decode(codec).strip()
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1").strip()
