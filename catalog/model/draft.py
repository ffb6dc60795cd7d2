"""A descriptor in the making: what a file tells of itself, and what people have said, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.model.ids import DatasetId


@dataclass(frozen=True, slots=True)
class DraftLabel:
    """What a value means, as a table of codes beside says."""

    value: str
    label: str
    english: str | None = None


@dataclass(frozen=True, slots=True)
class DraftField:
    """A column.

    Attributes:
        name: The heading as it stands in the file.
        title_en: ``None`` where a person has to translate the heading.
        is_japanese: Values are written as Japanese documents write them: ``notation: japanese``.
        has_groups: Thousands are divided by commas: ``groupChar``.
        is_required: The standard wants a value, and every cell has one.
        choices: The only values that the standard allows, where the column has no other.
        labels: What its codes surely mean.
    """

    name: str
    title_en: str | None = None
    type: str = "string"
    format: str = "default"
    is_japanese: bool = False
    has_groups: bool = False
    is_required: bool = False
    choices: tuple[str, ...] = ()
    labels: tuple[DraftLabel, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftLayer:
    """Where the features are.

    Attributes:
        x, y: Columns of a table; ``None`` for a GIS file.
        crs: ``None`` where nothing tells it for sure: then a person must.
    """

    geometry: str
    x: str | None
    y: str | None
    crs: str | None


@dataclass(frozen=True, slots=True)
class DraftDialect:
    """How the table lies in its file, where that isn't the usual way; rows from 1 as Excel shows them.

    Attributes:
        header_rows: ``None`` for the first row alone, ``()`` for none.
        json_property: Where the records are in a JSON object.
    """

    delimiter: str | None = None
    header_rows: tuple[int, ...] | None = None
    comment_rows: tuple[int, ...] = ()
    sheet: str | None = None
    json_property: str | None = None


@dataclass(frozen=True, slots=True)
class DraftResource:
    """A file that is offered.

    Attributes:
        path: The name that it gets in the dataset's folder.
        source_name: What it was called.
        encoding: As a descriptor writes it, or ``None`` where there is nothing to say.
        fields: ``()`` for a file that is no table.
        missing_values: Markers besides the empty cell.
        title: ``None`` where it has no other than the dataset.
    """

    name: str
    path: str
    source_name: str
    title: str | None = None
    encoding: str | None = None
    dialect: DraftDialect = field(default_factory=DraftDialect)
    fields: tuple[DraftField, ...] = ()
    missing_values: tuple[str, ...] = ()
    primary_key: str | None = None
    layer: DraftLayer | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What people have said, ``None`` or ``()`` where they haven't yet.

    Attributes:
        keywords: Words to search by, in Japanese.
        sources: Each with ``title``, and ``path`` where it has an address.
        temporal: First and last ISO day or month that the data are of.
    """

    title: str | None = None
    title_en: str | None = None
    description: str | None = None
    description_en: str | None = None
    licence: str | None = None
    themes: tuple[str, ...] = ()
    frequency: str | None = None
    department: str | None = None
    crs: str | None = None
    email: str | None = None
    keywords: tuple[str, ...] = ()
    sources: tuple[Mapping[str, str], ...] = ()
    temporal: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A dataset's descriptor in the making.

    Attributes:
        answers: What people have said; it goes before what is guessed.
        guessed: Texts that the files suggest, by key: ``title``, ``description``, ``title@en``, ``licence``. People
            are asked to look at them.
        body_name: Of the body, for descriptions.
        spatial: 全国地方公共団体コード of the body.
        day: ISO day for ``issued`` and ``modified``.
        conforms_to: The standard dataset that the table surely is.
        is_minimal: Only what has to be there.
    """

    id: DatasetId
    answers: Answers
    guessed: Mapping[str, str]
    resources: tuple[DraftResource, ...]
    day: str
    spatial: str | None = None
    conforms_to: str | None = None
    is_minimal: bool = False

    def told(self, key: str) -> tuple[str | None, bool]:
        """Return the text for *key* and whether it is a guess that somebody has to look at."""
        said: str | None = getattr(self.answers, key.replace("@", "_"))
        return (said, False) if said is not None else (self.guessed.get(key), True)
