"""Files of departments that get another place, or go: never through a link, and never one that isn't a plain file."""

from __future__ import annotations

from pathlib import Path

from catalog.store.files import is_plain_file
from catalog.store.new_files import InTheWayError, refuse_links


def move_file(root: Path, uri: str, target_uri: str) -> None:
    """Put the file at *uri* in the place of the one at *target_uri*, both '/'-relative to *root*.

    What is there is replaced: it is in git.

    Raises:
        InTheWayError: A folder is a link, or one of the two is no plain file.
        OSError: It can't be moved.
    """
    _refuse_others(root, uri)
    _refuse_others(root, target_uri)
    (root / uri).replace(root / target_uri)


def remove_file(root: Path, uri: str) -> None:
    """Remove the file at *uri*, '/'-relative to *root*.

    Raises:
        InTheWayError: A folder is a link, or it is no plain file.
        OSError: It can't be removed.
    """
    _refuse_others(root, uri)
    (root / uri).unlink()


def _refuse_others(root: Path, uri: str) -> None:
    folder = uri.rpartition("/")[0]
    if folder:
        refuse_links(root, folder)
    if {"", ".", ".."} & set(uri.split("/")) or not is_plain_file(root / uri):
        raise InTheWayError(root / uri)
