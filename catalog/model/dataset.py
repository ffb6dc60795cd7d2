"""A dataset as its validated descriptor tells it; nothing here was computed from the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from catalog.model.attribute import AttributeWords
from catalog.model.categories import Category, categories_in, choices_in, label_in
from catalog.model.charts import View
from catalog.model.ids import DatasetId, Slug
from catalog.model.suppression import Suppression
from catalog.model.text import LocalizedText
from catalog.model.vocabulary import Frequency, Licence, Theme
from catalog.model.withdrawal import Withdrawal, WithdrawnResource


class Publication(Enum):
    """Who made the edition that is offered.

    ``COMPILED`` data was put together by the catalog's operator from the cited sources; the body did not publish it.
    """

    OFFICIAL = "official"
    COMPILED = "compiled"


@dataclass(frozen=True, slots=True)
class Publisher:
    """The department that answers for a dataset, within its body."""

    department: LocalizedText | None = None
    email: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the data came from."""

    title: LocalizedText
    path: str | None = None
    section: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A time span; either end may be open."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column.

    Attributes:
        name: The heading as it stands in the file.
        title: The heading for people.
        type: Frictionless field type.
        format: Frictionless format, ``default`` where none is given.
        descriptor: The Frictionless field as a plain mapping with JSON values, ``name`` included.
        standard_labels: What the standard dataset that the dataset follows says that values mean, by value.
    """

    name: str
    title: LocalizedText
    description: LocalizedText | None
    type: str
    format: str
    descriptor: Mapping[str, Any]
    standard_labels: Mapping[str, LocalizedText] = field(default_factory=dict)

    @property
    def is_japanese(self) -> bool:
        """Whether its values are written as Japanese documents write them (``notation: japanese``)."""
        return self.descriptor.get("notation") == "japanese"

    @property
    def unit(self) -> LocalizedText | None:
        """What its numbers are counted or measured in (``unit``), such as 人 or ㎡."""
        unit, english = self.descriptor.get("unit"), self.descriptor.get("unit@en")
        return LocalizedText(unit, english if isinstance(english, str) else None) if isinstance(unit, str) else None

    @property
    def categories(self) -> tuple[Category, ...]:
        """The values that it may have, with what they mean, in the order of the descriptor."""
        return categories_in(self.descriptor)

    @property
    def labels(self) -> dict[str, LocalizedText]:
        """What its values mean, by value; empty where nobody said."""
        return {each.value: each.label for each in self.meanings if each.label is not None}

    @property
    def meanings(self) -> tuple[Category, ...]:
        """The values of which it is known what they mean, or that the descriptor lists; what that says goes first."""
        own, known = self.categories, self.standard_labels
        if not known:
            return own
        listed = own or tuple(Category(value) for value in known)
        return tuple(each if each.label is not None else Category(each.value, known.get(each.value)) for each in listed)

    def label_of(self, value: str) -> LocalizedText | None:
        """Return what *value* means, or ``None`` where nobody said."""
        if self.standard_labels:
            return self.labels.get(value)
        return label_in(self.descriptor, value)

    @property
    def choices(self) -> tuple[str, ...] | None:
        """The only values that it may have (``enum`` or ``categories``); ``None`` where it may have any."""
        return choices_in(self.descriptor)


@dataclass(frozen=True, slots=True)
class Schema:
    """A Frictionless Table Schema; ``descriptor`` is the whole of it with JSON values."""

    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    missing_values: tuple[str, ...]
    descriptor: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table lies in its file; rows are numbered from 1 as Excel shows them.

    Attributes:
        delimiter: One character.
        header_rows: The rows of the headings in ascending order; ``()`` where the file has none.
        header_join: Stands between the headings of several rows.
        comment_char: Rows whose first cell begins with it are left out.
        comment_rows: Rows that are left out.
        sheet: Name of the sheet, or ``None`` for the first.
        sheet_number: Of the sheet from 1, instead of its name.
        json_property: Where the records are in a JSON object: ``property`` in the descriptor.
    """

    delimiter: str = ","
    header_rows: tuple[int, ...] = (1,)
    header_join: str = " "
    comment_char: str | None = None
    comment_rows: tuple[int, ...] = ()
    sheet: str | None = None
    sheet_number: int | None = None
    json_property: str | None = None


class ServiceType(Enum):
    """Kinds of map services."""

    XYZ = "xyz"
    WMS = "wms"
    WMTS = "wmts"
    WFS = "wfs"
    OGC_API = "ogc-api"


@dataclass(frozen=True, slots=True)
class LayerService:
    """A map service that serves the same layer."""

    type: ServiceType
    url: str
    layer: str | None = None


class StyleKind(Enum):
    """How the features of a layer are told apart on a map."""

    SIMPLE = "simple"
    """All in one colour."""
    CATEGORIES = "categories"
    """By the text in a column."""
    CHOROPLETH = "choropleth"
    """By ranges of the number in a column (階級区分図)."""


@dataclass(frozen=True, slots=True)
class StyleClass:
    """One entry of a legend.

    Attributes:
        colour: ``#rrggbb``, of the palette.
        value: Text that the column has; only for categories.
        at_least: Smallest number that belongs to it, ``None`` for no limit; only for ranges.
        below: Smallest number that doesn't belong to it any more, ``None`` for no limit.
        title: What the legend says instead of the value or the range.
    """

    colour: str
    value: str | None = None
    at_least: float | None = None
    below: float | None = None
    title: LocalizedText | None = None


@dataclass(frozen=True, slots=True)
class LayerStyle:
    """How a layer is drawn.

    Attributes:
        colour: ``#rrggbb``, of the palette: of all features (simple), or of those that belong to no class.
        field: Column whose values tell features apart; ``None`` for a simple style.
        classes: In the order of the legend; ranges go upwards and don't overlap.
    """

    kind: StyleKind
    colour: str
    field: str | None = None
    classes: tuple[StyleClass, ...] = ()


@dataclass(frozen=True, slots=True)
class LayerDeclaration:
    """What the descriptor says of a GIS layer.

    Attributes:
        crs: As declared, such as ``EPSG:6673``; ``""`` for a GIS file that tells it itself.
        easting_field: Column of the easting (metres) or the longitude (degrees): ``x`` in the descriptor.
        northing_field: Column of the northing or the latitude: ``y`` in the descriptor.
        scale: Denominator of the map that it was digitised from.
        accuracy_metres: How far positions may be off: ``accuracy`` in the descriptor.
        surveyed: ISO day, month or year in which the ground was surveyed or photographed.
        legal_basis: The law or plan under which the layer was made.
        restrictions: What it may not be used for, or who has to be asked.
        topic: Topic category of ISO 19115, such as ``boundaries``.
        source_layer: Name of the layer in a file that has several: ``layer`` in the descriptor.
        attributes: Words for attributes of a GIS file, by their names there.
    """

    crs: str
    easting_field: str
    northing_field: str
    geometry: str
    scale: int | None
    lineage: LocalizedText | None
    services: tuple[LayerService, ...]
    accuracy_metres: float | None = None
    surveyed: str | None = None
    legal_basis: LocalizedText | None = None
    restrictions: LocalizedText | None = None
    topic: str | None = None
    source_layer: str | None = None
    style: LayerStyle | None = None
    attributes: Mapping[str, AttributeWords] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of a dataset as the department made it.

    Attributes:
        path: '/'-relative to the dataset's folder.
        file_type: Id in the file-type vocabulary, by the file's ending.
        encoding: Python codec name as declared, or ``None``.
        schema: ``None`` for a file that is offered as it is.
        innerpath: The file in a ZIP that holds the table, or ``None`` for the only one.
        is_declared_table: The descriptor says ``type: table``.
        aliases: Former names of it, and of its file (those have an ending); its files stay at these addresses.
    """

    name: Slug
    path: str
    file_type: str
    title: LocalizedText
    description: LocalizedText | None
    encoding: str | None
    dialect: Dialect
    schema: Schema | None
    layer: LayerDeclaration | None
    innerpath: str | None = None
    is_declared_table: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """A validated ``datapackage.yaml``.

    Attributes:
        spatial: A 全国地方公共団体コード, or ``None``.
        withdrawn: Where its publication has ended; then it has no ``resources``.
        descriptor: The whole descriptor with JSON values, as it was written; for ``datapackage.json``.
        views: The charts that it asks for; ``None`` where it leaves the choice to us.
        withdrawn_resources: Files that were published and aren't any more, though the dataset goes on.
    """

    id: DatasetId
    title: LocalizedText
    description: LocalizedText
    licence: Licence
    publisher: Publisher
    themes: tuple[Theme, ...]
    keywords: Mapping[str, tuple[str, ...]]
    frequency: Frequency | None
    issued: date | None
    modified: date | None
    temporal: Period | None
    spatial: str | None
    sources: tuple[Source, ...]
    publication: Publication
    conforms_to: str | None
    aliases: tuple[str, ...]
    resources: tuple[Resource, ...]
    suppressions: tuple[Suppression, ...] = ()
    withdrawn: Withdrawal | None = None
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    views: tuple[View, ...] | None = None
    withdrawn_resources: tuple[WithdrawnResource, ...] = ()

    def title_of(self, resource: Resource) -> LocalizedText:
        """Return what *resource* is called where its dataset isn't named beside it."""
        own = resource.title
        if len(self.resources) == 1 or own.ja in self.title.ja or own.ja == resource.name:
            return self.title
        english = f"{self.title.en}: {own.en}" if self.title.en and own.en else None
        return LocalizedText(f"{self.title.ja}：{own.ja}", english)
