"""What is known of a table that was merged with those of other bodies, and of the merged table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from catalog.model.ids import DatasetId, Slug
from catalog.model.text import Lang

MERGED_BODY = Slug("standards")
"""Stands in the addresses of merged tables where others have a body; no body may be called so."""
FICTITIOUS_END = "-fictitious"


def merged_id(standard: str, *, fictitious: bool) -> DatasetId:
    """Return what the merged table of a standard is called: ``standards/aed``, of invented bodies apart."""
    return DatasetId(MERGED_BODY, Slug(f"{standard}{FICTITIOUS_END}" if fictitious else standard))


def report_uri(standard: str) -> str:
    """Return the '/'-relative address of the report on who has what of a standard."""
    return f"data/{MERGED_BODY}/{standard}/report.json"


@dataclass(frozen=True, slots=True)
class ColumnFilling:
    """A column of the standard in one body's table.

    Attributes:
        filled: Rows with a value in the merged table.
        unread: Cells that have no value of the column's type, and are empty in the merged table.
        odd: Values that aren't among those that the standard allows; they stay.
    """

    heading: str
    filled: int
    unread: int = 0
    odd: int = 0


@dataclass(frozen=True, slots=True)
class MergedPart:
    """One table of one body, and what became of it.

    Attributes:
        resource: Name of the table in its dataset.
        titles: Of the dataset, by language.
        licence: Id of its licence.
        credits: The sentence that names the source, by language.
        modified: ISO date, or ``None``.
        left_out: Why it isn't in the merged table: ``share_alike`` or another term of its licence, ``licence`` (one
            whose terms aren't known), ``not-like`` (its headings aren't the standard's), ``failed`` (a bug of ours);
            ``None`` where it is.
        edition: ``new`` or ``old``, by its headings.
        located: Rows with both coordinates; ``None`` where the standard has no coordinates.
        columns: Those of the standard that it has, in the standard's order.
        has_requirements: Whether it is known which columns its edition requires.
        missing_required: Headings of those that it lacks.
        extra: Its headings that the standard doesn't have, in its own order.
        other_codes: Rows that bear the code of another body.
    """

    dataset: DatasetId
    resource: str
    titles: Mapping[Lang, str]
    licence: str
    credits: Mapping[Lang, str]
    modified: str | None
    left_out: str | None = None
    edition: str | None = None
    rows: int = 0
    located: int | None = None
    columns: tuple[ColumnFilling, ...] = ()
    has_requirements: bool = False
    missing_required: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    other_codes: int = 0

    @property
    def used_columns(self) -> int:
        """How many of the standard's columns have a value in at least one row."""
        return sum(column.filled > 0 for column in self.columns)


@dataclass(frozen=True, slots=True)
class UnpublishedDataset:
    """A dataset that says that it follows a standard, and isn't published: ``errors``, or ``withdrawn``."""

    id: DatasetId
    standard: str
    state: Literal["errors", "withdrawn"]


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The tables of all bodies that follow one standard, of those that exist or of those that are invented.

    Attributes:
        parts: In the order of their bodies' codes.
        is_published: Whether there is a merged table; without a part that could be merged there is none.
        files: '/'-relative address by role.
        digest: Of everything that it was made from.
    """

    standard: str
    is_fictitious: bool
    parts: tuple[MergedPart, ...]
    is_published: bool
    files: Mapping[str, str]
    digest: str

    @property
    def id(self) -> DatasetId:
        """What it is called."""
        return merged_id(self.standard, fictitious=self.is_fictitious)

    @property
    def merged_parts(self) -> tuple[MergedPart, ...]:
        """The tables that are in it."""
        return tuple(part for part in self.parts if part.left_out is None)

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(part.rows for part in self.merged_parts)
