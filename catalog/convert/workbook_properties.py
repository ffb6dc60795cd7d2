"""Excel workbooks without the names of those who made them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.personal import PersonalPart, find_personal
from catalog.load.workbooks.refusals import NotReadable

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_CENTRAL_HEADER = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF8_NAME = 0x800
_NEEDED_VERSION = 20


def scrub_workbook(data: bytes) -> bytes | None:
    """Return the same workbook (XLSX) without what names people, or None where nothing does.

    Emptied are the creator, the last editor, the company, the manager, the authors of comments (also their names at
    the start of a comment) and of revisions, who refreshed a pivot table, who recommended opening read-only, and the
    author's own folder. Every other part stays as it is, byte by byte; nothing is compressed anew, so that the same
    workbook gives the same bytes everywhere.

    Raises:
        NotReadable, TooLarge, Encrypted: :func:`catalog.load.workbooks.read_workbook` refuses it too.
    """
    replaced = {part.name: _without_names(part) for part in find_personal(Archive(data))}
    if not replaced:
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _zip(_member(data, info, replaced.get(info.filename)) for info in archive.infolist())


def _without_names(part: PersonalPart) -> bytes:
    pieces, end = [], 0
    for place in sorted(part.places, key=lambda place: place.start):
        pieces.append(part.data[end : place.start])
        end = place.end
    return b"".join((*pieces, part.data[end:]))


@dataclass(frozen=True, slots=True)
class _Member:
    """A file of a ZIP as it is stored."""

    name: bytes
    flags: int
    method: int
    time: int
    date: int
    checksum: int
    size: int
    stored: bytes
    attributes: int


def _member(data: bytes, info: zipfile.ZipInfo, new: bytes | None) -> _Member:
    year, month, day, hour, minute, second = info.date_time
    is_utf8 = bool(info.flag_bits & _UTF8_NAME)
    return _Member(
        name=info.orig_filename.encode("utf-8" if is_utf8 else "cp437"),
        flags=_UTF8_NAME if is_utf8 else 0,
        method=info.compress_type if new is None else zipfile.ZIP_STORED,
        time=hour << 11 | minute << 5 | second // 2,
        date=(year - 1980) << 9 | month << 5 | day,
        checksum=info.CRC if new is None else zlib.crc32(new),
        size=info.file_size if new is None else len(new),
        stored=_stored(data, info) if new is None else new,
        attributes=info.external_attr,
    )


def _stored(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member as they are in the archive, compressed."""
    if info.header_offset + _LOCAL_HEADER.size > len(data):
        raise NotReadable
    *_, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    stored = data[start : start + info.compress_size]
    if len(stored) < info.compress_size:
        raise NotReadable
    return stored


def _zip(members: Iterable[_Member]) -> bytes:
    body, directory, count = bytearray(), bytearray(), 0
    for member in members:
        common = (
            *(_NEEDED_VERSION, member.flags, member.method, member.time, member.date),
            *(member.checksum, len(member.stored), member.size, len(member.name), 0),
        )
        directory += _CENTRAL_HEADER.pack(b"PK\1\2", _NEEDED_VERSION, *common, 0, 0, 0, member.attributes, len(body))
        directory += member.name
        body += _LOCAL_HEADER.pack(b"PK\3\4", *common) + member.name + member.stored
        count += 1
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)
