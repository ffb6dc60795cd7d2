"""The parts of a workbook that is a ZIP, unpacked within bounds and never onto the disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from catalog.load.workbooks.refusals import Encrypted, NotReadable, TooLarge

MAX_UNPACKED_BYTES = 1_000_000_000
ALWAYS_UNPACKED_BYTES = 50_000_000
MAX_RATIO = 100
"""How many times its size a workbook may unpack to, beyond what is always allowed: honest ones stay below 40."""
MAX_PARTS = 20_000
MAX_SMALL_PART_BYTES = 20_000_000

_CHUNK_BYTES = 1 << 20
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # All that the standard allows; others can ask for much memory.
_BAD_ZIP = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, IndexError, OverflowError),
)
"""What the standard library raises for archives that are damaged in one way or another."""


@dataclass(slots=True)
class Archive:
    """A ZIP whose parts are found whatever the case and slashes of their names.

    Attributes:
        left_bytes: How much may still be unpacked, all parts together.
    """

    data: bytes
    left_bytes: int = field(init=False)
    _zip: zipfile.ZipFile = field(init=False)
    _parts: dict[str, zipfile.ZipInfo] = field(init=False)

    def __post_init__(self) -> None:
        """Look at the list of parts.

        Raises:
            NotReadable: It is no ZIP, its names lead out of it, or two parts share one name.
            TooLarge: It has more parts than a workbook may have.
        """
        self.left_bytes = min(MAX_UNPACKED_BYTES, ALWAYS_UNPACKED_BYTES + MAX_RATIO * len(self.data))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(self.data))
        except _BAD_ZIP as error:
            raise NotReadable from error
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        if len(infos) > MAX_PARTS:
            raise TooLarge
        self._parts = {_key(info.filename): info for info in infos}
        # Readers differ on which of two parts of one name they take: what we check might not be what Excel shows.
        if len(self._parts) != len(infos) or any(_leads_out(name) for name in self._parts):
            raise NotReadable

    @property
    def names(self) -> list[str]:
        """Names of all parts as written, in the archive's order."""
        return [info.filename for info in self._parts.values()]

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the unpacked bytes of the part called *name*.

        Raises:
            Encrypted: The part has a ZIP password.
            NotReadable: There is no such part, or it doesn't unpack to what it claims.
            TooLarge: Together with what was unpacked before it is more than :data:`MAX_UNPACKED_BYTES`.
        """
        info = self._parts.get(_key(name))
        if info is None or info.compress_type not in _METHODS:
            raise NotReadable
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise Encrypted
        if info.file_size > self.left_bytes:  # A part that is longer than it claims fails its checksum.
            raise TooLarge
        self.left_bytes -= info.file_size
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    yield chunk
        except _BAD_ZIP as error:
            raise NotReadable from error

    def read(self, name: str) -> bytes:
        """Return a part that is small in every honest workbook.

        Raises:
            Encrypted, NotReadable, TooLarge: As for :meth:`chunks`.
        """
        info = self._parts.get(_key(name))
        if info is not None and info.file_size > MAX_SMALL_PART_BYTES:
            raise TooLarge
        return b"".join(self.chunks(name))


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _leads_out(name: str) -> bool:
    return ".." in name.split("/")
