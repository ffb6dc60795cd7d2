"""A department's file to be handed on as it is, without the whole of it in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.findings import Finding, Location

_PIECE_BYTES = 1 << 20

SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".xml", ".shp.xml", ".qmd")
"""Endings of the files that a Shapefile consists of, or that go with one."""


class FileChangedError(Exception):
    """A file isn't any more what was checked: somebody wrote it meanwhile."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as the department made it.

    Attributes:
        mtime_ns: Time of its last change when it was found.
    """

    file: Path
    size_bytes: int
    mtime_ns: int

    def pieces(self) -> Iterator[bytes]:
        """Yield the content.

        Raises:
            FileChangedError: The file was written since it was found.
        """
        with self.file.open("rb") as stream:
            while piece := stream.read(_PIECE_BYTES):
                yield piece
            status = os.fstat(stream.fileno())
        if (status.st_size, status.st_mtime_ns) != (self.size_bytes, self.mtime_ns):
            raise FileChangedError(self.file.name)


def find_parts(original: Original) -> tuple[Original, ...]:
    """Return the files that make up the Shapefile whose ``.shp`` is *original*, that one first."""
    found = [original]
    for file in sorted(original.file.parent.iterdir()):
        is_part = file.name.casefold() in {f"{original.file.stem}{ending}".casefold() for ending in SHAPEFILE_PARTS}
        if is_part and file != original.file and not file.is_symlink():
            status = file.stat()
            found.append(Original(file, status.st_size, status.st_mtime_ns))
    return tuple(found)


def find_original(file: Path, path: str, limit_bytes: int) -> tuple[Original | None, Finding | None]:
    """Return the original at *file*, or the finding that says why it can't be had.

    Arguments:
        file: Where it is.
        path: What a finding calls the file.
        limit_bytes: A longer file is refused.

    Codes: file-missing, file-unreadable, file-too-large.
    """
    try:
        with file.open("rb") as stream:
            stream.read(1)
            status = os.fstat(stream.fileno())
    except FileNotFoundError:
        return None, Finding("file-missing", Location(path))
    except OSError:
        return None, Finding("file-unreadable", Location(path))
    if status.st_size > limit_bytes:
        return None, Finding("file-too-large", Location(path), {"limit": f"{limit_bytes // 1_000_000:,}"})
    return Original(file, status.st_size, status.st_mtime_ns), None
