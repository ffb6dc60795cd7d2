"""Findings for people who read a terminal or a log: grouped by file, each kind of mistake explained once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.findings import Finding, Severity, visible
from catalog.i18n import report_texts
from catalog.i18n.finding_words import page_uri, resolve_hint, resolve_message, resolve_place, resolve_title
from catalog.model.text import Lang
from catalog.report.counts import broken_datasets, checked_words, count_severities, is_about_the_site
from catalog.report.kinds import Kind, kinds_by_file


def render_text(findings: Sequence[Finding], lang: Lang, dataset_count: int, file_count: int = 0) -> str:
    """Return *findings* as text for people, ending in a summary; no final newline.

    Arguments:
        findings: In any order.
        lang: Of the text.
        dataset_count: How many datasets were looked at.
        file_count: How many files that belong to none.
    """
    return "\n\n".join([*_blocks(findings, lang), _render_summary(findings, lang, dataset_count, file_count)])


def render_findings(findings: Sequence[Finding], lang: Lang) -> str:
    """Return *findings* as text for people, without a summary; no final newline."""
    return "\n\n".join(_blocks(findings, lang))


def _blocks(findings: Sequence[Finding], lang: Lang) -> list[str]:
    return [_render_file(path, kinds, lang) for path, kinds in kinds_by_file(findings)]


def _render_file(path: str, kinds: Sequence[Kind], lang: Lang) -> str:
    return "\n".join([visible(path), *(line for kind in kinds for line in render_kind(kind, lang))])


def render_kind(kind: Kind, lang: Lang) -> Iterator[str]:
    """Yield the lines that tell of one kind of mistake."""
    words, code = report_texts(lang), kind.code
    yield f"  [{words[kind.severity.value]}] {resolve_title(code, lang)}"
    for column in kind.shown_columns:
        for finding in column.examples:
            place = resolve_place(finding.location, lang)
            yield f"    {words['place'].format(place=place) if place else ''}{resolve_message(finding, lang)}"
        if column.left_out_count:
            yield f"    {words['more'].format(count=f'{column.left_out_count:,}')}"
    if kind.left_out_count:
        yield f"    {words['more_in_columns'].format(count=f'{kind.left_out_count:,}')}"
    yield f"    {words['hint']}{_on_one_line(resolve_hint(code, lang))}"
    yield f"    {words['page']}{page_uri(code, lang)}"


def _on_one_line(text: str) -> str:
    return visible(" ".join(text.split()))


def _render_summary(findings: Sequence[Finding], lang: Lang, dataset_count: int, file_count: int) -> str:
    words = report_texts(lang)
    checked = checked_words(words, dataset_count, file_count)
    if not findings:
        return words["clean"].format(checked=checked)
    counts = count_severities(findings)
    numbers = {f"{severity.value}s": f"{counts[severity]:,}" for severity in Severity}
    lines = [words["summary"].format(checked=checked, **numbers)]
    broken = broken_datasets(findings)
    if dataset_count and any(is_about_the_site(finding) for finding in findings):
        lines.append(words["broken_site"])
    if broken:
        lines.append(words["left_out"].format(count=len(broken)))
    if not counts[Severity.ERROR]:
        is_unsure = any(finding.code == "todo-left" for finding in findings)
        lines.append(words["only_todos" if is_unsure else "only_remarks"])
    return "\n".join(lines)
