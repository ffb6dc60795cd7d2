"""The container of old Office files (OLE compound file): a small file system with sectors and chains of them.

Source: [MS-CFB].
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from catalog.load.workbooks.refusals import NotReadable

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")

_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_LAST_SECTOR = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_STREAM = 2
_INLINE_TABLE_SECTORS = 109


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    type: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """The streams at the top of a compound file; those of embedded objects lie deeper and aren't seen."""

    __slots__ = ("_cutoff", "_data", "_entries", "_mini", "_mini_table", "_sector_bytes", "_table", "_top")

    def __init__(self, data: bytes) -> None:
        """Read the tables.

        Raises:
            NotReadable: It is no such file, or it is cut off.
        """
        if len(data) < _HEADER_BYTES or not data.startswith(SIGNATURE):
            raise NotReadable
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise NotReadable
        self._sector_bytes = 1 << shift
        directory, _, self._cutoff, mini_table, mini_count = struct.unpack_from("<IIIII", data, 48)
        self._table = self._read_table()
        self._entries = self._read_entries(directory)
        self._mini_table = _numbers(self._chain(mini_table)) if mini_count else ()
        self._mini = self._chain(self._entries[0].start) if self._entries[0].size else b""
        self._top = {entry.name.lower(): entry for entry in self._children()}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._top

    def read(self, name: str) -> bytes:
        """Return the stream called *name*.

        Raises:
            NotReadable: There is none, or it is cut off.
        """
        entry = self._top.get(name.lower())
        if entry is None or entry.type != _STREAM:
            raise NotReadable
        data = self._mini_chain(entry.start) if entry.size < self._cutoff else self._chain(entry.start)
        if len(data) < entry.size:
            raise NotReadable
        return data[: entry.size]

    def _read_table(self) -> tuple[int, ...]:
        """Return the number of the sector that follows each sector."""
        count, next_list, list_count = (
            struct.unpack_from("<I", self._data, 44)[0],
            *struct.unpack_from("<II", self._data, 68),
        )
        sectors = list(struct.unpack_from(f"<{_INLINE_TABLE_SECTORS}I", self._data, 76))
        for _ in range(min(list_count, len(self._data) // self._sector_bytes)):
            if next_list >= _LAST_SECTOR:
                break
            *more, next_list = _numbers(self._sector(next_list))
            sectors.extend(more)
        if count > len(self._data) // self._sector_bytes + 1:
            raise NotReadable
        used = [sector for sector in sectors[:count] if sector < _LAST_SECTOR]
        return _numbers(b"".join(self._sector(sector) for sector in used))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        sector = self._data[start : start + self._sector_bytes]
        if not sector:
            raise NotReadable
        return sector.ljust(self._sector_bytes, b"\0")  # Some programs cut off what the last one doesn't use.

    def _chain(self, number: int) -> bytes:
        sectors: list[bytes] = []
        while number < _LAST_SECTOR:
            if number >= len(self._table) or len(sectors) > len(self._table):
                raise NotReadable
            sectors.append(self._sector(number))
            number = self._table[number]
        return b"".join(sectors)

    def _mini_chain(self, number: int) -> bytes:
        sectors: list[bytes] = []
        while number < _LAST_SECTOR:
            if number >= len(self._mini_table) or len(sectors) > len(self._mini_table):
                raise NotReadable
            sectors.append(self._mini[number * 64 : number * 64 + 64])
            number = self._mini_table[number]
        return b"".join(sectors)

    def _read_entries(self, start: int) -> list[_Entry]:
        data = self._chain(start)
        entries = [_entry(data[index : index + _ENTRY_BYTES]) for index in range(0, len(data), _ENTRY_BYTES)]
        if not entries:
            raise NotReadable
        return entries

    def _children(self) -> list[_Entry]:
        """Return the entries right below the root, which hang together as a tree."""
        found: dict[int, _Entry] = {}
        waiting = [self._entries[0].child]
        while waiting:
            number = waiting.pop()
            if number == _NO_ENTRY or number in found:
                continue
            if number >= len(self._entries):
                raise NotReadable
            found[number] = self._entries[number]
            waiting += [found[number].left, found[number].right]
        return list(found.values())


def _entry(data: bytes) -> _Entry:
    length, kind = struct.unpack_from("<HB", data, 64)
    left, right, child = struct.unpack_from("<III", data, 68)
    start, size = struct.unpack_from("<II", data, 116)
    name = data[: min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
    return _Entry(name, kind, left, right, child, start, size)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)
