"""Pages that stand alone, without the site's shell: choice of language, "not found", redirects from old addresses."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from catalog.i18n import access_texts, withdrawal_texts
from catalog.model.site import Site
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.colours import key_colour
from catalog.render.frame import LANGUAGE_NAMES
from catalog.render.links import absolute_url, base_path, home_uri, root_prefix
from catalog.render.templates import template, texts

# From a disk, a link to a folder shows its listing instead of its page.
NAMES_PAGES = Markup(
    """<script>if (location.protocol === "file:") """
    """for (const link of document.querySelectorAll("a[href$='/']")) link.href += "index.html"</script>"""
)
GOES_ON = Markup(
    """<script>if (location.protocol === "file:") """
    """location.replace(document.links[Number(location.pathname.includes("/en/datasets/"))].href)</script>"""
)


def render_chooser(site: Site) -> str:
    """Return ``/index.html``: two links, one for each language, and no guess which of them is wanted."""
    return _render(
        "chooser.html",
        site,
        url=site.site_url,
        alternates=[(lang, absolute_url(site, home_uri(lang))) for lang in LANGS],
    )


def render_not_found(site: Site, script_uri: str) -> str:
    """Return ``/404.html`` in both languages; its links are absolute paths, as it is shown at any address.

    The script at *script_uri*, '/'-relative to the site's root, leads from the address of a file that is gone to the
    page of its dataset.
    """
    leads = {lang: withdrawal_texts(lang)["not_found_dataset"] for lang in LANGS}
    return _render("not_found.html", site, base=base_path(site), script=base_path(site) + script_uri, leads=leads)


def render_offline(site: Site, script: bytes) -> str:
    """Return ``/offline.html`` in both languages, shown at any address that can't be reached and wasn't seen before.

    The *script* names the pages that can be read; it is in the page, since nothing can be loaded.
    """
    said = {lang: access_texts(lang) for lang in LANGS}
    return _render("offline.html", site, said=said, script=Markup(script.decode()))


def render_redirect(site: Site, *, from_uri: str, target_uris: Mapping[Lang, str], title: LocalizedText) -> str:
    """Return a page that leads from an identifier or an old address to the page in Japanese, and names the English one.

    An old address of an English page leads to the English one.

    *from_uri* is the '/'-relative address of this page's folder, ends with ``/``: ``id/okayama-city/wifi-spots/``.
    """
    base = root_prefix(from_uri)
    lang: Lang = "en" if from_uri.startswith("en/") else "ja"
    return _render(
        "redirect.html",
        site,
        title=title,
        lang=lang,
        canonical=absolute_url(site, target_uris[lang]),
        alternates=[(lang, absolute_url(site, target_uris[lang])) for lang in LANGS],
        targets={lang: base + target_uris[lang] for lang in LANGS},
        goes_on=GOES_ON,
    )


def _render(name: str, site: Site, **context: object) -> str:
    words = {lang: texts(lang) for lang in LANGS}
    return template(name, "ja").render(
        site=site,
        words=words,
        languages=LANGUAGE_NAMES,
        colour=key_colour(site.key_colour),
        names_pages=NAMES_PAGES,
        **context,
    )
