"""The shapes of a layer that weren't valid, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.i18n import interface_texts
from catalog.model.geometry_repair import GeometryRepair, RepairOutcome
from catalog.model.layer import Layer
from catalog.model.text import Lang
from catalog.render.formats import format_count, format_counted

LISTED_REPAIRS = 100
"""So many shapes are named on a page; ``datapackage.json`` counts them all."""


@dataclass(frozen=True, slots=True)
class RepairsView:
    """What became of shapes that weren't valid.

    Attributes:
        sentences: One for each outcome, or one that says that there was nothing to do.
        items: Which shapes, and what was wrong with each.
        more: How many more there are, ``""`` for none.
    """

    sentences: tuple[str, ...]
    items: tuple[str, ...]
    more: str


def repairs_view(layer: Layer, lang: Lang) -> RepairsView | None:
    """Return what is to be said of the shapes of *layer*; ``None`` for a table, whose points are always valid."""
    if layer.source_name is None and not layer.repairs:
        return None
    sentences = tuple(_sentences(layer, lang)) or (interface_texts(lang)["repairs_none"],)
    more = len(layer.repairs) - LISTED_REPAIRS
    return RepairsView(
        sentences,
        tuple(_item(repair, lang) for repair in layer.repairs[:LISTED_REPAIRS]),
        format_counted("repairs_more", more, lang) if more > 0 else "",
    )


def _sentences(layer: Layer, lang: Lang) -> Iterator[str]:
    counts = Counter(repair.outcome for repair in layer.repairs)
    keys = {
        RepairOutcome.REPAIRED: "repairs_repaired",
        RepairOutcome.LOST: "repairs_lost",
        RepairOutcome.UNCHECKED: "repairs_unchecked",
    }
    for outcome, key in keys.items():
        if counts[outcome]:
            yield format_counted(key, counts[outcome], lang)


def _item(repair: GeometryRepair, lang: Lang) -> str:
    texts = interface_texts(lang)
    defect = texts[f"defect_{repair.defect.value if repair.defect else 'unchecked'}"]
    return texts["repairs_item"].format(number=format_count(repair.feature), defect=defect)
