"""Files that lie where nothing is published from: told by their place and name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath

from catalog.infer.headings import heading_key
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.inventory import is_inventory_file

DATA_ENDINGS = frozenset(
    (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".geojson", ".gpkg", ".kml", ".kmz", ".shp", ".zip")
)
"""Of files that were surely meant to be published when they lie at the top of a repository."""

_JUNK = re.compile(
    r"~\$.*|\.~lock\..*#|\._.*|\.DS_Store|thumbs\.db|desktop\.ini|.*[:.]zone\.identifier|zone\.identifier",
    re.IGNORECASE,
)
_README = re.compile(r"readme.*", re.IGNORECASE)
_DESCRIPTORS = frozenset({"catalog.yaml", "municipality.yaml", "datapackage.yaml"})
_PARTS = frozenset({".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qmd", ".qml"})


class Place(Enum):
    """Where a file is, seen from where datasets are."""

    JUNK = "junk"
    OUTSIDE = "outside"
    """In no dataset's folder: at the top, in ``datasets`` or in a body's folder, or in one with an impossible name."""
    INSIDE = "inside"
    """In a folder that is, or could be, a dataset's."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where a file is.

    Attributes:
        body: The body whose folder it is in, ``None`` where that is none.
        dataset: The dataset whose folder it is in.
    """

    place: Place
    body: Slug | None = None
    dataset: DatasetId | None = None


def find_place(uri: str) -> FoundPlace | None:
    """Return where the file at *uri* is, or ``None`` where it is no file of data, or is where it belongs."""
    *folders, name = uri.split("/")
    if folders[:1] not in ([], ["datasets"]):
        return None
    if _JUNK.fullmatch(name) or "__MACOSX" in folders:
        return FoundPlace(Place.JUNK)
    if name.startswith(".") or name in _DESCRIPTORS or _README.fullmatch(name):
        return None
    if not folders:
        return FoundPlace(Place.OUTSIDE) if PurePosixPath(name).suffix.lower() in DATA_ENDINGS else None
    body = Slug(folders[1]) if len(folders) > 1 and is_slug(folders[1]) else None
    if len(folders) == 2 and body is not None and is_inventory_file(name):
        return None
    if len(folders) < 3 or body is None or not is_slug(folders[2]):
        return FoundPlace(Place.OUTSIDE, body)
    return FoundPlace(Place.INSIDE, body, DatasetId(body, Slug(folders[2])))


def without_parts(uris: Iterable[str]) -> list[str]:
    """Return *uris* without the files that belong to a Shapefile among them (``roads.dbf`` beside ``roads.shp``)."""
    known = list(uris)
    shapes = {uri[: -len(".shp")].casefold() for uri in known if uri.lower().endswith(".shp")}
    return [uri for uri in known if not (_suffix(uri) in _PARTS and uri[: -len(_suffix(uri))].casefold() in shapes)]


def _suffix(uri: str) -> str:
    return PurePosixPath(uri).suffix.lower()


def derive_similarity(first: Iterable[str], second: Iterable[str]) -> float:
    """Return 0 to 1: how many of all headings of two tables both have, as they compare."""
    one, other = ({key for heading in headings if (key := heading_key(heading))} for headings in (first, second))
    return len(one & other) / len(one | other) if one and other else 0.0
