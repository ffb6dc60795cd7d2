"""The parts of an Excel workbook, found by their relationships as Excel finds them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalog.load.workbooks.archive import Archive
from catalog.load.workbooks.refusals import MAX_COLUMNS, NotReadable
from catalog.load.workbooks.xml_events import attribute, is_true, local, parse_xml

MAX_RELATIONS = 20_000

_CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another, or to the outside.

    Attributes:
        type: The last word of its type: ``worksheet``, ``comments``, ``externalLink``; the same in both editions of
            the standard.
        target: Name of the part; an address if it is external.
    """

    id: str
    type: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet; ``part`` is its name in the archive."""

    name: str
    is_hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """What ``xl/workbook.xml`` says.

    Attributes:
        part: The workbook's own part.
        sheets: Worksheets in the order of their tabs; sheets of charts and macros aren't among them.
        defined_names: How many there are.
        author_path: Folder on the author's machine, which Excel notes down (``x15ac:absPath``).
        writer: Who asked that the file be opened read-only.
    """

    part: str
    sheets: tuple[SheetPart, ...]
    relations: tuple[Relation, ...]
    is_1904: bool
    defined_names: int = 0
    author_path: str = ""
    writer: str = ""

    def part_of_type(self, relation_type: str) -> str | None:
        """Return the name of the part that the workbook uses as *relation_type*."""
        return next((relation.target for relation in self.relations if relation.type == relation_type), None)


def read_package(archive: Archive) -> Package:
    """Return where the sheets of a workbook are.

    Raises:
        NotReadable: It is no Excel workbook, or parts of it are missing.
        TooLarge, Encrypted: As for :meth:`Archive.chunks`.
    """
    root = next((relation for relation in read_relations(archive, "") if relation.type == "officeDocument"), None)
    part = root.target if root else "xl/workbook.xml"
    if part not in archive or not _is_declared(archive, part):
        raise NotReadable
    relations = tuple(read_relations(archive, part))
    return _parse_workbook(archive, part, relations)


def read_relations(archive: Archive, part: str) -> list[Relation]:
    """Return the relationships of *part*, or of the package itself for ``""``; none if it has none.

    Raises:
        NotReadable, TooLarge, Encrypted: They can't be read.
    """
    folder, name = posixpath.split(part)
    relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations_part not in archive:
        return []
    found: list[Relation] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if local(name) == "Relationship":
            if len(found) >= MAX_RELATIONS:
                raise NotReadable
            found.append(_relation(folder, attributes))

    parse_xml([archive.read(relations_part)], start)
    return found


def _is_declared(archive: Archive, part: str) -> bool:
    """Return whether the list of content types calls *part* a workbook: Excel opens nothing else."""
    types: dict[str, str] = {}

    def start(_: str, attributes: Mapping[str, str]) -> None:
        key = attributes.get("PartName") or "." + attributes.get("Extension", "")
        types[key.lstrip("/").lower()] = attributes.get("ContentType", "")

    if _CONTENT_TYPES not in archive:
        return False
    parse_xml([archive.read(_CONTENT_TYPES)], start)
    extension = "." + part.rpartition(".")[2]
    return types.get(part.lower(), types.get(extension.lower(), "")).endswith("main+xml")


def _relation(folder: str, attributes: Mapping[str, str]) -> Relation:
    target = attributes.get("Target", "")
    is_external = attributes.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/" + folder, target.replace("\\", "/"))).lstrip("/")
    type_name = attributes.get("Type", "").rpartition("/")[2]
    return Relation(attributes.get("Id", ""), type_name, target, is_external)


def _parse_workbook(archive: Archive, part: str, relations: tuple[Relation, ...]) -> Package:
    elements: list[tuple[str, dict[str, str]]] = []
    names = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal names
        if local(name) == "definedName":
            names += 1
        elif local(name) in ("workbook", "sheet", "workbookPr", "absPath", "fileSharing"):
            elements.append((local(name), dict(attributes)))
            if len(elements) > MAX_COLUMNS:
                raise NotReadable

    parse_xml([archive.read(part)], start)
    if not elements or elements[0][0] != "workbook":
        raise NotReadable
    sheets = tuple(_sheets([attributes for name, attributes in elements if name == "sheet"], relations, archive))
    first = dict(reversed(elements))
    return Package(
        part,
        sheets,
        relations,
        is_1904=is_true(first.get("workbookPr", {}).get("date1904")),
        defined_names=names,
        author_path=first.get("absPath", {}).get("url", ""),
        writer=first.get("fileSharing", {}).get("userName", ""),
    )


def _sheets(elements: list[dict[str, str]], relations: tuple[Relation, ...], archive: Archive) -> Iterator[SheetPart]:
    by_id = {relation.id: relation for relation in relations}
    names = set()
    for attributes in elements:
        name, relation = attributes.get("name", ""), by_id.get(attribute(attributes, "id") or "")
        if relation is None or relation.is_external or name in names:
            raise NotReadable
        names.add(name)
        if relation.type != "worksheet":
            continue
        if relation.target not in archive:
            raise NotReadable
        yield SheetPart(name, attributes.get("state", "visible") != "visible", relation.target)
