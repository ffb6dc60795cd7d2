"""Withdrawn datasets among the results: as the store keeps them, and whether their successors are any help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from catalog.check.withdrawal import check_successors
from catalog.findings import Finding, Findings
from catalog.load.files import read_bytes
from catalog.load.folders import DatasetFolder
from catalog.load.marked_yaml import MAX_BYTES, read_marked_yaml
from catalog.model.dataset import Dataset, Publication, Publisher
from catalog.model.ids import DatasetId
from catalog.model.text import LocalizedText
from catalog.model.withdrawal import FormerResource, Withdrawal
from catalog.model.withdrawn import WithdrawnDataset


def withdrawn_values(dataset: Dataset, descriptor_uri: str) -> dict[str, Any] | None:
    """Return what is still told of *dataset* as plain values, or ``None`` where it isn't withdrawn."""
    withdrawal = dataset.withdrawn
    if withdrawal is None:
        return None
    return {
        "title": asdict(dataset.title),
        "description": asdict(dataset.description),
        "publisher": asdict(dataset.publisher),
        "publication": dataset.publication.value,
        "licence_id": dataset.licence.id,
        "issued": _written(dataset.issued),
        "modified": _written(dataset.modified),
        "aliases": list(dataset.aliases),
        "withdrawal": {**asdict(withdrawal), "date": withdrawal.date.isoformat()},
        "descriptor_uri": descriptor_uri,
    }


def decode_withdrawn(dataset_id: DatasetId, value: Mapping[str, Any]) -> WithdrawnDataset:
    """Return what :func:`withdrawn_values` made."""
    publisher, told = value["publisher"], value["withdrawal"]
    return WithdrawnDataset(
        id=dataset_id,
        title=LocalizedText(**value["title"]),
        description=LocalizedText(**value["description"]),
        publisher=Publisher(**{**publisher, "department": _text(publisher["department"])}),
        publication=Publication(value["publication"]),
        licence_id=value["licence_id"],
        issued=_day(value["issued"]),
        modified=_day(value["modified"]),
        aliases=tuple(value["aliases"]),
        withdrawal=Withdrawal(
            date=date.fromisoformat(told["date"]),
            reason=LocalizedText(**told["reason"]),
            successor=DatasetId(**told["successor"]) if told["successor"] else None,
            resources=tuple(FormerResource(item["name"], _text(item["title"])) for item in told["resources"]),
        ),
        descriptor_uri=value["descriptor_uri"],
    )


def _written(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _text(value: Mapping[str, Any] | None) -> LocalizedText | None:
    return LocalizedText(**value) if value is not None else None


def find_wrong_successors(
    root: Path,
    folders: Iterable[DatasetFolder],
    aliases: Mapping[DatasetId, Sequence[str]],
    withdrawn: Mapping[DatasetId, WithdrawnDataset],
) -> Findings:
    """Return what is wrong with the successors of *withdrawn* datasets.

    Arguments:
        root: Of the catalog.
        folders: All datasets of it.
        aliases: Of those datasets that were looked at; where a successor needs it, others' descriptors are read.
        withdrawn: Those of them that are withdrawn.
    """
    successors = {id: each.withdrawal.successor for id, each in withdrawn.items() if each.withdrawal.successor}
    if not successors:
        return ()
    by_id = {folder.id: folder for folder in folders}
    known = {alias: id for id, names in aliases.items() for alias in names} | {str(id): id for id in by_id}
    gone = set(withdrawn)
    others = [folder for id, folder in by_id.items() if id not in aliases]
    for successor in set(successors.values()):
        for folder in others:
            if folder.id == successor or (str(successor) not in known and _may_name(root, folder, successor)):
                names, is_withdrawn = read_addresses(root, folder)
                known = {**dict.fromkeys(names, folder.id), **known}
                gone |= {folder.id} if is_withdrawn else set()
    return tuple(_with_line(root, finding) for finding in check_successors(successors, known, gone))


def _with_line(root: Path, finding: Finding) -> Finding:
    """Return *finding* with its line in the descriptor, which the results don't know."""
    place = finding.location
    raw, _ = read_marked_yaml(root / place.path, place.path)
    return replace(finding, location=raw.location(place.pointer or "")) if raw is not None else finding


def _may_name(root: Path, folder: DatasetFolder, successor: DatasetId) -> bool:
    """Return whether the name of *successor* stands anywhere in a descriptor."""
    data, _ = read_bytes(root / folder.descriptor_uri, folder.descriptor_uri, MAX_BYTES)
    return data is not None and successor.name.encode() in data


def read_addresses(root: Path, folder: DatasetFolder) -> tuple[tuple[str, ...], bool]:
    """Return the former addresses that a descriptor states, and whether its dataset is withdrawn."""
    raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
    if raw is None:
        return (), False
    stated = raw.value.get("aliases")
    names = [text for text in stated if isinstance(text, str)] if isinstance(stated, list) else []
    full = tuple(name if "/" in name else f"{folder.id.municipality}/{name}" for name in names)
    return full, raw.value.get("withdrawn") is not None
