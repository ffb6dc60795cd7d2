"""The part of ``<head>`` that says what a page is, to search engines, social media and programs."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from catalog.model.site import Site
from catalog.model.text import LANGS, Lang
from catalog.render.links import absolute_url
from catalog.render.page import RenderedPage
from catalog.render.templates import template

LOCALES: Mapping[Lang, str] = {"ja": "ja_JP", "en": "en_GB"}

_SYNTAXES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "rdf": "application/rdf+xml"}
"""Endings and media types of linked data."""


def render_page_head(page: RenderedPage, site: Site) -> str:
    """Return the head of a page of the catalog."""
    return render_head(
        site,
        lang=page.lang,
        uri=page.uri,
        title=page.title,
        description=page.description,
        alternates=page.alternates,
        structured_data=page.structured_data,
        datapackage_uri=page.datapackage_uri,
        feed_uri=page.feed_uri,
        record_uri=_record_uri(page),
        is_home=page.section == "home",
        is_indexed=page.is_indexed,
    )


def render_head(
    site: Site,
    *,
    lang: Lang,
    uri: str,
    title: str,
    description: str,
    alternates: Mapping[Lang, str],
    structured_data: str | None = None,
    datapackage_uri: str | None = None,
    feed_uri: str | None = None,
    record_uri: str | None = None,
    is_home: bool = False,
    is_indexed: bool = True,
) -> str:
    """Return title, description, canonical and alternate addresses, social metadata and JSON-LD as HTML.

    Addresses are '/'-relative from the site's root; *title* is without the site's name; *alternates* has the same page
    in each language; *record_uri* is that of the linked data (DCAT), without its ending. ``<`` in *structured_data* is
    escaped here once more, so that no text can end the element.
    """
    site_title = site.title.text(lang)
    return template("head.html", lang).render(
        is_indexed=is_indexed,
        full_title=site_title if is_home or title == site_title else f"{title} | {site_title}",
        title=title,
        description=description,
        url=absolute_url(site, uri),
        alternates=_alternate_urls(site, alternates),
        site_title=site_title,
        locale=LOCALES[lang],
        other_locales=[LOCALES[other] for other in LANGS if other != lang and other in alternates],
        datapackage_url=absolute_url(site, datapackage_uri) if datapackage_uri else None,
        feed_url=absolute_url(site, feed_uri) if feed_uri else None,
        records=[(kind, absolute_url(site, f"{record_uri}.{end}")) for end, kind in _SYNTAXES.items() if record_uri],
        structured_data=Markup(structured_data.replace("<", "\\u003c")) if structured_data else None,
    )


def _record_uri(page: RenderedPage) -> str | None:
    """Return the address, without its ending, of the linked data that says what *page* says: a dataset's, or all."""
    if page.datapackage_uri is not None:
        return page.datapackage_uri.removesuffix("datapackage.json") + "dcat"
    return "catalog" if page.section == "home" else None


def _alternate_urls(site: Site, alternates: Mapping[Lang, str]) -> list[tuple[str, str]]:
    """Return ``(hreflang, address)`` for each language; ``x-default`` is the chooser for home pages, else Japanese."""
    urls = [(lang, absolute_url(site, alternates[lang])) for lang in LANGS if lang in alternates]
    if len(urls) < 2:
        return []
    is_home = alternates["ja"] == "ja/"
    return [*urls, ("x-default", site.site_url if is_home else urls[0][1])]
