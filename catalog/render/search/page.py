"""The page of the search: without a script it says so, and leads to the lists."""

from __future__ import annotations

from catalog.i18n import interface_texts
from catalog.model.text import LANGS, Lang
from catalog.render.contexts import Contents
from catalog.render.links import root_prefix
from catalog.render.page import RenderedPage
from catalog.render.templates import render


def search_uri(lang: Lang) -> str:
    """Return the address of the search."""
    return f"{lang}/search/"


def render_search_pages(contents: Contents) -> list[RenderedPage]:
    """Return the page of the search in both languages."""
    return [_render_search_page(contents, lang) for lang in LANGS]


def _render_search_page(contents: Contents, lang: Lang) -> RenderedPage:
    texts, uri = interface_texts(lang), search_uri(lang)
    lead = texts["search_lead"].format(site=contents.site.title.text(lang))
    body = render(
        "search.html",
        lang,
        base=root_prefix(uri),
        lead=lead,
        themes=[theme for theme in contents.themes.values() if any(theme.id in e.theme_ids for e in contents.entries)],
        municipalities=sorted(contents.municipalities.values(), key=lambda each: each.code),
    )
    alternates = {other: search_uri(other) for other in LANGS}
    return RenderedPage(lang, "search", uri, texts["search_title"], lead, body, alternates=alternates)
