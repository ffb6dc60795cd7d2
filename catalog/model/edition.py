"""What the editions of a dataset have brought, as its page, the home page and the feeds tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from catalog.model.ids import DatasetId
from catalog.model.text import Lang


class EditionKind(Enum):
    """What an edition was."""

    FIRST = "first"
    """The dataset came into the catalog."""
    CHANGED = "changed"
    UNREAD = "unread"
    """It was renewed, but one of the two editions can't be read, or is too large to be compared."""
    STATED = "stated"
    """Only its descriptor tells of it, not the history in git."""
    WITHDRAWN = "withdrawn"
    """The publication of the dataset has ended."""


class Aspect(Enum):
    """What a description says, as people would name it; in the order in which they are told."""

    TITLE = "title"
    DESCRIPTION = "description"
    LICENCE = "licence"
    COLUMNS = "columns"
    LAYER = "layer"
    CONTACT = "contact"
    FREQUENCY = "frequency"
    TOPICS = "topics"
    ENGLISH = "english"
    EASY = "easy"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """What changed in the records of one resource.

    Attributes:
        resource: Its name.
        title, title_en: Its title, ``""`` for the only one of its dataset; ``None`` without a translation.
        added, removed, changed: Rows, or features where ``is_layer``.
        moved: Features that are elsewhere or of another shape.
        renamed: Old and new headings.
    """

    resource: str
    title: str
    title_en: str | None
    added: int = 0
    removed: int = 0
    changed: int = 0
    moved: int = 0
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    is_reordered: bool = False
    is_layer: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """What one day brought to a dataset.

    Attributes:
        day: ISO date, in Japan.
        about: What its description says otherwise.
        files_added, files_removed, files_changed: Names of files whose content isn't compared.
        row_count: Rows of all tables of a first edition.
    """

    day: str
    kind: EditionKind
    resources: tuple[ResourceChange, ...] = ()
    about: tuple[Aspect, ...] = ()
    files_added: tuple[str, ...] = ()
    files_removed: tuple[str, ...] = ()
    files_changed: tuple[str, ...] = ()
    row_count: int | None = None

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to tell, since only the form of something changed."""
        told = (self.resources, self.about, self.files_added, self.files_removed, self.files_changed)
        return self.kind is EditionKind.CHANGED and not any(told)


@dataclass(frozen=True, slots=True)
class DatasetChange:
    """An edition with the dataset that it is one of.

    Attributes:
        titles: Of the dataset, by language.
        body: Name of the body that it belongs to, by language.
        is_fictitious: Whether the body is invented as an example.
    """

    id: DatasetId
    titles: Mapping[Lang, str]
    body: Mapping[Lang, str]
    edition: Edition
    is_fictitious: bool = False
