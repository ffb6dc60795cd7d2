"""Files of a dataset that go for good; what they were is in git."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from catalog.store.files import is_plain_file


def remove_files(folder: Path, uris: Iterable[str]) -> tuple[str, ...]:
    """Remove the plain files at *uris*, '/'-relative to *folder*, and the folders that are empty then.

    Links aren't followed, and aren't removed. Returns the files that are still there.
    """
    left: list[str] = []
    emptied: set[Path] = set()
    for uri in uris:
        file = folder / uri
        try:
            if any(parent.is_symlink() for parent in _between(folder, file)) or not is_plain_file(file):
                left.append(uri)
                continue
            file.unlink()
            emptied.update(_between(folder, file))
        except OSError:
            left.append(uri)
    for place in sorted(emptied, key=lambda path: len(path.parts), reverse=True):
        with suppress(OSError):  # not empty
            place.rmdir()
    return tuple(left)


def _between(folder: Path, file: Path) -> list[Path]:
    """Return the folders between *folder* and *file*, neither of them included."""
    return [parent for parent in file.parents if parent != folder and parent.is_relative_to(folder)]
