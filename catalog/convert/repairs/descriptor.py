"""A descriptor with one value set anew; every other character stays, comments included."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from catalog.load.marked_yaml import parse_marked_yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def set_encoding(text: str, resource: int, encoding: str) -> str | None:
    """Return the descriptor *text* whose resource at 0-based *resource* declares *encoding*.

    ``None`` where it declares none, or where the text can't be changed in that place alone.
    """
    stated = _resource_entries(text, resource).get("encoding")
    if stated is None or not isinstance(stated.value, yaml.ScalarNode):
        return None
    changed = _replaced(text, stated.value, encoding)
    return _proven(text, changed, resource, lambda value: value.update(encoding=encoding))


def set_header_rows(text: str, resource: int, rows: Sequence[int]) -> str | None:
    """Return the descriptor *text* whose resource at 0-based *resource* has its headings in *rows*.

    ``None`` where the text can't be changed in that place alone.
    """
    entries = _resource_entries(text, resource)
    wanted = [str(row) for row in rows]
    line = f"headerRows: [{', '.join(wanted)}]"
    dialect = entries.get("dialect")
    if dialect is not None:
        changed = _with_rows(text, dialect.value, wanted, line)
    else:
        changed = _with_line(text, entries["path"].key, f"dialect: {{{line}}}") if "path" in entries else None
    if changed is None:
        return None
    return _proven(text, changed, resource, lambda value: value.setdefault("dialect", {}).update(headerRows=wanted))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key of a mapping with its value."""

    key: yaml.Node
    value: yaml.Node


def _resource_entries(text: str, resource: int) -> dict[str, _Entry]:
    """Return what a resource says, by its keys; the text was read before, within bounds."""
    stated = _entries(yaml.compose(text, Loader=_Loader)).get("resources")
    if stated is None or not isinstance(stated.value, yaml.SequenceNode) or resource >= len(stated.value.value):
        return {}
    return _entries(stated.value.value[resource])


def _entries(node: yaml.Node | None) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        found.setdefault(key.value, _Entry(key, value))
    return found


def _with_rows(text: str, dialect: yaml.Node, rows: Sequence[str], line: str) -> str | None:
    """Return *text* with *rows* in the dialect that is there."""
    entries = _entries(dialect)
    stated = entries.get("headerRows")
    if not entries:
        return _replaced(text, dialect, f"{{{line}}}") if isinstance(dialect, yaml.MappingNode) else None
    if stated is None:
        return _with_line(text, next(iter(entries.values())).key, line)
    if not isinstance(stated.value, yaml.SequenceNode) or len(stated.value.value) != len(rows):
        return None
    for node, row in reversed(list(zip(stated.value.value, rows, strict=True))):
        text = _replaced(text, node, row)
    return text


def _with_line(text: str, key: yaml.Node, line: str) -> str:
    """Return *text* with *line* before *key*, on a line of its own where the others are."""
    start = key.start_mark.index
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if before.strip(" -"):
        return f"{text[:start]}{line}, {text[start:]}"  # {name: …, path: …} on one line
    newline = "\r\n" if "\r\n" in text else "\n"
    return f"{text[:start]}{line}{newline}{' ' * len(before)}{text[start:]}"


def _replaced(text: str, node: yaml.Node, new: str) -> str:
    return text[: node.start_mark.index] + new + text[node.end_mark.index :]


def _proven(text: str, changed: str, resource: int, change: Callable[[dict[str, Any]], None]) -> str | None:
    """Return *changed* if it says what *text* says with *change* made to the resource, and nothing else."""
    before, _ = parse_marked_yaml(text, "")
    after, findings = parse_marked_yaml(changed, "")
    if before is None or after is None or findings:
        return None
    wanted = copy.deepcopy(before.value)
    change(wanted["resources"][resource])
    return changed if after.value == wanted else None
