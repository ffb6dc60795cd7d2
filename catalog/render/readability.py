"""The page of the government's 30 rules on machine readability, and the links to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from catalog.codes import CODES
from catalog.i18n import finding_texts, interface_texts
from catalog.model.text import LANGS, Lang
from catalog.render.links import root_prefix
from catalog.render.page import RenderedPage, TocEntry
from catalog.render.templates import render
from catalog.standards.readability import ReadabilityRule, Seen, read_readability_rules

SOURCE_URL = "https://www.cas.go.jp/jp/seisaku/digital_gyozaikaikaku/pdf/gyouseidata_rule.pdf"
SEEN_ICONS: Mapping[Seen, str] = {
    Seen.PROGRAM: "material/check-circle-outline",
    Seen.PARTLY: "material/circle-half-full",
    Seen.CHANGES: "material/compare-horizontal",
    Seen.PERSON: "material/account-eye-outline",
}


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule with its place on the page of all rules; ``uri`` is '/'-relative to the site's root."""

    id: str
    title: str
    uri: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as pages explain it.

    Attributes:
        former: Number in the rules of 2020, or what stands for none.
        weight: How much it counts, in words.
        seen: Who can see whether it is kept, in words, with ``icon`` beside.
        codes: Id and title of each finding that tells that it is broken.
    """

    link: RuleLink
    level: str
    former: str
    weight: str
    seen: str
    icon: str
    codes: tuple[tuple[str, str], ...]


@cache
def rule_link(rule: str, lang: Lang) -> RuleLink:
    """Return the link to a rule by its id."""
    return RuleLink(rule, read_readability_rules()[rule].title.text(lang), f"{rules_uri(lang)}#{rule}")


def rules_uri(lang: Lang) -> str:
    """Return the address of the page of all rules."""
    return f"{lang}/findings/readability/"


def rules_of(code: str, lang: Lang) -> tuple[RuleView, ...]:
    """Return the rules that a finding of *code* shows to be broken."""
    return tuple(_rule_view(rule, lang) for rule in read_readability_rules().values() if code in rule.codes)


def _rule_view(rule: ReadabilityRule, lang: Lang) -> RuleView:
    texts, found = interface_texts(lang), finding_texts(lang)
    return RuleView(
        link=rule_link(rule.id, lang),
        level=texts["rule_level"].format(level=rule.level),
        former=rule.former_id or texts["rule_former_none"],
        weight=texts[f"weight_{rule.weight.value}"],
        seen=texts[f"seen_{rule.seen.value}"],
        icon=SEEN_ICONS[rule.seen],
        codes=tuple((code, found[code]["title"]) for code in CODES if code in rule.codes),
    )


def render_readability_pages() -> list[RenderedPage]:
    """Return the page of all rules in both languages."""
    return [_page(lang) for lang in LANGS]


def _page(lang: Lang) -> RenderedPage:
    texts, uri = interface_texts(lang), rules_uri(lang)
    rules = read_readability_rules().values()
    levels = {level: [_rule_view(rule, lang) for rule in rules if rule.level == level] for level in (1, 2, 3)}
    names = {level: texts["rule_level"].format(level=level) for level in levels}
    ways = [(SEEN_ICONS[way], texts[f"seen_{way.value}"], sum(rule.seen is way for rule in rules)) for way in Seen]
    meanings = {1: texts["rule_level_1"], 2: texts["rule_level_2"], 3: texts["rule_level_3"]}
    return RenderedPage(
        lang=lang,
        section="findings",
        uri=uri,
        title=texts["rules_title"],
        description=texts["rules_lead"],
        body_html=render(
            "readability.html",
            lang,
            base=root_prefix(uri),
            levels=levels,
            names=names,
            meanings=meanings,
            ways=ways,
            source_url=SOURCE_URL,
        ),
        toc=tuple(TocEntry(f"level-{level}", name) for level, name in names.items()),
        alternates={other: rules_uri(other) for other in LANGS},
    )
