"""What the values of a column mean: ``categories`` of Data Package 2, with labels in the languages of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog.model.text import EASY, LocalizedText


@dataclass(frozen=True, slots=True)
class Category:
    """A value that a column may have.

    Attributes:
        value: As published tables have it.
        label: What it means; ``None`` where the value says so itself.
    """

    value: str
    label: LocalizedText | None = None


def categories_in(descriptor: Mapping[str, Any]) -> tuple[Category, ...]:
    """Return the categories that the *descriptor* of a valid field lists, in its order."""
    listed = descriptor.get("categories")
    return tuple(_category(item) for item in listed) if isinstance(listed, list | tuple) else ()


def _category(item: Any) -> Category:
    if not isinstance(item, Mapping):
        return Category(str(item))
    label, english, easy = (item.get(key) for key in ("label", "label@en", f"label@{EASY}"))
    return Category(str(item.get("value")), LocalizedText(label, english, easy) if label else None)


def labels_in(descriptor: Mapping[str, Any]) -> dict[str, LocalizedText]:
    """Return the labels of values, by value; values without one are left out."""
    return {each.value: each.label for each in categories_in(descriptor) if each.label is not None}


def label_in(descriptor: Mapping[str, Any], value: str) -> LocalizedText | None:
    """Return what *value* means, or ``None`` where nobody said."""
    listed = descriptor.get("categories")
    found = (item for item in listed or () if isinstance(item, Mapping) and str(item.get("value")) == value)
    return next((_category(item).label for item in found), None)


def choices_in(descriptor: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the only values that a column may have, or ``None`` where it may have any.

    Where both ``enum`` and ``categories`` are there, the first is the narrower (a check holds them to it).
    """
    constraints = descriptor.get("constraints")
    choices = constraints.get("enum") if isinstance(constraints, Mapping) else None
    if isinstance(choices, list | tuple):
        return tuple(map(str, choices))
    return tuple(each.value for each in categories_in(descriptor)) or None
