"""A first inventory of a body, from what it publishes; or the rows that an inventory lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.check.dataset import parse_dataset
from catalog.check.inventory_places import place_name
from catalog.load.folders import DatasetFolder, MunicipalityFolder, read_catalog_folders
from catalog.load.marked_yaml import read_marked_yaml
from catalog.model.dataset import Dataset
from catalog.publish.inventory import render_rows
from catalog.standards.inventory_words import read_inventory_words
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.new_files import write_new_files

NEW_NAME = "inventory.csv"


@dataclass(frozen=True, slots=True)
class InventoryDraft:
    """Rows of datasets that no inventory has yet.

    Attributes:
        uri: The inventory that there is, or the file that there could be, '/'-relative to the project.
        is_new: Whether there is none yet.
        count: How many rows there are.
        content: The rows below their headings, as CSV for spreadsheets.
    """

    uri: str
    is_new: bool
    count: int
    content: bytes


def draft_inventory(root: Path, body: str) -> InventoryDraft | None:
    """Return the rows that the inventory of *body* lacks, ``None`` where there is no such body."""
    folder = next((each for each in read_catalog_folders(root).municipalities if each.id == body), None)
    if folder is None:
        return None
    listed = _listed(root, folder)
    rows = [_row(each) for each in _datasets(root, folder.datasets) if each.id.name not in listed]
    name = folder.inventories[0] if folder.inventories else NEW_NAME
    return InventoryDraft(f"{folder.uri}/{name}", not folder.inventories, len(rows), render_rows(rows))


def write_draft(root: Path, draft: InventoryDraft) -> None:
    """Write a new inventory.

    Raises:
        InTheWayError: Something is there already.
        OSError: It can't be written.
    """
    folder, _, name = draft.uri.rpartition("/")
    write_new_files(root, folder, [(name, [draft.content])])


def _listed(root: Path, folder: MunicipalityFolder) -> set[str]:
    from catalog.pipeline.inventory_reading import read_inventory  # Polars

    uris = (f"{folder.uri}/{name}" for name in folder.inventories)
    items = (item for uri in uris for item in read_inventory(root / uri, uri, None)[0])
    return {place_name(place, folder.id) for item in items for place in item.places}


def _datasets(root: Path, folders: tuple[DatasetFolder, ...]) -> Iterator[Dataset]:
    for folder in folders:
        raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
        if raw is None or "withdrawn" in raw.value:
            continue
        dataset, _ = parse_dataset(raw, folder.id, read_vocabularies(), [file.uri for file in folder.files])
        if dataset is not None:
            yield dataset


def _row(dataset: Dataset) -> dict[str, str]:
    department = dataset.publisher.department
    return {
        "name": dataset.title.ja,
        "name@en": dataset.title.en or "",
        "department": department.ja if department else "",
        "department@en": (department.en or "") if department else "",
        "frequency": dataset.frequency.label.ja if dataset.frequency else "",
        "status": read_inventory_words().statuses.labels["open"].ja,
        "places": dataset.id.name,
    }


def body_names(root: Path) -> list[str]:
    """Return the folders of all bodies."""
    return [str(each.id) for each in read_catalog_folders(root).municipalities]
