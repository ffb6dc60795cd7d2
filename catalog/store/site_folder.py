"""The site's folder: built beside the last good site, then put in its place; a file that didn't change isn't touched.

Why not build in place, or swap whole folders: an interrupted build must leave the last good site as it was, and a
catalog of 1,000 datasets has 15,000 files, of which an edit changes ten. So only what changed is staged, and staging
becomes the site by renames at the very end, behind a journal that lets the next run finish them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson

JOURNAL = ".publish.json"
MARK = "catalog.json"
"""Every site of ours has this file."""
Stamp = tuple[int, int]
"""Size in bytes and time of change in nanoseconds of a file on disk."""


class SiteFolder:
    """One build of a site: ``keep`` or ``write`` each file, then ``publish``.

    Arguments:
        folder: Where the site is, or will be.
        manifest_file: What the last build knows of its files (``{uri: [fingerprint, size, mtime_ns]}``) and of groups
            of them (``{name: [fingerprint, uris]}``).
    """

    def __init__(self, folder: Path, manifest_file: Path) -> None:
        self.folder = folder
        self.staging = folder.with_name(f".{folder.name}.building")
        self._manifest_file = manifest_file
        self._manifest: dict[str, list[Any]] = {}
        self._current: dict[str, list[Any]] = {}
        self._groups: dict[str, list[Any]] = {}
        self._current_groups: dict[str, list[Any]] = {}
        self._stamps: dict[str, Stamp] = {}
        self._folders_made: set[str] = set()
        self.written_count = 0
        self.removed_count = 0

    @property
    def is_somebody_elses(self) -> bool:
        """Whether the folder has files that no build of ours can have put there; they would be removed."""
        if not self.folder.is_dir() or self._manifest_file.exists() or (self.folder / MARK).is_file():
            return False
        return any(not entry.name.startswith(".") for entry in self.folder.iterdir())

    def start(self) -> None:
        """Finish or drop what an interrupted build left, and look at the site as it is."""
        if (self.staging / JOURNAL).exists():
            self._move_into_place()
        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir(parents=True)
        self._stamps = dict(_walk(self.folder))
        known = _read_json(self._manifest_file)
        self._manifest, self._groups = known.get("files", {}), known.get("groups", {})

    def write_into(self, folder: Path) -> None:
        """Write straight into *folder*, which somebody else (`mkdocs serve`) has emptied and looks after."""
        self.staging = folder

    def keep(self, uri: str, fingerprint: str) -> bool:
        """Return whether the site already has *uri* made from the same *fingerprint*, and if so keep it."""
        known, stamp = self._manifest.get(uri), self._stamps.get(uri)
        if known is None or stamp is None or known != [fingerprint, *stamp]:
            return False
        self._current[uri] = known
        return True

    def keep_group(self, name: str, fingerprint: str) -> bool:
        """Return whether the site already has a whole group of files made from *fingerprint*, and if so keep them."""
        known_fingerprint, uris = self._groups.get(name, (None, ()))
        if known_fingerprint != fingerprint or not all(self._is_untouched(uri) for uri in uris):
            return False
        self._current.update((uri, self._manifest[uri]) for uri in uris)
        self._current_groups[name] = [fingerprint, uris]
        return True

    def remember_group(self, name: str, fingerprint: str, uris: Sequence[str]) -> None:
        """Remember what files a group has, each of them kept or written."""
        self._current_groups[name] = [fingerprint, uris]

    def _is_untouched(self, uri: str) -> bool:
        known, stamp = self._manifest.get(uri), self._stamps.get(uri)
        return known is not None and stamp is not None and known[1:] == [*stamp]

    def write(self, uri: str, content: bytes, fingerprint: str) -> None:
        """Stage a file that is new or changed."""
        with open(self._staged_path(uri), "wb") as file:  # noqa: PTH123 (a third quicker than Path, 4,000 times)
            file.write(content)
        self._current[uri] = [fingerprint]

    def link(self, uri: str, source: str, fingerprint: str) -> None:
        """Stage *source* of the store, as a link where the disk can; the store notices if it is edited there."""
        staged = self._staged_path(uri)
        try:
            os.link(source, staged)
        except OSError:  # another disk, or one without links
            shutil.copyfile(source, staged)
        self._current[uri] = [fingerprint]

    def adopt_staged(self) -> None:
        """Take the files that somebody else (MkDocs) wrote into the staging folder; drop those that say nothing new."""
        for uri, _ in list(_walk(self.staging)):
            if uri in self._current:
                continue
            staged = self.staging / uri
            fingerprint = hashlib.sha256(staged.read_bytes()).hexdigest()
            if self.keep(uri, fingerprint):
                staged.unlink()
            else:
                self._current[uri] = [fingerprint]

    def publish(self) -> None:
        """Put the staged files in place, remove what is no longer part of the site, and remember what is."""
        staged = dict(_walk(self.staging))
        self.written_count = len(staged)
        for uri, stamp in staged.items():
            self._current[uri] = [self._current[uri][0], *stamp]
        removed = sorted(set(self._stamps) - set(self._current))
        self.removed_count = len(removed)
        self._manifest_file.parent.mkdir(parents=True, exist_ok=True)
        manifest = {"files": self._current, "groups": self._current_groups}
        _write_json(self.staging / JOURNAL, {"remove": removed, "manifest": manifest})
        self._move_into_place()

    def discard(self) -> None:
        """Drop what was staged; the last good site stays as it is."""
        shutil.rmtree(self.staging, ignore_errors=True)

    def _staged_path(self, uri: str) -> str:
        parent, _, name = uri.rpartition("/")
        folder = os.path.join(self.staging, parent)  # noqa: PTH118 (hot: once per page)
        if parent not in self._folders_made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._folders_made.add(parent)
        return os.path.join(folder, name)  # noqa: PTH118

    def _move_into_place(self) -> None:
        """Do what the journal says; safe to do again after an interruption at any point."""
        journal = _read_json(self.staging / JOURNAL)
        if not self.folder.exists():  # the first build: one rename instead of 15,000
            _write_json(self._manifest_file, journal.get("manifest", {}))
            (self.staging / JOURNAL).unlink()
            self.staging.rename(self.folder)
            return
        removed = journal.get("remove", [])
        for uri in removed:  # first: a folder may have become a file, or a file a folder
            with suppress(FileNotFoundError, NotADirectoryError):
                (self.folder / uri).unlink()
        _remove_empty_folders(self.folder, removed)
        made: set[str] = set()
        for uri, _ in list(_walk(self.staging)):
            target = self.folder / uri
            parent = uri.rpartition("/")[0]
            if parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(parent)
            (self.staging / uri).replace(target)
        _write_json(self._manifest_file, journal.get("manifest", {}))
        shutil.rmtree(self.staging)


def _remove_empty_folders(root: Path, removed_uris: list[str]) -> None:
    parents = {root / uri for uri in removed_uris}
    for folder in sorted(
        {parent for path in parents for parent in path.parents if root in parent.parents}, reverse=True
    ):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _walk(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield '/'-relative uri and stamp of each file below *folder*.

    Hidden ones directly in it aren't part of a site: the journal, and ``.git`` where the site is a checkout.
    """
    pending = [("", str(folder))] if folder.is_dir() else []
    while pending:
        prefix, path = pending.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                if not prefix and entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append((f"{prefix}{entry.name}/", entry.path))
                else:
                    status = entry.stat(follow_symlinks=False)
                    yield prefix + entry.name, (status.st_size, status.st_mtime_ns)


def _read_json(file: Path) -> dict[str, Any]:
    try:
        value = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return value if isinstance(value, dict) else {}


def _write_json(file: Path, value: object) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.write_bytes(orjson.dumps(value))
    beside.replace(file)
