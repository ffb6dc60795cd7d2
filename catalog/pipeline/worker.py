"""The work on one dataset, in a process of its own where there are many; it takes what is heavy to import."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import asdict
from datetime import date, timedelta
from functools import cache
from typing import Any

import orjson

from catalog.codes import has_errors
from catalog.findings import Finding, Location
from catalog.model.dataset import Dataset
from catalog.model.vocabulary import Vocabularies
from catalog.pipeline.checked_dataset import CheckedDataset
from catalog.pipeline.dataset import check_dataset
from catalog.pipeline.publishing import PublishedDataset, publish_dataset
from catalog.pipeline.results import DatasetTask, WorkResult
from catalog.pipeline.templates import keep_templates
from catalog.pipeline.withdrawn import withdrawn_values
from catalog.publish.addresses import former_uris
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.results import ResultStore

_EMPTY_RESULT: dict[str, Any] = {
    "findings": [],
    "aliases": [],
    "entry": None,
    "catalog_entry": "",
    "ckan_package": "",
    "list_rows": "",
    "files": [],
    "pages": [],
    "withdrawn": None,
    "standard": None,
    "holds_until": None,
    "digest": "",
}


def work_on(task: DatasetTask) -> WorkResult:
    """Return the result of a dataset's steps as plain values, kept in the store of the task.

    A bug of ours in one dataset is a finding, too, and isn't kept: it must not cost anybody the other datasets.
    """
    try:
        return task.folder.id, task.key, _work_on(task)
    except Exception as error:
        if os.environ.get("CATALOG_TRACEBACK"):
            raise
        return failed_result(task, error)


def failed_result(task: DatasetTask, error: Exception) -> WorkResult:
    """Return the result of a dataset on which the work didn't come to its end.

    Codes: dataset-failed.
    """
    failure = Finding("dataset-failed", Location(task.folder.uri), {"kind": type(error).__name__})
    return task.folder.id, task.key, {**_EMPTY_RESULT, "findings": [asdict(failure)]}


def _work_on(task: DatasetTask) -> dict[str, Any]:
    checked = check_dataset(task.root, task.folder, task.municipality, _vocabularies(), task.today, task.earlier_root)
    aliases = list(checked.dataset.aliases) if checked.dataset else []
    result = {
        **_EMPTY_RESULT,
        "findings": [asdict(finding) for finding in checked.findings],
        "aliases": aliases,
        "withdrawn": _withdrawn(task, checked),
        "standard": checked.dataset.conforms_to if checked.dataset else None,
        "holds_until": _last_day(checked.dataset, task.today),
    }
    if task.check_only:
        _keep_findings(task, result)
        return result
    if task.site is None:
        return result
    keep_templates(task.store_folder.parent)
    with ResultStore(task.store_folder).stage(str(task.folder.id), task.key) as staged:
        pages: dict[str, Any] = {}
        is_living = checked.dataset is not None and checked.dataset.withdrawn is None
        if is_living and checked.dataset and task.municipality and not has_errors(checked.findings):
            published = publish_dataset(task.folder, checked, task.municipality, task.site, staged)
            result |= _published_values(checked.dataset, published)
            pages = {page.uri: dict(page.slots) for page in published.pages}
        # The key isn't enough: on another day the same files may lead to other findings.
        result["digest"] = hashlib.sha256(orjson.dumps([result, pages])).hexdigest()[:32]
        staged.finish(result, pages)
    return result


def _keep_findings(task: DatasetTask, result: dict[str, Any]) -> None:
    """Keep what a check found for the next time, unless it was a comparison; where nothing can be written, don't."""
    if task.earlier_root is None:
        with suppress(OSError):
            ResultStore(task.store_folder).write(str(task.folder.id), task.key, result, {}, ())


def _withdrawn(task: DatasetTask, checked: CheckedDataset) -> dict[str, Any] | None:
    """Return what is told of a withdrawn dataset, as plain values; ``None`` for others, and where there are errors."""
    if checked.dataset is None or task.municipality is None or has_errors(checked.findings):
        return None
    return withdrawn_values(checked.dataset, task.folder.descriptor_uri)


def _last_day(dataset: Dataset | None, today: date) -> str | None:
    """Return the day after which the findings would be others: a suppression ends, or a withdrawal isn't ahead."""
    if dataset is None:
        return None
    withdrawals = [each.date for each in (dataset.withdrawn, *dataset.withdrawn_resources) if each is not None]
    days = [day - timedelta(days=1) for day in withdrawals]
    if dataset.withdrawn is None:
        days += [item.until for item in dataset.suppressions]
    return min((day.isoformat() for day in days if day >= today), default=None)


def _published_values(dataset: Dataset, published: PublishedDataset) -> dict[str, Any]:
    files = [(uri, file.sha256, file.number) for uri, file in published.files.items()]
    taken = set(published.files)
    for uri, file in published.files.items():
        former = [each for each in former_uris(dataset, uri) if each not in taken]  # What is there today goes first.
        files += [(each, file.sha256, file.number) for each in former]
        taken.update(former)
    return {
        "entry": asdict(published.entry),
        "catalog_entry": published.catalog_entry,
        "ckan_package": published.ckan_package,
        "list_rows": published.list_rows,
        "files": files,
        "pages": [[page.lang, page.uri, page.alternates] for page in published.pages],
    }


@cache
def _vocabularies() -> Vocabularies:
    return read_vocabularies()
