"""The parts of a layer in a ZIP: nothing is trusted that the ZIP says of itself."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath

from catalog.findings import Finding, Location, shown
from catalog.load.archives import MAX_BYTES, TooLarge, leads_outside, unpack_member
from catalog.load.gis.raw_layer import Refused
from catalog.load.zip_names import BrokenZip, member_name, opened_zip, plain_members

_ENCRYPTED_FLAG = 1


@dataclass(slots=True)
class Archive:
    """An open ZIP; all that is unpacked from it together is bounded, and a ZIP within stays closed."""

    path: str
    _archive: zipfile.ZipFile
    _members: dict[str, zipfile.ZipInfo]
    _left_bytes: int = MAX_BYTES

    @property
    def names(self) -> list[str]:
        """The files, without those of operating systems, in the order in which they were packed."""
        return list(self._members)

    def find(self, name: str) -> str | None:
        """Return the file called *name* in any folder, whatever its capitals, or ``None``."""
        return next((member for member in self._members if PurePosixPath(member).name.lower() == name), None)

    def read(self, name: str) -> bytes:
        """Return the content of the file called *name*.

        Codes: archive-encrypted, archive-too-large.

        Raises:
            Refused: It is encrypted, or together they are too much.
        """
        member = self._members[name]
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise Refused(Finding("archive-encrypted", Location(self.path)))
        try:
            content = unpack_member(self._archive, member)
        except TooLarge:
            content = None
        self._left_bytes -= len(content or b"")
        if content is None or self._left_bytes < 0:
            limit = f"{MAX_BYTES // 1_000_000:,}"
            raise Refused(Finding("archive-too-large", Location(self.path), {"limit": limit}))
        return content


@contextmanager
def opened_archive(data: bytes, path: str) -> Iterator[Archive]:
    """Open the ZIP in *data*, which findings call *path*.

    Codes: archive-broken, archive-name.

    Raises:
        Refused: It is broken, here or while it is being read, or has a name that leads out of its folder.
    """
    try:
        with opened_zip(data) as archive:
            yield Archive(path, archive, _members(archive, path))
    except BrokenZip as error:
        raise Refused(Finding("archive-broken", Location(path))) from error


def _members(archive: zipfile.ZipFile, path: str) -> dict[str, zipfile.ZipInfo]:
    unsafe = next((name for member in archive.infolist() if leads_outside(name := member_name(member))), None)
    if unsafe is not None:
        raise Refused(Finding("archive-name", Location(path), {"name": shown(unsafe, 120)}))
    return plain_members(archive)
