"""A YAML file as raw values that still know their place (stage one of two: raw → validated)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalog.findings import Location


@dataclass(frozen=True, slots=True)
class MarkedYaml:
    """What was written in a YAML file: mappings, lists and text, nothing guessed (``011002`` stays text).

    Attributes:
        path: '/'-relative to the project's root.
        value: ``dict``, ``list``, ``str`` or ``None`` (a key without a value).
        marks: Line and column (both from 1) by JSON Pointer.
        todos: Comments that begin with ``TODO``, each with its line and column.
    """

    path: str
    value: Any
    marks: Mapping[str, tuple[int, int]]
    todos: tuple[tuple[int, int, str], ...] = ()

    def location(self, pointer: str = "") -> Location:
        """Return the place of *pointer*, or of its nearest ancestor that was written."""
        nearest = pointer
        while nearest and nearest not in self.marks:
            nearest = nearest.rpartition("/")[0]
        line, column = self.marks.get(nearest, (1, 1))
        return Location(self.path, pointer=pointer or None, line=line, column=column)
