"""What a dataset is after the steps that only read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.findings import Finding
from catalog.load.originals import Original
from catalog.model.conversion import Conversion
from catalog.model.dataset import Dataset
from catalog.model.features import ConvertedFeatures
from catalog.model.table import Table


@dataclass(frozen=True, slots=True)
class CheckedDataset:
    """A dataset that was read and checked.

    Attributes:
        dataset: ``None`` where the descriptor can't be used at all.
        originals: Each resource's file by resource name; without those that can't be read.
        tables: By resource name, Japanese notations converted; without those that can't be read, or that are offered as
            they are.
        layers: By resource name, those of GIS files. Each layer of a file that has several is a resource of its own.
    """

    dataset: Dataset | None
    originals: Mapping[str, Original]
    tables: Mapping[str, Table]
    findings: tuple[Finding, ...]
    conversions: Mapping[str, tuple[Conversion, ...]] = field(default_factory=dict)
    layers: Mapping[str, ConvertedFeatures] = field(default_factory=dict)
