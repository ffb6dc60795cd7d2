"""How far a body has come towards its targets, counted from what the catalog has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.model.inventory import HoldingStatus, Inventory, Target, TargetProgress


@dataclass(frozen=True, slots=True)
class CountedDataset:
    """A published dataset as targets count it.

    Attributes:
        standard: Id of the standard that it follows, or ``None``.
        modified: ISO date, or ``None``.
        is_compiled: The catalog's operator compiled it; the body didn't publish it.
    """

    standard: str | None
    modified: str | None
    is_compiled: bool


def measure_targets(
    targets: Iterable[Target], datasets: Iterable[CountedDataset], inventory: Inventory | None
) -> Iterator[TargetProgress]:
    """Yield how far each of *targets* is reached; the same data gives the same numbers on any day."""
    counted = tuple(datasets)
    for target in targets:
        if target.measure == "open-share":
            yield _share(target, inventory)
        elif target.measure == "standard-datasets":
            following = tuple(each for each in counted if each.standard is not None)
            yield _number(target, len({each.standard for each in following}), following)
        else:
            yield _number(target, len(counted), counted)


def _number(target: Target, reached: int, counted: tuple[CountedDataset, ...]) -> TargetProgress:
    compiled = sum(each.is_compiled for each in counted)
    newest = max((each.modified for each in counted if each.modified), default=None)
    return TargetProgress(target, reached, compiled=compiled, newest=newest)


def _share(target: Target, inventory: Inventory | None) -> TargetProgress:
    if inventory is None or not inventory.items:
        return TargetProgress(target, None)
    part, whole = inventory.counts[HoldingStatus.OPEN], len(inventory.items)
    newest = inventory.confirmed.isoformat() if inventory.confirmed else None
    # Rounded down: nothing is called reached that isn't.
    return TargetProgress(target, part * 100 // whole, part, whole, newest=newest)
