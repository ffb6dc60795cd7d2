"""What has exactly one right answer in files, found and, if wanted, written: each file as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.check.dataset import parse_dataset
from catalog.check.municipality import parse_municipality
from catalog.convert.repairs.subject import Description
from catalog.findings import visible
from catalog.load.decoding import UTF8_BOM
from catalog.load.file_kinds import detect_file_kind
from catalog.load.files import read_bytes
from catalog.load.folders import DatasetFolder, read_catalog_folders
from catalog.load.marked_yaml import MAX_BYTES as MAX_DESCRIPTOR_BYTES
from catalog.load.marked_yaml import read_marked_yaml
from catalog.load.tables import MAX_WORKBOOK_BYTES, take_source
from catalog.model.dataset import Dataset, Resource
from catalog.model.marked import MarkedYaml
from catalog.model.repair import FileRepairs, Repair, RepairTrouble
from catalog.pipeline.bare_file import mend_bare
from catalog.pipeline.repair_file import Mended, Statement, mend_descriptor, mend_properties, mend_sheet, mend_text
from catalog.standards.extents import find_extent
from catalog.standards.vocabulary import read_vocabularies
from catalog.store.files import FileBusyError, is_plain_file, replace_file

MAX_TEXT_BYTES = 200_000_000
"""Bytes of the largest text file that is taken in: it is in memory twice, with all of its cells."""

_TEXT_TYPES = ("csv", "tsv")
_WORKBOOK_TYPES = ("xlsx", "xls", "ods")

Concerns = Callable[[str], bool]
"""Tells whether a uri below the catalog's folder is one that is to be looked at, or may hold one."""

Tell = Callable[[str, bytes, bytes], None]


@dataclass(frozen=True, slots=True)
class RepairTask:
    """What is to be looked at.

    Attributes:
        root: The folder that has ``datasets``; ``None`` where there is no catalog.
        concerns: Of the datasets and files below *root*.
        files: Files that are looked at even if no descriptor knows them, each with what it is called.
        is_write: The repairs are to be written.
        tell: Told of each file that has repairs: its path, its bytes, and what they should be.
    """

    root: Path | None
    concerns: Concerns
    files: Sequence[tuple[Path, str]] = ()
    is_write: bool = False
    tell: Tell | None = None


def repair_files(task: RepairTask) -> tuple[FileRepairs, ...]:
    """Return what there is to repair in the files of *task*, sorted by path, and write it where that is wanted."""
    done: list[FileRepairs] = []
    known: set[str] = set()
    for folder, extent_code in _dataset_folders(task.root) if task.root is not None else ():
        if task.root is not None and task.concerns(folder.uri):
            dataset = _DatasetRepair(task, task.root, folder, extent_code)
            done += dataset.repair()
            known |= dataset.known
    for file, path in task.files:
        if path not in known:
            done.append(_repair_bare(file, path, is_write=task.is_write))
    return tuple(sorted(done, key=lambda entry: entry.path))


def _dataset_folders(root: Path) -> Iterator[tuple[DatasetFolder, str | None]]:
    """Yield each dataset's folder with the code of the body that it is of."""
    for municipality in read_catalog_folders(root).municipalities:
        code = None
        if municipality.has_descriptor:
            raw, _ = read_marked_yaml(root / municipality.descriptor_uri, municipality.descriptor_uri)
            body = parse_municipality(raw, municipality.id)[0] if raw is not None else None
            code = body.code if body is not None else None
        for folder in municipality.datasets:
            yield folder, code


class _DatasetRepair:
    """The repairs of one dataset's files.

    Attributes:
        known: The files that its descriptor answers for, by uri.
    """

    def __init__(self, task: RepairTask, root: Path, folder: DatasetFolder, code: str | None) -> None:
        self.task, self.root, self.folder = task, root, folder
        self.known = {folder.descriptor_uri}
        extent = find_extent(code) if code is not None else None
        self.extent = extent.box if extent is not None else None
        self.wanted: list[tuple[Resource, Mended]] = []

    def repair(self) -> Iterator[FileRepairs]:
        """Yield what there is to repair in each file, the descriptor last."""
        raw, _ = read_marked_yaml(self.root / self.folder.descriptor_uri, self.folder.descriptor_uri)
        dataset = _parse(raw, self.folder) if raw is not None else None
        if raw is None or dataset is None or len(dataset.resources) < len(raw.value["resources"]):
            self.known |= {f"{self.folder.uri}/{file.uri}" for file in self.folder.files}
            yield FileRepairs(self.folder.descriptor_uri, trouble=RepairTrouble.DESCRIPTOR)
        if raw is None or dataset is None:
            return
        for path in dict.fromkeys(resource.path for resource in dataset.resources):
            uri = f"{self.folder.uri}/{path}"
            resources = [resource for resource in dataset.resources if resource.path == path]
            if self.task.concerns(uri) and self._is_known_kind(resources[0]):
                self.known.add(uri)
                yield self._repair_file(uri, resources)
        if self.wanted:
            yield self._repair_descriptor(raw)

    def _is_known_kind(self, resource: Resource) -> bool:
        return resource.file_type in (*_TEXT_TYPES, *_WORKBOOK_TYPES)

    def _repair_file(self, uri: str, resources: Sequence[Resource]) -> FileRepairs:
        is_text = resources[0].file_type in _TEXT_TYPES
        before = _read(self.root / uri, uri, MAX_TEXT_BYTES if is_text else MAX_WORKBOOK_BYTES)
        if isinstance(before, FileRepairs):
            return before
        # A text file holds one table; whoever describes it twice gets the repairs of the first description.
        found = [self._mend(before, uri, resource) for resource in (resources[:1] if is_text else resources)]
        for resource, mended in zip(resources, found, strict=False):
            if mended.header_rows is not None or mended.encoding is not None:
                self.wanted.append((resource, mended))
        if resources[0].file_type == "xlsx":
            found.append(mend_properties(before, uri))
        mended = _joined(found)
        if self.task.tell is not None and mended.trouble is None and mended.data is not None:
            self.task.tell(uri, before, mended.data)
        return _finish(self.root / uri, uri, before, mended, is_write=self.task.is_write)

    def _mend(self, data: bytes, uri: str, resource: Resource) -> Mended:
        description = Description(resource.dialect, resource.encoding, resource.schema, resource.layer, self.extent)
        if resource.file_type in _TEXT_TYPES and detect_file_kind(data, uri).kind in ("csv", "tsv", "text"):
            delimiter = "\t" if resource.file_type == "tsv" else resource.dialect.delimiter
            return mend_text(data, uri, delimiter, description)
        # All records, wherever the headings are.
        unheaded = replace(resource, dialect=replace(resource.dialect, header_rows=()))
        source, findings = take_source(data, unheaded, uri)
        if source is None or source.records.text_format is not None:
            return Mended(findings=findings)
        return mend_sheet(source.records, uri, description)

    def _repair_descriptor(self, raw: MarkedYaml) -> FileRepairs:
        """Return the descriptor with what its files need it to say."""
        uri = self.folder.descriptor_uri
        before = _read(self.root / uri, uri, MAX_DESCRIPTOR_BYTES)
        if isinstance(before, FileRepairs):
            return before
        names = [value.get("name") if isinstance(value, dict) else None for value in raw.value["resources"]]
        statements = [
            statement
            for resource, mended in self.wanted
            for statement in _statements(raw, names.index(resource.name), resource, mended)
        ]
        mark = UTF8_BOM if before.startswith(UTF8_BOM) else b""
        text, repairs = mend_descriptor(before[len(mark) :].decode(), statements)
        mended = Mended(repairs, mark + text.encode())
        return _finish(self.root / uri, uri, before, mended, is_write=self.task.is_write)


def _statements(raw: MarkedYaml, number: int, resource: Resource, mended: Mended) -> Iterator[Statement]:
    """Yield what the descriptor has to say of a file otherwise than it does."""
    pointer = f"/resources/{number}"
    if mended.encoding is not None:
        before = raw.value["resources"][number].get("encoding") or ""
        yield Statement(number, raw.location(f"{pointer}/encoding"), before, mended.encoding)
    if mended.header_rows is not None:
        before = ", ".join(map(str, resource.dialect.header_rows))
        yield Statement(number, raw.location(f"{pointer}/dialect/headerRows"), before, mended.header_rows)


def _parse(raw: MarkedYaml, folder: DatasetFolder) -> Dataset | None:
    return parse_dataset(raw, folder.id, read_vocabularies(), [file.uri for file in folder.files])[0]


def _repair_bare(file: Path, path: str, *, is_write: bool) -> FileRepairs:
    """Return what there is to repair in a file without a descriptor."""
    before = _read(file, path, MAX_TEXT_BYTES)
    if isinstance(before, FileRepairs):
        return before
    return _finish(file, path, before, mend_bare(before, path), is_write=is_write)


def _read(file: Path, path: str, limit_bytes: int) -> bytes | FileRepairs:
    """Return the bytes of *file*, or why they can't be had; links and devices aren't even opened."""
    if not is_plain_file(file):
        return FileRepairs(visible(path), trouble=RepairTrouble.LINK)
    data, problem = read_bytes(file, path, limit_bytes)
    return data if data is not None else FileRepairs(path, findings=(problem,) if problem is not None else ())


def _joined(found: Sequence[Mended]) -> Mended:
    """Return what was found in one file, by table and in its properties."""
    repairs: tuple[Repair, ...] = tuple(repair for mended in found for repair in mended.repairs)
    data = next((mended.data for mended in found if mended.data is not None), None)
    findings = tuple(dict.fromkeys(finding.code for mended in found for finding in mended.findings))
    first = [next(f for mended in found for f in mended.findings if f.code == code) for code in findings]
    trouble = next((mended.trouble for mended in found if mended.trouble is not None), None)
    return Mended(repairs, data, tuple(first), trouble)


def _finish(file: Path, path: str, before: bytes, mended: Mended, *, is_write: bool) -> FileRepairs:
    """Return what was found, after writing it where that is wanted and there is something to write."""
    done = FileRepairs(path, mended.repairs, False, mended.findings, mended.trouble)
    if not is_write or mended.trouble is not None or mended.data is None or mended.data == before:
        return done
    try:
        replace_file(file, before, mended.data)
    except FileBusyError:
        return replace(done, trouble=RepairTrouble.CHANGED)
    except OSError:
        return replace(done, trouble=RepairTrouble.UNWRITABLE)
    return replace(done, is_written=True)
