"""A dataset after all steps: what pages, indexes and feeds are made from. Plain values that can be stored as JSON."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.findings import Finding
from catalog.model.dataset import Dataset, Resource
from catalog.model.layer import BBox, Layer


@dataclass(frozen=True, slots=True)
class Distribution:
    """A file that is offered for download.

    Attributes:
        role: ``csv``, ``excel-csv``, ``english-csv``, ``json``, ``geojson``, ``original``, ``datapackage`` or ``zip``.
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
class DescribedResource:
    """A resource with what was computed from its file.

    Attributes:
        encoding: The codec that it was really read with.
    """

    resource: Resource
    distributions: tuple[Distribution, ...]
    row_count: int | None
    encoding: str | None
    preview: Preview | None
    layer: Layer | None


@dataclass(frozen=True, slots=True)
class DescribedDataset:
    """A dataset that is published.

    Attributes:
        distributions: Those of the whole dataset: ``datapackage`` and ``zip``.
        findings: Warnings and notices (a dataset with errors isn't published).
        descriptor_uri: '/'-relative to the repository, for the edit link.
    """

    dataset: Dataset
    resources: tuple[DescribedResource, ...]
    distributions: tuple[Distribution, ...]
    bbox_wgs84: BBox | None
    findings: tuple[Finding, ...]
    descriptor_uri: str
