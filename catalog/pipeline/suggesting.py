"""Lines of text files that have exactly one right form and are part of a change: what one click could mend."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from catalog.check.personal import is_personal
from catalog.check.privacy.names import is_full_name
from catalog.codes import CODES
from catalog.findings import Finding, visible
from catalog.load.changes import read_added_lines
from catalog.load.decoding import UTF8_BOM
from catalog.load.history import HistoryUnusable
from catalog.model.repair import FileRepairs
from catalog.model.review import Suggestion
from catalog.pipeline.repair import RepairTask, repair_files

MAX_SUGGESTIONS = 20
"""Each is a remark in the conversation; of more, `catalog fix` is the shorter way."""
MAX_FILES = 20
_MAX_LINE = 1_000


def find_suggestions(
    root: Path, revision: str, uris: Collection[str], findings: Collection[Finding]
) -> tuple[tuple[Suggestion, ...], tuple[FileRepairs, ...]]:
    """Return the lines of *uris* that have one right form, and all repairs of the files among *uris*.

    Arguments:
        root: Of the catalog.
        revision: What the change is compared with.
        uris: Plain files that have changed.
        findings: Of the same files: where one tells of people, nothing of its file is shown.
    """
    texts: dict[str, tuple[bytes, bytes]] = {}

    def tell(path: str, before: bytes, after: bytes) -> None:
        texts[path] = (before, after)

    done = repair_files(RepairTask(root, _concerns(uris), tell=tell))
    about_people = {finding.location.path for finding in findings if CODES[finding.code].subject == "privacy"}
    found: list[Suggestion] = []
    for path in sorted(texts)[:MAX_FILES]:
        if path in about_people or path not in uris:
            continue
        try:
            added = read_added_lines(root, revision, path)
        except HistoryUnusable:
            continue
        found += _lines(path, *texts[path], added)
    return tuple(found[:MAX_SUGGESTIONS]), done


def _concerns(uris: Collection[str]) -> Callable[[str], bool]:
    folders = {uri.rpartition("/")[0] for uri in uris} | {"/".join(uri.split("/")[:3]) for uri in uris}
    return lambda uri: uri in uris or uri in folders


def _lines(path: str, before: bytes, after: bytes, added: Collection[int]) -> Iterator[Suggestion]:
    """Yield the lines of a UTF-8 file that differ, where all other lines stay where they are."""
    try:
        old, new = before.decode().split("\n"), after.decode().split("\n")
    except UnicodeDecodeError:  # Hosts show, and write, nothing but UTF-8.
        return
    if len(old) != len(new):
        return
    delimiter = "\t" if path.lower().endswith(".tsv") else ","
    headings = _cells(old[0].removeprefix("\ufeff"), delimiter)
    has_mark = before.startswith(UTF8_BOM)
    for number, (was, should) in enumerate(zip(old, new, strict=True), start=1):
        was, should = was.removesuffix("\r"), should.removesuffix("\r")
        if was == should or number not in added or (number == 1 and has_mark):
            continue
        if _can_be_shown(was, headings, delimiter) and _can_be_shown(should, headings, delimiter):
            yield Suggestion(path, number, was, should)


def _can_be_shown(line: str, headings: list[str], delimiter: str) -> bool:
    """Return whether *line* is one whole record of ordinary characters with nothing about a person in it."""
    if len(line) > _MAX_LINE or line.count('"') % 2 or visible(line.replace("\t", "")) != line.replace("\t", ""):
        return False
    cells = _cells(line, delimiter)
    labels = [*headings, *[""] * len(cells)]
    return not any(
        cell and (is_personal(labels[place], cell) or is_full_name(cell)) for place, cell in enumerate(cells)
    )


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(line), delimiter=delimiter), [])
    except csv.Error:
        return []


def count_repairs_by_file(done: Collection[FileRepairs], uris: Collection[str]) -> Mapping[str, int]:
    """Return how many repairs with one right answer each of *uris* has, by hand or not."""
    return {file.path: len(file.repairs) for file in done if file.repairs and file.path in uris}
