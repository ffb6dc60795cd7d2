"""Pages in a real browser: nothing overflows, nothing is fetched from elsewhere, what is there to be pressed works."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(remarks_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the fictitious catalog's site, served under a base path as GitHub Pages does."""
    served = tmp_path_factory.mktemp("browser")
    (served / "machi").symlink_to(remarks_project / "site", target_is_directory=True)
    handler = functools.partial(_QuietHandler, directory=str(served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/machi/"
        server.shutdown()


class _Visit:
    """An open page that notes what went wrong on it."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(locale="ja-JP", **options)
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda request: self._request(request.url))

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.troubles.append(text)

    def _request(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.troubles.append(f"fetched from elsewhere: {url}")

    def open(self, uri: str) -> Page:
        """Open a page of the site and let its scripts run."""
        self.page.goto(self.address + uri, wait_until="load")
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        return self.page

    def __enter__(self) -> _Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def test_the_language_link_leads_to_the_same_page(browser: Browser, address: str) -> None:
    with _Visit(browser, address) as visit:
        page = visit.open("ja/datasets/fictitious-city/offices/")
        page.get_by_role("link", name="English", exact=True).first.click()
        page.wait_for_url("**/en/datasets/fictitious-city/offices/")
        assert page.evaluate("document.documentElement.lang") == "en"
        page.get_by_role("link", name="日本語", exact=True).first.click()
        page.wait_for_url("**/ja/datasets/fictitious-city/offices/")


def test_a_download_is_the_published_file(browser: Browser, address: str) -> None:
    with _Visit(browser, address) as visit:
        page = visit.open("en/datasets/fictitious-city/offices/")
        with page.expect_download() as waiting:
            page.locator('a[download][href$="/offices.csv"]').first.click()
        content = Path(waiting.value.path()).read_bytes()
        assert content.startswith("コード,名称,X座標,Y座標\n001,".encode())


def test_a_snippet_can_be_copied(browser: Browser, address: str) -> None:
    with _Visit(browser, address, permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.open("en/datasets/fictitious-city/offices/")
        button = page.get_by_role("button", name="Copy").first
        button.scroll_into_view_if_needed()
        button.click()
        page.wait_for_timeout(200)
        assert page.evaluate("navigator.clipboard.readText()").strip()
        assert visit.troubles == []


def test_the_page_can_be_used_with_the_keyboard_alone(browser: Browser, address: str) -> None:
    with _Visit(browser, address) as visit:
        page = visit.open("ja/datasets/fictitious-city/offices/")
        seen: list[str] = []
        for _ in range(80):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
                "const seen = s.outlineStyle !== 'none' || s.boxShadow !== 'none';"
                "return [e.getAttribute('href') || e.tagName, seen]; })()"
            )
            assert focused[1] or focused[0] == "BODY", f"focus can't be seen on {focused[0]}"
            seen.append(str(focused[0]))
        assert any(link.endswith("/offices.csv") for link in seen)


def test_the_quality_is_told_in_words_and_opens_to_every_rule(browser: Browser, address: str) -> None:
    with _Visit(browser, address) as visit:
        page = visit.open("ja/datasets/fictitious-city/shelters/")
        section = page.locator("section:has(> #quality)")
        assert "1項目が守られていません" in section.inner_text()
        assert "90点" not in section.inner_text()
        section.locator("summary").first.click()
        assert "90点" in section.inner_text()
        section.get_by_role("link", name="L2-04", exact=True).first.click()
        page.wait_for_url("**/ja/findings/readability/#L2-04")
        assert page.locator("#L2-04").is_visible()
        assert visit.troubles == []


def test_the_quality_is_on_paper_too(browser: Browser, address: str) -> None:
    with _Visit(browser, address, viewport={"width": 700, "height": 900}) as visit:
        page = visit.open("en/datasets/fictitious-city/shelters/")
        page.emulate_media(media="print")
        for words in ("L1-06 No spaces", "Perhaps not kept", "Reviewed exceptions"):
            assert page.get_by_text(words).first.is_visible()
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0


def test_the_site_reads_without_scripts(browser: Browser, address: str) -> None:
    with _Visit(browser, address, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(address + "ja/datasets/fictitious-city/offices/")
        assert "本庁舎" in page.inner_text("table")
        assert page.locator('a[download][href$="/offices.csv"]').first.is_visible()
