"""A descriptor that tells of the end of its dataset's publication; every other character stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from catalog.load.marked_yaml import parse_marked_yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def withdraw_in_descriptor(text: str, lines: Sequence[str], stated: Mapping[str, str]) -> str | None:
    """Return the descriptor *text* with *lines*, which say ``withdrawn``, above ``resources``, or else at its end.

    Arguments:
        text: Without a byte order mark.
        lines: Without line breaks.
        stated: What they say, by key; the proof is that the new descriptor says this and nothing else anew.

    ``None`` where that can't be done for sure.
    """
    raw, findings = parse_marked_yaml(text, "")
    if raw is None or findings or "withdrawn" in raw.value:
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    at = _place(text)
    if at is None:
        return None
    lead = "" if not text[:at] or text[:at].endswith("\n") else newline
    changed = text[:at] + lead + "".join(f"{line}{newline}" for line in lines) + text[at:]
    after, findings = parse_marked_yaml(changed, "")
    wanted = {**raw.value, "withdrawn": dict(stated)}
    return changed if after is not None and not findings and after.value == wanted else None


def _place(text: str) -> int | None:
    """Return where ``resources`` and the comments right above it begin, or the end; ``None`` where it is in braces."""
    root = yaml.compose(text, Loader=_Loader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    key = next((key for key, _ in root.value if key.value == "resources"), None)
    if key is None:
        return len(text)
    if key.start_mark.column != 0:
        return None
    at = int(key.start_mark.index)
    while at:
        above = text.rfind("\n", 0, at - 1) + 1
        if not text[above:at].startswith("#") or above == 0:  # the first line tells editors of the schema
            break
        at = above
    return at
