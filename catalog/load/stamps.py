"""Which files of a catalog have changed since the last look, without opening any."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

WATCHED = ("datasets", "docs", "hooks", "catalog", "mkdocs.yml")
"""What a site is made from; the package itself where it lies beside the datasets."""
MAX_FILES = 200_000

_LEFT_OUT = frozenset({"node_modules", "__pycache__", "src"})
"""Folders of generated files, and of sources that become nothing before somebody bundles them."""

Stamps = Mapping[str, tuple[int, int]]
"""Time of change and size by path."""


def read_stamps(root: Path) -> Stamps:
    """Return the stamps of the files below *root* that a site is made from; links are passed over.

    Files that editors and Excel lay beside those that are open aren't among them.
    """
    found: dict[str, tuple[int, int]] = {}
    for name in WATCHED:
        place = root / name
        for entry in _walk(place) if place.is_dir() else ():
            if len(found) >= MAX_FILES:
                return found
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:  # gone meanwhile
                continue
            found[entry.path] = status.st_mtime_ns, status.st_size
        if place.is_file():
            status = place.stat()
            found[str(place)] = status.st_mtime_ns, status.st_size
    return found


def _walk(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            listed = list(entries)
    except OSError:
        return
    for entry in listed:
        if entry.name.startswith((".", "~$")) or entry.name in _LEFT_OUT:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif entry.is_file(follow_symlinks=False):
            yield entry
