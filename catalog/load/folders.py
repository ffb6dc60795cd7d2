"""What lies under ``datasets/``: the catalog's file, the municipalities' folders, the datasets' folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.findings import Finding, Findings, Location, shown, visible
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.inventory import is_inventory_file

ROOT_NAME = "datasets"
SITE_FILE = "catalog.yaml"
MUNICIPALITY_FILE = "municipality.yaml"
DATASET_FILE = "datapackage.yaml"
MAX_FILES = 10_000
MAX_DEPTH = 8

_OTHER_DATASET_FILES = ("datapackage.yml", "datapackage.json", "datapackage.txt", "datapackage.yaml.txt")
_LEFT_OUT = ("thumbs.db", "desktop.ini", "__macosx")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file; ``uri`` is '/'-relative to the dataset's folder, ``mtime_ns`` its time of change."""

    uri: str
    size_bytes: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class DatasetFolder:
    """A folder with a ``datapackage.yaml``.

    Attributes:
        uri: ``datasets/{municipality}/{name}``.
        descriptor: The ``datapackage.yaml``.
        files: All but the descriptor, sorted by uri.
        findings: About the folder itself, such as a symbolic link in it.
    """

    id: DatasetId
    uri: str
    descriptor: FoundFile
    files: tuple[FoundFile, ...]
    findings: Findings = ()

    @property
    def descriptor_uri(self) -> str:
        """The descriptor, '/'-relative to the project."""
        return f"{self.uri}/{DATASET_FILE}"


@dataclass(frozen=True, slots=True)
class MunicipalityFolder:
    """A folder directly under ``datasets``.

    Attributes:
        uri: ``datasets/{id}``.
        has_descriptor: Whether ``municipality.yaml`` is there; a finding says so where it isn't.
        datasets: Sorted by name.
        inventories: Names of files that are its inventory of held data; there should be one at most.
        findings: About the folder and about folders in it that are no datasets.
    """

    id: Slug
    uri: str
    has_descriptor: bool
    datasets: tuple[DatasetFolder, ...]
    findings: Findings = ()
    inventories: tuple[str, ...] = ()

    @property
    def descriptor_uri(self) -> str:
        """The descriptor, '/'-relative to the project."""
        return f"{self.uri}/{MUNICIPALITY_FILE}"


@dataclass(frozen=True, slots=True)
class CatalogFolders:
    """All that lies under ``datasets``, municipalities sorted by folder name.

    Attributes:
        has_site: Whether ``datasets/catalog.yaml`` is there; a finding says so where it isn't.
    """

    has_site: bool
    municipalities: tuple[MunicipalityFolder, ...]
    findings: Findings = ()


def read_catalog_folders(root: Path) -> CatalogFolders:
    """Return what lies under *root*/datasets; nothing is opened, no link is followed.

    Codes: datasets-folder-missing, site-file-missing, municipality-file-missing, dataset-file-missing,
    dataset-file-name, folder-name, stray-file, link-or-special-file, file-name, file-unreadable,
    too-many-files, folder-too-deep.
    """
    folder = root / ROOT_NAME
    if not folder.is_dir() or folder.is_symlink():
        return CatalogFolders(False, (), (Finding("datasets-folder-missing", Location(ROOT_NAME)),))
    findings: list[Finding] = []
    municipalities: list[MunicipalityFolder] = []
    has_site = False
    for entry in _entries(folder, ROOT_NAME, findings):
        if entry.is_dir(follow_symlinks=False):
            municipality = _read_municipality(entry, findings)
            municipalities += [municipality] if municipality else []
        elif entry.name == SITE_FILE:
            has_site = True
        elif not _is_readme(entry.name):
            findings.append(Finding("stray-file", Location(f"{ROOT_NAME}/{entry.name}")))
    if not has_site:
        findings.append(Finding("site-file-missing", Location(f"{ROOT_NAME}/{SITE_FILE}")))
    return CatalogFolders(has_site, tuple(municipalities), tuple(findings))


def read_dataset_folder(root: Path, dataset_id: DatasetId) -> DatasetFolder | None:
    """Return the folder of one dataset under *root*, or ``None`` where there is none with a descriptor."""
    uri = f"{ROOT_NAME}/{dataset_id.municipality}"
    entries = _entries(root / uri, uri, [])
    found = next((entry for entry in entries if entry.name == dataset_id.name and entry.is_dir()), None)
    return _read_dataset(found, dataset_id.municipality, uri, []) if found is not None else None


def _read_municipality(folder: os.DirEntry[str], above: list[Finding]) -> MunicipalityFolder | None:
    uri = f"{ROOT_NAME}/{folder.name}"
    if not is_slug(folder.name):
        above.append(_bad_name(uri, folder.name))
        return None
    findings: list[Finding] = []
    datasets: list[DatasetFolder] = []
    inventories: list[str] = []
    has_descriptor = False
    for entry in _entries(Path(folder.path), uri, findings):
        if entry.is_dir(follow_symlinks=False):
            dataset = _read_dataset(entry, Slug(folder.name), uri, findings)
            datasets += [dataset] if dataset else []
        elif entry.name == MUNICIPALITY_FILE:
            has_descriptor = True
        elif is_inventory_file(entry.name):
            inventories.append(entry.name)
        elif not _is_readme(entry.name):
            findings.append(Finding("stray-file", Location(f"{uri}/{entry.name}")))
    if not has_descriptor:
        findings.append(Finding("municipality-file-missing", Location(f"{uri}/{MUNICIPALITY_FILE}")))
    found = (tuple(datasets), tuple(findings), tuple(inventories))
    return MunicipalityFolder(Slug(folder.name), uri, has_descriptor, *found)


def _read_dataset(
    folder: os.DirEntry[str], municipality: Slug, above_uri: str, above: list[Finding]
) -> DatasetFolder | None:
    uri = f"{above_uri}/{folder.name}"
    if not is_slug(folder.name):
        above.append(_bad_name(uri, folder.name))
        return None
    findings: list[Finding] = []
    files = {file.uri: file for file in _walk(Path(folder.path), uri, "", findings, [MAX_FILES])}
    descriptor = files.pop(DATASET_FILE, None)
    if descriptor is None:
        above.append(_missing_descriptor(uri, files))
        return None
    ordered = tuple(files[name] for name in sorted(files))
    return DatasetFolder(DatasetId(municipality, Slug(folder.name)), uri, descriptor, ordered, tuple(findings))


def _walk(folder: Path, folder_uri: str, prefix: str, findings: list[Finding], left: list[int]) -> Iterator[FoundFile]:
    """Yield the files under *folder*; *left* holds how many more may be yielded."""
    if prefix.count("/") > MAX_DEPTH:
        findings.append(Finding("folder-too-deep", Location(folder_uri), {"limit": str(MAX_DEPTH)}))
        return
    # The descriptor first, so that it is found however many files there are.
    for entry in sorted(_entries(folder, folder_uri, findings), key=lambda entry: entry.name != DATASET_FILE):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{folder_uri}/{entry.name}", f"{prefix}{entry.name}/", findings, left)
        else:
            left[0] -= 1
            if left[0] < 0:
                if left[0] == -1:
                    findings.append(Finding("too-many-files", Location(folder_uri), {"limit": f"{MAX_FILES:,}"}))
                return
            status = entry.stat(follow_symlinks=False)
            yield FoundFile(prefix + entry.name, status.st_size, status.st_mtime_ns)


def _entries(folder: Path, uri: str, findings: list[Finding]) -> list[os.DirEntry[str]]:
    """Return folders and plain files in *folder* by name, without what systems and editors leave behind."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry for entry in found if not _is_left_out(entry.name)), key=lambda entry: entry.name)
    except OSError:
        findings.append(Finding("file-unreadable", Location(uri)))
        return []
    kept = []
    for entry in entries:
        if visible(entry.name) != entry.name:  # Control characters, or bytes that are no UTF-8.
            findings.append(Finding("file-name", Location(f"{uri}/{shown(entry.name, 200)}")))
        elif not _is_plain(entry):
            findings.append(Finding("link-or-special-file", Location(f"{uri}/{entry.name}")))
        else:
            kept.append(entry)
    return kept


def _is_plain(entry: os.DirEntry[str]) -> bool:
    mode = entry.stat(follow_symlinks=False).st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _is_left_out(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LEFT_OUT


def _is_readme(name: str) -> bool:
    return name.lower().startswith("readme")


def _bad_name(uri: str, name: str) -> Finding:
    return Finding("folder-name", Location(uri), {"name": shown(name)})


def _missing_descriptor(uri: str, files: dict[str, FoundFile]) -> Finding:
    other = next((name for name in _OTHER_DATASET_FILES if name in files), None)
    if other is not None:
        return Finding("dataset-file-name", Location(f"{uri}/{other}"), {"found": other})
    return Finding("dataset-file-missing", Location(f"{uri}/{DATASET_FILE}"))
