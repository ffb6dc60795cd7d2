"""Description files in their usual layout, found in a catalog and, if wanted, written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from catalog.convert.descriptor_layout import LayoutUnsure, format_descriptor
from catalog.convert.descriptor_order import DATASET, MUNICIPALITY, SITE, Order
from catalog.load.decoding import UTF8_BOM
from catalog.load.files import read_bytes
from catalog.load.folders import ROOT_NAME, SITE_FILE, read_catalog_folders
from catalog.load.marked_yaml import MAX_BYTES, read_marked_yaml
from catalog.store.files import FileBusyError, is_plain_file, replace_file


class LayoutState(Enum):
    """What became of a file."""

    FINE = "fine"
    WOULD = "would"
    """It isn't in its usual layout, and was only looked at."""
    DONE = "done"
    BROKEN = "broken"
    UNSURE = "unsure"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A description file; ``uri`` is '/'-relative to the folder of the catalog."""

    uri: str
    state: LayoutState


def lay_out(root: Path, concerns: Callable[[str], bool], *, is_write: bool) -> tuple[LaidOut, ...]:
    """Return what became of each description file below *root* that *concerns* chooses."""
    return tuple(
        LaidOut(uri, _lay_out(root / uri, uri, order, is_write=is_write))
        for uri, order in _files(root)
        if concerns(uri)
    )


def _files(root: Path) -> Iterator[tuple[str, Order]]:
    folders = read_catalog_folders(root)
    if folders.has_site:
        yield f"{ROOT_NAME}/{SITE_FILE}", SITE
    for body in folders.municipalities:
        if body.has_descriptor:
            yield body.descriptor_uri, MUNICIPALITY
        for dataset in body.datasets:
            yield dataset.descriptor_uri, DATASET


def _lay_out(file: Path, uri: str, order: Order, *, is_write: bool) -> LayoutState:
    raw, findings = read_marked_yaml(file, uri)
    data, _ = read_bytes(file, uri, MAX_BYTES)
    if raw is None or findings or data is None or not isinstance(raw.value, dict):
        return LayoutState.BROKEN
    mark = UTF8_BOM if data.startswith(UTF8_BOM) else b""
    try:
        after = mark + format_descriptor(data[len(mark) :].decode(), order).encode()
    except LayoutUnsure:
        return LayoutState.UNSURE
    if after == data:
        return LayoutState.FINE
    if not is_write:
        return LayoutState.WOULD
    if not is_plain_file(file):
        return LayoutState.BUSY
    try:
        replace_file(file, data, after)
    except (FileBusyError, OSError):
        return LayoutState.BUSY
    return LayoutState.DONE
