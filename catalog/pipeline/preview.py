"""The pages that a change makes, taken from a site that was built, in one file that can be looked at anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from catalog.check.site import parse_site
from catalog.i18n import cli_texts
from catalog.load.history import HistoryUnusable, read_changed_uris
from catalog.load.marked_yaml import read_marked_yaml
from catalog.load.site_pages import read_site_text
from catalog.model.difference import Difference
from catalog.model.text import LANGS
from catalog.pipeline.editions import compare_revision
from catalog.pipeline.options import BuildOptions, CatalogUnusable, default_lang
from catalog.pipeline.review import MAX_COMPARED, changed_datasets
from catalog.pipeline.whole import SITE_URI
from catalog.publish.preview_page import PreviewMap, PreviewPage, render_preview, stylesheet_uris
from catalog.report.change_map import is_drawable, render_changes_svg

MAX_PAGES = 20


def preview_changes(root: Path, options: BuildOptions, revision: str, site_dir: Path) -> tuple[str, int]:
    """Return the pages of the datasets that differ from *revision*, as in the site at *site_dir*, and their number.

    Raises:
        CatalogUnusable: Git can't tell what has changed, or there is no site.
    """
    try:
        folders = changed_datasets(read_changed_uris(root, revision))
    except HistoryUnusable:
        raise CatalogUnusable(cli_texts(default_lang())["no_revision"].format(revision=revision)) from None
    compared = set(folders[:MAX_COMPARED])
    difference = compare_revision(root, revision, lambda uri: "/".join(uri.split("/")[:3]) in compared)
    pages = list(_pages(folders, lambda uri: read_site_text(site_dir, uri)))
    shown = pages[:MAX_PAGES]
    uris = dict.fromkeys(uri for page in shown for uri in stylesheet_uris(page))
    styles = [text for uri in uris if (text := read_site_text(site_dir, uri)) is not None]
    site_url = _site_url(root, options)
    text = render_preview(shown, list(_maps(difference)), styles, site_url, is_cut=len(pages) > len(shown))
    return text, len(shown)


def _site_url(root: Path, options: BuildOptions) -> str:
    raw, _ = read_marked_yaml(root / SITE_URI, SITE_URI)
    site, _ = parse_site(raw) if raw is not None else (None, ())
    address = options.site_url or (site.site_url if site is not None else "https://example.jp/")
    return address.rstrip("/") + "/"


def _pages(folders: list[str], read: Callable[[str], str | None]) -> Iterator[PreviewPage]:
    for folder in folders:
        for lang in LANGS:
            uri = f"{lang}/{folder}/"
            html = read(f"{uri}index.html")
            if html is not None:
                yield PreviewPage(lang, uri, html)


def _maps(difference: Difference) -> Iterator[PreviewMap]:
    for dataset in difference.datasets:
        for layer in dataset.layers:
            if is_drawable(layer.map):
                title = f"{dataset.title} ({layer.resource})"
                svg = {lang: render_changes_svg(layer, title, lang) for lang in LANGS}
                yield PreviewMap(title, svg, layer.examples)
