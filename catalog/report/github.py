"""Findings as annotations of GitHub Actions: one line each, shown beside the changed lines of a pull request.

Source: GitHub, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.findings import Finding, Severity, visible
from catalog.i18n import report_texts
from catalog.i18n.finding_words import resolve_hint, resolve_message, resolve_place, resolve_title
from catalog.model.text import Lang
from catalog.report.kinds import Kind, kinds_by_file

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
_TEXT_FILES = (".csv", ".tsv", ".yaml")
_IN_MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ":": "%3A", ",": "%2C"}


def render_github(findings: Sequence[Finding], lang: Lang) -> str:
    """Return *findings* as workflow commands, the gravest first, since GitHub shows only ten of each severity."""
    kinds = [kind for _, group in kinds_by_file(findings) for kind in group]
    kinds.sort(key=lambda kind: list(_COMMANDS).index(kind.severity))
    return "\n".join(line for kind in kinds for line in _annotations(kind, lang))


def _annotations(kind: Kind, lang: Lang) -> Iterator[str]:
    words = report_texts(lang)
    hint = words["hint"] + " ".join(resolve_hint(kind.code, lang).split())
    for column in kind.shown_columns:
        for finding in column.examples:
            place = resolve_place(finding.location, lang)
            message = (words["place"].format(place=place) if place else "") + resolve_message(finding, lang)
            is_last = column.left_out_count and finding is column.examples[-1]
            more = f"\n{words['more'].format(count=f'{column.left_out_count:,}')}" if is_last else ""
            text = _escaped(f"{message}{more}\n{visible(hint)}", _IN_MESSAGE)
            yield f"::{_COMMANDS[kind.severity]} {_properties(finding, lang)}::{text}"


def _properties(finding: Finding, lang: Lang) -> str:
    place = finding.location
    # A workbook has no lines; in a text file the row is the line, but for quoted line breaks above it.
    line = place.line or (place.row if place.path.endswith(_TEXT_FILES) else None)
    properties = {
        "title": f"{resolve_title(finding.code, lang)} ({finding.code})",
        "file": visible(place.path),
        "line": line,
        "col": place.column,
    }
    stated = {key: str(value) for key, value in properties.items() if value is not None}
    return ",".join(f"{key}={_escaped(value, _IN_PROPERTY)}" for key, value in stated.items())


def _escaped(text: str, replacements: dict[str, str]) -> str:
    return "".join(replacements.get(character, character) for character in text)
