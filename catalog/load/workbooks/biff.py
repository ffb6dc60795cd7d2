"""The records and texts that an old Excel workbook (XLS, BIFF8 and BIFF5) is made of.

Source: [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from catalog.load.workbooks.refusals import NotReadable

_WIDE, _PHONETIC, _RICH = 1, 4, 8


class RecordType(IntEnum):
    """The records that are looked at."""

    FORMULA = 0x0006
    EOF = 0x000A
    NOTE = 0x001C
    DATE_MODE = 0x0022
    FILE_PASS = 0x002F
    CONTINUE = 0x003C
    CODE_PAGE = 0x0042
    OBJECT = 0x005D
    COLUMN_INFO = 0x007D
    BOUND_SHEET = 0x0085
    MULTIPLE_RK = 0x00BD
    RICH_STRING = 0x00D6
    FORMAT_OF_CELLS = 0x00E0
    MERGED_CELLS = 0x00E5
    SHARED_STRINGS = 0x00FC
    LABEL_SHARED = 0x00FD
    NUMBER = 0x0203
    LABEL = 0x0204
    BOOLEAN_OR_ERROR = 0x0205
    STRING = 0x0207
    ROW = 0x0208
    RK = 0x027E
    NUMBER_FORMAT = 0x041E
    BEGIN = 0x0809


@dataclass(frozen=True, slots=True)
class Record:
    """A record with those that continue it.

    Attributes:
        position: Where it begins in the stream.
        segments: Its own bytes, then those of each ``CONTINUE`` record.
    """

    type: int
    position: int
    segments: tuple[bytes, ...]

    @property
    def data(self) -> bytes:
        """The record's own bytes."""
        return self.segments[0]

    def numbers(self, layout: str, offset: int = 0) -> tuple[int, ...]:
        """Return numbers laid out as :mod:`struct` says.

        Raises:
            NotReadable: The record is too short.
        """
        try:
            return struct.unpack_from(layout, self.data, offset)
        except struct.error as error:
            raise NotReadable from error


def read_stream(stream: bytes, position: int) -> Iterator[Record]:
    """Yield the records from *position* to the end of the substream there, those of embedded charts left out.

    Raises:
        NotReadable: The stream is cut off.
    """
    depth = 0
    begun: tuple[int, int] | None = None
    segments: list[bytes] = []
    while True:
        kind, data = _record(stream, position)
        if kind == RecordType.CONTINUE:
            segments.append(data)
        else:
            if begun is not None:
                yield Record(*begun, tuple(segments))
            depth += (kind == RecordType.BEGIN) - (kind == RecordType.EOF)
            begun, segments = (kind, position) if depth == 1 else None, [data]
        if depth <= 0:
            return
        position += 4 + len(data)


def _record(stream: bytes, position: int) -> tuple[int, bytes]:
    if position + 4 > len(stream):
        raise NotReadable
    kind, length = struct.unpack_from("<HH", stream, position)
    data = stream[position + 4 : position + 4 + length]
    if len(data) < length:
        raise NotReadable
    return kind, data


class TextReader:
    """Reads texts from a record and its continuations."""

    __slots__ = ("_offset", "_segment", "_segments")

    def __init__(self, record: Record, offset: int) -> None:
        self._segments = record.segments
        self._segment = 0
        self._offset = offset

    def text(self) -> str:
        """Return the next text of BIFF8: its formatting and readings (phonetic) are left out.

        Raises:
            NotReadable: The record ends before the text does.
        """
        length, flags = struct.unpack("<HB", self._bytes(3))
        run_count = struct.unpack("<H", self._bytes(2))[0] if flags & _RICH else 0
        reading_bytes = struct.unpack("<I", self._bytes(4))[0] if flags & _PHONETIC else 0
        text = self._characters(length, is_wide=bool(flags & _WIDE))
        self._skip(4 * run_count + reading_bytes)
        return text

    def _characters(self, count: int, *, is_wide: bool) -> str:
        parts: list[bytes] = []
        while count:
            size = 2 if is_wide else 1
            part = self._segments[self._segment][self._offset : self._offset + count * size]
            count -= len(part) // size
            self._offset += len(part)
            if len(part) % size:
                raise NotReadable
            parts.append(part if is_wide else part.decode("latin-1").encode("utf-16-le"))
            if count:  # A text that goes on in the next record says anew how wide its characters are.
                self._next_segment()
                is_wide = bool(self._bytes(1)[0] & _WIDE)
        return b"".join(parts).decode("utf-16-le", "replace")

    def _next_segment(self) -> None:
        self._segment, self._offset = self._segment + 1, 0
        if self._segment >= len(self._segments):
            raise NotReadable

    def _bytes(self, count: int) -> bytes:
        parts = b""
        while len(parts) < count:
            if self._offset >= len(self._segments[self._segment]):
                self._next_segment()
            part = self._segments[self._segment][self._offset : self._offset + count - len(parts)]
            self._offset += len(part)
            parts += part
        return parts

    def _skip(self, count: int) -> None:
        while count:
            left = len(self._segments[self._segment]) - self._offset
            if left >= count:
                self._offset += count
                return
            count -= left
            self._next_segment()


def rk_number(value: int) -> float:
    """Return the number that an RK value packs into 32 bits."""
    if value & 2:
        number = float((value ^ 0x80000000) - 0x80000000 >> 2 if value & 0x80000000 else value >> 2)
    else:
        number = float(struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", value & 0xFFFFFFFC))[0])
    return number / 100 if value & 1 else number
