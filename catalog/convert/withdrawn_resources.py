"""A descriptor from which a file has gone to ``withdrawnResources``; every other character stays."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from catalog.convert.descriptor_order import DATASET
from catalog.convert.resource_names import resource_references
from catalog.load.marked_yaml import parse_marked_yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY = "withdrawnResources"


def places_that_name(descriptor: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the keys in *descriptor* under which something else refers to the resource *name*, each once."""
    own = {**descriptor, "resources": [item for item in _items(descriptor) if item.get("name") != name]}
    return tuple(dict.fromkeys(place for place, holder, key in resource_references(own) if holder[key] == name))


def withdraw_resource_in_descriptor(
    text: str, name: str, stated: Sequence[Mapping[str, str]], lines: Sequence[Sequence[str]]
) -> str | None:
    """Return the descriptor *text* without the resource *name*, and with what is *stated* of its end.

    Arguments:
        text: Without a byte order mark.
        name: Of a resource; the last one can't go.
        stated: The items that are added: one for each name that it had.
        lines: The same as YAML: the lines of each item, the first of which has its dash.

    ``None`` where that can't be done in these places alone.
    """
    raw, findings = parse_marked_yaml(text, "")
    if raw is None or findings or not isinstance(raw.value, dict):
        return None
    names = [item.get("name") for item in _items(raw.value)]
    if names.count(name) != 1 or len(names) < 2:
        return None
    wanted = copy.deepcopy(raw.value)
    wanted["resources"].pop(names.index(name))
    wanted[_KEY] = [*(wanted.get(_KEY) or []), *(dict(item) for item in stated)]
    shorter = _without_item(text, names.index(name))
    changed = _with_items(shorter, lines) if shorter is not None else None
    after, found = parse_marked_yaml(changed, "") if changed is not None else (None, ())
    return changed if after is not None and not found and after.value == wanted else None


def _items(descriptor: Mapping[str, Any]) -> list[dict[str, Any]]:
    stated = descriptor.get("resources")
    return [item if isinstance(item, dict) else {} for item in stated] if isinstance(stated, list) else []


def _sequence(text: str, key: str) -> yaml.SequenceNode | None:
    """Return the list at the top-level *key* where it has a line for each item, or ``None``."""
    root = yaml.compose(text, Loader=_Loader)
    pairs = root.value if isinstance(root, yaml.MappingNode) and not root.flow_style else ()
    found = next((value for name, value in pairs if name.value == key), None)
    return found if isinstance(found, yaml.SequenceNode) and not found.flow_style and found.value else None


def _without_item(text: str, index: int) -> str | None:
    """Return *text* without the item of ``resources`` at *index*, and the comments right above it."""
    resources = _sequence(text, "resources")
    if resources is None:
        return None
    starts = [_start(text, item) for item in resources.value]
    end = starts[index + 1] if index + 1 < len(starts) else _end(text, resources.value[index])
    return text[: starts[index]] + text[end:]


def _start(text: str, item: yaml.Node) -> int:
    """Return where the line with the dash of *item* begins, or the comments right above it."""
    dash = text.rfind("-", 0, item.start_mark.index)
    at = text.rfind("\n", 0, dash) + 1
    while at:
        above = text.rfind("\n", 0, at - 1) + 1
        line = text[above:at]
        if not (line.lstrip().startswith("#") and line[:1] == " "):
            return at
        at = above
    return at


def _end(text: str, item: yaml.Node) -> int:
    """Return where the lines of *item*, the last of its list, end; what is blank or a comment below stays."""
    at = int(item.end_mark.index)
    if at < len(text) and text[at - 1] != "\n":  # in braces, on its line
        return text.find("\n", at) + 1 or len(text)
    while at > item.start_mark.index:
        above = text.rfind("\n", 0, at - 1) + 1
        line = text[above:at]
        if line.strip() and not line.startswith("#"):
            return at
        at = above
    return at


def _with_items(text: str, lines: Sequence[Sequence[str]]) -> str | None:
    newline = "\r\n" if "\r\n" in text else "\n"
    present = _sequence(text, _KEY)
    if present is not None:
        at = _end(text, present.value[-1])
        first = present.value[0]
        lead = first.start_mark.column - 2
    else:
        found = _place(text)
        if found is None:
            return None
        at, lead = found, 2
    head = "" if present is not None else f"{_KEY}:{newline}"
    body = "".join(f"{' ' * lead}{line}{newline}" for item in lines for line in item)
    join = "" if not text[:at] or text[:at].endswith("\n") else newline
    return text[:at] + join + head + body + text[at:]


def _place(text: str) -> int | None:
    """Return where a new key goes: in its usual place among those that are there, or at the end."""
    root = yaml.compose(text, Loader=_Loader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style or any(key.value == _KEY for key, _ in root.value):
        return None
    order = DATASET.keys
    later = order[order.index(_KEY) + 1 :] if _KEY in order else ("resources",)
    following = next((key for key, _ in root.value if key.value in later), None)
    if following is None:
        return len(text)
    at = int(following.start_mark.index)
    while at:
        above = text.rfind("\n", 0, at - 1) + 1
        if not text[above:at].startswith("#") or above == 0:
            break
        at = above
    return at if following.start_mark.column == 0 else None
