"""The file of code owners, brought up to what the bodies say of their reviewers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from catalog.check.municipality import parse_municipality
from catalog.load.files import read_bytes
from catalog.load.folders import read_catalog_folders
from catalog.load.marked_yaml import read_marked_yaml
from catalog.model.site import Municipality
from catalog.report.code_owners import with_bodies
from catalog.store.files import FileBusyError, is_plain_file, replace_file
from catalog.store.new_files import InTheWayError, write_new_files

PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where hosts look for it; the last is made where none of them is there."""
_MAX_BYTES = 3_000_000


class OwnersState(Enum):
    """What became of the file."""

    FINE = "fine"
    STALE = "stale"
    """It isn't what it should be, and was only looked at."""
    DONE = "done"
    BROKEN = "broken"
    """Its section can't be told, or the file can't be read or written."""


@dataclass(frozen=True, slots=True)
class Owners:
    """The file; ``uri`` is '/'-relative to the catalog's folder.

    Attributes:
        without: The bodies that name no reviewers.
    """

    uri: str
    state: OwnersState
    without: tuple[str, ...] = ()


def bring_up_owners(root: Path, uri: str | None, *, is_write: bool) -> Owners:
    """Return what became of the file of code owners at *uri*, by default the one that is there."""
    bodies = _read_bodies(root)
    without = tuple(f"{body.name.ja}（{body.id}）" for body in bodies if not body.reviewers)
    place = uri or next((place for place in PLACES if is_plain_file(root / place)), "CODEOWNERS")
    return Owners(place, _bring_up(root, place, bodies, is_write=is_write), without)


def _read_bodies(root: Path) -> list[Municipality]:
    bodies = []
    for folder in read_catalog_folders(root).municipalities:
        raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
        body = parse_municipality(raw, folder.id)[0] if raw is not None else None
        bodies += [body] if body is not None else []
    return bodies


def _bring_up(root: Path, uri: str, bodies: list[Municipality], *, is_write: bool) -> OwnersState:
    is_there = is_plain_file(root / uri)
    before, _ = read_bytes(root / uri, uri, _MAX_BYTES) if is_there else (b"", None)
    try:
        after = with_bodies(before.decode("utf-8"), bodies) if before is not None else None
    except UnicodeDecodeError:
        after = None
    if before is None or after is None:
        return OwnersState.BROKEN
    if after.encode() == before:
        return OwnersState.FINE
    return _written(root, uri, before if is_there else None, after.encode()) if is_write else OwnersState.STALE


def _written(root: Path, uri: str, before: bytes | None, after: bytes) -> OwnersState:
    folder, _, name = uri.rpartition("/")
    try:
        if before is None:
            write_new_files(root, folder, [(name, [after])])
        else:
            replace_file(root / uri, before, after)
    except (FileBusyError, InTheWayError, OSError):
        return OwnersState.BROKEN
    return OwnersState.DONE
