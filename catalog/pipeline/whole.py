"""All datasets of a catalog: which have changed, work on those in parallel, and what they have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from catalog.check.catalog import check_identities
from catalog.check.municipality import parse_municipality
from catalog.check.site import parse_site
from catalog.codes import severity_of
from catalog.findings import Finding, Severity, sort_key
from catalog.i18n.fictitious_words import tell_body
from catalog.load.digests import read_digest, read_package_digest
from catalog.load.folders import CatalogFolders, DatasetFolder, read_catalog_folders
from catalog.load.marked_yaml import read_marked_yaml
from catalog.model.ids import DatasetId
from catalog.model.inventory import Inventory
from catalog.model.merging import UnpublishedDataset
from catalog.model.site import Municipality, Site
from catalog.model.withdrawn import WithdrawnDataset
from catalog.pipeline.inventories import InventoryReading, join_inventories, read_inventories
from catalog.pipeline.merge_results import MergeResult, failed_merges
from catalog.pipeline.merging import merge_standards
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.parallel import work_on_each
from catalog.pipeline.past import Histories, read_histories
from catalog.pipeline.results import DatasetResult, DatasetTask, WorkResult, decode_result
from catalog.pipeline.withdrawn import find_wrong_successors
from catalog.standards.search_words import standard_titles
from catalog.store.results import DigestCache, ResultStore

SITE_URI = "datasets/catalog.yaml"
CHECKS = "checks"
"""Folder beside the results, of findings of datasets that were only checked."""
ALONE_UP_TO = 3
"""So few datasets are quicker to do in this process than the others are to start."""
LIGHT_BYTES = 5_000_000
"""Files of this size together gain more from several threads than from a process that is ready."""

Progress = Callable[[int, int], None]
"""Told how many datasets are done, of how many."""


@dataclass(frozen=True, slots=True)
class CatalogBuild:
    """Everything that a site is printed from.

    Attributes:
        site: ``None`` where ``catalog.yaml`` can't be used.
        municipalities: Under the names that they are shown by, which of invented ones say so.
        results: Of every dataset that was looked at, published or not, in the order of their ids.
        findings: Of the whole catalog and of every dataset, in reading order.
        histories: What the last editions of each dataset have brought.
        merged: The tables of standard datasets, merged from those of all bodies.
        inventories: What bodies hold; those with errors aren't among them.
    """

    site: Site | None
    municipalities: tuple[Municipality, ...]
    results: tuple[DatasetResult, ...]
    findings: tuple[Finding, ...]
    store: ResultStore
    histories: Histories = field(default_factory=dict)
    merged: tuple[MergeResult, ...] = ()
    inventories: tuple[Inventory, ...] = ()

    @property
    def published(self) -> tuple[DatasetResult, ...]:
        """The datasets that the site has."""
        return tuple(result for result in self.results if result.entry is not None)

    @property
    def withdrawn(self) -> tuple[WithdrawnDataset, ...]:
        """The datasets whose publication has ended, their successors under their present ids."""
        present = {alias: result.id for result in self.results for alias in result.aliases}
        gone = (result.withdrawn for result in self.results if result.withdrawn is not None)
        return tuple(each.with_successor(present.get(str(each.withdrawal.successor))) for each in gone)

    @property
    def unpublished(self) -> tuple[UnpublishedDataset, ...]:
        """The datasets that say that they follow a standard, and have errors or are withdrawn."""
        titles = standard_titles()
        missing = (each for each in self.results if each.entry is None and each.standard in titles)
        return tuple(
            UnpublishedDataset(each.id, str(each.standard), "withdrawn" if each.withdrawn else "errors")
            for each in missing
        )

    @property
    def fingerprint(self) -> str:
        """Digest of everything that a site is printed from, the browser code and hand-written pages apart."""
        published = [(result.id, result.digest) for result in self.published]
        merged = [(each.table.id, each.key, each.catalog_entry) for each in self.merged]
        about = (read_package_digest(), self.site, self.municipalities, self.withdrawn, self.unpublished)
        held = ([body.targets for body in self.municipalities], [(each.key, each.items) for each in self.inventories])
        return hashlib.sha256(repr((*about, published, merged, self.histories, held)).encode()).hexdigest()

    @property
    def left_out(self) -> tuple[DatasetId, ...]:
        """The datasets that have errors."""
        return tuple(result.id for result in self.results if result.entry is None and result.withdrawn is None)


@dataclass(frozen=True, slots=True)
class _Foundation:
    """What all datasets stand on."""

    site: Site | None
    municipalities: dict[str, Municipality]
    findings: tuple[Finding, ...]
    inventories: tuple[InventoryReading, ...]
    today: date


def build_catalog(root: Path, options: BuildOptions, progress: Progress | None = None) -> CatalogBuild:
    """Return the catalog under *root*, every dataset worked on, or taken from the store where nothing changed."""
    folders = read_catalog_folders(root)
    foundation = _read_foundation(root, folders, options)
    store_folder = options.store or root / ".catalog"
    store, digests = ResultStore(store_folder / "results"), DigestCache(store_folder / "digests.json")
    tasks = list(_tasks(root, _dataset_folders(folders), foundation, digests, store.folder, options.today))
    digests.write()
    results = _results(tasks, (store,), options, progress)
    for each in (store, ResultStore(store_folder / CHECKS)):
        each.forget_others(str(task.folder.id) for task in tasks)
    build = _linked(root, folders, foundation, results, store)
    names = {result.id: result.aliases for result in build.published}
    build = replace(build, histories=read_histories(root, names, store, options.process_count))
    if build.site is None:
        return build
    merged = merge_standards(build.published, build.municipalities, build.site, store, options.process_count)
    return replace(build, merged=merged, findings=(*build.findings, *failed_merges(merged)))


def check_catalog(
    root: Path,
    options: BuildOptions,
    chosen: Callable[[DatasetFolder], bool],
    progress: Progress | None = None,
    earlier: Path | None = None,
) -> CatalogBuild:
    """Return the findings of the catalog and of the *chosen* datasets; nothing is converted or published.

    With *earlier*, the root of an earlier edition, each dataset is compared with what it was there. Without it, the
    findings are kept for the next time, in a store of their own.
    """
    folders = read_catalog_folders(root)
    foundation = _read_foundation(root, folders, options)
    store_folder = options.store or root / ".catalog"
    store, digests = ResultStore(store_folder / "results"), DigestCache(store_folder / "digests.json")
    tasks = list(
        _tasks(root, filter(chosen, _dataset_folders(folders)), foundation, digests, store.folder, options.today)
    )
    checks = ResultStore(store_folder / CHECKS)
    tasks = [replace(task, check_only=True, earlier_root=earlier, store_folder=checks.folder) for task in tasks]
    return _linked(root, folders, foundation, _results(tasks, (store, checks), options, progress), store)


def _dataset_folders(folders: CatalogFolders) -> Iterator[DatasetFolder]:
    for municipality in folders.municipalities:
        yield from municipality.datasets


def _linked(
    root: Path,
    folders: CatalogFolders,
    foundation: _Foundation,
    results: Sequence[DatasetResult],
    store: ResultStore,
) -> CatalogBuild:
    municipalities = tuple(map(tell_body, foundation.municipalities.values()))
    aliases = {result.id: result.aliases for result in results}
    withdrawn = {result.id: result.withdrawn for result in results if result.withdrawn is not None}
    identity_findings = (
        *check_identities(municipalities, aliases),
        *find_wrong_successors(root, _dataset_folders(folders), aliases, withdrawn),
    )
    inventories, more = join_inventories(
        root, foundation.inventories, folders.municipalities, results, foundation.today
    )
    findings = [*folders.findings, *foundation.findings, *identity_findings, *more]
    for folder in folders.municipalities:
        findings += folder.findings
    for result in results:
        findings += result.findings
    return CatalogBuild(
        site=foundation.site,
        municipalities=municipalities,
        results=tuple(_without_clashes(results, identity_findings)),
        findings=tuple(sorted(findings, key=sort_key)),
        store=store,
        inventories=inventories,
    )


def _without_clashes(results: Iterable[DatasetResult], findings: Iterable[Finding]) -> Iterator[DatasetResult]:
    """Yield *results*, those unpublished whose addresses or whose body's code stand for something else as well."""
    places = {finding.location.path for finding in findings if severity_of(finding) is Severity.ERROR}
    for result in results:
        own = {f"datasets/{result.id}/datapackage.yaml", f"datasets/{result.id.municipality}/municipality.yaml"}
        yield replace(result, entry=None, withdrawn=None) if own & places else result


def _read_foundation(root: Path, folders: CatalogFolders, options: BuildOptions) -> _Foundation:
    """Return the site and the bodies, with what is wrong with their files."""
    findings: list[Finding] = []
    site: Site | None = None
    if folders.has_site:
        raw, found = read_marked_yaml(root / SITE_URI, SITE_URI)
        site, more = parse_site(raw) if raw is not None else (None, ())
        findings += [*found, *more]
    if site is not None:
        site = replace(
            site,
            site_url=(options.site_url or site.site_url).rstrip("/") + "/",
            repository_url=options.repository_url or site.repository_url,
        )
    municipalities: dict[str, Municipality] = {}
    for folder in folders.municipalities:
        if not folder.has_descriptor:
            continue
        raw, found = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
        municipality, more = parse_municipality(raw, folder.id) if raw is not None else (None, ())
        findings += [*found, *more]
        if municipality is not None:
            municipalities[folder.id] = municipality
    inventories = read_inventories(root, folders.municipalities, municipalities, options.store or root / ".catalog")
    return _Foundation(site, municipalities, tuple(findings), inventories, options.today)


def _tasks(
    root: Path,
    folders: Iterable[DatasetFolder],
    foundation: _Foundation,
    digests: DigestCache,
    store_folder: Path,
    today: date,
) -> Iterator[DatasetTask]:
    """Yield what there is to do for each dataset, under the key of everything that it depends on."""
    code = read_package_digest()
    for folder in folders:
        municipality = foundation.municipalities.get(folder.id.municipality)
        key = hashlib.sha256(repr((code, foundation.site, municipality)).encode())
        for file in (folder.descriptor, *folder.files):
            uri = f"{folder.uri}/{file.uri}"
            digest = digests.get(uri, file.size_bytes, file.mtime_ns)
            if digest is None:
                digest = read_digest(root / uri)
            if digest is not None:  # an unreadable file may be readable the next time, and look no different
                digests.put(uri, file.size_bytes, file.mtime_ns, digest)
            key.update(f"\n{file.uri}\0{digest}".encode())
        yield DatasetTask(
            root,
            folder,
            municipality,
            foundation.site,
            key.hexdigest()[:32],
            store_folder,
            check_only=False,
            today=today,
        )


def _results(
    tasks: Sequence[DatasetTask], stores: Sequence[ResultStore], options: BuildOptions, progress: Progress | None
) -> list[DatasetResult]:
    """Return the result of each task in order: from the first store that has it, or from working on it now."""
    stored = [_kept(task, stores, options.today) for task in tasks]
    missing = [task for task, kept in zip(tasks, stored, strict=True) if kept is None]
    worked = _work(missing, options.process_count)
    found = [  # while other processes work on those that are missing
        None if kept is None else decode_result(task.folder.id, task.key, kept)
        for task, kept in zip(tasks, stored, strict=True)
    ]
    results = {result.id: result for result in found if result is not None}
    for number, (dataset_id, key, value) in enumerate(worked, start=1):
        results[dataset_id] = decode_result(dataset_id, key, value)
        if progress is not None:
            progress(number, len(missing))
    return [results[task.folder.id] for task in tasks]


def _kept(task: DatasetTask, stores: Sequence[ResultStore], today: date) -> dict[str, Any] | None:
    """Return what a store has of *task*, as plain values, if it holds today."""
    asked = stores if task.earlier_root is None else ()
    kept = next(filter(None, (store.read(str(task.folder.id), task.key) for store in asked)), None)
    return None if kept is None or (kept["holds_until"] or "9999") < today.isoformat() else kept


def _work(tasks: Sequence[DatasetTask], process_count: int) -> Iterator[WorkResult]:
    size_bytes = sum(file.size_bytes for task in tasks for file in task.folder.files)
    return work_on_each(tasks, _work_on, process_count, _failed, few=ALONE_UP_TO, is_light=size_bytes <= LIGHT_BYTES)


def _work_on(task: DatasetTask) -> WorkResult:
    from catalog.pipeline.worker import work_on  # 0.3 s, for which who has nothing to do here needn't wait

    return work_on(task)


def _failed(task: DatasetTask, error: Exception) -> WorkResult:
    from catalog.pipeline.worker import failed_result

    return failed_result(task, error)
