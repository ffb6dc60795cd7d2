"""A descriptor with a resource under another name, its old one kept in ``aliases``; every other character stays."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import yaml

from catalog.load.marked_yaml import parse_marked_yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Edit = tuple[int, int, str]
"""From where to where in the text, and what is to stand there."""


def rename_resource_in_descriptor(text: str, old: str, new: str) -> str | None:
    """Return the descriptor *text* with the resource *old* called *new*, and so wherever it is named.

    The old name goes into the resource's ``aliases``, and the new one out of them, where it had it before. ``None``
    where there is no such resource, or where the descriptor can't be changed in these places alone.
    """
    raw, findings = parse_marked_yaml(text, "")
    if raw is None or findings or not isinstance(raw.value, dict):
        return None
    wanted = copy.deepcopy(raw.value)
    resource = _named(wanted.get("resources"), old)
    if resource is None or not isinstance(resource.get("aliases") or [], list):
        return None
    resource["name"] = new
    resource["aliases"] = [*(name for name in resource.get("aliases") or [] if name not in (old, new)), old]
    for _, holder, key in resource_references(wanted):
        holder[key] = new if holder[key] == old else holder[key]
    changed = _edited(text, _edits(text, old, new, resource["aliases"]))
    after, findings = parse_marked_yaml(changed, "")
    return changed if after is not None and not findings and after.value == wanted else None


def _named(resources: Any, name: str) -> dict[str, Any] | None:
    items = resources if isinstance(resources, list) else []
    found = [item for item in items if isinstance(item, dict) and item.get("name") == name]
    return found[0] if len(found) == 1 else None


def resource_references(descriptor: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield where a resource is named, the mapping that names it, and the key that does."""
    for place, key in (("suppressions", "resource"), ("views", "resource"), ("withdrawnResources", "successor")):
        yield from ((place, item, key) for item in _mappings(descriptor.get(place)) if key in item)
    for resource in _mappings(descriptor.get("resources")):
        schema = resource.get("schema")
        for foreign in _mappings(schema.get("foreignKeys")) if isinstance(schema, dict) else ():
            reference = foreign.get("reference")
            if isinstance(reference, dict) and "resource" in reference:
                yield "foreignKeys", reference, "resource"


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _edits(text: str, old: str, new: str, aliases: list[str]) -> Iterator[_Edit]:
    root: Any = yaml.compose(text, Loader=_Loader)
    for path, node in _scalars(root, ()):
        if node.value != old or not _names_a_resource(path):
            continue
        yield node.start_mark.index, node.end_mark.index, new
        if path[0] == "resources" and path[2:] == ("name",):
            resource = next(value for key, value in root.value if key.value == "resources").value[path[1]]
            yield _alias_edit(text, resource, node, aliases)


def _names_a_resource(path: tuple[str | int, ...]) -> bool:
    keys = tuple(part for part in path if isinstance(part, str))
    return keys in (
        ("resources", "name"),
        ("resources", "schema", "foreignKeys", "reference", "resource"),
        ("suppressions", "resource"),
        ("views", "resource"),
        ("withdrawnResources", "successor"),
    )


def _scalars(node: yaml.Node | None, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[Any, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield path, node
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _scalars(item, (*path, index))
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*path, key.value))


def _alias_edit(text: str, resource: yaml.MappingNode, name: yaml.ScalarNode, aliases: list[str]) -> _Edit:
    """Return how *aliases* get into *resource*: in place of those that it has, or behind its name."""
    flow = f"[{', '.join(_quoted(alias) for alias in aliases)}]"
    stated = next(((key, value) for key, value in resource.value if key.value == "aliases"), None)
    if stated is not None:
        key, value = stated
        last = value.value[-1].end_mark.index if isinstance(value, yaml.SequenceNode) and value.value else None
        end = value.end_mark.index if last is None or value.flow_style else last
        return key.end_mark.index, end, f": {flow}"
    if resource.flow_style:
        return name.end_mark.index, name.end_mark.index, f", aliases: {flow}"
    end = text.find("\n", name.end_mark.index)
    at = len(text) if end < 0 else end
    newline = "\r\n" if text[at - 1 : at] == "\r" else "\n"
    at -= len(newline) - 1
    indent = " " * resource.start_mark.column
    return at, at, f"{newline}{indent}aliases: {flow}"


def _quoted(alias: str) -> str:
    """Return *alias* as it can stand in a list of YAML: a file's name may have commas and brackets in it."""
    is_plain = alias.replace("-", "").replace(".", "").isalnum() and alias[0].isalpha()
    return alias if is_plain else "'" + alias.replace("'", "''") + "'"


def _edited(text: str, edits: Iterator[_Edit]) -> str:
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text
