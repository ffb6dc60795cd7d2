"""Files to publish: planned, with what will be written piece by piece; and written, with their description."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from catalog.model.described import Distribution
from catalog.standards.vocabulary import read_vocabularies


class Content(Protocol):
    """What a file holds, wherever it was written to; it can be read more than once."""

    @property
    def size_bytes(self) -> int:
        """Length."""

    @property
    def sha256(self) -> str:
        """Digest, in hexadecimal."""

    def pieces(self) -> Iterator[bytes]:
        """Yield the content, some at a time."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that will be written, with what can be said of it before.

    Attributes:
        role, uri, file_type, row_count: As of a :class:`Distribution`.
    """

    role: str
    uri: str
    file_type: str
    row_count: int | None = None

    def describe(self, size_bytes: int, sha256: str) -> Distribution:
        """Return the description of the file, now that it was written."""
        known = read_vocabularies().file_types.get(self.file_type)
        return Distribution(
            role=self.role,
            uri=self.uri,
            file_type=self.file_type,
            media_type=known.media_type if known else "application/octet-stream",
            size_bytes=size_bytes,
            sha256=sha256,
            row_count=self.row_count,
        )


@dataclass(frozen=True, slots=True)
class FilePass:
    """Files that are made together, in one pass over a table, because most of the work for them is the same.

    Attributes:
        rounds: In each a piece for each of ``files``; can be gone through once, and does the work when it is.
    """

    files: tuple[PlannedFile, ...]
    rounds: Iterable[tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A small file's bytes, to be written at ``distribution.uri``."""

    distribution: Distribution
    content: bytes

    @property
    def size_bytes(self) -> int:
        """Length."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """Digest, in hexadecimal."""
        return self.distribution.sha256

    def pieces(self) -> Iterator[bytes]:
        """Yield the content."""
        yield self.content


def describe_file(role: str, uri: str, file_type: str, content: bytes, row_count: int | None = None) -> PublishedFile:
    """Return *content* with its size, digest and media type."""
    planned = PlannedFile(role, uri, file_type, row_count)
    return PublishedFile(planned.describe(len(content), hashlib.sha256(content).hexdigest()), content)
