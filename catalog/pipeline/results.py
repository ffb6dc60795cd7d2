"""A dataset's result as the store keeps it, and the work that makes one: what a worker is given and gives back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalog.codes import has_errors
from catalog.findings import Finding, Location
from catalog.load.folders import DatasetFolder
from catalog.model.ids import DatasetId
from catalog.model.site import Municipality, Site
from catalog.model.vocabulary import Vocabularies
from catalog.pipeline.dataset import PublishedDataset, check_dataset, publish_dataset
from catalog.render.contexts import DatasetEntry
from catalog.render.page import RenderedPage, TocEntry
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.results import ResultStore


@dataclass(frozen=True, slots=True)
class DatasetTask:
    """What a worker needs to know to work on one dataset; small, since it crosses a process boundary.

    Attributes:
        key: Digest of everything that the result depends on.
        check_only: Whether only the findings are wanted.
    """

    root: Path
    folder: DatasetFolder
    municipality: Municipality | None
    site: Site | None
    key: str
    store_folder: Path
    check_only: bool


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file to publish: its address and digest, and its number in the store."""

    uri: str
    sha256: str
    number: int


@dataclass(frozen=True, slots=True)
class DatasetResult:
    """What the whole catalog needs to know of a dataset; its pages stay in the store until they are printed.

    Attributes:
        entry: ``None`` where the dataset isn't published.
    """

    id: DatasetId
    key: str
    findings: tuple[Finding, ...]
    aliases: tuple[str, ...]
    entry: DatasetEntry | None
    catalog_entry: str
    files: tuple[StoredFile, ...]


def work_on(task: DatasetTask) -> tuple[DatasetId, str, dict[str, Any]]:
    """Return the result of a dataset's steps as plain values, kept in the store unless only findings are wanted."""
    checked = check_dataset(task.root, task.folder, _vocabularies())
    result: dict[str, Any] = {
        "findings": [asdict(finding) for finding in checked.findings],
        "aliases": list(checked.dataset.aliases) if checked.dataset else [],
        "entry": None,
        "catalog_entry": "",
        "files": [],
    }
    if task.check_only or task.site is None:
        return task.folder.id, task.key, result
    pages: dict[str, Any] = {}
    contents: list[bytes] = []
    if checked.dataset and task.municipality and not has_errors(checked.findings):
        published = publish_dataset(task.folder, checked, task.municipality, task.site)
        result |= _published_values(published)
        pages = {lang: asdict(page) for lang, page in published.pages.items()}
        contents = list(published.files.values())
    ResultStore(task.store_folder).write(str(task.folder.id), task.key, result, pages, contents)
    return task.folder.id, task.key, result


def decode_result(dataset_id: DatasetId, key: str, value: Mapping[str, Any]) -> DatasetResult:
    """Return a stored result as values."""
    return DatasetResult(
        id=dataset_id,
        key=key,
        findings=tuple(
            Finding(item["code"], Location(**item["location"]), item["params"]) for item in value["findings"]
        ),
        aliases=tuple(value["aliases"]),
        entry=_decode_entry(dataset_id, value["entry"]) if value["entry"] else None,
        catalog_entry=value["catalog_entry"],
        files=tuple(StoredFile(*item) for item in value["files"]),
    )


def _decode_entry(dataset_id: DatasetId, value: Mapping[str, Any]) -> DatasetEntry:
    tuples = {key: tuple(value[key]) for key in ("theme_ids", "file_types")}
    return DatasetEntry(**{**value, **tuples, "id": dataset_id})


def decode_page(value: Mapping[str, Any]) -> RenderedPage:
    """Return a stored page as a value."""
    return RenderedPage(**{**value, "toc": _decode_toc(value["toc"])})


def _decode_toc(entries: Any) -> tuple[TocEntry, ...]:
    return tuple(TocEntry(entry["anchor"], entry["title"], _decode_toc(entry["children"])) for entry in entries)


def _published_values(published: PublishedDataset) -> dict[str, Any]:
    return {
        "entry": asdict(published.entry),
        "catalog_entry": published.catalog_entry,
        "files": [
            (uri, hashlib.sha256(content).hexdigest(), number)
            for number, (uri, content) in enumerate(published.files.items())
        ],
    }


@cache
def _vocabularies() -> Vocabularies:
    return read_vocabularies()
