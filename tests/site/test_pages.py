"""Every page of a built site: links that lead somewhere, two languages, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from tests.site.building import SITE_URL, Page

pytestmark = pytest.mark.site
ROOT_URL = "https://opened.example/some/base/"
"""Where the site is imagined to be opened: not its own address, since it must work under any."""


@pytest.fixture(scope="module")
def site(remarks_project: Path) -> Path:
    """The site of the fictitious catalog."""
    return remarks_project / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Every page by its address."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): Page(file.read_text("utf-8"))
        for file in sorted(site.rglob("*.html"))
    }


def resolve(site: Path, base_url: str, uri: str, link: str) -> tuple[Path, str] | None:
    """Return the file and the fragment that *link* on the page at *uri* leads to, or ``None`` for another host."""
    parts = urlsplit(urljoin(base_url + uri, link))
    if not parts.geturl().startswith(base_url):
        return None
    path = unquote(parts.path.removeprefix(urlsplit(base_url).path))
    file = site / path
    return (file / "index.html" if file.is_dir() else file), parts.fragment


def test_every_internal_link_and_anchor_leads_somewhere(site: Path, pages: dict[str, Page]) -> None:
    broken = []
    for uri, page in pages.items():
        base = SITE_URL if uri == "404.html" else ROOT_URL
        for link in [*page.links, *page.loads]:
            if link.startswith(SITE_URL):
                target = resolve(site, SITE_URL, uri, link)
            elif urlsplit(link).scheme in ("mailto", "tel", "javascript", "data"):
                continue
            else:
                target = resolve(site, base, uri, link)
            if target is None:
                if not urlsplit(link).scheme:
                    broken.append((uri, link, "leaves the site"))
                continue
            file, fragment = target
            if not file.is_file():
                broken.append((uri, link, "no such file"))
            elif fragment and "=" not in fragment and file.suffix == ".html":  # "#layers=…" is no place on the page
                key = file.relative_to(site).as_posix().removesuffix("index.html")
                if unquote(fragment) not in pages[key].anchors:
                    broken.append((uri, link, "no such anchor"))
    assert broken == []


def test_nothing_is_loaded_from_another_host(pages: dict[str, Page], site: Path) -> None:
    foreign = [(uri, load) for uri, page in pages.items() for load in page.loads if urlsplit(load).netloc]
    assert foreign == []
    for stylesheet in site.rglob("*.css"):
        text = stylesheet.read_text("utf-8")
        assert "url(http" not in text and "@import" not in text and "url(//" not in text, stylesheet.name


def content_pages(pages: dict[str, Page]) -> dict[str, Page]:
    """Return the pages that have a language, without redirects."""
    return {uri: page for uri, page in pages.items() if uri.startswith(("ja/", "en/")) and page.alternates}


def test_every_page_says_its_language_and_names_its_twin(pages: dict[str, Page], site: Path) -> None:
    checked = 0
    for uri, page in content_pages(pages).items():
        if "http-equiv" in (site / uri / "index.html").read_text("utf-8")[:2000]:
            continue
        checked += 1
        lang, other = uri[:2], {"ja": "en", "en": "ja"}[uri[:2]]
        assert page.lang == lang, uri
        assert page.canonical == SITE_URL + uri
        assert page.alternates[lang] == page.canonical
        twin = other + uri[2:]
        assert page.alternates[other] == SITE_URL + twin
        assert pages[twin].alternates[lang] == page.canonical, "hreflang must be reciprocal"
        assert "x-default" in page.alternates
    assert checked > 40


def test_every_page_has_one_title_one_first_heading_and_social_metadata(pages: dict[str, Page], site: Path) -> None:
    for uri, page in content_pages(pages).items():
        if "http-equiv" in (site / uri / "index.html").read_text("utf-8")[:2000]:
            continue
        assert page.title.strip(), uri
        assert page.meta.get("description"), uri
        assert page.meta.get("og:title"), uri
        assert page.headings.count(1) == 1, uri
        assert not page.duplicate_anchors, (uri, page.duplicate_anchors)
        assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False)), (uri, page.headings)


def test_the_sitemap_has_every_page_with_its_languages(pages: dict[str, Page], site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    addresses = {url.findtext("s:loc", "", names): url for url in root.findall("s:url", names)}
    expected = {page.canonical for uri, page in content_pages(pages).items() if page.canonical == SITE_URL + uri}
    assert set(addresses) == expected
    for address, url in addresses.items():
        links = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)}
        assert links == pages[address.removeprefix(SITE_URL)].alternates


def test_hostile_text_in_a_descriptor_never_becomes_markup(site: Path) -> None:
    html = (site / "ja/datasets/fictitious-city/offices/index.html").read_text("utf-8")
    assert "<script>alert(1)" not in html
    assert "<strong>実在しません。</strong>" in html


def test_text_without_english_is_marked_as_japanese(site: Path) -> None:
    html = (site / "en/datasets/fictitious-city/budget/index.html").read_text("utf-8")
    assert 'lang="ja"' in html
    assert "架空市の予算" in html


def test_what_the_project_compiled_is_plainly_marked(site: Path) -> None:
    for lang, word in (("ja", "公表したデータではありません"), ("en", "This was not published by")):
        compiled = (site / f"{lang}/datasets/fictitious-city/budget/index.html").read_text("utf-8")
        official = (site / f"{lang}/datasets/fictitious-city/offices/index.html").read_text("utf-8")
        assert word in compiled
        assert word not in official
