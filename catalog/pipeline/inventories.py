"""The inventories of bodies: read once for each edition of the file, then held against the datasets that there are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from catalog.check.inventory_places import KnownDatasets, check_inventory_places, place_name
from catalog.codes import has_errors
from catalog.findings import Finding, Findings, Location, shown
from catalog.load.digests import read_digest, read_package_digest
from catalog.load.folders import MunicipalityFolder
from catalog.model.ids import Slug
from catalog.model.inventory import HeldData, HoldingStatus, Inventory, InventoryWord, PlannedTime, is_web_address
from catalog.model.site import Municipality
from catalog.model.text import LocalizedText
from catalog.pipeline.results import DatasetResult
from catalog.pipeline.withdrawn import read_addresses
from catalog.store.results import ResultStore

_TEXTS = ("name", "department", "about", "explanation")


@dataclass(frozen=True, slots=True)
class InventoryReading:
    """What was read of an inventory: values, and all that can be said of the file alone.

    Attributes:
        inventory: As far as it could be read; ``None`` where it has no rows.
    """

    inventory: Inventory | None
    findings: Findings

    @property
    def is_usable(self) -> bool:
        """Whether nothing in the file alone keeps it from being published."""
        return not has_errors(self.findings)


def read_inventories(
    root: Path, folders: Iterable[MunicipalityFolder], bodies: Mapping[str, Municipality], store_folder: Path
) -> tuple[InventoryReading, ...]:
    """Return what was read of each inventory, and remarks on targets that need one.

    Codes: inventory-several-files, target-without-inventory, and those of reading and checking an inventory.
    """
    store = ResultStore(store_folder / "results")
    found = []
    for folder in folders:
        body = bodies.get(folder.id)
        if folder.inventories:
            found.append(_read(root, folder, body, store))
        elif body is not None and any(target.measure == "open-share" for target in body.targets):
            place = Location(folder.descriptor_uri, pointer="/targets")
            found.append(InventoryReading(None, (Finding("target-without-inventory", place),)))
    return tuple(found)


def join_inventories(
    root: Path,
    readings: Iterable[InventoryReading],
    folders: Sequence[MunicipalityFolder],
    results: Sequence[DatasetResult],
    today: date,
) -> tuple[tuple[Inventory, ...], Findings]:
    """Return the inventories that can be published, and all findings about inventories.

    Arguments:
        root: Of the catalog.
        readings: Of all bodies.
        folders: Of all bodies.
        results: Of the datasets that were looked at; where a former name needs it, others' descriptors are read.
        today: Plans for days before it have come to nothing.

    Codes: those of reading an inventory, and of holding it against the datasets.
    """
    by_id = {folder.id: folder for folder in folders}
    published: list[Inventory] = []
    findings: list[Finding] = []
    for reading in readings:
        findings += reading.findings
        inventory = reading.inventory
        if inventory is None:
            continue
        own = [result for result in results if result.id.municipality == inventory.body]
        known = _known(root, by_id[inventory.body], own, inventory)
        more = check_inventory_places(inventory, known, today)
        findings += more
        published += [_present(inventory, known)] if reading.is_usable and not has_errors(more) else []
    return tuple(published), tuple(findings)


def _present(inventory: Inventory, known: KnownDatasets) -> Inventory:
    """Return *inventory* with datasets under the names that they have today."""

    def name(place: str) -> str:
        return place if is_web_address(place) else known.names[place_name(place, inventory.body)]

    items = (replace(item, places=tuple(map(name, item.places))) for item in inventory.items)
    return replace(inventory, items=tuple(items))


def _known(
    root: Path, folder: MunicipalityFolder, results: Sequence[DatasetResult], inventory: Inventory
) -> KnownDatasets:
    names = {str(each.id.name): each.id.name for each in folder.datasets}
    withdrawn: set[str] = set()
    present: set[str] = set()
    for result in results:
        for alias in result.aliases:
            names.setdefault(alias.removeprefix(f"{folder.id}/"), result.id.name)
        (withdrawn if result.withdrawn is not None else present).add(result.id.name)
    wanted = {place_name(place, folder.id) for item in inventory.items for place in item.places}
    if any(name not in names and not is_web_address(name) for name in wanted):
        seen = {result.id for result in results}
        for other in (each for each in folder.datasets if each.id not in seen):
            for alias in read_addresses(root, other)[0]:
                names.setdefault(alias.removeprefix(f"{folder.id}/"), other.id.name)
    return KnownDatasets(names, withdrawn, present)


def _read(root: Path, folder: MunicipalityFolder, body: Municipality | None, store: ResultStore) -> InventoryReading:
    name = folder.inventories[0]
    uri = f"{folder.uri}/{name}"
    if len(folder.inventories) > 1:
        names = ", ".join(shown(each) for each in folder.inventories)
        return InventoryReading(None, (Finding("inventory-several-files", Location(uri), {"files": names}),))
    parts = (read_package_digest(), uri, read_digest(root / uri), body)
    key = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    place = f"-/inventory-{folder.id}"
    kept = store.read(place, key)
    if kept is None:
        from catalog.pipeline.inventory_reading import read_inventory  # Polars; a build without changes needs none

        items, findings = read_inventory(root / uri, uri, body)
        kept = {"items": [asdict(item) for item in items], "findings": [asdict(each) for each in findings]}
        store.write(place, key, kept, {}, ())
        kept = store.read(place, key) or kept
    return _decode(folder.id, uri, key, kept)


def _decode(body: Slug, uri: str, key: str, value: Mapping[str, Any]) -> InventoryReading:
    findings = tuple(Finding(each["code"], Location(**each["location"]), each["params"]) for each in value["findings"])
    items = tuple(_item(each) for each in value["items"])
    return InventoryReading(Inventory(body, uri, key, items) if items else None, findings)


def _item(value: Mapping[str, Any]) -> HeldData:
    texts = {name: _text(value[name]) for name in _TEXTS}
    words = {name: _word(value[name]) for name in ("form", "frequency")}
    return HeldData(
        **{
            **value,
            **texts,
            **words,
            "status": HoldingStatus(value["status"]),
            "places": tuple(value["places"]),
            "planned": _planned(value["planned"]),
            "reasons": tuple(_word(each) for each in value["reasons"]),
            "confirmed": _day(value["confirmed"]),
        }
    )


def _text(value: Mapping[str, Any] | None) -> LocalizedText | None:
    return LocalizedText(**value) if value is not None else None


def _word(value: Mapping[str, Any] | None) -> InventoryWord | None:
    return InventoryWord(value["id"], LocalizedText(**value["label"])) if value is not None else None


def _planned(value: Mapping[str, Any] | None) -> PlannedTime | None:
    if value is None:
        return None
    return PlannedTime(**{**value, "start": _day(value["start"]), "end": _day(value["end"])})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
