"""Which datasets are past their due day, and where their descriptions lead to, department by department.

Only descriptions are read. No address is asked here: the package uses no network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from catalog.check.dataset import parse_dataset
from catalog.check.municipality import parse_municipality
from catalog.describe.freshness import DueState, days_overdue, due_state, next_due
from catalog.load.folders import DatasetFolder, MunicipalityFolder, read_catalog_folders
from catalog.load.marked_yaml import read_marked_yaml
from catalog.model.dataset import Dataset, LayerService, ServiceType
from catalog.model.ids import MunicipalityCode
from catalog.model.reminder import DepartmentReminder, DueDataset, OutwardLink
from catalog.model.site import Municipality, MunicipalityKind
from catalog.model.text import LocalizedText
from catalog.standards.vocabulary import read_vocabularies

_CAPABILITIES = {ServiceType.WMS: "WMS", ServiceType.WMTS: "WMTS", ServiceType.WFS: "WFS"}


def remind(root: Path, today: date) -> tuple[DepartmentReminder, ...]:
    """Return what each department is to be reminded of on the day *today*, bodies and departments in order.

    Datasets whose description can't be read aren't among them (the check says so), nor are those that are withdrawn;
    invented bodies have nobody to be reminded.
    """
    found: dict[str, DepartmentReminder] = {}
    for folder in read_catalog_folders(root).municipalities:
        body = _read_body(root, folder)
        if body.is_fictitious:
            continue
        if body.homepage is not None:
            _add(found, _of(body, None), links=[OutwardLink(body.homepage, "homepage", None, body.name)])
        for dataset in _read_datasets(root, folder.datasets):
            _add_dataset(found, body, dataset, today)
    return tuple(found[key] for key in sorted(found))


def _read_body(root: Path, folder: MunicipalityFolder) -> Municipality:
    """Return the body of *folder*; of one with a broken description nothing but its folder's name."""
    raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
    body = parse_municipality(raw, folder.id)[0] if raw is not None else None
    nothing = LocalizedText(folder.id)
    return body or Municipality(folder.id, MunicipalityCode(""), nothing, "", MunicipalityKind.CITY, "", None, None)


def _read_datasets(root: Path, folders: Iterable[DatasetFolder]) -> Iterator[Dataset]:
    for folder in folders:
        raw, _ = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
        if raw is None or not isinstance(raw.value, dict) or "withdrawn" in raw.value:
            continue
        dataset, _ = parse_dataset(raw, folder.id, read_vocabularies(), [file.uri for file in folder.files])
        if dataset is not None:
            yield dataset


def _of(body: Municipality, department: LocalizedText | None) -> DepartmentReminder:
    return DepartmentReminder(body.id, body.name, department, body.reviewers)


def _add(
    found: dict[str, DepartmentReminder],
    department: DepartmentReminder,
    overdue: Iterable[DueDataset] = (),
    soon: Iterable[DueDataset] = (),
    links: Iterable[OutwardLink] = (),
) -> None:
    before = found.get(department.key, department)
    found[department.key] = replace(
        before,
        overdue=(*before.overdue, *overdue),
        soon=(*before.soon, *soon),
        links=(*before.links, *(link for link in links if link not in before.links)),
    )


def _add_dataset(found: dict[str, DepartmentReminder], body: Municipality, dataset: Dataset, today: date) -> None:
    state = due_state(dataset.modified, dataset.frequency, today)
    due = _due(dataset, today)
    _add(
        found,
        _of(body, dataset.publisher.department),
        overdue=[due] if due is not None and state is DueState.OVERDUE else (),
        soon=[due] if due is not None and state is DueState.SOON else (),
        links=_links(dataset),
    )


def _due(dataset: Dataset, today: date) -> DueDataset | None:
    due = next_due(dataset.modified, dataset.frequency)
    if due is None or dataset.modified is None or dataset.frequency is None:
        return None
    label = dataset.frequency.label
    return DueDataset(dataset.id, dataset.title, dataset.modified, label, due, days_overdue(due, today))


def _links(dataset: Dataset) -> Iterator[OutwardLink]:
    """Yield where the description leads to, each address once."""
    urls: dict[str, str] = {}
    for source in dataset.sources:
        urls.setdefault(source.path or "", "source")
    urls.setdefault(dataset.publisher.url or "", "department")
    homepage = dataset.descriptor.get("homepage")
    urls.setdefault(homepage if isinstance(homepage, str) else "", "homepage")
    for resource in dataset.resources:
        for service in resource.layer.services if resource.layer is not None else ():
            urls.setdefault(_service_url(service), "service")
    urls.setdefault(dataset.licence.url, "licence")
    for url, kind in urls.items():
        if url.startswith(("https://", "http://")) and "{" not in url:
            yield OutwardLink(url, kind, dataset.id, dataset.title)


def _service_url(service: LayerService) -> str:
    """Return an address that *service* answers: one that draws maps answers nothing without a question."""
    asked = _CAPABILITIES.get(service.type)
    if asked is None or "request=" in service.url.lower():
        return service.url
    mark = "" if service.url.endswith(("?", "&")) else "&" if urlsplit(service.url).query else "?"
    return f"{service.url}{mark}SERVICE={asked}&REQUEST=GetCapabilities"
