"""Findings in words, and the pages that explain each finding code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from catalog.codes import CODES, Code, concerned_code, remainder_of
from catalog.findings import Finding, Severity, sort_key
from catalog.i18n import finding_texts, interface_texts, report_texts
from catalog.i18n.finding_words import resolve_message, resolve_place
from catalog.model.text import LANGS, Lang
from catalog.render.languages import mark_japanese
from catalog.render.links import root_prefix
from catalog.render.markdown import plain_text, render_markdown
from catalog.render.page import RenderedPage, TocEntry
from catalog.render.readability import rules_of, rules_uri
from catalog.render.templates import render

MESSAGE_LIMIT = 5
"""Places of one kind of finding that a page names; the count tells of the others."""

SEVERITY_ICONS: Mapping[Severity, str] = {
    Severity.ERROR: "material/alert-octagon-outline",
    Severity.WARNING: "material/alert-outline",
    Severity.NOTICE: "material/information-outline",
}


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one code in a dataset; ``words`` is the severity for people."""

    code: str
    subject: str
    severity: Severity
    words: str
    icon: str
    title: str
    count: int
    messages: tuple[Markup, ...]


def finding_groups(findings: Iterable[Finding], lang: Lang) -> tuple[FindingGroup, ...]:
    """Return *findings* by code, the most severe first, in reading order."""
    by_code: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=sort_key):
        by_code.setdefault(concerned_code(finding), []).append(finding)
    groups = [_finding_group(code, group, lang) for code, group in by_code.items()]
    severities = list(Severity)
    return tuple(sorted(groups, key=lambda group: severities.index(group.severity)))


def _finding_group(code_id: str, findings: list[Finding], lang: Lang) -> FindingGroup:
    code = CODES[code_id]
    told = [finding for finding in findings if finding.code == code_id]
    rest = sum(remainder_of(finding) for finding in findings)
    return FindingGroup(
        code=code.id,
        subject=code.subject,
        severity=code.severity,
        words=interface_texts(lang)[f"severity_{code.severity.value}"],
        icon=SEVERITY_ICONS[code.severity],
        title=finding_texts(lang)[code.id]["title"],
        count=len(told) + rest,
        messages=tuple(mark_japanese(finding_message(finding, lang), lang) for finding in told[:MESSAGE_LIMIT]),
    )


def finding_message(finding: Finding, lang: Lang) -> str:
    """Return file, place and message of *finding* in words: ``sites.csv セル C12「種別」：…``."""
    words = report_texts(lang)
    file = finding.location.path.rpartition("/")[2]
    place = words["join"].join([file, resolve_place(finding.location, lang)]).strip()
    message = resolve_message(finding, lang)
    return words["place"].format(place=place) + message if place else message


def render_finding_pages(codes: Mapping[str, Code] = CODES) -> list[RenderedPage]:
    """Return the index of the finding codes and a page for each, in both languages."""
    pages = [_index_page(codes, lang) for lang in LANGS]
    return pages + [_code_page(code, lang) for code in codes.values() for lang in LANGS]


def _index_page(codes: Mapping[str, Code], lang: Lang) -> RenderedPage:
    texts, found = interface_texts(lang), finding_texts(lang)
    subjects: dict[str, list[Code]] = {}
    for code in codes.values():
        subjects.setdefault(code.subject, []).append(code)
    titles = {subject: texts[f"subject_{subject}"] for subject in subjects}
    uri = f"{lang}/findings/"
    return RenderedPage(
        lang=lang,
        section="findings",
        uri=uri,
        title=texts["findings_title"],
        description=texts["findings_lead"],
        body_html=render(
            "findings.html",
            lang,
            base=root_prefix(uri),
            subjects=subjects,
            titles=titles,
            found=found,
            rules_uri=rules_uri(lang),
            severity_words=_severity_words(lang),
        ),
        toc=tuple(TocEntry(f"subject-{subject}", titles[subject]) for subject in subjects),
        alternates={other: f"{other}/findings/" for other in LANGS},
    )


def _code_page(code: Code, lang: Lang) -> RenderedPage:
    texts, found = interface_texts(lang), finding_texts(lang)[code.id]
    uri = f"{lang}/findings/{code.id}/"
    sections = tuple(
        (key.replace("_", "-"), texts[f"finding_{key}"], _render_section(key, found[key]))
        for key in ("looks_for", "why", "hint", "bad", "good", "source")
        if found.get(key)
    )
    return RenderedPage(
        lang=lang,
        section="findings",
        uri=uri,
        title=found["title"],
        description=plain_text(found["looks_for"]),
        body_html=render(
            "finding.html",
            lang,
            base=root_prefix(uri),
            code=code,
            found=found,
            sections=sections,
            rules=rules_of(code.id, lang),
            icons=SEVERITY_ICONS,
            severity_words=_severity_words(lang),
        ),
        toc=tuple(TocEntry(anchor, title) for anchor, title, _ in sections),
        alternates={other: f"{other}/findings/{code.id}/" for other in LANGS},
    )


def _render_section(key: str, text: str) -> Markup:
    """Return prose as Markdown, an example as it would stand in a file."""
    if key in {"bad", "good"}:
        return Markup("<pre><code>{}</code></pre>").format(text.strip("\n"))
    return render_markdown(text)


def _severity_words(lang: Lang) -> dict[str, str]:
    texts, values = interface_texts(lang), [severity.value for severity in Severity]
    return {key: texts[f"severity_{key}"] for value in values for key in (value, f"{value}_meaning")}
