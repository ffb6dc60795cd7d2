"""The schema of a table that came without one."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model.dataset import Field, Schema
from catalog.model.text import LocalizedText


def derive_text_schema(labels: Sequence[str]) -> Schema:
    """Return a schema in which every column is text under its own heading: types are stated, never guessed.

    Arguments:
        labels: Headings, each with something in it and no two alike (`check.table` sees to it).
    """
    descriptors = [{"name": label, "type": "string"} for label in labels]
    fields = tuple(
        Field(label, LocalizedText(label), None, "string", "default", descriptor)
        for label, descriptor in zip(labels, descriptors, strict=True)
    )
    return Schema(fields, (), ("",), {"fields": descriptors})
