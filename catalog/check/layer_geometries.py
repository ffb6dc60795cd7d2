"""What became of a layer's geometries on their way to the published copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.findings import Finding, Findings, Location
from catalog.model.features import ConvertedFeatures, RepairOutcome

_MAX_NUMBERS = 10
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
            yield Finding(code, place, _params(numbers))
    if converted.unreachable:
        yield Finding("layer-coordinates-unusable", place, _params(converted.unreachable))


def _params(numbers: Sequence[int]) -> dict[str, str]:
    first = ", ".join(map(str, numbers[:_MAX_NUMBERS]))
    return {"count": f"{len(numbers):,}", "features": first + ("…" if len(numbers) > _MAX_NUMBERS else "")}
