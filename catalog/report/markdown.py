"""Findings as Markdown, for a comment on a pull request or a job's summary.

What comes from data stays text: no markup, no mention of people, no link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalog.findings import Finding, Severity, visible
from catalog.i18n import report_texts
from catalog.i18n.finding_words import resolve_hint, resolve_message, resolve_place, resolve_title
from catalog.model.text import Lang
from catalog.report.counts import broken_datasets, checked_words, count_severities
from catalog.report.kinds import Kind, kinds_by_file

MARKS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTICE: "ℹ️"}
MAX_KINDS = 100
"""Numbered mistakes in one report: GitHub cuts a comment at 65,536 characters."""

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$&])")
# What GitHub turns into a link or a picture: @people, #1, GH-1, :octocat:, commits by their digests.
_MENTION = re.compile(r"(@)|(#)(?=[\w-])|(:)(?=[a-z0-9_+-]+(?::|$))|(GH)(?=-[0-9])", re.IGNORECASE)
_COMMIT = re.compile(r"(?<![0-9a-f])(?=[0-9]*[a-f])(?=[a-f]*[0-9])([0-9a-f]{4})(?=[0-9a-f]{3,36}(?![0-9a-f]))")
# No boundary of words before it: あhttps://… becomes a link, too.
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp|www)(?=[:.])")
_EDGES = re.compile(r"^(?= |[0-9]{1,9}\.(?: |$))|(?<= )$")
"""Blanks at an edge would make code of the line, or break it; a number with a dot would begin a list."""
_JOINER = "\u2060"
"""WORD JOINER: takes no room, and what has it inside is neither a mention nor a link."""


def render_markdown(findings: Sequence[Finding], lang: Lang, dataset_count: int, file_count: int = 0) -> str:
    """Return *findings* as a verdict and a numbered list of what to mend.

    Arguments:
        findings: In any order.
        lang: Of the text.
        dataset_count: How many datasets were looked at.
        file_count: How many files that belong to none.
    """
    words = report_texts(lang)
    checked = checked_words(words, dataset_count, file_count)
    if not findings:
        return f"## ✅ {words['verdict_clean']}\n\n{words['clean'].format(checked=checked)}"
    counts = count_severities(findings)
    worst = next(severity for severity in Severity if counts[severity])
    numbers = {f"{severity.value}s": f"{counts[severity]:,}" for severity in Severity}
    lines = [f"## {MARKS[worst]} {words[f'verdict_{worst.value}']}", ""]
    lines += [words["summary"].format(checked=checked, **numbers)]
    if broken := broken_datasets(findings):
        lines += ["", words["left_out"].format(count=len(broken))]
    return "\n".join([*lines, *_list(findings, lang)])


def escape(text: str) -> str:
    """Return *text* so that Markdown shows it as it is, on one line."""
    text = _ADDRESS.sub(rf"\1{_JOINER}", visible(text))
    text = _COMMIT.sub(rf"\1{_JOINER}", _MENTION.sub(rf"\g<0>{_JOINER}", text))
    return _EDGES.sub(_JOINER, _MARKUP.sub(r"\\\1", text))


def _list(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    words = report_texts(lang)
    number = left_out = 0
    for path, kinds in kinds_by_file(findings):
        shown = kinds[: max(0, MAX_KINDS - number)]
        left_out += len(kinds) - len(shown)
        if shown:
            yield from ("", f"### {escape(path)}", "")
        for kind in shown:
            number += 1
            yield from _item(number, kind, lang)
    if left_out:
        yield from ("", words["more"].format(count=f"{left_out:,}"))


def _item(number: int, kind: Kind, lang: Lang) -> Iterator[str]:
    words = report_texts(lang)
    yield f"{number}. {MARKS[kind.severity]} **{escape(resolve_title(kind.code, lang))}** (`{kind.code}`)"
    for column in kind.shown_columns:
        for finding in column.examples:
            place = resolve_place(finding.location, lang)
            before = words["place"].format(place=escape(place)) if place else ""
            yield f"   - {before}{escape(resolve_message(finding, lang))}"
        if column.left_out_count:
            yield f"   - {words['more'].format(count=f'{column.left_out_count:,}')}"
    if kind.left_out_count:
        yield f"   - {words['more_in_columns'].format(count=f'{kind.left_out_count:,}')}"
    yield f"   - **{words['hint'].strip()}** {escape(' '.join(resolve_hint(kind.code, lang).split()))}"
