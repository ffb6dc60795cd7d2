"""What a file tells of people and places beside its content."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from catalog.model.workbook import PersonalText


class TraceKind(Enum):
    """What is told."""

    PERSON = "person"
    """A text that may be somebody's name, or that of an account."""
    DEVICE = "device"
    """The number of a camera or a lens, by which all pictures of one owner are found."""
    POSITION = "position"
    """Where a picture was taken."""
    FOLDER = "folder"
    """A folder on somebody's machine, with the name of the account."""
    CHANGES = "changes"
    """Tracked changes or comments: what was deleted can still be read."""


class TraceSource(Enum):
    """What kind of file tells it."""

    IMAGE = "image"
    DOCUMENT = "document"
    WORKBOOK = "workbook"
    PDF = "pdf"
    LAYER = "layer"


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a file tells.

    Attributes:
        value: The text, to be judged and never to be shown; ``None`` for what isn't a text.
        member: The file in a ZIP that tells it; empty for the file itself. A picture in a document is the document.
    """

    kind: TraceKind
    source: TraceSource
    value: PersonalText | None = None
    member: str = ""


Traces = tuple[Trace, ...]
"""Each thing once, in the order in which it was found."""
