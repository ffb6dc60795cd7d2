"""Datasets that were published and whose folders are gone: renamed without a word, or deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.digests import read_digest
from catalog.load.folders import DATASET_FILE, ROOT_NAME, read_dataset_folder
from catalog.load.marked_yaml import read_marked_yaml
from catalog.model.ids import DatasetId, Slug, is_slug

MAX_COMPARED = 200
"""So many new datasets at most are compared with those that are gone."""


def find_gone_datasets(
    root: Path, earlier: Path | None, revision: str, changed: Collection[str], aliases: Collection[str]
) -> Findings:
    """Return the datasets that were there and have left no alias behind.

    Arguments:
        root: Of the catalog.
        earlier: Of the edition with which it is compared; ``None`` where that has none of the changed folders.
        revision: As it was named, for the command that gets a folder back.
        changed: The files that differ, '/'-relative to *root*.
        aliases: Former addresses that the present datasets state.

    Codes: dataset-gone, dataset-renamed.
    """
    ids = sorted({id for uri in changed if (id := _dataset_of(uri)) is not None})
    gone = [id for id in ids if not (root / _descriptor_uri(id)).exists() and str(id) not in aliases]
    if earlier is None or not gone:
        return ()
    now = {id: _Traces(root, id) for id in ids if (root / _descriptor_uri(id)).exists()}
    fresh = [(id, traces) for id, traces in now.items() if not (earlier / _descriptor_uri(id)).exists()]
    taken: set[DatasetId] = set()
    found: list[Finding] = []
    for id in gone:
        was = _Traces(earlier, id)
        new = next((other for other, traces in fresh[:MAX_COMPARED] if other not in taken and traces.match(was)), None)
        taken |= {new} if new is not None else set()
        found.append(_finding(id, new, revision))
    return tuple(found)


def _finding(old: DatasetId, new: DatasetId | None, revision: str) -> Finding:
    if new is None:
        place = Location(f"{ROOT_NAME}/{old}")
        return Finding("dataset-gone", place, {"name": str(old), "revision": shown(revision, 80)})
    alias = str(old.name) if old.municipality == new.municipality else str(old)
    place = Location(_descriptor_uri(new))
    return Finding("dataset-renamed", place, {"name": str(old), "new": str(new), "alias": alias})


def _dataset_of(uri: str) -> DatasetId | None:
    """Return the dataset of which *uri* is the descriptor."""
    parts = uri.split("/")
    is_descriptor = len(parts) == 4 and parts[0] == ROOT_NAME and parts[3] == DATASET_FILE
    if not is_descriptor or not is_slug(parts[1]) or not is_slug(parts[2]):
        return None
    return DatasetId(Slug(parts[1]), Slug(parts[2]))


def _descriptor_uri(id: DatasetId) -> str:
    return f"{ROOT_NAME}/{id}/{DATASET_FILE}"


class _Traces:
    """What a dataset is known again by: its title, and the contents of its files; read when they are needed."""

    def __init__(self, root: Path, id: DatasetId) -> None:
        self._root, self._id = root, id
        self._title: str | None = None
        self._digests: frozenset[str] | None = None

    def match(self, other: _Traces) -> bool:
        """Return whether both have the same title within one body, or a file in common."""
        is_same_body = self._id.municipality == other._id.municipality
        return (is_same_body and self.title != "" and self.title == other.title) or bool(self.digests & other.digests)

    @property
    def title(self) -> str:
        if self._title is None:
            uri = _descriptor_uri(self._id)
            raw, _ = read_marked_yaml(self._root / uri, uri)
            stated = raw.value.get("title") if raw is not None else None
            self._title = stated.strip() if isinstance(stated, str) else ""
        return self._title

    @property
    def digests(self) -> frozenset[str]:
        if self._digests is None:
            self._digests = frozenset(self._read_digests())
        return self._digests

    def _read_digests(self) -> Iterator[str]:
        folder = read_dataset_folder(self._root, self._id)
        for file in folder.files if folder is not None else ():
            digest = read_digest(self._root / folder.uri / file.uri) if folder is not None and file.size_bytes else None
            if digest is not None:
                yield digest
