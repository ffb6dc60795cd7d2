"""New files in a catalog, and folders with another name: nothing that is there is ever overwritten."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path


class InTheWayError(Exception):
    """Something is there already, or a link stands in the way; ``path`` says where."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def write_new_files(root: Path, folder_uri: str, files: Sequence[tuple[str, Iterable[bytes]]]) -> None:
    """Write *files*, each with its name, into the folder at *folder_uri*, which is made where it isn't there.

    All or none: what was written before something went wrong is taken away again.

    Arguments:
        root: Of the catalog.
        folder_uri: '/'-relative to *root*; none of its folders may be a link.
        files: In the order in which they are written.

    Raises:
        InTheWayError: A file is there already, or a folder is a link.
        OSError: It can't be written.
    """
    refuse_links(root, folder_uri)
    folder = root / folder_uri
    is_new = not folder.exists()
    written: list[Path] = []
    try:
        folder.mkdir(exist_ok=True)
        for name, pieces in files:
            _write_new(folder / name, pieces, written)
    except BaseException:
        for file in written:
            with suppress(OSError):
                file.unlink()
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise


def rename_folder(root: Path, old_uri: str, new_uri: str) -> None:
    """Give the folder at *old_uri* the place *new_uri*, both '/'-relative to *root*.

    Raises:
        InTheWayError: Something is there already, or a folder is a link.
        OSError: It can't be renamed.
    """
    refuse_links(root, old_uri)
    refuse_links(root, new_uri)
    if os.path.lexists(root / new_uri):
        raise InTheWayError(root / new_uri)
    (root / old_uri).rename(root / new_uri)


def _write_new(file: Path, pieces: Iterable[bytes], written: list[Path]) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(file, flags, 0o644)
    except FileExistsError:
        raise InTheWayError(file) from None
    written.append(file)
    with os.fdopen(descriptor, "wb") as stream:
        for piece in pieces:
            stream.write(piece)


def refuse_links(root: Path, uri: str) -> None:
    """Refuse the folder at *uri*, '/'-relative to *root*, where it or one above it is a link or no folder.

    Raises:
        InTheWayError: It is.
    """
    place = root
    for part in uri.split("/"):
        place /= part
        if place.is_symlink() or (place.exists() and not place.is_dir()):
            raise InTheWayError(place)


def remove_files(root: Path, folder_uri: str, names: Sequence[str]) -> None:
    """Take the plain files *names* out of the folder at *folder_uri*; they are in git.

    Raises:
        InTheWayError: A folder is a link, or a file is none.
        OSError: It can't be done.
    """
    refuse_links(root, folder_uri)
    for name in names:
        file = root / folder_uri / name
        if file.is_symlink() or not file.is_file():
            raise InTheWayError(file)
        file.unlink()


def write_reports(folder: Path, files: Mapping[str, str]) -> None:
    """Write reports by their '/'-relative names into *folder*, which is ours: what is there is written anew."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text if text.endswith("\n") or not text else f"{text}\n", "utf-8")
