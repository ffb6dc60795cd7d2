"""Names of files and of what is offered: copies that stayed, versions, characters that break addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from catalog.findings import Finding, Findings, Location, shown
from catalog.model.dataset import Dataset
from catalog.model.marked import MarkedYaml

_NUMBERED = re.compile(r"\s*[(（][0-9０-９]{1,2}[)）]$")
_COPY = re.compile(
    r"[-‐－_ 　]\s*コピー\s*(?:[(（]?[0-9０-９]{1,2}[)）]?)?$|^コピー\s*[~〜～]|のコピー\s*[0-9０-９]?$"
    r"|^copy (?:\([0-9]+\) )?of\b|[-_ ]copy(?:[ _]?[0-9]{1,2})?$",
    re.IGNORECASE,
)
# Between separators only: 最新情報 and 最終処分場 are subjects.
_EDGE = r"_\-－＿ 　(（)）【】"
_VERSION = re.compile(
    rf"(?:^|[{_EDGE}])"
    r"(?:最新(?:版)?|修正(?:版|済み?|後)?|訂正版?|改訂?版|最終(?:版|稿)?|確定版|完成版|決定版|final|ver\.?\s*\d+(?:\.\d+)*)"
    rf"[0-9０-９]*(?:$|[{_EDGE}])",
    re.IGNORECASE,
)
_FULL_WIDTH = re.compile("[！-～]+")
# Brackets and tildes have no half-width form that is safe in addresses.
_HARMLESS = re.compile("[（）～［］，]")
_SPACE = re.compile(r"[ \u3000]")
_NUMBER = re.compile(r"[0-9]+")
_YEAR = re.compile(
    r"(?:^|-)((?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])?(?:[0-3][0-9])?|(?:r|h|reiwa|heisei)-?[0-9]{1,2})(?=-|$)"
)


def check_file_names(file_uris: Collection[str], folder_uri: str) -> Findings:
    """Return the files in a dataset's folder that are named like copies, whether or not they are offered.

    Arguments:
        file_uris: '/'-relative to the dataset's folder.
        folder_uri: The folder, '/'-relative to that of the catalog.

    Codes: file-name-copy.
    """
    return tuple(
        Finding("file-name-copy", Location(f"{folder_uri}/{uri}"), {"name": _shown_name(uri)})
        for uri in sorted(set(file_uris))
        if is_copy(uri, file_uris)
    )


def is_copy(file_uri: str, file_uris: Collection[str]) -> bool:
    """Return whether *file_uri*, one of *file_uris*, has a name that computers give to copies: ``data (1).xlsx``.

    Several files with numbers and none without are a series (``table(1)``, ``table(2)``), no copies.
    """
    uri = PurePosixPath(file_uri)
    if _COPY.search(uri.stem):
        return True
    base = _NUMBERED.sub("", uri.stem)
    if base in ("", uri.stem):
        return False
    others = [other for other in map(PurePosixPath, file_uris) if other.parent == uri.parent and other != uri]
    is_series = any(_NUMBERED.sub("", other.stem) == base != other.stem for other in others)
    return not is_series or any(other.stem == base for other in others)


def check_resource_names(dataset: Dataset, raw: MarkedYaml) -> Findings:
    """Return what is wrong with the names that become addresses: those of the files that are offered, and of resources.

    Arguments:
        dataset: Its resources.
        raw: The descriptor, for the lines.

    Codes: file-name-version, file-name-full-width, file-name-space, file-name-capitals, resource-name-year.
    """
    folder_uri = raw.path.rpartition("/")[0]
    uris = sorted({resource.path for resource in dataset.resources})
    about_files = (
        Finding(code, Location(f"{folder_uri}/{uri}"), {"name": _shown_name(uri)})
        for uri in uris
        if not is_copy(uri, uris)  # It has to get another name anyway.
        for code in _codes(PurePosixPath(uri))
    )
    return (*about_files, *_years(dataset, raw))


def _codes(uri: PurePosixPath) -> Iterator[str]:
    if _VERSION.search(uri.stem):
        yield "file-name-version"
    if _FULL_WIDTH.search(_HARMLESS.sub("", uri.name)):
        yield "file-name-full-width"
    if _SPACE.search(uri.name):
        yield "file-name-space"
    if uri.suffix != uri.suffix.lower():
        yield "file-name-capitals"


def _years(dataset: Dataset, raw: MarkedYaml) -> Iterator[Finding]:
    """Yield names with a year that will be wrong in the next edition.

    A year that tells several resources apart (``population-2023``, ``population-2024``) is right, and so is that of
    data which isn't renewed, such as a census.

    Codes: resource-name-year.
    """
    if dataset.frequency is None or dataset.frequency.days is None:
        return
    items = enumerate(raw.value.get("resources") or ())
    places = {str(item.get("name")): f"/resources/{index}/name" for index, item in items if isinstance(item, dict)}
    stems = [_NUMBER.sub("#", resource.name) for resource in dataset.resources]
    for resource, stem in zip(dataset.resources, stems, strict=True):
        year = _YEAR.search(resource.name)
        if year is not None and stems.count(stem) == 1:
            place = raw.location(places.get(resource.name, "/resources"))
            yield Finding("resource-name-year", place, {"name": resource.name, "year": year[1]})


def _shown_name(uri: str) -> str:
    return shown(PurePosixPath(uri).name, 120)
