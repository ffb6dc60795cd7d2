"""What is known of a merged table before and after the work on it; the work itself is in :mod:`.merge_worker`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.findings import Finding, Findings, Location
from catalog.model.ids import DatasetId, Slug
from catalog.model.merging import ColumnFilling, MergedPart, MergedTable, merged_id
from catalog.model.site import Municipality, Site
from catalog.pipeline.results import DatasetResult, StoredFile
from catalog.store.results import ResultStore


@dataclass(frozen=True, slots=True)
class MergeTask:
    """What has to be known to merge the tables of one standard; small, since it may cross a process boundary.

    Attributes:
        followers: The published datasets that follow it, in the order of their bodies' codes.
        bodies: Those of the followers, under the names that they are shown by, by id.
        key: Digest of everything that the result depends on.
    """

    standard: str
    is_fictitious: bool
    followers: tuple[DatasetResult, ...]
    bodies: Mapping[Slug, Municipality]
    site: Site
    store: ResultStore
    key: str

    @property
    def place(self) -> str:
        """Where the store keeps the result; no dataset can have this id."""
        return merge_place(merged_id(self.standard, fictitious=self.is_fictitious))


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What the whole catalog needs to know of a merged table; what its pages show stays in the store.

    Attributes:
        files: Those to publish; none where nothing could be merged.
        catalog_entry: Its object in ``catalog.json``, as text.
        layer_details: What the browser is told of its layer, as JSON; empty without coordinates.
    """

    table: MergedTable
    key: str
    files: tuple[StoredFile, ...]
    catalog_entry: str
    layer_details: str

    @property
    def place(self) -> str:
        """Where the store keeps it."""
        return merge_place(self.table.id)


MergeWork = tuple[MergeTask, dict[str, Any]]


def merge_place(id: DatasetId) -> str:
    """Return where the store keeps a merged table."""
    return f"-/merged-{id.name}"


def failed_merges(results: Iterable[MergeResult]) -> Findings:
    """Return a finding for each merged table that a bug of ours has cost.

    Codes: dataset-failed.
    """
    failed = (each for each in results if any(part.left_out == "failed" for part in each.table.parts))
    return tuple(Finding("dataset-failed", Location(f"data/{each.table.id}"), {"kind": "merge"}) for each in failed)


def decode_merge(task: MergeTask, value: Mapping[str, Any]) -> MergeResult:
    """Return a stored result as values."""
    table = MergedTable(
        task.standard,
        task.is_fictitious,
        tuple(_decode_part(part) for part in value["parts"]),
        bool(value["files"]),
        value["roles"],
        task.key,
    )
    files = tuple(StoredFile(*item) for item in value["files"])
    return MergeResult(table, task.key, files, value["catalog_entry"], value["layer_details"])


def _decode_part(value: Mapping[str, Any]) -> MergedPart:
    columns = tuple(ColumnFilling(**column) for column in value["columns"])
    lists = {name: tuple(value[name]) for name in ("missing_required", "extra")}
    return MergedPart(**{**value, **lists, "columns": columns, "dataset": DatasetId(**value["dataset"])})
