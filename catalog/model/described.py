"""A dataset after all steps: what pages, indexes and feeds are made from. Plain values that can be stored as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.findings import Finding
from catalog.model.charts import Chart
from catalog.model.conversion import Conversion
from catalog.model.dataset import Dataset, Resource
from catalog.model.join import JoinColumn
from catalog.model.layer import BBox, Layer
from catalog.model.quality import TableQuality
from catalog.model.statistics import TableStatistics
from catalog.model.suppression import Suppression

LISTED_ROWS = 20
"""So many rows are named for a character that would be lost."""
LISTED_CHARACTERS = 30
"""So many characters that would be lost are named."""


METADATA_ROLES = ("iso19139", "jmp20", "record-ja", "record-en")
"""The roles of files that tell about a layer; the others hold data."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that is offered for download.

    Attributes:
        role: ``csv``, ``xlsx``, ``excel-csv``, ``english-csv``, ``cp932-csv``, ``json``, ``ndjson``, ``geojson``,
            ``parquet``, ``gpkg``, ``shapefile``, ``kml``, ``flatgeobuf``, ``pmtiles``, ``qlr``, ``original``,
            ``datapackage``, ``zip``, or one of :data:`METADATA_ROLES`.
        uri: '/'-relative to the site's root: ``data/{municipality}/{dataset}/{resource}.csv``.
        file_type: Id in the file-type vocabulary.
        row_count: Records in it; ``None`` where that has no meaning.
    """

    role: str
    uri: str
    file_type: str
    media_type: str
    size_bytes: int
    sha256: str
    row_count: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The first records of a table as text, ``None`` for a missing value."""

    labels: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class LostCharacter:
    """A character that a character set doesn't have.

    Attributes:
        count: How often it stands in the table.
        rows: The first rows with it, as Excel shows them when it opens the published table (the heading is row 1).
        row_count: In how many rows it stands.
    """

    character: str
    count: int
    rows: tuple[int, ...]
    row_count: int


@dataclass(frozen=True, slots=True)
class MissingForm:
    """A form in which a table can't be offered, and why.

    Attributes:
        role: As of a :class:`Distribution`.
        reason: ``characters``: its character set lacks some; ``rows``, ``columns``, ``cell`` or ``size``: the program
            that it is for can't open so many rows or columns, so long a cell, or so much.
        characters: Those that would be lost, the most frequent first, at most :data:`LISTED_CHARACTERS` of them.
        character_count: How many different ones there are.
    """

    role: str
    reason: str
    characters: tuple[LostCharacter, ...] = ()
    character_count: int = 0


@dataclass(frozen=True, slots=True)
class DescribedResource:
    """A resource with what was computed from its file.

    Attributes:
        encoding: The codec that it was really read with.
        conversions: What was changed in the published copies.
        missing_forms: The forms that other tables are offered in and this one isn't, for a reason in its cells.
        findings: Those of the dataset's that are about it.
        quality: How well programs can read its file; ``None`` where the government's rules aren't about such files.
        joins: The columns of codes by which other tables can be joined to it.
        statistics: What its columns hold.
        charts: What is drawn of it.
    """

    resource: Resource
    distributions: tuple[Distribution, ...]
    row_count: int | None
    encoding: str | None
    preview: Preview | None
    layer: Layer | None
    conversions: tuple[Conversion, ...] = ()
    missing_forms: tuple[MissingForm, ...] = ()
    findings: tuple[Finding, ...] = ()
    quality: TableQuality | None = None
    joins: tuple[JoinColumn, ...] = ()
    statistics: TableStatistics | None = None
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class DescribedDataset:
    """A dataset that is published.

    Attributes:
        distributions: Those of the whole dataset: ``datapackage`` and ``zip``.
        findings: Warnings and notices (a dataset with errors isn't published).
        descriptor_uri: '/'-relative to the repository, for the edit link.
        exceptions: What was found, looked at by a person and set aside with a reason.
    """

    dataset: Dataset
    resources: tuple[DescribedResource, ...]
    distributions: tuple[Distribution, ...]
    bbox_wgs84: BBox | None
    findings: tuple[Finding, ...]
    descriptor_uri: str
    exceptions: tuple[Suppression, ...] = ()
