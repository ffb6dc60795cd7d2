"""What a department is to be reminded of: datasets past their due day, and the links that they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.model.ids import DatasetId, Slug
from catalog.model.text import LocalizedText


@dataclass(frozen=True, slots=True)
class DueDataset:
    """A dataset whose next edition is due, or soon will be.

    Attributes:
        modified: When its edition was made.
        frequency: How often it is said to be renewed.
        days: By how many days the due day has passed; 0 where it is still to come.
    """

    id: DatasetId
    title: LocalizedText
    modified: date
    frequency: LocalizedText
    due: date
    days: int


@dataclass(frozen=True, slots=True)
class OutwardLink:
    """An address that is named in a description.

    Attributes:
        url: What is to be asked: for a map service, its list of layers.
        kind: ``source``, ``department``, ``homepage``, ``service`` or ``licence``.
        dataset: ``None`` for a body's own homepage.
    """

    url: str
    kind: str
    dataset: DatasetId | None
    title: LocalizedText


@dataclass(frozen=True, slots=True)
class DepartmentReminder:
    """One department of a body, with what concerns it.

    Attributes:
        department: ``None`` where its datasets name none.
        reviewers: Of the body, as the host of the repository names them.
    """

    body: Slug
    body_name: LocalizedText
    department: LocalizedText | None
    reviewers: tuple[str, ...]
    overdue: tuple[DueDataset, ...] = ()
    soon: tuple[DueDataset, ...] = ()
    links: tuple[OutwardLink, ...] = ()

    @property
    def key(self) -> str:
        """What tells departments apart: the body, and the name in Japanese."""
        return f"{self.body}/{self.department.ja if self.department is not None else ''}"
