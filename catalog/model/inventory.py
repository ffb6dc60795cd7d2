"""What data a body holds, open or not (保有データの一覧), and what it has set itself as targets."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Literal

from catalog.model.ids import Slug
from catalog.model.text import LocalizedText

INVENTORY_NAMES = ("inventory", "保有データ一覧")
INVENTORY_ENDINGS = (".csv", ".xlsx", ".tsv", ".ods", ".xls")
"""Of the file beside ``municipality.yaml``: what a department keeps a list in."""


def is_inventory_file(name: str) -> bool:
    """Return whether a file in the folder of a body is its inventory, by its name."""
    stem, dot, ending = name.rpartition(".")
    return (
        unicodedata.normalize("NFC", stem).lower() in INVENTORY_NAMES and f"{dot}{ending}".lower() in INVENTORY_ENDINGS
    )


class HoldingStatus(Enum):
    """Whether a body gives out what it holds (公開区分), in the order in which lists show it."""

    OPEN = "open"
    PLANNED = "planned"
    CONSIDERED = "considered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class InventoryWord:
    """A word of a closed list, or what somebody wrote instead.

    Attributes:
        id: ``None`` for a word that isn't in the list.
    """

    id: str | None
    label: LocalizedText


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """When something is to be published.

    Attributes:
        text: ``2027-03-31``, ``2027-03``, or a fiscal year as ``2026年度``.
        fiscal_year: The year in which that began, ``None`` for a day or a month.
    """

    text: str
    start: date
    end: date
    fiscal_year: int | None = None


@dataclass(frozen=True, slots=True)
class HeldData:
    """Data that a body holds: a row of its inventory.

    Attributes:
        row: As Excel counts.
        form: What it is kept in.
        places: Where it is open: names of datasets of the body, and web addresses.
        reasons: Why it isn't open.
        explanation: The same in words.
        confirmed: The day on which somebody last looked whether the row is right.
    """

    row: int
    name: LocalizedText
    status: HoldingStatus
    department: LocalizedText | None = None
    about: LocalizedText | None = None
    form: InventoryWord | None = None
    frequency: InventoryWord | None = None
    places: tuple[str, ...] = ()
    planned: PlannedTime | None = None
    reasons: tuple[InventoryWord, ...] = ()
    explanation: LocalizedText | None = None
    confirmed: date | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """The data that a body holds, in the order of its file.

    Attributes:
        uri: The file, '/'-relative to the project.
        key: Digest of all that it was read from.
    """

    body: Slug
    uri: str
    key: str
    items: tuple[HeldData, ...]

    @property
    def counts(self) -> Mapping[HoldingStatus, int]:
        """How many items there are of each status, all of them named."""
        found = Counter(item.status for item in self.items)
        return {status: found[status] for status in HoldingStatus}

    @property
    def confirmed(self) -> date | None:
        """The newest day on which a row was looked at."""
        return max((item.confirmed for item in self.items if item.confirmed), default=None)


def is_web_address(place: str) -> bool:
    """Return whether *place* of a held item is an address, and no name of a dataset."""
    return place.startswith(("https://", "http://"))


Measure = Literal["datasets", "standard-datasets", "open-share"]
"""What the catalog can count by itself: published datasets of a body, those standards of the government that they
follow, and which percentage of the inventory is open."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a body wants to reach.

    Attributes:
        value: At least that many; for a share in percent.
        due: Until when, ``None`` where nobody said.
        source: The plan that says so.
    """

    measure: Measure
    value: int
    due: date | None = None
    source: LocalizedText | None = None
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """How far a body has come.

    Attributes:
        reached: What was counted; ``None`` where there is nothing to count in.
        part, whole: Of a share: the numbers that it is made of.
        compiled: How many of the counted datasets the catalog's operator compiled, which the body didn't publish.
        newest: The ISO date of the newest data that was counted.
    """

    target: Target
    reached: int | None
    part: int | None = None
    whole: int | None = None
    compiled: int = 0
    newest: str | None = None

    @property
    def is_met(self) -> bool:
        """Whether the target is reached."""
        return self.reached is not None and self.reached >= self.target.value
