"""What KML and KMZ, which is KML in a ZIP, have in common with each other; always in WGS 84."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from catalog.load.gis.facts import BrokenLayer
from catalog.load.gis.zip_members import opened_archive
from catalog.load.zip_names import is_zip

_MAIN = "doc.kml"


def unpack_kml(data: bytes, path: str) -> bytes:
    """Return the KML in a KMZ; KML itself stays as it is.

    Raises:
        BrokenLayer: There is no KML in the ZIP.
        Refused: The ZIP can't be unpacked.
    """
    if not is_zip(data):
        return data
    with opened_archive(data, path) as archive:
        name = main_member(archive.names)
        if name is None:
            raise BrokenLayer("KML")
        return archive.read(name)


def main_member(names: Iterable[str]) -> str | None:
    """Return the document that a KMZ is about: ``doc.kml``, or else the outermost and first KML in it."""
    documents = [PurePosixPath(name) for name in names if name.lower().endswith(".kml")]
    ranked = sorted(documents, key=lambda path: (path.name.lower() != _MAIN, len(path.parts)))
    return str(ranked[0]) if ranked else None
