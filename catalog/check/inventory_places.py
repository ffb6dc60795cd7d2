"""Where an inventory says that data is open, held against the datasets that there are; and days that have passed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from catalog.check.node import parse_web_url
from catalog.check.words import nearest
from catalog.findings import Finding, Findings, Location, shown
from catalog.model.ids import Slug
from catalog.model.inventory import HeldData, HoldingStatus, Inventory, is_web_address
from catalog.standards.inventory_words import read_inventory_words

_NAMED = 100
"""Datasets that are named; further ones only repeat what was said."""


@dataclass(frozen=True, slots=True)
class KnownDatasets:
    """The datasets of a body.

    Attributes:
        names: Each by every name that it has or had.
        withdrawn: Names of those whose publication has ended.
        present: Names of those that are to be in the inventory.
    """

    names: Mapping[str, Slug]
    withdrawn: Collection[str]
    present: Collection[str]


def place_name(place: str, body: str) -> str:
    """Return the name of a dataset without that of the body in front of it."""
    return place.removeprefix(f"{body}/")


def check_inventory_places(inventory: Inventory, known: KnownDatasets, today: date) -> Findings:
    """Return where *inventory* and the datasets of its body don't fit together.

    Codes: inventory-dataset-missing, inventory-dataset-withdrawn, inventory-dataset-not-open,
    inventory-dataset-unlisted, inventory-date-past, bad-url.
    """
    found = [finding for item in inventory.items for finding in _check_item(item, inventory, known, today)]
    named = {place_name(place, inventory.body) for item in inventory.items for place in item.places}
    listed = {known.names[name] for name in named if name in known.names}
    unlisted = sorted(set(known.present) - listed)
    place = Location(inventory.uri)
    found += [Finding("inventory-dataset-unlisted", place, {"name": name}) for name in unlisted[:_NAMED]]
    return tuple(found)


def _check_item(item: HeldData, inventory: Inventory, known: KnownDatasets, today: date) -> Iterator[Finding]:
    labels = read_inventory_words()
    where = labels.headings.labels["places"].ja
    for place in item.places:
        name = place_name(place, inventory.body)
        at = Location(inventory.uri, row=item.row, field=where)
        if is_web_address(place):
            if parse_web_url(place) is None:
                yield Finding("bad-url", at, {"key": where, "value": shown(place)})
        elif name not in known.names:
            candidates = nearest(name, known.names) if known.names else ""
            yield Finding("inventory-dataset-missing", at, {"value": shown(place), "candidates": candidates})
        elif known.names[name] in known.withdrawn and item.status is HoldingStatus.OPEN:
            yield Finding("inventory-dataset-withdrawn", at, {"value": shown(place)})
        elif known.names[name] in known.present and item.status is not HoldingStatus.OPEN:
            status = labels.statuses.labels[item.status.value].ja
            yield Finding("inventory-dataset-not-open", at, {"value": shown(place), "status": status})
    if item.status is HoldingStatus.PLANNED and item.planned is not None and item.planned.end < today:
        at = Location(inventory.uri, row=item.row, field=labels.headings.labels["planned"].ja)
        yield Finding("inventory-date-past", at, {"value": item.planned.text})
