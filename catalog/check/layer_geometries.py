"""What became of a layer's geometries on their way to the published copies."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.findings import Finding, Findings, Location
from catalog.load.gis.raw_layer import feature_params
from catalog.model.features import ConvertedFeatures
from catalog.model.geometry_repair import RepairOutcome

_CODES = {
    RepairOutcome.REPAIRED: "layer-geometry-repaired",
    RepairOutcome.LOST: "layer-geometry-lost",
    RepairOutcome.UNCHECKED: "layer-geometry-unchecked",
}


def check_layer_geometries(converted: ConvertedFeatures, path: str) -> Findings:
    """Return what was wrong with the geometries of *converted*; *path* is what findings call the file.

    Codes: layer-geometry-repaired, layer-geometry-lost, layer-geometry-unchecked, layer-coordinates-unusable.
    """
    return tuple(_findings(converted, Location(path)))


def _findings(converted: ConvertedFeatures, place: Location) -> Iterator[Finding]:
    for outcome, code in _CODES.items():
        numbers = [repair.feature for repair in converted.repairs if repair.outcome is outcome]
        if numbers:
            yield Finding(code, place, feature_params(number - 1 for number in numbers))
    if converted.unreachable:
        yield Finding(
            "layer-coordinates-unusable", place, feature_params(number - 1 for number in converted.unreachable)
        )
