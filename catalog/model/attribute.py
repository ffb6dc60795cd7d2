"""Words for an attribute of a GIS layer."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model.categories import Category
from catalog.model.text import LocalizedText


@dataclass(frozen=True, slots=True)
class AttributeWords:
    """What an attribute is called, and what is in it; ``None`` where nobody says.

    Attributes:
        categories: What its values mean; it may have others as well.
    """

    title: LocalizedText | None
    description: LocalizedText | None = None
    categories: tuple[Category, ...] = ()
