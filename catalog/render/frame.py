"""What stands around a page's body: table of contents, link to the other language, hidden parts, colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from catalog.i18n import access_texts
from catalog.model.site import Site
from catalog.model.text import LANGS, Lang
from catalog.render.brand import render_brand
from catalog.render.colours import DEFAULT_KEY_COLOUR, KEY_COLOURS
from catalog.render.easy import render_ruby
from catalog.render.easy_words import easy_words_uri
from catalog.render.links import root_prefix
from catalog.render.page import Section, TocEntry
from catalog.render.templates import texts

HIDDEN: Mapping[Section, tuple[str, ...]] = {
    "home": ("navigation", "toc"),
    "datasets": ("navigation", "toc"),  # the page shows its downloads and its headings itself, beside the text
    "themes": ("navigation", "toc"),
    "municipalities": ("navigation", "toc"),
    "map": ("navigation", "toc"),
    "search": ("navigation", "toc"),
    "standards": ("navigation", "toc"),
    "sql": ("navigation", "toc"),
    "findings": (),
}
"""What a section hides of Material's two side columns (``page.meta["hide"]``)."""

LANGUAGE_NAMES: Mapping[Lang, str] = {"ja": "日本語", "en": "English"}


def render_toc(entries: Sequence[TocEntry]) -> str:
    """Return the list of a table of contents in Material's markup; empty without entries."""
    if not entries:
        return ""
    items = Markup("").join(_render_toc_entry(entry) for entry in entries)
    return Markup('<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>{}</ul>').format(items)


def _render_toc_entry(entry: TocEntry) -> Markup:
    link = Markup('<a href="#{}" class="md-nav__link"><span class="md-ellipsis">{}</span></a>')
    children = Markup("").join(_render_toc_entry(child) for child in entry.children)
    nested = Markup('<nav class="md-nav" aria-label="{}"><ul class="md-nav__list">{}</ul></nav>')
    inside = nested.format(entry.title, children) if children else Markup("")
    return Markup('<li class="md-nav__item">{}{}</li>').format(link.format(entry.anchor, entry.title), inside)


def render_language_link(lang: Lang, uri: str, alternates: Mapping[Lang, str]) -> str:
    """Return the link of the header to the same page in the other language, or to its home page where there is none."""
    other = next(each for each in LANGS if each != lang)
    target = root_prefix(uri) + alternates.get(other, f"{other}/")
    link = '<a class="mc-language" href="{}" hreflang="{}" lang="{}" rel="alternate">{}</a>'
    return Markup(link).format(target, other, other, LANGUAGE_NAMES[other])


def palette(site: Site) -> list[dict[str, str]]:
    """Return Material's ``theme.palette``: the catalog's key colour (light or dark is chosen in the browser)."""
    colour = site.key_colour if site.key_colour in KEY_COLOURS else DEFAULT_KEY_COLOUR
    return [{"scheme": "default", "primary": colour, "accent": colour}]


def theme_values(site: Site) -> dict[str, Any]:
    """Return what the theme's templates read as ``config.extra.catalog``."""
    access = access_texts("ja")
    easy = {"label": render_ruby(access["easy"]), "told": access["easy_told"], "told_off": access["easy_told_off"]}
    easy["words_uri"] = easy_words_uri()
    return {
        "site": site,
        "texts": {lang: texts(lang) for lang in LANGS},
        "brand": {lang: render_brand(site.title.text(lang)) for lang in LANGS},
        "languages": LANGUAGE_NAMES,
        "easy": easy,
        "reading": {lang: access_texts(lang) for lang in LANGS},
    }
