"""The one table in a ZIP."""

from __future__ import annotations

import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.zip_names import BrokenZip, is_of_a_system, member_name, opened_zip

MAX_BYTES = 1_000_000_000
"""Of a table when it is unpacked."""

MAX_RATIO = 200
_SMALL_BYTES = 50_000_000
"""What is shorter may be packed as tightly as it will."""

_TABLE_TYPES = {
    **{"csv": "csv", "tsv": "tsv", "xlsx": "xlsx", "xls": "xls", "ods": "ods"},
    **{"json": "json", "ndjson": "ndjson", "jsonl": "ndjson"},
}
_CHUNK_BYTES = 1 << 20
_ENCRYPTED_FLAG = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of a ZIP; ``file_type`` is what its ending says."""

    name: str
    file_type: str
    data: bytes


class TooLarge(Exception):
    """A member unpacks to more than a file may have."""


def read_table_member(data: bytes, innerpath: str | None, path: str) -> tuple[Member | None, Findings]:
    """Return the file called *innerpath* in the ZIP in *data*, or the only table in it.

    Nothing is trusted that the ZIP says of itself: the bytes are counted as they are unpacked. A ZIP with a name that
    leads out of its folder is refused as a whole.

    Codes: archive-broken, archive-encrypted, archive-too-large, archive-name, archive-member, archive-tables.
    """
    place = Location(path)
    try:
        with opened_zip(data) as archive:
            members = {unicodedata.normalize("NFC", member_name(member)): member for member in archive.infolist()}
            name, problem = _choose(members, innerpath, place)
            if name is None:
                return None, (problem,) if problem else ()
            if members[name].flag_bits & _ENCRYPTED_FLAG:
                return None, (Finding("archive-encrypted", place),)
            return Member(name, _file_type(name), unpack_member(archive, members[name])), ()
    except TooLarge:
        return None, (Finding("archive-too-large", place, {"limit": f"{MAX_BYTES // 1_000_000:,}"}),)
    except BrokenZip:
        return None, (Finding("archive-broken", place),)


def check_archive(data: bytes, path: str) -> Findings:
    """Return what is wrong with the ZIP in *data* for those who unpack it, whatever is in it.

    Codes: archive-broken, archive-encrypted, archive-name, archive-too-large.
    """
    place = Location(path)
    try:
        with opened_zip(data) as archive:
            members = archive.infolist()
    except BrokenZip:
        return (Finding("archive-broken", place),)
    unsafe = next((name for member in members if leads_outside(name := member_name(member))), None)
    if unsafe is not None:
        return (Finding("archive-name", place, {"name": shown(unsafe, 120)}),)
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        return (Finding("archive-encrypted", place),)
    if any(member.file_size > _most_bytes(member) for member in members):
        return (Finding("archive-too-large", place, {"limit": f"{MAX_BYTES // 1_000_000:,}"}),)
    return ()


def _most_bytes(member: zipfile.ZipInfo) -> int:
    """Return how long *member* may be when it is unpacked."""
    return min(MAX_BYTES, max(_SMALL_BYTES, MAX_RATIO * member.compress_size))


def _choose(
    members: dict[str, zipfile.ZipInfo], innerpath: str | None, place: Location
) -> tuple[str | None, Finding | None]:
    unsafe = next((name for name in members if leads_outside(name)), None)
    if unsafe is not None:
        return None, Finding("archive-name", place, {"name": shown(unsafe, 120)})
    tables = [name for name in members if _is_table(name)]
    files = ", ".join(shown(name, 80) for name in tables[:10])
    if innerpath is not None:
        wanted = unicodedata.normalize("NFC", innerpath)
        if wanted in members and _file_type(wanted):
            return wanted, None
        return None, Finding("archive-member", place, {"name": shown(innerpath, 120), "files": files})
    if len(tables) != 1:
        return None, Finding("archive-tables", place, {"count": str(len(tables)), "files": files})
    return tables[0], None


def leads_outside(name: str) -> bool:
    """Return whether a member called *name* would be unpacked outside of its folder."""
    return name.startswith("/") or name[1:2] == ":" or ".." in name.replace("\\", "/").split("/")


def _is_table(name: str) -> bool:
    return bool(_file_type(name)) and not name.endswith("/") and not is_of_a_system(name)


def _file_type(name: str) -> str:
    return _TABLE_TYPES.get(PurePosixPath(name).suffix.lower().removeprefix("."), "")


def unpack_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of *member*.

    Raises:
        TooLarge: They are too many, or far too many for those that are packed.
    """
    limit = _most_bytes(member)
    if member.file_size > limit:  # It says so itself; what it doesn't say is counted.
        raise TooLarge
    chunks, length = [], 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            chunks.append(chunk)
            length += len(chunk)
            if length > limit:
                raise TooLarge
    return b"".join(chunks)
