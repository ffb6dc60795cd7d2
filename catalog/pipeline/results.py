"""What a worker is given and gives back: a task, and a dataset's result as the store keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from catalog.findings import Finding, Location
from catalog.load.folders import DatasetFolder
from catalog.model.ids import DatasetId
from catalog.model.join import JoinColumn
from catalog.model.site import Municipality, Site
from catalog.model.text import Lang
from catalog.model.withdrawn import WithdrawnDataset
from catalog.pipeline.withdrawn import decode_withdrawn
from catalog.render.contexts import DatasetEntry, LayerEntry, SearchEntry, TableFiles


@dataclass(frozen=True, slots=True)
class DatasetTask:
    """What a worker needs to know to work on one dataset; small, since it crosses a process boundary.

    Attributes:
        key: Digest of everything that the result depends on.
        check_only: Whether only the findings are wanted.
        today: The day on which suppressions hold or don't.
        earlier_root: Root of an earlier edition of the catalog to compare with.
    """

    root: Path
    folder: DatasetFolder
    municipality: Municipality | None
    site: Site | None
    key: str
    store_folder: Path
    check_only: bool
    today: date
    earlier_root: Path | None = None


WorkResult = tuple[DatasetId, str, dict[str, Any]]
"""What comes back from the work on a dataset: its id, the key, and the result as plain values."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file to publish: its address and digest, and its number in the store."""

    uri: str
    sha256: str
    number: int


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page whose body is in the store."""

    lang: Lang
    uri: str
    alternates: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class DatasetResult:
    """What the whole catalog needs to know of a dataset; its pages stay in the store until they are printed.

    Attributes:
        digest: Of everything that is published of it.
        entry: ``None`` where the dataset isn't published.
        catalog_entry: Its object in ``catalog.json``, as text.
        ckan_package: The same as CKAN says it.
        list_rows: Its rows in the list of open data, as CSV.
        withdrawn: Where its publication has ended: what is still told of it.
        standard: Id of the standard that its descriptor says that it follows, published or not.
    """

    id: DatasetId
    key: str
    digest: str
    findings: tuple[Finding, ...]
    aliases: tuple[str, ...]
    entry: DatasetEntry | None
    catalog_entry: str
    ckan_package: str
    list_rows: str
    files: tuple[StoredFile, ...]
    pages: tuple[StoredPage, ...]
    withdrawn: WithdrawnDataset | None = None
    standard: str | None = None

    @property
    def present_uris(self) -> tuple[str, ...]:
        """The addresses of its files today: those that a file had before come behind, with the same number."""
        return tuple({file.number: file.uri for file in reversed(self.files)}.values())


def decode_result(dataset_id: DatasetId, key: str, value: Mapping[str, Any]) -> DatasetResult:
    """Return a stored result as values."""
    return DatasetResult(
        id=dataset_id,
        key=key,
        digest=value["digest"],
        findings=tuple(
            Finding(item["code"], Location(**item["location"]), item["params"]) for item in value["findings"]
        ),
        aliases=tuple(value["aliases"]),
        entry=_decode_entry(dataset_id, value["entry"]) if value["entry"] else None,
        catalog_entry=value["catalog_entry"],
        ckan_package=value["ckan_package"],
        list_rows=value["list_rows"],
        files=tuple(StoredFile(*item) for item in value["files"]),
        pages=tuple(StoredPage(*item) for item in value["pages"]),
        withdrawn=decode_withdrawn(dataset_id, value["withdrawn"]) if value["withdrawn"] else None,
        standard=value["standard"],
    )


def _decode_entry(dataset_id: DatasetId, value: Mapping[str, Any]) -> DatasetEntry:
    tuples = {key: tuple(value[key]) for key in ("theme_ids", "file_types")}
    layers = tuple(LayerEntry(**{**layer, "bbox": _decode_box(layer["bbox"])}) for layer in value["layers"])
    search = _decode_search(value["search"]) if value["search"] else None
    joins = tuple(JoinColumn(**{**join, "sketch": tuple(join["sketch"])}) for join in value["joins"])
    tables = tuple(TableFiles(**table) for table in value["tables"])
    more = {"layers": layers, "search": search, "joins": joins, "tables": tables}
    return DatasetEntry(**{**value, **tuples, **more, "id": dataset_id})


def _decode_search(value: Mapping[str, Any]) -> SearchEntry:
    lists = {
        name: {lang: tuple(texts) for lang, texts in value[name].items()} for name in ("keywords", "columns", "labels")
    }
    return SearchEntry(**{**value, **lists, "words": tuple(value["words"])})


def _decode_box(value: Sequence[float] | None) -> tuple[float, float, float, float] | None:
    if value is None:
        return None
    west, south, east, north = value
    return west, south, east, north
