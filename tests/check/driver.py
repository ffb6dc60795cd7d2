"""The checks in the order in which a build asks them, on a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog.check.catalog import check_identities, check_spatial
from catalog.check.descriptor import parse_dataset, parse_municipality, parse_site
from catalog.check.layer import check_layer
from catalog.check.table import check_references, check_table
from catalog.findings import Finding
from catalog.load.folders import DatasetFolder, MunicipalityFolder, read_catalog_folders
from catalog.load.marked_yaml import read_marked_yaml
from catalog.load.tables import read_table
from catalog.model.dataset import Dataset
from catalog.model.marked import MarkedYaml
from catalog.model.site import Municipality
from catalog.model.table import Table
from catalog.standards.vocabulary import read_vocabularies

SITE_URI = "datasets/catalog.yaml"


def check_folder(root: Path) -> list[Finding]:
    """Return everything that is wrong with the catalog under *root*."""
    folders = read_catalog_folders(root)
    findings = list(folders.findings)
    if folders.has_site:
        raw, found = read_marked_yaml(root / SITE_URI, SITE_URI)
        findings += [*found, *(parse_site(raw)[1] if raw is not None else ())]
    bodies: list[Municipality] = []
    datasets: list[Dataset] = []
    for folder in folders.municipalities:
        findings += folder.findings
        body = _parse_body(root, folder, findings)
        bodies += [body] if body is not None else []
        for dataset_folder in folder.datasets:
            dataset = _check_dataset(root, dataset_folder, findings)
            if dataset is not None:
                datasets.append(dataset)
                path = dataset_folder.descriptor_uri
                findings += check_spatial(dataset, body, path) if body is not None else ()
    findings += check_identities(bodies, {dataset.id: dataset.aliases for dataset in datasets})
    return findings


def _parse_body(root: Path, folder: MunicipalityFolder, findings: list[Finding]) -> Municipality | None:
    if not folder.has_descriptor:
        return None
    raw, found = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
    body, more = parse_municipality(raw, folder.id) if raw is not None else (None, ())
    findings += [*found, *more]
    return body


def _check_dataset(root: Path, folder: DatasetFolder, findings: list[Finding]) -> Dataset | None:
    raw, found = read_marked_yaml(root / folder.descriptor_uri, folder.descriptor_uri)
    findings += [*folder.findings, *found]
    if raw is None:
        return None
    dataset, more = parse_dataset(raw, folder.id, read_vocabularies(), [file.uri for file in folder.files])
    findings += more
    if dataset is not None:
        findings += _check_resources(root, folder, raw, dataset)
    return dataset


def _check_resources(root: Path, folder: DatasetFolder, raw: MarkedYaml, dataset: Dataset) -> Iterator[Finding]:
    tables: dict[str, Table] = {}
    names = [value.get("name") for value in raw.value["resources"]]
    for resource in dataset.resources:
        yield from check_layer(resource, raw, f"/resources/{names.index(resource.name)}")
        path = f"{folder.uri}/{resource.path}"
        table, found = read_table(root / path, resource, path)
        yield from found
        if table is not None:
            tables[resource.name] = table
            yield from check_table(table, resource, path)
    yield from check_references(tables, dataset, folder.uri)
