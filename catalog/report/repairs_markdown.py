"""Repairs as Markdown, for a comment on a pull request; what comes from data stays text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.i18n import report_texts
from catalog.i18n.finding_words import resolve_message
from catalog.model.repair import FileRepairs
from catalog.model.text import Lang
from catalog.report.markdown import escape
from catalog.report.repairs import (
    count_repairs,
    group_repairs,
    render_summary,
    resolve_group,
    resolve_repair,
    resolve_why,
)

MAX_FILES = 50
"""Files in one report: GitHub cuts a comment at 65,536 characters."""


def render_repairs_markdown(files: Sequence[FileRepairs], lang: Lang, *, is_write: bool) -> str:
    """Return *files* as a verdict and, file by file, what is to be mended."""
    words = report_texts(lang)
    _, waiting, by_hand = count_repairs(files)
    told = [file for file in files if file.repairs or file.findings or file.trouble]
    is_clean = not waiting and not by_hand and not any(file.findings or file.trouble for file in files)
    lines = [f"## {'✅' if is_clean else '🔧'} {words['fix_title']}", ""]
    lines += [*render_summary(files, lang, is_write=is_write)]
    for file in told[:MAX_FILES]:
        lines += [*_file_lines(file, lang)]
    if len(told) > MAX_FILES:
        lines += ["", words["more"].format(count=f"{len(told) - MAX_FILES:,}")]
    return "\n".join(lines)


def _file_lines(file: FileRepairs, lang: Lang) -> Iterator[str]:
    words = report_texts(lang)
    yield from ("", f"### {escape(file.path)}", "")
    for finding in file.findings:
        yield f"- {escape(resolve_message(finding, lang))}"
    if file.trouble is not None:
        yield f"- {escape(words[f'fix_trouble_{file.trouble.value}'])}"
    for group in group_repairs(file.repairs):
        yield f"- **{escape(resolve_group(group, lang))}**"
        yield from (f"  - {escape(resolve_repair(repair, lang))}" for repair in group.examples)
        if group.count > len(group.examples):
            yield f"  - {words['more'].format(count=f'{group.count - len(group.examples):,}')}"
        yield f"  - {escape(words['fix_why'] + resolve_why(group.kind, lang))}"
