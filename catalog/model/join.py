"""Columns by whose values datasets can be put together."""

from __future__ import annotations

from dataclasses import dataclass

SKETCH_SIZE = 64
"""Digests that are kept of a column's values: the smallest ones, so that equal values of two columns meet."""


@dataclass(frozen=True, slots=True)
class JoinColumn:
    """A column of codes.

    Attributes:
        resource: Name of the resource.
        heading: As it stands in the published table.
        title_en: The heading in English, if there is a translation.
        sketch: Digests of values, sorted; of all of them where they are few.
    """

    resource: str
    heading: str
    title_en: str | None
    sketch: tuple[str, ...]
