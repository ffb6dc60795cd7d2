"""A reviewed exception: findings that a dataset may have for a stated reason and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.findings import Location


@dataclass(frozen=True, slots=True)
class Suppression:
    """Findings that aren't reported, and why.

    Attributes:
        code: Of the findings.
        resource: Name of the resource that it is limited to, or ``None`` for the whole dataset.
        field: Heading of the column that it is limited to, or ``None``.
        until: The last day on which it holds.
        section: Who answers for it; personal information needs one.
        location: Where it stands in the descriptor.
    """

    code: str
    resource: str | None
    field: str | None
    reason: str
    until: date
    section: str | None
    location: Location
