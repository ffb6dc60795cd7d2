"""Files in the wrong place are put where they belong, or only told where that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from catalog.load.changes import read_changed_files, read_loose_uris, read_siblings
from catalog.load.folders import DATASET_FILE
from catalog.model.ids import DatasetId
from catalog.model.review import Adopted, Deed, PlacementKind
from catalog.pipeline.drafting import DraftRefused, write_dataset
from catalog.pipeline.placing import Placed, place_files, placeable
from catalog.store.moved_files import move_file, remove_file
from catalog.store.new_files import InTheWayError


@dataclass(frozen=True, slots=True)
class AdoptTask:
    """What is to be put in its place.

    Attributes:
        uris: Files, '/'-relative to *root*; ``None`` for all that are in the wrong place.
        chosen: The dataset that a file becomes, where a person has said so.
        is_write: It is to be done; otherwise it is only told.
    """

    root: Path
    uris: Sequence[str] | None
    today: date
    chosen: DatasetId | None = None
    is_write: bool = False


def adopt_files(task: AdoptTask) -> tuple[Adopted, ...]:
    """Return what is done, or would be, to the files of *task* that are in the wrong place."""
    uris = task.uris if task.uris is not None else read_loose_uris(task.root)
    plain = placeable(read_changed_files(task.root, uris))
    placed = place_files(task.root, plain, task.today, task.chosen)
    targets: set[str] = set()
    done: list[Adopted] = []
    for each in placed:
        placement = each.placement
        is_second = placement.kind is PlacementKind.EDITION and placement.target_uri in targets
        targets |= {placement.target_uri} if placement.target_uri is not None else set()
        # Two files can't take one place: the second waits for a person.
        found = [Adopted(Deed.LEFT, placement.uri, None, placement)] if is_second else _adopt(task, each)
        done += found
    return tuple(done) if not task.is_write else tuple(_without_sources(task.root, done))


def _adopt(task: AdoptTask, placed: Placed) -> Iterator[Adopted]:
    placement, deed = placed.placement, _DEEDS[placed.placement.kind]
    if deed is Deed.LEFT:
        yield Adopted(Deed.LEFT, placement.uri, None, placement)
        return
    try:
        if task.is_write:
            _do(task.root, placed)
    except (InTheWayError, DraftRefused, OSError):
        yield Adopted(Deed.FAILED, placement.uri, placement.target_uri, placement)
        return
    if placement.target_uri != placement.uri:
        yield Adopted(deed, placement.uri, placement.target_uri, placement)
    if placement.descriptor is not None:
        yield Adopted(Deed.MADE, "", f"datasets/{placement.dataset}/{DATASET_FILE}")


_DEEDS = {
    PlacementKind.NEW: Deed.MOVED,
    PlacementKind.DESCRIPTOR: Deed.MOVED,
    PlacementKind.EDITION: Deed.MOVED,
    PlacementKind.JUNK: Deed.REMOVED,
    PlacementKind.UNDECIDED: Deed.LEFT,
    PlacementKind.REFUSED: Deed.LEFT,
}


def _do(root: Path, placed: Placed) -> None:
    placement = placed.placement
    if placement.kind is PlacementKind.JUNK:
        remove_file(root, placement.uri)
    elif placement.kind is PlacementKind.EDITION and placement.target_uri is not None:
        move_file(root, placement.uri, placement.target_uri)
    elif placed.drafted is not None:
        # All files of the dataset are copied with its descriptor; what they were copied from goes afterwards.
        write_dataset(root, placed.drafted, "ja")


def _without_sources(root: Path, done: Sequence[Adopted]) -> Iterator[Adopted]:
    """Yield *done* after removing what was copied into a new dataset from where it lay."""
    made = {adopted.target_uri for adopted in done if adopted.deed is Deed.MADE}
    for adopted in done:
        placement = adopted.placement
        is_copied = placement is not None and f"datasets/{placement.dataset}/{DATASET_FILE}" in made
        if adopted.deed is Deed.MOVED and is_copied and placement is not None:
            yield from _remove_source(root, adopted)
        else:
            yield adopted


def _remove_source(root: Path, adopted: Adopted) -> Iterator[Adopted]:
    stem, _, _ = adopted.uri.rpartition(".")
    folder = adopted.uri.rpartition("/")[0]
    parts = [adopted.uri]
    if adopted.uri.lower().endswith(".shp"):  # a Shapefile's parts were copied with it
        near = (file.relative_to(root).as_posix() for file in read_siblings(root / folder))
        parts += [uri for uri in near if uri.rpartition(".")[0] == stem and uri != adopted.uri]
    for uri in parts:
        try:
            remove_file(root, uri)
        except (InTheWayError, OSError):
            yield Adopted(Deed.FAILED, uri, None, adopted.placement)
    yield adopted
