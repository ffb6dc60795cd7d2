"""How much a change touches at once, and files in it that no catalog wants."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from catalog.findings import Finding, Findings, Location, shown
from catalog.load.changes import ChangedFile

MAX_FILES = 300
"""Files of a change that somebody can still look through; GitHub shows no more, either."""
HEAVY_BYTES = 50_000_000
"""From here on git hosts warn; most refuse files of twice this size."""


def check_files(files: Collection[ChangedFile]) -> Findings:
    """Return what is wrong with the changed *files* themselves, whatever is in them.

    Codes: file-name, link-or-special-file, file-heavy.
    """
    return tuple(_about_files(files))


def _about_files(files: Collection[ChangedFile]) -> Iterator[Finding]:
    for file in files:
        place = Location(shown(file.uri, 200))
        if not file.has_good_name:
            yield Finding("file-name", place)
        elif file.is_there and not file.is_plain:
            yield Finding("link-or-special-file", place)
        elif file.size_bytes > HEAVY_BYTES:
            params = {"size": f"{file.size_bytes // 1_000_000:,}", "limit": f"{HEAVY_BYTES // 1_000_000:,}"}
            yield Finding("file-heavy", place, params)


def check_size(files: Collection[ChangedFile], gone_count: int, dataset_count: int) -> Findings:
    """Return whether a change is too much to be meant, or to be looked through.

    Arguments:
        files: All that it touches.
        gone_count: Datasets that are gone, where none is left.
        dataset_count: Datasets that there were.

    Codes: all-datasets-gone, many-files-changed.
    """
    found = []
    if gone_count and gone_count >= dataset_count > 0:
        found.append(Finding("all-datasets-gone", Location("datasets"), {"count": f"{gone_count:,}"}))
    if len(files) > MAX_FILES:
        params = {"count": f"{len(files):,}", "limit": f"{MAX_FILES:,}"}
        found.append(Finding("many-files-changed", Location("datasets"), params))
    return tuple(found)
