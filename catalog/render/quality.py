"""What the checks found, in words: how well programs can read each table, what else there is, what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from catalog.codes import concerned_code, severity_of
from catalog.findings import Finding, Severity
from catalog.i18n import finding_texts, interface_texts
from catalog.model.described import DescribedDataset, DescribedResource
from catalog.model.quality import LevelQuality, TableQuality
from catalog.model.suppression import Suppression
from catalog.model.text import Lang
from catalog.render.findings import SEVERITY_ICONS, FindingGroup, finding_groups
from catalog.render.formats import format_counted, render_date
from catalog.render.links import root_prefix
from catalog.render.readability import RuleLink, rule_link
from catalog.render.templates import render, render_localized
from catalog.standards.readability import Seen, read_readability_rules

CLEAN_ICON = "material/check-circle-outline"
DOUBT_ICON = "material/help-circle-outline"
WARNING_ICON = SEVERITY_ICONS[Severity.WARNING]


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that isn't kept, and what tells so.

    Attributes:
        uri: Of the page that says how to mend it, '/'-relative to the site's root.
        words: How sure it is.
    """

    link: RuleLink
    uri: str
    words: str
    is_doubtful: bool
    groups: tuple[FindingGroup, ...]


@dataclass(frozen=True, slots=True)
class LevelView:
    """One of the three levels in a sentence, and the rules of it that aren't kept."""

    name: str
    sentence: str
    broken: tuple[BrokenRule, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """How well programs can read one table.

    Attributes:
        details: Every rule with what came of it, and the scores.
    """

    name: str
    title: Markup
    sentence: str
    icon: str
    levels: tuple[LevelView, ...]
    details: Markup


@dataclass(frozen=True, slots=True)
class ExceptionView:
    """Findings that were set aside, by whom and why; ``reason`` and ``section`` are as the department wrote them."""

    code: str
    title: str
    place: Markup
    reason: str
    section: str | None
    until: Markup


def quality_context(described: DescribedDataset, lang: Lang) -> dict[str, object]:
    """Return what the section of a dataset's page on its quality shows: every finding once."""
    tables = [view for each in described.resources if (view := _table_view(each, lang))]
    told = {_key(finding) for each in described.resources for finding in _told(each)}
    groups = finding_groups([finding for finding in described.findings if _key(finding) not in told], lang)
    warnings = [group for group in groups if group.severity is not Severity.NOTICE]
    return {
        "readability": tables,
        "warnings": _by_subject(warnings, lang),
        "notices": [group for group in groups if group.severity is Severity.NOTICE],
        "exceptions": [_exception_view(each, described, lang) for each in described.exceptions],
        **_verdict(tables, warnings, described, lang),
    }


def _verdict(
    tables: Iterable[TableView], warnings: Sequence[FindingGroup], described: DescribedDataset, lang: Lang
) -> dict[str, object]:
    """Return the whole in a sentence."""
    broken = [rule for table in tables for level in table.levels for rule in level.broken]
    icon = WARNING_ICON if warnings else _icon(broken)
    if icon == WARNING_ICON:
        key = "quality_some"
    elif broken:
        key = "quality_doubts"
    else:
        key = "quality_clean_but_exceptions" if described.exceptions else "quality_clean"
    return {"verdict": interface_texts(lang)[key], "verdict_icon": icon}


def _icon(broken: Sequence[BrokenRule]) -> str:
    """Return the icon for what isn't kept, by the surest of it."""
    if not broken:
        return CLEAN_ICON
    return DOUBT_ICON if all(rule.is_doubtful for rule in broken) else WARNING_ICON


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.location, *sorted(finding.params.items())


def _told(described: DescribedResource) -> Iterator[Finding]:
    """Yield the findings that are told beside the rules that they show to be broken."""
    if described.quality is not None:
        for level in described.quality.levels:
            for rule in level.broken:
                yield from _telling(rule, described)


def _telling(rule: str, described: DescribedResource) -> list[Finding]:
    codes = read_readability_rules()[rule].codes
    return [finding for finding in described.findings if concerned_code(finding) in codes]


def _by_subject(groups: Iterable[FindingGroup], lang: Lang) -> Mapping[str, list[FindingGroup]]:
    """Return *groups* by the title of their subject, that of the gravest first."""
    found: dict[str, list[FindingGroup]] = {}
    for group in groups:
        found.setdefault(interface_texts(lang)[f"subject_{group.subject}"], []).append(group)
    return found


def _table_view(described: DescribedResource, lang: Lang) -> TableView | None:
    quality = described.quality
    if quality is None:
        return None
    kept = sum(len(level.kept) for level in quality.levels)
    checked = kept + sum(len(level.broken) for level in quality.levels)
    levels = tuple(_level_view(level, described, lang) for level in quality.levels)
    key = "quality_rules_all" if kept == checked else "quality_rules_some"
    return TableView(
        name=described.resource.name,
        title=render_localized(described.resource.title, lang),
        sentence=interface_texts(lang)[key].format(kept=kept, count=checked),
        icon=_icon([rule for level in levels for rule in level.broken]),
        levels=levels,
        details=_render_details(quality, lang),
    )


def _level_view(level: LevelQuality, described: DescribedResource, lang: Lang) -> LevelView:
    broken = tuple(_broken_rule(rule, described, lang) for rule in level.broken)
    return LevelView(level_words(level.level, lang), _level_sentence(level, broken, lang), broken)


def level_words(level: int, lang: Lang) -> str:
    """Return a level's name: ``レベル1``."""
    return interface_texts(lang)["rule_level"].format(level=level)


def _broken_rule(rule: str, described: DescribedResource, lang: Lang) -> BrokenRule:
    found = _telling(rule, described)
    is_doubtful = all(severity_of(finding) is Severity.NOTICE for finding in found)
    words = interface_texts(lang)["quality_is_doubtful" if is_doubtful else "quality_is_broken"]
    link = rule_link(rule, lang)
    uri = f"{lang}/findings/{rule}/" if any(finding.code == rule for finding in found) else link.uri
    return BrokenRule(link, uri, words, is_doubtful, finding_groups(found, lang))


def _level_sentence(level: LevelQuality, broken: Sequence[BrokenRule], lang: Lang) -> str:
    doubtful = sum(rule.is_doubtful for rule in broken)
    if not broken:
        parts = [format_counted("quality_level_kept", len(level.kept), lang)]
    else:
        parts = [format_counted("quality_level_checked", len(level.kept) + len(broken), lang)]
        parts += _counted("quality_level_broken", len(broken) - doubtful, lang)
        parts += _counted("quality_level_doubtful", doubtful, lang)
    parts += _counted("quality_level_mended", len(level.mended), lang)
    parts += _counted("quality_level_excepted", len(level.excepted), lang)
    parts += _counted("quality_level_unseen", len(_unseen(level, Seen.PERSON)), lang)
    return ("" if lang == "ja" else " ").join(parts)


def _counted(key: str, number: int, lang: Lang) -> list[str]:
    return [format_counted(key, number, lang)] if number else []


def _unseen(level: LevelQuality, seen: Seen) -> list[str]:
    rules = read_readability_rules()
    return [rule for rule in level.unseen if rules[rule].seen is seen]


@lru_cache(maxsize=256)
def _render_details(quality: TableQuality, lang: Lang) -> Markup:
    """Return every rule with what came of it; most tables of a catalog have the same to tell."""
    texts = interface_texts(lang)
    levels = []
    for level in quality.levels:
        rules = {
            texts["rules_broken"]: level.broken,
            texts["rules_kept"]: level.kept,
            texts["rules_mended"]: level.mended,
            texts["rules_excepted"]: level.excepted,
            texts["rules_person"]: _unseen(level, Seen.PERSON),
            texts["rules_changes"]: _unseen(level, Seen.CHANGES),
        }
        shown = {words: [rule_link(rule, lang) for rule in ids] for words, ids in rules.items() if ids}
        score = texts["quality_score"].format(score=level.score)
        levels.append((level_words(level.level, lang), score, shown))
    # Every dataset's page is at the same depth.
    return Markup(render("quality_rules.html", lang, base=root_prefix("ja/datasets/municipality/name/"), levels=levels))


def _exception_view(exception: Suppression, described: DescribedDataset, lang: Lang) -> ExceptionView:
    resources = [each.resource for each in described.resources if each.resource.name == exception.resource]
    parts = [render_localized(resource.title, lang) for resource in resources]
    if exception.field is not None:
        heading = Markup("{}" if lang == "ja" else '<span lang="ja">{}</span>').format(exception.field)
        parts.append(Markup(interface_texts(lang)["exception_field"]).format(field=heading))
    return ExceptionView(
        code=exception.code,
        title=finding_texts(lang)[exception.code]["title"],
        place=Markup(interface_texts(lang)["comma"]).join(parts),
        reason=exception.reason,
        section=exception.section,
        until=render_date(exception.until.isoformat(), lang),
    )
