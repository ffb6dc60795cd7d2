"""Pages that were seen are read again without a network; what is kept for that is bounded and can be deleted."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.mapping import served
from tests.site.whole import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

PAGE = "ja/datasets/fictitious-city/offices/"
KEPT = "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(cache => cache.keys()))))"
IS_KEPT = f"""{KEPT}.then(async lists => {{
  if ((await navigator.serviceWorker.ready).active.state !== "activated") return false;
  const urls = lists.flat().map(request => request.url);
  const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map(each => each.href || each.src);
  return [location.href, ...parts].every(url => urls.includes(url));
}})"""


def kept_urls(page: Page) -> list[str]:
    """Return the address of everything that is kept."""
    return page.evaluate(f"{KEPT}.then(lists => lists.flat().map(request => request.url))")


def wait_until(page: Page, promise: str) -> None:
    """Wait until what *promise* gives is true; Playwright's own way takes the promise itself for the answer."""
    for _ in range(600):
        if page.evaluate(promise):
            return
        page.wait_for_timeout(50)
    raise AssertionError(promise)


def see(visit: Visit, uri: str) -> Page:
    """Open a page and wait until it is kept, and what it is drawn with."""
    page = visit.open(uri)
    wait_until(page, IS_KEPT)
    return page


def offline_visit(browser: Browser, address: str) -> Visit:
    return Visit(browser, address, service_workers="allow")


def test_a_page_that_was_seen_is_there_without_a_network(browser: Browser, whole_folder: Path) -> None:
    with ExitStack() as server:
        address = server.enter_context(served(whole_folder))
        with offline_visit(browser, address) as visit:
            page = see(visit, PAGE)
            title = page.inner_text("h1")
            server.close()
            page.goto(address + PAGE)
            assert page.inner_text("h1") == title
            style = page.evaluate("getComputedStyle(document.body).getPropertyValue('--mc-text')")
            assert style, "the stylesheet is there, too"
            assert page.locator(".mc-easy-switch").last.is_visible(), "and so is the script"
            page.evaluate("Object.defineProperty(navigator, 'onLine', { value: false })")
            page.evaluate("dispatchEvent(new Event('offline'))")
            assert "前に見たときの内容" in page.inner_text(".mc-offline")


def test_a_page_that_was_not_seen_says_so_and_names_those_that_were(browser: Browser, whole_folder: Path) -> None:
    with ExitStack() as server:
        address = server.enter_context(served(whole_folder))
        with offline_visit(browser, address) as visit:
            page = see(visit, PAGE)
            server.close()
            page.goto(f"{address}en/about/")
            assert "You are offline" in page.inner_text("main")
            page.locator("#seen a").first.click()
            page.wait_for_url(f"**/{PAGE}")
            assert page.locator("h1#dataset").count() == 1


def test_a_page_is_fresh_as_long_as_there_is_a_network(browser: Browser, whole_address: str, whole_site: Path) -> None:
    file = whole_site / "ja/themes/administration/index.html"
    before = file.read_text("utf-8")
    with offline_visit(browser, whole_address) as visit:
        page = see(visit, "ja/themes/administration/")
        file.unlink()
        file.write_text(before.replace("<h1", "<h1 data-new", 1), "utf-8")
        try:
            page.goto(f"{whole_address}ja/themes/administration/")
            assert page.locator("h1[data-new]").count() == 1
        finally:
            file.write_text(before, "utf-8")


def test_data_is_never_kept_and_pages_are_bounded(browser: Browser, whole_address: str, kinds: tuple[str, ...]) -> None:
    with offline_visit(browser, whole_address) as visit:
        page = see(visit, PAGE)
        page.reload()
        page.evaluate("fetch('../../../../data/fictitious-city/offices/offices.csv').then(r => r.text())")
        page.evaluate("fetch('../../../../catalog.json').then(r => r.text())")
        for uri in (kind.format(lang="en") for kind in kinds[:5]):
            visit.open(uri)
        urls = kept_urls(page)
        assert any(url.endswith("/offline.html") for url in urls)
        assert not [url for url in urls if "/data/" in url or url.endswith(".json")]
        assert all(url.startswith(whole_address) for url in urls)


def test_what_is_kept_can_be_deleted_and_then_nothing_is_kept(browser: Browser, whole_address: str) -> None:
    with offline_visit(browser, whole_address) as visit:
        see(visit, PAGE)
        page = see(visit, "ja/about/")
        page.locator("button.mc-forget").click()
        wait_until(page, "caches.keys().then(names => names.length === 0)")
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        page = visit.open(PAGE)
        page.wait_for_timeout(300)
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
        assert kept_urls(page) == []
        page = visit.open("ja/about/")
        page.locator("button.mc-forget").click()
        wait_until(page, "navigator.serviceWorker.getRegistrations().then(all => all.length === 1)")
        assert visit.troubles == []
