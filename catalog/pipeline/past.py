"""What the last editions of every dataset have brought, from the history in git; kept, so that it is found out once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalog.load.digests import read_package_digest
from catalog.load.history import HistoryUnusable
from catalog.load.past_editions import FolderChange, Head, read_folder_changes, read_head
from catalog.model.edition import Edition
from catalog.model.ids import DatasetId
from catalog.pipeline.parallel import work_on_each
from catalog.pipeline.past_steps import Step, StepsTask, decode_edition, unread
from catalog.store.results import ResultStore

MOST_DAYS = 8
"""Editions of one dataset that are looked at."""
BATCH = 16
"""Datasets that are worked on together."""
HISTORY_ENTRY = "-/history"
DIFFERENCES_ENTRY = "-/differences"

Histories = Mapping[DatasetId, tuple[Edition, ...]]
"""The last editions of each dataset, the newest first; without those of which there is nothing to tell."""


def read_histories(
    root: Path, names: Mapping[DatasetId, Sequence[str]], store: ResultStore, process_count: int
) -> Histories:
    """Return what the last editions of datasets have brought; nothing where git can't tell.

    It depends on the commit that is checked out, not on files that differ from it.

    Arguments:
        root: Of the catalog.
        names: The former names of each dataset, ``municipality/dataset``.
        store: Keeps what was found out.
        process_count: How many processes to work with.
    """
    try:
        head = read_head(root)
        key = _key(read_package_digest(), head, sorted(names.items()))
        kept = store.read(HISTORY_ENTRY, key)
        if kept is None:
            kept = _find_out(root, head, names, store, process_count)
            store.write(HISTORY_ENTRY, key, kept, {}, [])
    except HistoryUnusable:
        return {}
    return {id: tuple(map(decode_edition, kept.get(str(id), ()))) for id in names}


def _key(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _find_out(
    root: Path, head: Head, names: Mapping[DatasetId, Sequence[str]], store: ResultStore, process_count: int
) -> dict[str, Any]:
    """Return the editions of each dataset as plain values; only what isn't known yet is compared."""
    steps = dict(derive_steps(read_folder_changes(root, head), names))
    key = _key(read_package_digest())
    known = dict(store.read(DIFFERENCES_ENTRY, key) or {})
    missing = [
        (id, unknown)
        for id, chain in steps.items()
        if (unknown := tuple(step for step in chain if step.key not in known))
    ]
    for found in _compare(root, missing, process_count):
        known |= found
    used = {step.key: known[step.key] for chain in steps.values() for step in chain if step.key in known}
    if missing:
        store.write(DIFFERENCES_ENTRY, key, used, {}, [])
    return {str(id): [*_told(chain, used)] for id, chain in steps.items()}


def _told(steps: Iterable[Step], known: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for step in steps:
        edition = known.get(step.key)
        if edition is not None and not decode_edition(edition).is_silent:
            yield {**edition, "day": step.day}


def derive_steps(
    changes: Iterable[FolderChange], names: Mapping[DatasetId, Sequence[str]]
) -> Iterator[tuple[DatasetId, tuple[Step, ...]]]:
    """Yield the last days on which each dataset changed, the newest first.

    What happened on one day is one step, and so is a change of the name.
    """
    by_place: dict[str, list[FolderChange]] = {}
    for change in changes:
        by_place.setdefault(change.place, []).append(change)
    for id, aliases in names.items():
        own = [change for name in (str(id), *aliases) for change in by_place.get(name, ())]
        yield id, tuple(_steps(_by_commit(own)))[:MOST_DAYS]


def _by_commit(changes: Iterable[FolderChange]) -> list[FolderChange]:
    """Return *changes* in their order, those of one commit as one: under another name it is the same folder."""
    found: dict[int, FolderChange] = {}
    for change in changes:
        other = found.get(change.number)
        if other is not None:
            change = replace(other, before=other.before or change.before, after=other.after or change.after)
        found[change.number] = change
    return [found[number] for number in sorted(found)]


def _steps(changes: Sequence[FolderChange]) -> Iterator[Step]:
    position = 0
    while position < len(changes):
        last = position
        while last + 1 < len(changes) and changes[last + 1].day == changes[position].day:
            last += 1
        newest, oldest = changes[position], changes[last]
        if newest.after is not None and newest.after != oldest.before:
            yield Step(newest.day, oldest.before, newest.after)
        position = last + 1


def _compare(
    root: Path, datasets: Sequence[tuple[DatasetId, tuple[Step, ...]]], process_count: int
) -> Iterator[dict[str, Any]]:
    tasks = [StepsTask(root, tuple(datasets[at : at + BATCH])) for at in range(0, len(datasets), BATCH)]
    return work_on_each(tasks, _compare_steps, process_count, unread, few=1)


def _compare_steps(task: StepsTask) -> dict[str, Any]:
    from catalog.pipeline.past_worker import compare_steps  # GDAL and Polars, which an unchanged build doesn't need

    return compare_steps(task)
