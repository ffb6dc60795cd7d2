"""Digests of what a result depends on: users' files, and the code itself."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

LIBRARIES_THAT_SHAPE_RESULTS = (
    "frictionless",
    "jinja2",
    "markdown",
    "mkdocs-material",  # its icons stand in our pages
    "nh3",
    "polars",
    "pyproj",
    "pyyaml",
)
"""A new version of one of these may give another result from the same files."""


def read_digest(file: Path) -> str | None:
    """Return the SHA-256 of *file* in hexadecimal, or ``None`` where it can't be read (reading it says why)."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


@cache
def read_package_digest() -> str:
    """Return a digest of this package's code, texts and templates, and of the libraries that shape results."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(
        repr((sys.version_info[:2], [version(name) for name in LIBRARIES_THAT_SHAPE_RESULTS])).encode()
    )
    for file in sorted(package.rglob("*")):
        uri = file.relative_to(package).as_posix()
        if file.suffix in {".py", ".yaml", ".html", ".json", ".svg"} and not uri.startswith("web/"):
            digest.update(uri.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def read_folder_digest(folders: Iterable[Path]) -> str:
    """Return a digest of the names and contents of all files in *folders*, one of which may be a file."""
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
            if file.is_file():
                digest.update(f"{file.relative_to(folder).as_posix()}\0{read_digest(file)}\n".encode())
    return digest.hexdigest()
