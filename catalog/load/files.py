"""Bounded reading of one file."""

from __future__ import annotations

from pathlib import Path

from catalog.findings import Finding, Location


def read_bytes(file: Path, path: str, limit_bytes: int) -> tuple[bytes | None, Finding | None]:
    """Return the bytes of *file*, or the finding that says why they can't be had.

    Arguments:
        file: Where it is.
        path: What a finding calls the file.
        limit_bytes: A longer file is refused without being read.

    Codes: file-missing, file-unreadable, file-too-large.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(limit_bytes + 1)
    except FileNotFoundError:
        return None, Finding("file-missing", Location(path))
    except OSError:
        return None, Finding("file-unreadable", Location(path))
    if len(data) > limit_bytes:
        return None, Finding("file-too-large", Location(path), {"limit": f"{limit_bytes // 1_000_000:,}"})
    return data, None
