"""User mistakes as values: what was found, where, and how severe it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

HIDDEN = "•••"
"""What stands for a value that may be about a person."""


class Severity(Enum):
    """What a finding means; it belongs to the code, never to the place."""

    ERROR = "error"
    """A MUST is broken: the dataset isn't published."""
    WARNING = "warning"
    """A SHOULD is broken: published, and shown."""
    NOTICE = "notice"
    """Good to know."""


@dataclass(frozen=True, slots=True)
class Location:
    """Where something was found; every part that isn't known is ``None``.

    Attributes:
        path: '/'-relative to the folder of the catalog (``datasets/…``).
        pointer: JSON Pointer into a descriptor: ``/resources/0/schema/fields/2/type``.
        line: Line of the text file, from 1.
        column: Character in that line, from 1.
        sheet: Name of a workbook's sheet.
        row: The row that Excel shows (the heading is row 1).
        field: The column's heading.
        cell: The cell as Excel names it: ``C38``.
    """

    path: str
    pointer: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    row: int | None = None
    field: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake or remark.

    Attributes:
        code: A key of :data:`catalog.codes.CODES`.
        params: What the message's placeholders stand for, already safe to show (never a personal value).
    """

    code: str
    location: Location
    params: Mapping[str, str] = field(default_factory=dict)


def sort_key(finding: Finding) -> tuple[str, int, int, int, str, str, str]:
    """Return the key that puts findings in reading order: file, line, row, cell from left to right, then code."""
    place = finding.location
    cell = place.cell or ""
    letters = cell.rstrip("0123456789").rjust(4)  # Z comes before AA
    return (place.path, place.line or 0, place.row or 0, place.column or 0, letters, finding.code, place.field or "")


Findings = tuple[Finding, ...]
"""What a step found, in no particular order."""


_SYMBOLS = {"\n": "⏎", "\t": "⇥", "\u3000": "\u3000"}


def visible(text: str) -> str:
    """Return *text* on one line, control and direction characters written out: it can't act on a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _SYMBOLS.get(char, _escaped(char)) for char in text)


def shown(text: str, limit: int = 40) -> str:
    """Return *text* cut to *limit* characters and made :func:`visible`, for a finding's params."""
    return visible(text) if len(text) <= limit else visible(text[:limit]) + "…"


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
