"""A descriptor with one of its values set; every other character stays, comments included."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml

from catalog.convert.descriptor_order import DATASET
from catalog.load.marked_yaml import parse_marked_yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")

Value = str | Sequence[str] | Mapping[str, str]


def set_value(text: str, key: str, value: Value) -> str | None:
    """Return the descriptor *text* whose top-level *key* has *value*; ``None`` where that can't be changed alone.

    A key that isn't there gets a line in its usual place.
    """
    entries = _entries(_root(text))
    wanted: Any = dict(value) if isinstance(value, Mapping) else value if isinstance(value, str) else list(value)
    line = f"{key}: {_flow(wanted)}"
    if isinstance(wanted, str) and "\n" in wanted:
        block = "\n".join(f"  {one}".rstrip() for one in wanted.splitlines())
        line, wanted = f"{key}: |\n{block}", f"{wanted.rstrip()}\n"
    changed = _with_line(text, entries, key, line)
    return _proven(text, changed, lambda descriptor: descriptor.update({key: wanted})) if changed is not None else None


def set_path(text: str, resource: int, path: str) -> str | None:
    """Return the descriptor *text* whose resource at 0-based *resource* has its file at *path*."""
    return set_resource_text(text, resource, "path", path)


def set_resource_text(text: str, resource: int, key: str, value: str) -> str | None:
    """Return the descriptor *text* whose resource at 0-based *resource* has *value* at *key*, which is there."""
    resources = _entries(_root(text)).get("resources")
    items = resources[1].value if resources is not None and isinstance(resources[1], yaml.SequenceNode) else []
    stated = _entries(items[resource]).get(key) if resource < len(items) else None
    if stated is None or not isinstance(stated[1], yaml.ScalarNode):
        return None
    changed = text[: stated[1].start_mark.index] + _flow(value) + text[stated[1].end_mark.index :]
    return _proven(text, changed, lambda descriptor: descriptor["resources"][resource].update({key: value}))


def _root(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError:
        return None


def _entries(node: yaml.Node | None) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {key.value: (key, value) for key, value in pairs}


def _with_line(text: str, entries: dict[str, tuple[yaml.Node, yaml.Node]], key: str, line: str) -> str | None:
    newline = "\r\n" if "\r\n" in text else "\n"
    line = line.replace("\n", newline)
    if key in entries:
        first, value = entries[key]
        end = _end(text, value)
        return text[: first.start_mark.index] + line + text[end:] if first.start_mark.column == 0 else None
    order = DATASET.keys
    later = order[order.index(key) + 1 :] if key in order else ("resources",)
    following = next((entries[name][0] for name in later if name in entries), None)
    if following is None or following.start_mark.column != 0:
        return None
    at = _above_comments(text, following.start_mark.index)
    return f"{text[:at]}{line}{newline}{text[at:]}"


def _end(text: str, value: yaml.Node) -> int:
    """Return where *value* ends, without the blank lines and comments that a block seems to have at its end."""
    end: int = value.end_mark.index
    if value.start_mark.line == value.end_mark.line:
        return end
    lines = text[value.start_mark.index : end].splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        end -= len(lines.pop())
    return end - len(lines[-1]) + len(lines[-1].rstrip("\r\n"))


def _above_comments(text: str, at: int) -> int:
    """Return where the comments begin that stand right above the line at *at*."""
    while at > 0:
        start = text.rfind("\n", 0, at - 1) + 1
        if not text[start:at].lstrip().startswith("#") or "yaml-language-server" in text[start:at]:
            return at
        at = start
    return at


def _flow(value: str | list[str] | dict[str, str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(item)}' for key, item in value.items())}}}"
    return value if _is_plain(value) else _ESCAPED.sub(_code, json.dumps(value, ensure_ascii=False))


def _code(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _is_plain(text: str) -> bool:
    """Return whether *text* means itself without quotation marks, within brackets, too."""
    if not 0 < len(text) <= 500 or "\n" in text or text.startswith(("?", "-", ":")):
        return False
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[1-9][0-9]*", text):
        return True
    try:
        return bool(yaml.load(f"[{text}]", Loader=_Loader) == [text])
    except (yaml.YAMLError, ValueError):
        return False


def _proven(text: str, changed: str, change: Callable[[dict[str, Any]], None]) -> str | None:
    """Return *changed* if it says what *text* says with *change* made, and nothing else."""
    before, _ = parse_marked_yaml(text, "")
    after, findings = parse_marked_yaml(changed, "")
    if before is None or after is None or findings or not isinstance(before.value, dict):
        return None
    wanted = copy.deepcopy(before.value)
    change(wanted)
    return changed if after.value == wanted else None
