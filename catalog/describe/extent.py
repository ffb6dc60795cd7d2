"""Boxes around boxes."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.model.layer import BBox


def describe_extent(boxes: Iterable[BBox | None]) -> BBox | None:
    """Return the smallest box around all *boxes*, of which each may be ``None``; ``None`` where there is none."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return BBox(
        west=min(box.west for box in known),
        south=min(box.south for box in known),
        east=max(box.east for box in known),
        north=max(box.north for box in known),
    )
