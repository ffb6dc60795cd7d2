"""``targets`` of ``municipality.yaml``: what a body has set itself, as far as the catalog can count it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from catalog.check.node import Node
from catalog.model.inventory import Measure, Target

KEYS = ("measure", "value", "due", "source", "source@en", "url")
MEASURES: dict[str, Measure] = {name: name for name in get_args(Measure)}


def parse_targets(node: Node) -> tuple[Target, ...]:
    """Return the targets of the body at *node*; the catalog measures how far they are reached.

    Codes: expected-list, expected-mapping, unknown-key, key-missing, unknown-word, expected-whole-number, bad-date,
    bad-url, only-english, target-value, target-repeated.
    """
    found: dict[tuple[object, ...], Target] = {}
    for raw in node.nodes("targets"):
        for target in _parse_target(raw):
            key = (target.measure, target.due)
            if key in found:
                raw.report("target-repeated", measure=target.measure)
            found.setdefault(key, target)
    return tuple(found.values())


def _parse_target(raw: Node) -> Iterator[Target]:
    raw.check_keys(KEYS)
    measure, value = raw.word("measure", MEASURES), raw.whole("value")
    for key in ("measure", "value"):
        if not raw.has(key):
            raw.report("key-missing", key=key)
    due, source, url = raw.day("due"), raw.localized("source"), raw.url("url")
    most = 100 if measure == "open-share" else 1_000_000
    if value is not None and not 1 <= value <= most:
        raw.report("target-value", "value", value=str(value), limit=f"{most:,}")
        return
    if measure is not None and value is not None:
        yield Target(measure, value, due, source, url)
