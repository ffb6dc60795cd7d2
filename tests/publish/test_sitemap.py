from __future__ import annotations

from xml.etree import ElementTree

from catalog.publish.robots import render_robots
from catalog.publish.sitemap import SitemapEntry, render_sitemap

SITE_URL = "https://catalog.example/base/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PAIR = {"ja": "ja/a/", "en": "en/a/"}


def urls_of(*entries: SitemapEntry) -> list[ElementTree.Element]:
    return ElementTree.fromstring(render_sitemap(SITE_URL, entries)).findall("s:url", NAMES)


def links_of(url: ElementTree.Element) -> dict[str, str]:
    return {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall("x:link", NAMES)}


def test_each_page_names_itself_and_its_other_languages() -> None:
    urls = urls_of(("ja/a/", PAIR, "2026-04-01"), ("en/a/", PAIR, None))
    assert [url.findtext("s:loc", None, NAMES) for url in urls] == [f"{SITE_URL}ja/a/", f"{SITE_URL}en/a/"]
    expected = {"ja": f"{SITE_URL}ja/a/", "en": f"{SITE_URL}en/a/", "x-default": f"{SITE_URL}ja/a/"}
    assert [links_of(url) for url in urls] == [expected, expected]
    assert [url.findtext("s:lastmod", None, NAMES) for url in urls] == ["2026-04-01", None]


def test_the_homes_lead_everybody_else_to_the_chooser() -> None:
    (url,) = urls_of(("ja/", {"ja": "ja/", "en": "en/"}, None))
    assert links_of(url)["x-default"] == SITE_URL


def test_a_page_in_one_language_has_no_alternates_that_do_not_exist() -> None:
    urls = urls_of(("ja/b/", {}, None), ("ja/c/", {"ja": "ja/c/"}, None))
    assert [links_of(url) for url in urls] == [{}, {}]


def test_addresses_are_encoded_for_urls_and_for_xml() -> None:
    (url,) = urls_of(("ja/施設&<b>/", {"ja": 'ja/"&/', "en": "en/"}, "<&>"))
    assert url.findtext("s:loc", None, NAMES) == f"{SITE_URL}ja/%E6%96%BD%E8%A8%AD&%3Cb%3E/"
    assert links_of(url)["ja"] == f"{SITE_URL}ja/%22&/"
    assert url.findtext("s:lastmod", None, NAMES) == "<&>"


def test_no_pages_are_an_empty_sitemap() -> None:
    assert urls_of() == []


def test_robots_may_read_everything_and_find_the_sitemap() -> None:
    lines = render_robots(SITE_URL).decode().splitlines()
    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: {SITE_URL}sitemap.xml"]
