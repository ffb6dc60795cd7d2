"""The files of a change as they lie on disk: none is followed, opened or trusted for its name."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.findings import visible
from catalog.load.history import git_output, merge_base

_HUNK = re.compile(rb"^@@ -[0-9,]+ \+([0-9]+)(?:,([0-9]+))? @@", re.MULTILINE)
_SKIPPED = frozenset({".git", ".venv", ".catalog", ".cache", "site", "node_modules", "dist", "__pycache__"})
MAX_LOOSE_FILES = 20_000


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that a change touches.

    Attributes:
        uri: As git tells it, '/'-relative to the catalog's folder.
        is_there: There is something at its place now.
        is_plain: It is neither a link nor a device, and none of the folders above it is a link.
        has_good_name: Its name is one line of plain characters, and leads nowhere else.
    """

    uri: str
    is_there: bool
    is_plain: bool
    has_good_name: bool
    size_bytes: int


def read_changed_files(root: Path, uris: Iterable[str]) -> tuple[ChangedFile, ...]:
    """Return what there is at each of *uris* below *root*, sorted by uri."""
    return tuple(_changed_file(root, uri) for uri in sorted(uris))


def _changed_file(root: Path, uri: str) -> ChangedFile:
    is_good = visible(uri) == uri and not {"", ".", ".."} & set(uri.split("/")) and "\\" not in uri
    if {"..", ""} & set(uri.split("/")):
        return ChangedFile(uri, is_there=False, is_plain=False, has_good_name=False, size_bytes=0)
    try:
        status = (root / uri).lstat()
    except (OSError, ValueError):
        return ChangedFile(uri, is_there=False, is_plain=False, has_good_name=is_good, size_bytes=0)
    is_plain = stat.S_ISREG(status.st_mode) and not _is_below_link(root, uri)
    return ChangedFile(uri, is_there=True, is_plain=is_plain, has_good_name=is_good, size_bytes=status.st_size)


def _is_below_link(root: Path, uri: str) -> bool:
    place = root
    for part in uri.split("/")[:-1]:
        place /= part
        if place.is_symlink():
            return True
    return False


def read_added_lines(root: Path, revision: str, uri: str) -> frozenset[int]:
    """Return the numbers of the lines of *uri* that are new or other than in *revision*, from 1.

    Empty for files that git doesn't take for text.

    Raises:
        HistoryUnusable: Git can't tell.
    """
    base = merge_base(root, revision)
    options = ("-U0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames")
    text = git_output(root, "diff", *options, base, "--", f":(literal){uri}")
    found: set[int] = set()
    for match in _HUNK.finditer(text):
        first, count = int(match[1]), int(match[2]) if match[2] is not None else 1
        found.update(range(first, first + count))
    return frozenset(found)


def read_loose_uris(root: Path) -> tuple[str, ...]:
    """Return the plain files at the top of *root* and all below ``datasets``, sorted; links aren't followed."""
    top = (entry.name for entry in os.scandir(root) if entry.is_file(follow_symlinks=False))
    return tuple(sorted([*top, *_below(root)]))


def _below(root: Path) -> Iterator[str]:
    left = MAX_LOOSE_FILES
    for folder, names, files in os.walk(root / "datasets"):
        names[:] = sorted(name for name in names if name not in _SKIPPED)
        place = Path(folder)
        for name in sorted(files):
            left -= 1
            if left < 0:
                return
            file = place / name
            if not file.is_symlink():
                yield file.relative_to(root).as_posix()


def read_siblings(folder: Path) -> list[Path]:
    """Return the plain files in *folder*, sorted."""
    with os.scandir(folder) as entries:
        return sorted(Path(entry.path) for entry in entries if entry.is_file(follow_symlinks=False))
