"""The page of SQL: one for the whole catalog; which tables are asked stands in its address."""

from __future__ import annotations

from catalog.i18n import explorer_texts
from catalog.model.text import LANGS, Lang
from catalog.render.explorer import sql_uri, words_uri
from catalog.render.links import root_prefix
from catalog.render.page import RenderedPage
from catalog.render.templates import render


def render_sql_pages() -> list[RenderedPage]:
    """Return the page of SQL in both languages."""
    return [_render_sql_page(lang) for lang in LANGS]


def _render_sql_page(lang: Lang) -> RenderedPage:
    words, uri = explorer_texts(lang), sql_uri(lang)
    body = render("sql.html", lang, base=root_prefix(uri), w=words, words_uri=words_uri(lang))
    alternates = {other: sql_uri(other) for other in LANGS}
    return RenderedPage(lang, "sql", uri, words["sql_title"], words["sql_lead"], body, alternates=alternates)
