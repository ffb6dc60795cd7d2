"""Exif with nothing in it but what shows a picture in the right way, when it was taken, and whose rights are in it."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Final

from catalog.load.traces.exif import EXIF_DIRECTORY, INTEROPERABILITY_DIRECTORY, Exif, ExifEntry

_MAIN = 0
_KEPT: Final[Mapping[int, frozenset[int]]] = {
    # Orientation, resolution, position of colours, copyright.
    _MAIN: frozenset({0x0112, 0x011A, 0x011B, 0x0128, 0x0213, 0x8298}),
    # Version, time, colour space.
    EXIF_DIRECTORY: frozenset({0x9000, 0x9003, 0xA001}),
    # Adobe RGB is told only here.
    INTEROPERABILITY_DIRECTORY: frozenset({1, 2}),
}
_LONG, _LONG_BYTES = 4, 4
_HEADER_BYTES = 8


def kept_exif(exif: Exif) -> bytes | None:
    """Return what may be kept of *exif* as Exif of its own, or ``None`` where nothing is."""
    kept = {directory: _kept(exif.entries, directory) for directory in _KEPT}
    if not any(kept.values()):
        return None
    directories = [directory for directory in _KEPT if kept[directory] or directory != INTEROPERABILITY_DIRECTORY]
    if not kept[EXIF_DIRECTORY] and INTEROPERABILITY_DIRECTORY not in directories:
        directories = [_MAIN]
    counts = [
        len(kept[directory]) + (place + 1 < len(directories))  # each but the last one points at the next
        for place, directory in enumerate(directories)
    ]
    starts = [_HEADER_BYTES + sum(2 + 12 * count + 4 for count in counts[:place]) for place in range(len(counts) + 1)]
    head, values = bytearray(), bytearray()
    for place, directory in enumerate(directories):
        entries = list(kept[directory])
        if place + 1 < len(directories):
            pointer = struct.pack(f"{exif.order}I", starts[place + 1])
            entries.append(ExifEntry(directory, directories[place + 1], _LONG, 1, pointer))
        head += struct.pack(f"{exif.order}H", len(entries))
        for entry in sorted(entries, key=lambda entry: entry.tag):
            head += struct.pack(f"{exif.order}HHI", entry.tag, entry.type, entry.count)
            head += _stored(entry.value, starts[-1], values, exif.order)
        head += bytes(_LONG_BYTES)
    mark = b"II*\0" if exif.order == "<" else b"MM\0*"
    return mark + struct.pack(f"{exif.order}I", _HEADER_BYTES) + bytes(head) + bytes(values)


def _kept(entries: Sequence[ExifEntry], directory: int) -> tuple[ExifEntry, ...]:
    """Return the entries of *directory* that are kept, one of each tag."""
    first: dict[int, ExifEntry] = {}
    for entry in entries:
        if entry.directory == directory and entry.tag in _KEPT[directory]:
            first.setdefault(entry.tag, entry)
    return tuple(entry for entry in first.values() if len(entry.value) == _size(entry))


def _size(entry: ExifEntry) -> int:
    return {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}[entry.type] * entry.count


def _stored(value: bytes, values_start: int, values: bytearray, order: str) -> bytes:
    """Return the four bytes for *value*: itself, or where it lies among *values*."""
    if len(value) <= _LONG_BYTES:
        return value.ljust(_LONG_BYTES, b"\0")
    place = struct.pack(f"{order}I", values_start + len(values))
    values += value + bytes(len(value) % 2)
    return place
