"""``sitemap.xml`` with the languages of each page beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from catalog.model.text import LANGS, Lang
from catalog.publish.addresses import absolute_url

SitemapEntry = tuple[str, Mapping[Lang, str], str | None]
"""Uri of a page, uris of the same page by language (its own included, or empty), ISO date of its last change."""

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def render_sitemap(site_url: str, entries: Iterable[SitemapEntry]) -> bytes:
    """Return the sitemap of *entries* in their order; ``hreflang`` for ``ja``, ``en`` and ``x-default``.

    Source: sitemaps.org 0.9; Google, localised versions of pages.
    """
    urls = "".join(_url(site_url, uri, alternates, modified) for uri, alternates, modified in entries)
    return f"{_HEAD}{urls}</urlset>\n".encode()


def _url(site_url: str, uri: str, alternates: Mapping[Lang, str], modified: str | None) -> str:
    links = "".join(_link(site_url, lang, other) for lang, other in _alternates(alternates))
    changed = f"<lastmod>{escape(modified)}</lastmod>" if modified else ""
    return f"<url><loc>{escape(absolute_url(site_url, uri))}</loc>{changed}{links}</url>\n"


def _alternates(alternates: Mapping[Lang, str]) -> list[tuple[str, str]]:
    """Return ``hreflang`` and uri; ``x-default`` is the chooser for the homes and the Japanese page otherwise.

    The pages themselves say the same; a page in one language only says nothing.
    """
    if len(alternates) < len(LANGS):
        return []
    default = "" if alternates["ja"] == "ja/" else alternates["ja"]
    return [*((lang, alternates[lang]) for lang in LANGS), ("x-default", default)]


def _link(site_url: str, lang: str, uri: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(absolute_url(site_url, uri))}/>'
