"""ZIPs with some members replaced; the others stay as they are stored, and nothing is compressed anew.

Source: PKWARE APPNOTE 6.3.10.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog.load.workbooks.refusals import NotReadable

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_CENTRAL_HEADER = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_NEEDED_VERSION = 20
_UNICODE_PATH = 0x7075
_MAX_MEMBERS = 65_535
_MAX_BYTES = 0xFFFF_FFFF


def replace_members(data: bytes, replaced: Mapping[int, bytes]) -> bytes:
    """Return the ZIP in *data* with other contents, which are stored without being compressed: the same everywhere.

    Arguments:
        data: The whole ZIP.
        replaced: New contents by where the member begins (``header_offset``): names needn't be unique.

    Raises:
        NotReadable: It is broken; or it is encrypted, packed in a rare way or too large to be written anew.
        zipfile.BadZipFile: It is no ZIP.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if len(infos) > _MAX_MEMBERS or len(data) > _MAX_BYTES // 2 or any(_is_rare(info) for info in infos):
            raise NotReadable
        return _zip((_member(data, info, replaced.get(info.header_offset)) for info in infos), archive.comment)


def _is_rare(info: zipfile.ZipInfo) -> bool:
    is_packed_rarely = info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return is_packed_rarely or bool(info.flag_bits & _ENCRYPTED) or info.file_size > _MAX_BYTES


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
    extra: bytes


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
        extra=b"".join(_unicode_paths(info.extra)),
    )


def _unicode_paths(extra: bytes) -> Iterator[bytes]:
    """Yield what says the name of a member in UTF-8; other extras are about the machine that packed it."""
    place = 0
    while place + 4 <= len(extra):
        number, size = struct.unpack_from("<HH", extra, place)
        if number == _UNICODE_PATH:
            yield extra[place : place + 4 + size]
        place += 4 + size


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


def _zip(members: Iterable[_Member], comment: bytes) -> bytes:
    body, directory, count = bytearray(), bytearray(), 0
    for member in members:
        common = (
            *(_NEEDED_VERSION, member.flags, member.method, member.time, member.date),
            *(member.checksum, len(member.stored), member.size, len(member.name), len(member.extra)),
        )
        place = (0, 0, 0, member.attributes, len(body))
        directory += _CENTRAL_HEADER.pack(b"PK\1\2", _NEEDED_VERSION, *common, *place)
        directory += member.name + member.extra
        body += _LOCAL_HEADER.pack(b"PK\3\4", *common) + member.name + member.extra + member.stored
        count += 1
        if len(body) > _MAX_BYTES // 2:  # Members can lie about each other's places.
            raise NotReadable
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment))
    return bytes(body + directory + end + comment)
