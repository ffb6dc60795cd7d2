"""Geometries that weren't valid, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class GeometryDefect(Enum):
    """Why a geometry isn't valid (OGC Simple Features)."""

    SELF_INTERSECTION = "self-intersection"
    RING_SELF_INTERSECTION = "ring-self-intersection"
    """An outline touches itself in a point."""
    HOLE_OUTSIDE = "hole-outside"
    NESTED_HOLES = "nested-holes"
    NESTED_PARTS = "nested-parts"
    """A part of a multipolygon lies in another one."""
    CUT_INTERIOR = "cut-interior"
    """Holes divide the interior into several."""
    DUPLICATE_RINGS = "duplicate-rings"
    TOO_FEW_POINTS = "too-few-points"
    OTHER = "other"


class RepairOutcome(Enum):
    """What became of a geometry that isn't valid."""

    REPAIRED = "repaired"
    """It covers the same area, or line, and is valid."""
    LOST = "lost"
    """Nothing of its dimension was left (a polygon without area): the feature has no geometry."""
    UNCHECKED = "unchecked"
    """Too intricate to be checked in bounded time: as it was."""


@dataclass(frozen=True, slots=True)
class GeometryRepair:
    """One geometry that wasn't valid.

    Attributes:
        feature: Its number, from 1.
        defect: ``None`` where it wasn't checked.
    """

    feature: int
    defect: GeometryDefect | None
    outcome: RepairOutcome
