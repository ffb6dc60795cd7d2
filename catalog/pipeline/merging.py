"""The tables of all bodies that follow one standard, merged into one: what is to be done, and what was done before.

The real work is in :mod:`.merge_worker`, which takes what is heavy to import; a build without changes only looks here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from catalog.load.digests import read_package_digest
from catalog.model.ids import Slug
from catalog.model.site import Municipality, Site
from catalog.model.text import Lang
from catalog.pipeline.merge_results import MergeResult, MergeTask, MergeWork, decode_merge
from catalog.pipeline.parallel import work_on_each
from catalog.pipeline.results import DatasetResult
from catalog.store.results import ResultStore

ALONE_UP_TO = 6
"""So few merged tables are quicker to make in this process than others are to start."""


def merge_standards(
    results: Sequence[DatasetResult],
    bodies: Sequence[Municipality],
    site: Site,
    store: ResultStore,
    process_count: int,
) -> tuple[MergeResult, ...]:
    """Return the merged table of every standard that a dataset of *results* follows, of invented bodies apart."""
    found: dict[str, MergeResult] = {}
    missing: list[MergeTask] = []
    tasks = list(_tasks(results, {body.id: body for body in bodies}, site, store))
    for task in tasks:
        kept = store.read(task.place, task.key)
        if kept is None:
            missing.append(task)
        else:
            found[task.place] = decode_merge(task, kept)
    worked = work_on_each(missing, _work_on, process_count, _failed, few=ALONE_UP_TO)
    found |= {task.place: decode_merge(task, value) for task, value in worked}
    return tuple(found[task.place] for task in tasks)


def read_fragment(store: ResultStore, result: MergeResult, lang: Lang) -> str:
    """Return what the page of the standard shows of a merged table, as HTML."""
    return store.read_pages(result.place, result.key)[lang]["body"].decode()


def _tasks(
    results: Sequence[DatasetResult], bodies: Mapping[Slug, Municipality], site: Site, store: ResultStore
) -> Iterator[MergeTask]:
    groups: dict[tuple[str, bool], list[DatasetResult]] = {}
    for result in results:
        entry = result.entry
        if entry is not None and entry.search is not None and entry.search.standard is not None:
            groups.setdefault((entry.search.standard, entry.is_fictitious), []).append(result)
    code = read_package_digest()
    for standard, is_fictitious in sorted(groups):
        followers = sorted(
            groups[standard, is_fictitious], key=lambda each: (bodies[each.id.municipality].code, each.id)
        )
        own = {each.id.municipality: bodies[each.id.municipality] for each in followers}
        parts = (code, site, standard, is_fictitious, [(str(each.id), each.key) for each in followers], own)
        key = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
        yield MergeTask(standard, is_fictitious, tuple(followers), own, site, store, key)


def _work_on(task: MergeTask) -> MergeWork:
    from catalog.pipeline.merge_worker import work_on_merge  # Polars; a build without changes needs none

    return work_on_merge(task)


def _failed(task: MergeTask, error: Exception) -> MergeWork:
    from catalog.pipeline.merge_worker import failed_merge

    return failed_merge(task, error)
