"""What a pull request shows: all that is to be said of a change before it becomes part of the catalog."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from catalog.findings import Finding
from catalog.model.difference import Difference


class Verdict(Enum):
    """What a review comes to, the gravest last."""

    CLEAN = "clean"
    """Nothing is left to mend."""
    WARNINGS = "warnings"
    """It would be published, but something should be better."""
    ERRORS = "errors"
    """Something wouldn't be published."""


class PlacementKind(Enum):
    """What should become of a file that isn't where it belongs."""

    NEW = "new"
    """It becomes a dataset of its own: a folder, its right name, a descriptor."""
    DESCRIPTOR = "descriptor"
    """It is in a dataset's folder, but nothing describes it: the descriptor is missing."""
    EDITION = "edition"
    """It is a new edition of a file that is there already, whose place it takes."""
    JUNK = "junk"
    """A computer left it behind: it goes."""
    UNDECIDED = "undecided"
    """Only a person can say where it belongs."""
    REFUSED = "refused"
    """It can't be published as it is; findings say why."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A file in the wrong place, and where it belongs.

    Attributes:
        uri: Where it is, '/'-relative to the catalog's folder.
        target_uri: Where it should be; ``None`` where it should go, or nobody knows.
        dataset: ``body/name`` of the dataset that it would belong to; ``None`` where nobody knows.
        is_name_guessed: The dataset's name is a mere stopgap that a person has to choose.
        descriptor: The text of the descriptor that it needs; ``None`` where there is one, or none is needed.
        similarity: Share of the columns that it has in common with the file whose place it takes.
        findings: Why it is refused.
    """

    uri: str
    kind: PlacementKind
    target_uri: str | None = None
    dataset: str | None = None
    is_name_guessed: bool = False
    descriptor: str | None = None
    similarity: float | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line of a text file that has exactly one right form, and is part of the change.

    Attributes:
        path: '/'-relative to the catalog's folder.
        line: From 1.
        before, after: The whole line, without its end; nothing in it may be about a person.
    """

    path: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that is to be said of a change.

    Attributes:
        findings: In reading order; only of what has changed.
        suggestions: By file and line, a limited number.
        repair_counts: How many repairs with one right answer each file has, those among the suggestions too.
        dataset_count: How many datasets were checked.
        compared_count: Of how many changed datasets the data was compared; ``None`` for all of them.
        site_url: Absolute, ends with ``/``; ``None`` where ``catalog.yaml`` can't be used.
    """

    findings: tuple[Finding, ...]
    difference: Difference
    placements: tuple[Placement, ...]
    suggestions: tuple[Suggestion, ...]
    repair_counts: tuple[tuple[str, int], ...]
    verdict: Verdict
    dataset_count: int
    file_count: int
    compared_count: int | None
    site_url: str | None


class Deed(Enum):
    """What is done to a file."""

    MOVED = "moved"
    REMOVED = "removed"
    MADE = "made"
    LEFT = "left"
    """Nothing: a person has to decide."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Adopted:
    """One thing that was, or would be, done.

    Attributes:
        uri: The file; ``""`` for one that is made anew.
        placement: Why; ``None`` for a file that is made anew.
    """

    deed: Deed
    uri: str
    target_uri: str | None = None
    placement: Placement | None = None
