"""A dataset whose publication has ended: why, since when, and what takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.model.ids import DatasetId, Slug
from catalog.model.text import LocalizedText


@dataclass(frozen=True, slots=True)
class FormerResource:
    """A file that was published; only what the descriptor says of it is left."""

    name: Slug
    title: LocalizedText | None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The end of a dataset's publication: ``withdrawn`` in the descriptor.

    Attributes:
        date: The first day on which it isn't published any more.
        successor: The dataset to use instead, or a former address of it.
        resources: The files that were published.
    """

    date: date
    reason: LocalizedText
    successor: DatasetId | None = None
    resources: tuple[FormerResource, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawnResource:
    """A file that is no longer published, of a dataset that goes on: ``withdrawnResources`` in the descriptor.

    Attributes:
        name: Of the resource, or of its original file (with an ending) where only that is gone.
        date: The first day without it.
        successor: The resource to use instead.
    """

    name: str
    date: date
    reason: LocalizedText
    successor: Slug | None = None
