"""A descriptor under another name, its old address kept in ``aliases``; every other character stays."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

import yaml

from catalog.load.marked_yaml import parse_marked_yaml
from catalog.model.ids import DatasetId

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def rename_in_descriptor(text: str, old: DatasetId, new: DatasetId) -> str | None:
    """Return the descriptor *text* of the dataset *old* as that of *new*.

    The old address goes into ``aliases``; the new one goes out of them, where the dataset had it before. ``None``
    where the descriptor can't be changed in these places alone.
    """
    raw, findings = parse_marked_yaml(text, "")
    if raw is None or findings or not isinstance(raw.value, dict) or not _are_texts(raw.value.get("aliases")):
        return None
    wanted = copy.deepcopy(raw.value)
    wanted["name"] = str(new.name)
    wanted["aliases"] = aliases_after(raw.value.get("aliases") or [], old, new)
    changed = _with_aliases(text, raw.value.get("aliases"), wanted["aliases"])
    changed = _with_name(changed, str(new.name))
    after, findings = parse_marked_yaml(changed, "") if changed is not None else (None, ())
    return changed if after is not None and not findings and after.value == wanted else None


def aliases_after(aliases: Sequence[str], old: DatasetId, new: DatasetId) -> list[str]:
    """Return the aliases that *new* has, if those of *old* are *aliases*: full ones where the body is another."""
    is_same_body = old.municipality == new.municipality
    full = [alias if "/" in alias else f"{old.municipality}/{alias}" for alias in aliases]
    written = list(aliases) if is_same_body else full
    kept = [text for text, alias in zip(written, full, strict=True) if alias not in (str(new), str(old))]
    return [*kept, str(old.name) if is_same_body else str(old)]


def _are_texts(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(item, str) for item in value))


def _entries(text: str) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    root = yaml.compose(text, Loader=_Loader)
    return {key.value: (key, value) for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}


def _with_name(text: str | None, name: str) -> str | None:
    if text is None:
        return None
    entry = _entries(text).get("name")
    if entry is None:
        return None
    return text[: entry[1].start_mark.index] + name + text[entry[1].end_mark.index :]


def _with_aliases(text: str, before: list[str] | None, aliases: Sequence[str]) -> str | None:
    """Return *text* with *aliases*: on the lines that are there, or on one before ``resources``."""
    entries = _entries(text)
    flow = f"[{', '.join(aliases)}]"
    stated = entries.get("aliases")
    if stated is None:
        return _with_line(text, entries, f"aliases: {flow}")
    value = stated[1]
    if before and isinstance(value, yaml.SequenceNode) and not value.flow_style:
        return _with_items(text, stated[0], value, before, aliases)
    gap = "" if text[value.start_mark.index - 1 : value.start_mark.index] == " " else " "
    return text[: value.start_mark.index] + gap + flow + text[value.end_mark.index :]


def _with_line(text: str, entries: dict[str, tuple[yaml.Node, yaml.Node]], line: str) -> str | None:
    place = entries.get("resources") or entries.get("name")
    if place is None or place[0].start_mark.column != 0:
        return None
    start = place[0].start_mark.index
    newline = "\r\n" if "\r\n" in text else "\n"
    return f"{text[:start]}{line}{newline}{text[start:]}"


def _with_items(
    text: str, key: yaml.Node, node: yaml.SequenceNode, before: Sequence[str], aliases: Sequence[str]
) -> str | None:
    """Return *text* with a list of one item a line changed, comments on its other lines kept."""
    if list(before) != list(aliases[: len(before)]):  # An item goes as well: then the list is written anew.
        start, last = key.end_mark.index, node.value[-1].end_mark.index
        return f"{text[:start]}: [{', '.join(aliases)}]{text[last:]}" if "#" not in text[start:last] else None
    end = text.find("\n", node.value[-1].end_mark.index)
    at = len(text) if end < 0 else end
    lines = "".join(f"\n{' ' * node.start_mark.column}- {alias}" for alias in aliases[len(before) :])
    if text[at - 1 : at] == "\r":
        at, lines = at - 1, lines.replace("\n", "\r\n")
    return text[:at] + lines + text[at:]
