"""What became of a form, for the script of a host, and for people at a terminal.

The shape, version 1 (a new version only where something is renamed, removed or changes its meaning)::

    {"$schema": "…", "version": 1, "state": "done", "dataset": "machi/parks", "title": "公園一覧",
     "done": [{"ja": "…", "en": "…"}], "problems": [],
     "questions": [{"place": "title@en", "ja": "…", "en": "…"}],
     "counts": {"errors": 0, "warnings": 1, "notices": 0},
     "findings": [{"severity": "warning", "code": "…", "path": "datasets/…", "place": {"ja": "…", "en": "…"},
                   "message": {"ja": "…", "en": "…"}, "hint": {"ja": "…", "en": "…"}, "count": 1}]}

``state`` is ``done``, ``incomplete`` or ``refused``; ``dataset`` and ``title`` are ``null`` where it isn't known which.
Findings are the gravest first, at most 50 of them and 5 of a kind in a file, one after the other (``count`` says how
many of the kind there are); ``counts`` has all. Personal values are in none of the texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from catalog.codes import REMAINDER, concerned_code, remainder_of, severity_of
from catalog.findings import Finding, Severity, sort_key, visible
from catalog.i18n import form_texts
from catalog.i18n.finding_words import resolve_hint, resolve_message, resolve_place
from catalog.model.form import FormResult
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.report.counts import count_severities
from catalog.report.text import render_text
from catalog.shapes import shape_head

MAX_FINDINGS = 50
MAX_OF_A_KIND = 5


def render_form_json(result: FormResult) -> str:
    """Return *result* as the JSON that is described above; no final newline."""
    counts = count_severities(result.findings)
    value = {
        **shape_head("form"),
        "state": result.state.value,
        "dataset": str(result.dataset) if result.dataset is not None else None,
        "title": visible(result.title) if result.title is not None else None,
        "done": [_both(text) for text in result.done],
        "problems": [_both(text) for text in result.problems],
        "questions": [{"place": question.place, **_both(question.text)} for question in result.questions],
        "counts": {f"{severity.value}s": counts[severity] for severity in Severity},
        "findings": list(_findings(result.findings))[:MAX_FINDINGS],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _both(text: LocalizedText) -> dict[str, str]:
    return {lang: text.text(lang) for lang in LANGS}


def _findings(findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    kinds: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in sorted(findings, key=sort_key):
        severity = list(Severity).index(severity_of(finding))
        kinds.setdefault((severity, finding.location.path, concerned_code(finding)), []).append(finding)
    for _, of_kind in sorted(kinds.items(), key=lambda kind: kind[0][0]):
        told = [finding for finding in of_kind if finding.code != REMAINDER]
        count = len(told) + sum(map(remainder_of, of_kind))
        yield from (_finding(finding, count) for finding in told[:MAX_OF_A_KIND])


def _finding(finding: Finding, count: int) -> dict[str, Any]:
    return {
        "severity": severity_of(finding).value,
        "code": finding.code,
        "path": visible(finding.location.path),
        "place": {lang: resolve_place(finding.location, lang) for lang in LANGS},
        "message": {lang: resolve_message(finding, lang) for lang in LANGS},
        "hint": {lang: resolve_hint(finding.code, lang) for lang in LANGS},
        "count": count,
    }


def render_form(result: FormResult, lang: Lang) -> str:
    """Return *result* in words; no final newline."""
    return "\n".join(_lines(result, lang))


def _lines(result: FormResult, lang: Lang) -> Iterator[str]:
    texts = form_texts(lang)
    yield texts[f"state_{result.state.value}"]
    yield from (f"- {text.text(lang)}" for text in (*result.problems, *result.done))
    if result.questions:
        yield texts["questions"]
    for question in result.questions:
        yield f"- {question.place}: {question.text.text(lang)}" if question.place else f"- {question.text.text(lang)}"
    if result.findings:
        files = len({finding.location.path for finding in result.findings})
        counts = (1, 0) if result.dataset is not None else (0, files)
        yield render_text(result.findings, lang, *counts)
