"""Repairs for programs.

The shape, version 1 (a new version only where something is renamed, removed or changes its meaning)::

    {"$schema": "…", "version": 1,
     "summary": {"files": 3, "made": 0, "waiting": 2, "by_hand": 1},
     "files": [
       {"path": "datasets/…/x.csv", "written": false, "trouble": null, "findings": [],
        "repairs": [
          {"kind": "zero-lost", "location": {"path": "datasets/…/x.csv", "row": 3, "field": "コード", "cell": "A3"},
           "before": "32018", "after": "032018", "detail": null, "count": 1, "hidden": false, "by_hand": false}],
        "left_out": 0}],
     "kinds": {"zero-lost": {"title": {"ja": "…", "en": "…"}, "why": {"ja": "…", "en": "…"}}}}

``before`` and ``after`` are ``null`` where ``hidden`` says that they may be about a person, and where there are none.
``files`` has all that were looked at, in the order of their paths; ``findings`` have the shape of ``catalog check``.
At most 100,000 repairs of a file are listed; ``left_out`` is the number of the others.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from catalog.findings import sort_key, visible
from catalog.model.repair import FileRepairs, Repair
from catalog.model.text import LANGS
from catalog.report.json import finding_value
from catalog.report.repairs import count_repairs, resolve_title, resolve_why
from catalog.shapes import shape_head

MAX_REPAIRS = 100_000


def render_repairs_json(files: Sequence[FileRepairs]) -> str:
    """Return *files* as JSON; no final newline."""
    made, waiting, by_hand = count_repairs(files)
    kinds = {repair.kind for file in files for repair in file.repairs}
    value = {
        **shape_head("repairs"),
        "summary": {"files": len(files), "made": made, "waiting": waiting, "by_hand": by_hand},
        "files": [_file_value(file) for file in files],
        "kinds": {
            kind.value: {
                "title": {lang: resolve_title(kind, lang) for lang in LANGS},
                "why": {lang: resolve_why(kind, lang) for lang in LANGS},
            }
            for kind in sorted(kinds, key=lambda kind: kind.value)
        },
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _file_value(file: FileRepairs) -> dict[str, Any]:
    return {
        "path": visible(file.path),
        "written": file.is_written,
        "trouble": file.trouble and file.trouble.value,
        "findings": [finding_value(finding) for finding in sorted(file.findings, key=sort_key)],
        "repairs": [_repair_value(repair) for repair in file.repairs[:MAX_REPAIRS]],
        "left_out": max(0, len(file.repairs) - MAX_REPAIRS),
    }


def _repair_value(repair: Repair) -> dict[str, Any]:
    place = {key: value for key, value in asdict(repair.location).items() if value is not None}
    return {
        "kind": repair.kind.value,
        "location": {key: visible(value) if isinstance(value, str) else value for key, value in place.items()},
        "before": None if repair.before is None else visible(repair.before),
        "after": None if repair.after is None else visible(repair.after),
        "detail": repair.detail,
        "count": repair.count,
        "hidden": repair.is_hidden,
        "by_hand": repair.is_by_hand,
    }
