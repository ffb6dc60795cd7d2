"""A ZIP archive piece by piece, without the whole of it in memory, the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = date(1980, 1, 1)
"""The first day that a ZIP archive can tell."""
LARGEST = 2_000_000_000
"""Bytes of the largest entry whose size needn't be known beforehand."""

_UNIX = 3
_READABLE_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive.

    Attributes:
        level: How hard to compress: 0 (not at all) to 9.
        size_bytes: Must be stated where it may be more than :data:`LARGEST`.
    """

    name: str
    pieces: Iterable[bytes]
    level: int = 6
    size_bytes: int = 0


def zip_pieces(entries: Iterable[Entry], day: date = EARLIEST) -> Iterator[bytes]:
    """Yield an archive of *entries* in their order, each with *day* as the day of its last change."""
    sink = _Sink()
    with ZipFile(cast("IO[bytes]", sink), "w", ZIP_DEFLATED) as archive:
        for entry in entries:
            info = _info(entry, day)
            with archive.open(info, "w") as file:
                for piece in entry.pieces:
                    file.write(piece)
                    yield sink.taken()
        # What the archive writes when it is closed comes after the last look at the sink.
    yield sink.taken()


class _Sink:
    """What an archive is written to: it can't be sought in, so sizes and digests follow on each entry."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: whoever takes the pieces writes them."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _info(entry: Entry, day: date) -> ZipInfo:
    # Names that aren't ASCII get the flag that says UTF-8 from zipfile itself.
    info = ZipInfo(entry.name, (day.year, day.month, day.day, 0, 0, 0))
    info.create_system = _UNIX  # the same bytes wherever the site is built
    info.external_attr = _READABLE_FILE
    info.compress_type = ZIP_DEFLATED
    info.file_size = entry.size_bytes
    info._compresslevel = entry.level  # type: ignore[attr-defined]  # has a public name from Python 3.13 on
    return info
