"""A file that is ready to be written, with its description."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from catalog.model.described import Distribution
from catalog.standards.vocabulary import read_vocabularies


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file's bytes, to be written at ``distribution.uri``."""

    distribution: Distribution
    content: bytes


def describe_file(role: str, uri: str, file_type: str, content: bytes, row_count: int | None = None) -> PublishedFile:
    """Return *content* with its size, digest and media type."""
    known = read_vocabularies().file_types.get(file_type)
    return PublishedFile(
        Distribution(
            role=role,
            uri=uri,
            file_type=file_type,
            media_type=known.media_type if known else "application/octet-stream",
            size_bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            row_count=row_count,
        ),
        content,
    )
