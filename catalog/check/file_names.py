"""Names of files and of what is offered: copies that stayed, versions, characters that break addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from catalog.findings import Finding, Findings, Location, shown
from catalog.model.dataset import Dataset
from catalog.model.marked import MarkedYaml

_COPY = re.compile(
    r"\s*[(（][0-9０-９]{1,2}[)）]$|[-‐－_ ]\s*コピー|^コピー\s*[~〜～]|のコピー|^Copy of\b|[-_ ]copy\d*$",
    re.IGNORECASE,
)
# Between separators only: 最新情報 and 最終処分場 are subjects.
_EDGE = r"_\-－＿ 　(（)）【】"
_VERSION = re.compile(
    rf"(?:^|[{_EDGE}])"
    r"(?:最新(?:版)?|修正(?:版|済み?|後)?|訂正版?|改訂?版|最終(?:版|稿)?|確定版|完成版|決定版|final|latest|ver\.?\s*\d+(?:\.\d+)*)"
    rf"[0-9０-９]*(?:$|[{_EDGE}])",
    re.IGNORECASE,
)
_FULL_WIDTH = re.compile("[！-～]+")
# Brackets and tildes have no half-width form that is safe in addresses.
_HARMLESS = re.compile("[（）～［］，]")
_SPACE = re.compile(r"[ \u3000]")
_NUMBER = re.compile(r"[0-9]+")
_YEAR = re.compile(
    r"(?:^|-)((?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])?(?:[0-3][0-9])?|(?:r|h|s|reiwa|heisei)-?[0-9]{1,2})(?=-|$)"
)


def check_file_names(file_uris: Collection[str], folder_uri: str) -> Findings:
    """Return what is wrong with the names of a dataset's files.

    Arguments:
        file_uris: '/'-relative to the dataset's folder.
        folder_uri: The folder, '/'-relative to that of the catalog.

    Codes: file-name-copy, file-name-version, file-name-full-width, file-name-space, file-name-capitals.
    """
    return tuple(
        Finding(code, Location(f"{folder_uri}/{uri}"), {"name": shown(PurePosixPath(uri).name, 120)})
        for uri in sorted(set(file_uris))
        for code in _codes(PurePosixPath(uri))
    )


def _codes(uri: PurePosixPath) -> Iterator[str]:
    stem = uri.stem
    is_copy = _COPY.search(stem) is not None
    if is_copy:
        yield "file-name-copy"
    elif _VERSION.search(stem):
        yield "file-name-version"
    if _FULL_WIDTH.search(_HARMLESS.sub("", uri.name)):
        yield "file-name-full-width"
    if _SPACE.search(uri.name) and not is_copy:
        yield "file-name-space"
    if uri.suffix != uri.suffix.lower():
        yield "file-name-capitals"


def check_resource_names(dataset: Dataset, raw: MarkedYaml) -> Findings:
    """Return findings at names of resources with a year that will be wrong in the next edition.

    A year that tells several resources apart (``population-2023``, ``population-2024``) is right.

    Arguments:
        dataset: Its resources' names are parts of their addresses.
        raw: The descriptor, for the lines.

    Codes: resource-name-year.
    """
    items = enumerate(raw.value.get("resources") or ())
    places = {str(item.get("name")): f"/resources/{index}/name" for index, item in items if isinstance(item, dict)}
    stems = [_NUMBER.sub("#", resource.name) for resource in dataset.resources]
    found = []
    for resource, stem in zip(dataset.resources, stems, strict=True):
        year = _YEAR.search(resource.name)
        if year is not None and stems.count(stem) == 1:
            place = raw.location(places.get(resource.name, "/resources"))
            found.append(Finding("resource-name-year", place, {"name": resource.name, "year": year[1]}))
    return tuple(found)
