"""Sentences of the metadata files: how a layer came about and what was done to it, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from catalog.model.geometry_repair import RepairOutcome
from catalog.model.layer import Layer
from catalog.model.text import LocalizedText
from catalog.publish.metadata.subject import LayerSubject

_REPAIRS = {
    RepairOutcome.REPAIRED: (
        "正しくない形の図形{count}件を、公開用のファイルで直した。",
        "{count} geometries that were not valid were repaired in the published files.",
    ),
    RepairOutcome.LOST: (
        "面積のないなど、直せない図形{count}件を、図形なしとした。",
        "{count} geometries of which nothing could be kept (areas without extent) were left without a geometry.",
    ),
    RepairOutcome.UNCHECKED: (
        "形が複雑すぎて正しさを確かめられない図形{count}件を、そのままとした。",
        "{count} geometries were too intricate to be checked and are as they were.",
    ),
}


def lineage(subject: LayerSubject) -> LocalizedText | None:
    """Return where the positions came from: the declared lineage, or else the dataset's sources."""
    if subject.layer.declaration.lineage is not None:
        return subject.layer.declaration.lineage
    sources = [source.title for source in subject.dataset.sources]
    if not sources:
        return None
    english = "; ".join(source.text("en") for source in sources) if all(each.en for each in sources) else None
    return LocalizedText("、".join(source.ja for source in sources), english)


def steps(layer: Layer) -> Iterator[LocalizedText]:
    """Yield what was done between the source and the published files."""
    operation, crs = layer.operation, layer.reference_system.code
    accuracy = operation.accuracy_metres
    japanese = f"{crs}からWGS 84へ、PROJの操作「{operation.name}」で座標を変換した"
    english = f"Coordinates were transformed from {crs} to WGS 84 by the operation “{operation.name}” of PROJ"
    if accuracy is not None:
        japanese += f"（精度{accuracy:g} m）"
        english += f" (accuracy {accuracy:g} m)"
    note = operation.note
    yield LocalizedText(
        f"{japanese}。{note.ja if note else ''}", f"{english}. {note.text('en') if note else ''}".strip()
    )
    counts = Counter(repair.outcome for repair in layer.repairs)
    for outcome, (japanese, english) in _REPAIRS.items():
        if counts[outcome]:
            yield LocalizedText(*(words.format(count=f"{counts[outcome]:,}") for words in (japanese, english)))
    if layer.unreachable_count:
        count = f"{layer.unreachable_count:,}"
        yield LocalizedText(
            f"地球上の位置にならない座標の図形{count}件を、図形なしとした。",
            f"{count} features with coordinates that are nowhere on earth were left without a geometry.",
        )
