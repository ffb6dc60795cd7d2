"""Lists of datasets, pages of themes and of municipalities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from catalog.i18n import fictitious_texts, interface_texts, withdrawal_texts
from catalog.model.site import Municipality
from catalog.model.text import LANGS, Lang
from catalog.model.vocabulary import Theme
from catalog.render.bodies_map import render_bodies_map
from catalog.render.contexts import Contents, DatasetEntry
from catalog.render.easy import easy_context
from catalog.render.fictitious import counted_entries, examples_apart, fictitious_note, invented_among
from catalog.render.holdings import holdings_context, inventories_sum
from catalog.render.links import BASE_TOKEN, list_uri, root_prefix
from catalog.render.list_facts import body_context, theme_context
from catalog.render.markdown import plain_text, render_markdown
from catalog.render.page import RenderedPage, Section
from catalog.render.pagination import paginate
from catalog.render.templates import render
from catalog.render.withdrawn import withdrawn_rows

PAGE_SIZE = 50
"""Datasets on one page of a list, so that a page's size doesn't grow with the catalog."""
_BODY_OF_ROW = re.compile(r'<span class="mc-row__by">.*?(?=<span class="mc-row__theme">)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class ListView:
    """What the pages of one list share.

    Attributes:
        path: The address between language and page number: ``themes/ict``.
        template: Name of the template.
        extra: What only this template needs.
    """

    section: Section
    path: str
    template: str
    title: str
    description: str
    extra: Mapping[str, object]


def sorted_entries(entries: Iterable[DatasetEntry], lang: Lang) -> list[DatasetEntry]:
    """Return *entries* newest first; those of one day, and those without a date at the end, by title.

    Those of invented bodies come after all others.
    """
    by_title = sorted(entries, key=lambda entry: (entry.titles[lang], entry.id))
    by_day = sorted(by_title, key=lambda entry: entry.modified or "", reverse=True)
    return sorted(by_day, key=lambda entry: entry.is_fictitious)


def render_list_pages(contents: Contents) -> list[RenderedPage]:
    """Return the pages of the list of all datasets in both languages."""
    pages = []
    for lang in LANGS:
        texts = interface_texts(lang)
        description = texts["datasets_lead"].format(site=contents.site.title.text(lang))
        view = ListView("datasets", "datasets", "list.html", texts["datasets_title"], description, {})
        pages += _render_list(view, contents.entries, lang)
    return pages


def render_theme_pages(contents: Contents) -> list[RenderedPage]:
    """Return the index of the themes and the pages of each theme in both languages."""
    by_theme: dict[str, list[DatasetEntry]] = {theme_id: [] for theme_id in contents.themes}
    for entry in contents.entries:
        for theme_id in entry.theme_ids:
            by_theme[theme_id].append(entry)
    pages = []
    for lang in LANGS:
        pages.append(_theme_index(contents, lang))
        for theme in contents.themes.values():
            view = _theme_view(theme, theme_context(theme, by_theme[theme.id], contents, lang), lang)
            pages += _render_list(view, by_theme[theme.id], lang)
    return pages


def _theme_view(theme: Theme, facts: Mapping[str, object], lang: Lang) -> ListView:
    texts = interface_texts(lang)
    label = theme.label.text(lang)
    description = texts["theme_lead"].format(theme=label)
    extra = {"theme": theme, "trail": [(list_uri(lang, "themes"), texts["themes"])], **facts}
    return ListView("themes", f"themes/{theme.id}", "theme.html", label, description, extra)


def _theme_index(contents: Contents, lang: Lang) -> RenderedPage:
    texts = interface_texts(lang)
    context = {
        "themes": contents.themes.values(),
        "counts": theme_counts(contents),
        "examples": example_themes(contents),
        "examples_only": fictitious_texts(lang)["only"],
        "apart": examples_apart(contents, lang),
    }
    return _render_page("themes", "themes", "themes.html", texts["themes_title"], texts["themes_lead"], lang, context)


def render_municipality_pages(contents: Contents) -> list[RenderedPage]:
    """Return the index of the municipalities and the pages of each in both languages."""
    by_municipality: dict[str, list[DatasetEntry]] = {each: [] for each in contents.municipalities}
    for entry in contents.entries:
        by_municipality[entry.id.municipality].append(entry)
    pages = []
    for lang in LANGS:
        pages.append(_municipality_index(contents, lang))
        for municipality in contents.municipalities.values():
            own = by_municipality[municipality.id]
            facts = {
                **body_context(municipality, own, contents, lang),
                **holdings_context(municipality, own, contents, lang),
                "withdrawn": withdrawn_rows(contents, municipality.id, lang),
            }
            view = _municipality_view(municipality, facts, lang)
            pages += _render_list(view, own, lang)
    return pages


def _municipality_view(municipality: Municipality, facts: Mapping[str, object], lang: Lang) -> ListView:
    texts = interface_texts(lang)
    name, description = municipality.name.text(lang), municipality.description
    lead = plain_text(description.text(lang)) if description else texts["municipality_lead"].format(municipality=name)
    homepage = municipality.homepage
    extra = {
        "municipality": municipality,
        "fictitious": fictitious_note(municipality, lang, "body"),
        "trail": [(list_uri(lang, "municipalities"), texts["municipalities"])],
        "kind": texts[f"kind_{municipality.kind.value}"],
        "homepage": homepage if homepage and homepage.startswith(("https://", "http://")) else None,
        "about": render_markdown(description.text(lang), lang) if description else None,
        **easy_context(municipality.name, description, lang),
        "about_lang": description.lang(lang) if description else lang,
        "w": withdrawal_texts(lang),
        **facts,
    }
    return ListView("municipalities", f"municipalities/{municipality.id}", "municipality.html", name, lead, extra)


def _municipality_index(contents: Contents, lang: Lang) -> RenderedPage:
    texts = interface_texts(lang)
    bodies_map = render_bodies_map(contents.municipalities.values(), lang, root_prefix(f"{lang}/municipalities/"))
    views = municipality_views(contents, lang)
    context = {"municipalities": views, "bodies_map": bodies_map, "held": inventories_sum(contents, lang)}
    title, lead = texts["municipalities_title"], texts["municipalities_lead"]
    return _render_page("municipalities", "municipalities", "municipalities.html", title, lead, lang, context)


def municipality_views(contents: Contents, lang: Lang) -> list[dict[str, object]]:
    """Return what lists of bodies show of each, in the order of their codes."""
    texts = interface_texts(lang)
    counts = Counter(entry.id.municipality for entry in contents.entries)
    newest: dict[str, str] = {}
    for entry in contents.entries:
        newest[entry.id.municipality] = max(newest.get(entry.id.municipality, ""), entry.modified or "")
    return [
        {
            "id": each.id,
            "name": each.name,
            "kind": texts[f"kind_{each.kind.value}"],
            "count": counts[each.id],
            "newest": newest.get(each.id) or None,
        }
        for each in sorted(contents.municipalities.values(), key=lambda each: each.code)
    ]


def theme_counts(contents: Contents) -> Counter[str]:
    """Return how many datasets each theme has, without invented examples, unless there is nothing else."""
    counted, _ = counted_entries(contents.entries)
    return Counter(theme for entry in counted for theme in entry.theme_ids)


def example_themes(contents: Contents) -> frozenset[str]:
    """Return the themes that have datasets, but only invented ones, which aren't counted."""
    counts = theme_counts(contents)
    return frozenset(theme for entry in contents.entries for theme in entry.theme_ids if not counts[theme])


def _render_list(view: ListView, entries: Iterable[DatasetEntry], lang: Lang) -> list[RenderedPage]:
    ordered = sorted_entries(entries, lang)
    page_count = max(1, -(-len(ordered) // PAGE_SIZE))
    return [_render_list_page(view, ordered, number, page_count, lang) for number in range(1, page_count + 1)]


def _render_list_page(
    view: ListView, entries: Sequence[DatasetEntry], number: int, page_count: int, lang: Lang
) -> RenderedPage:
    shown = entries[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    uri = list_uri(lang, view.path, number)
    texts = interface_texts(lang)
    title = view.title if number == 1 else texts["title_with_page"].format(title=view.title, number=number)
    context = {
        "total": len(entries),
        "number": number,
        "page_count": page_count,
        "rows": _render_rows(shown, lang, root_prefix(uri), has_body="municipality" not in view.extra),
        "among": invented_among(entries, lang),
        "pagination": paginate(view.path, number, page_count, lang),
        **view.extra,
    }
    description = view.description
    path = view.path if number == 1 else f"{view.path}/page/{number}"
    page = _render_page(view.section, path, view.template, title, description, lang, context)
    return replace(page, feed_uri=f"{lang}/{'' if view.section == 'datasets' else view.path + '/'}changes.xml")


def _render_page(
    section: Section, path: str, template: str, title: str, description: str, lang: Lang, context: Mapping[str, object]
) -> RenderedPage:
    uri = f"{lang}/{path}/"
    body = render(template, lang, base=root_prefix(uri), title=title, lead=description, **context)
    alternates = {other: f"{other}/{path}/" for other in LANGS}
    return RenderedPage(lang, section, uri, title, description, body, alternates=alternates)


def _render_rows(entries: Sequence[DatasetEntry], lang: Lang, base: str, *, has_body: bool) -> Markup:
    """Return the rows of a list; the page of a body doesn't repeat its name in each."""
    rows = "".join(entry.rows[lang] for entry in entries).replace(BASE_TOKEN, base)
    return Markup(rows if has_body else _BODY_OF_ROW.sub("", rows))
