"""The names in a ZIP, as the one who packed it wrote them."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

_END = b"PK\x05\x06"
_END_BYTES = 22
_LOCAL = b"PK\x03\x04"
MAX_DIRECTORY_BYTES = 16_000_000
"""Of a ZIP's list of members; a longer one takes too much memory to read."""

_UTF8_FLAG = 0x800


class BrokenZip(Exception):
    """The file is no ZIP that could be read, or one with too many members."""


@contextmanager
def opened_zip(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open the ZIP in *data*.

    Raises:
        BrokenZip: It is broken, here or while it is being read.
    """
    if directory_bytes(data) > MAX_DIRECTORY_BYTES:
        raise BrokenZip
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError),
        *(RuntimeError, ValueError, OSError, OverflowError),
    ) as error:
        raise BrokenZip from error


def directory_bytes(data: bytes) -> int:
    """Return how long the list of members says it is; 0 where there is none."""
    place = data.rfind(_END, max(0, len(data) - 65_536 - _END_BYTES))
    return int.from_bytes(data[place + 12 : place + 16], "little") if place >= 0 else 0


def member_name(member: zipfile.ZipInfo) -> str:
    """Return the name of *member*: without the mark of UTF-8 it is CP932 in Japan, or UTF-8 that wasn't marked."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for codec in ("utf-8", "cp932"):
        try:
            return raw.decode(codec).partition("\0")[0].replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return member.filename


def member_names(data: bytes) -> tuple[str, ...] | None:
    """Return the names of all files in the ZIP in *data*, or ``None`` where its list can't be read."""
    try:
        with opened_zip(data) as archive:
            return tuple(member_name(member) for member in archive.infolist() if not member.is_dir())
    except BrokenZip:
        return None


def plain_members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the files in *archive* by name, without those that operating systems put beside them."""
    members = {unicodedata.normalize("NFC", member_name(member)): member for member in archive.infolist()}
    return {name: member for name, member in members.items() if not name.endswith("/") and not is_of_a_system(name)}


def is_of_a_system(name: str) -> bool:
    """Return whether a file called *name* is an operating system's own, such as macOS's ``__MACOSX/._map.shp``."""
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def is_zip(data: bytes) -> bool:
    """Return whether *data* begins as a ZIP does, an empty one included."""
    return data.startswith((_LOCAL, _END))
