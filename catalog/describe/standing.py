"""Who publishes a standard dataset, and what those who do still lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from catalog.model.ids import DatasetId
from catalog.model.merging import MergedPart, MergedTable, UnpublishedDataset
from catalog.model.site import Municipality, MunicipalityKind

State = Literal["complete", "lacking", "published", "left_out", "errors", "withdrawn", "none"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A body and one of its tables, or the reason why it has none.

    Attributes:
        state: ``complete``: all required columns are there; ``lacking``: some aren't; ``published``: it isn't known
            which are required; ``left_out``: published, but not in the merged table; ``errors``: can't be published
            as it is; ``withdrawn``; ``none``.
        dataset: ``None`` where there is none.
        part: ``None`` where nothing is published.
    """

    body: Municipality
    state: State
    dataset: DatasetId | None = None
    part: MergedPart | None = None


def standings_of(
    standard: str,
    bodies: Iterable[Municipality],
    tables: Iterable[MergedTable],
    unpublished: Iterable[UnpublishedDataset],
    *,
    fictitious: bool,
) -> tuple[Standing, ...]:
    """Return how bodies stand in the order of their codes; one with several tables stands there several times.

    A prefecture is only among them if it has something: the standards are made for municipalities. Invented bodies are
    only there if one of them has something.

    Arguments:
        standard: Its id.
        bodies: Of the catalog.
        tables: The merged tables of all standards.
        unpublished: Datasets that claim a standard and aren't published.
        fictitious: Whether invented bodies are meant, or all others.
    """
    own = sorted((body for body in bodies if body.is_fictitious == fictitious), key=lambda body: body.code)
    parts = parts_of(standard, tables, fictitious=fictitious)
    ids = {body.id for body in own}
    waiting = [each for each in unpublished if each.standard == standard and each.id.municipality in ids]
    if fictitious and not parts and not waiting:
        return ()
    return tuple(each for body in own for each in _of_body(body, parts, waiting))


def parts_of(standard: str, tables: Iterable[MergedTable], *, fictitious: bool) -> tuple[MergedPart, ...]:
    """Return the published tables that follow a standard."""
    found = (each for each in tables if (each.standard, each.is_fictitious) == (standard, fictitious))
    return tuple(part for each in found for part in each.parts)


def _of_body(
    body: Municipality, parts: Sequence[MergedPart], waiting: Sequence[UnpublishedDataset]
) -> Iterator[Standing]:
    own = [part for part in parts if part.dataset.municipality == body.id]
    for part in own:
        yield Standing(body, _state(part), part.dataset, part)
    if own:
        return  # what waits or is gone says something only where there is nothing else
    others = sorted((each for each in waiting if each.id.municipality == body.id), key=lambda each: each.id)
    for each in others:
        yield Standing(body, each.state, each.id)
    if not others and body.kind is not MunicipalityKind.PREFECTURE:
        yield Standing(body, "none")


def _state(part: MergedPart) -> State:
    if part.left_out is not None:
        return "left_out"
    if not part.has_requirements:
        return "published"
    return "lacking" if part.missing_required else "complete"
