"""All resources of a dataset: each by itself, and what they have to do with each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from catalog.check.field import NESTED_TYPES
from catalog.check.file_names import is_copy
from catalog.check.node import Node
from catalog.check.resource import parse_resource
from catalog.check.words import nearest
from catalog.findings import shown
from catalog.model.dataset import Resource
from catalog.model.text import LocalizedText
from catalog.model.vocabulary import Vocabularies


def parse_resources(
    node: Node, vocabularies: Vocabularies, file_uris: Collection[str], title: LocalizedText | None
) -> tuple[Resource, ...]:
    """Return the resources without errors; *title* is the dataset's.

    Codes: key-missing, duplicate-resource, foreign-key-resource, unknown-field, and those of a resource.
    """
    if not node.items_quietly("resources"):
        node.report("key-missing", "resources" if node.has("resources") else None, key="resources")
    raw_resources = node.nodes("resources")
    _check_resource_names(raw_resources)
    resources: list[Resource] = []
    for raw in raw_resources:
        resource = parse_resource(raw, vocabularies, file_uris)
        if resource is not None:
            resources.append(resource)
            _recommend_headings(raw, resource)
    broken = _check_foreign_keys(raw_resources, resources)
    usable = tuple(resource for resource in resources if resource.name not in broken)
    if len(raw_resources) == 1 and usable and not raw_resources[0].has("title") and title is not None:
        return (replace(usable[0], title=title),)  # The only file needs no title of its own.
    return usable


def _check_resource_names(raw_resources: Sequence[Node]) -> None:
    """Report names that differ in capital letters only, or not at all.

    Codes: duplicate-resource.
    """
    seen: set[str] = set()
    for raw in raw_resources:
        name = raw.value.get("name")
        if isinstance(name, str) and name.strip().lower() in seen:
            raw.report("duplicate-resource", "name", name=shown(name.strip()))
        if isinstance(name, str):
            seen.add(name.strip().lower())


def _check_foreign_keys(raw_resources: Sequence[Node], resources: Sequence[Resource]) -> set[str]:
    """Return the names of resources with keys that point at a resource or a column that isn't there; report those.

    Codes: foreign-key-resource, unknown-field.
    """
    names = [str(raw.value.get("name")).strip() for raw in raw_resources]
    columns = {
        resource.name: [field.name for field in resource.schema.fields if field.type not in NESTED_TYPES]
        for resource in resources
        if resource.schema
    }
    broken: set[str] = set()
    for raw, name in zip(raw_resources, names, strict=True):
        before = len(raw.findings)
        schema = next((item.schema for item in resources if item.name == name), None)
        for index, key in enumerate(schema.descriptor.get("foreignKeys", ()) if schema is not None else ()):
            target, fields = key["reference"]["resource"], key["reference"]["fields"]
            pointer = f"{raw.pointer}/schema/foreignKeys/{index}/reference"
            if target and target not in names:
                params = {"name": shown(target), "candidates": nearest(target, names)}
                raw.report_at("foreign-key-resource", f"{pointer}/resource", **params)
            for position, field in enumerate(fields):
                known = columns.get(target)
                if known is not None and field not in known:
                    params = {"name": shown(field), "candidates": nearest(field, known)}
                    raw.report_at("unknown-field", f"{pointer}/fields/{position}", **params)
        broken |= {name} if len(raw.findings) > before else set()
    return broken


def _recommend_headings(raw: Node, resource: Resource) -> None:
    """Report columns without an English heading.

    Codes: no-english-headings.
    """
    fields = resource.schema.fields if resource.schema is not None else ()
    missing = sum(not field.title.is_translated for field in fields)
    if missing:
        raw.report("no-english-headings", "schema", count=str(missing), name=resource.name)


def check_unused_files(node: Node, file_uris: Collection[str]) -> None:
    """Report files that no resource names, but for copies, whose names are reported.

    Codes: unused-file.
    """
    used = [raw.value.get("path") for raw in node.nodes_quietly("resources")]
    # Those of a Shapefile go with its .shp.
    stems = tuple(f"{path[:-4]}." for path in used if isinstance(path, str) and path.lower().endswith(".shp"))
    for uri in sorted(set(file_uris)):
        if uri.startswith(stems):
            continue
        if uri not in used and not uri.lower().startswith("readme") and not is_copy(uri, file_uris):
            node.report("unused-file", "resources" if node.has("resources") else None, file=shown(uri, 120))
