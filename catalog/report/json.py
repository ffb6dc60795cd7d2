"""Findings for programs.

The shape, version 1 (a new version only where something is renamed, removed or changes its meaning)::

    {"$schema": "…", "version": 1,
     "summary": {"errors": 1, "warnings": 0, "notices": 0, "datasets": {"checked": 29, "with_errors": 1}},
     "findings": [
       {"code": "not-integer", "severity": "error",
        "location": {"path": "datasets/…/x.csv", "row": 3, "field": "人口", "cell": "B3"},
        "params": {"value": "12人"},
        "message": {"ja": "…", "en": "…"}, "hint": {"ja": "…", "en": "…"},
        "page": {"ja": "/ja/findings/not-integer/", "en": "/en/findings/not-integer/"}}]}

Where files were checked that belong to no dataset, ``summary`` has ``"files": {"checked": 2}``, too. A part of the
location that isn't known isn't there. Findings are in reading order: by file, line, row. What ``more-in-column``
stands for is counted in ``summary``, too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from catalog.codes import severity_of
from catalog.findings import Finding, Severity, sort_key, visible
from catalog.i18n.finding_words import page_uri, resolve_hint, resolve_message
from catalog.model.text import LANGS
from catalog.report.counts import broken_datasets, count_severities
from catalog.shapes import shape_head


def render_json(findings: Sequence[Finding], dataset_count: int, file_count: int = 0) -> str:
    """Return *findings* as JSON with texts in both languages; no final newline.

    Arguments:
        findings: In any order.
        dataset_count: How many datasets were looked at.
        file_count: How many files that belong to none.
    """
    counts = count_severities(findings)
    summary: dict[str, Any] = {f"{severity.value}s": counts[severity] for severity in Severity}
    summary["datasets"] = {"checked": dataset_count, "with_errors": len(broken_datasets(findings))}
    if file_count:
        summary["files"] = {"checked": file_count}
    ordered = [finding_value(finding) for finding in sorted(findings, key=sort_key)]
    return json.dumps({**shape_head("findings"), "summary": summary, "findings": ordered}, ensure_ascii=False, indent=2)


def finding_value(finding: Finding) -> dict[str, Any]:
    """Return *finding* as the JSON object that is described above."""
    place = {key: _visible(value) for key, value in asdict(finding.location).items() if value is not None}
    return {
        "code": finding.code,
        "severity": severity_of(finding).value,
        "location": place,
        "params": dict(finding.params),
        "message": {lang: resolve_message(finding, lang) for lang in LANGS},
        "hint": {lang: resolve_hint(finding.code, lang) for lang in LANGS},
        "page": {lang: page_uri(finding.code, lang) for lang in LANGS},
    }


def _visible(value: str | int) -> str | int:
    return visible(value) if isinstance(value, str) else value
