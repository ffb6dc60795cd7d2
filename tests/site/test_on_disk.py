"""The site as a folder on a disk, without a server: links lead to pages, the search finds, maps say why they can't."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.whole import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]


@pytest.fixture(scope="module")
def disk(whole_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the site in a folder with a name as people give them."""
    folder = tmp_path_factory.mktemp("disk") / "カタログ の写し #1"
    shutil.copytree(whole_site, folder)
    yield folder.as_uri() + "/"


def test_from_the_door_to_a_file_by_links_alone(browser: Browser, disk: str) -> None:
    with Visit(browser, disk) as visit:
        page = visit.page
        page.goto(disk + "index.html")
        page.get_by_role("link", name="日本語").click()
        page.wait_for_url("**/ja/index.html")
        page.locator(".md-tabs a", has_text="データセット").click()
        page.wait_for_url("**/ja/datasets/index.html")
        page.locator("a[href*='fictitious-city/offices/']").first.click()
        page.wait_for_url("**/ja/datasets/fictitious-city/offices/index.html")
        assert "本庁舎" in page.inner_text(".mc-table")
        csv = page.locator("a[download][href$='/offices.csv']").first.evaluate("link => link.href")
        assert page.context.request is not None and csv.startswith(disk)
        page.locator("a.mc-language").click()
        page.wait_for_url("**/en/datasets/fictitious-city/offices/index.html")
        assert visit.troubles == []


def test_every_link_to_a_page_names_the_page(browser: Browser, disk: str, kinds: tuple[str, ...]) -> None:
    with Visit(browser, disk) as visit:
        for uri in (kind.format(lang="ja") for kind in kinds if kind.endswith("/")):
            page = visit.page
            page.goto(f"{disk}{uri}index.html")
            folders = page.eval_on_selector_all(
                "a[href]", "all => all.map(a => a.href).filter(a => /^file:.*\\/$/.test(a))"
            )
            assert folders == [], uri
        assert [trouble for trouble in visit.troubles if "{kind: file}" not in trouble] == []  # which a reader is told


@pytest.mark.parametrize(("lang", "query"), [("ja", "観測"), ("en", "station")])
def test_the_search_finds_on_a_disk(browser: Browser, disk: str, lang: str, query: str) -> None:
    with Visit(browser, disk) as visit:
        page = visit.page
        page.goto(f"{disk}{lang}/search/index.html?q={query}&easy")
        page.wait_for_selector("[data-is-ready]")
        if lang == "ja":
            page.locator(".mc-facets legend .mc-easily").first.wait_for(state="attached")
        page.fill("#mc-query", f"{query} ")
        link = page.locator(".mc-hit > a").first
        link.click()
        page.wait_for_url(f"**/{lang}/datasets/fictitious-city/stations/index.html")
        page.focus("#mc-find")
        page.wait_for_selector("#mc-find[role=combobox]")
        page.fill("#mc-find", query)
        page.wait_for_selector("[role=option]")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{lang}/datasets/fictitious-city/stations/index.html")
        assert visit.troubles == []


def test_a_map_says_kindly_why_it_stays_closed(browser: Browser, disk: str) -> None:
    with Visit(browser, disk) as visit:
        page = visit.page
        page.goto(f"{disk}ja/datasets/fictitious-city/stations/index.html")
        page.locator("[data-map] button").first.click()
        assert "ディスクから開いたページでは" in page.inner_text("[data-map] [role=status]")
        page.goto(f"{disk}en/map/index.html")
        page.locator("[data-map] button").first.click()
        assert "opened from a disk" in page.inner_text("[data-map] [role=status]")
        assert visit.troubles == []


def test_a_table_says_kindly_why_it_stays_closed(browser: Browser, disk: str) -> None:
    with Visit(browser, disk) as visit:
        page = visit.page
        page.goto(f"{disk}ja/datasets/fictitious-city/stations/index.html")
        button = page.locator("[data-explore] button").first
        button.click()
        page.wait_for_function(
            "document.querySelector('[data-explore] [role=status]').textContent.includes('ディスク')"
        )
        assert not page.locator("[data-explore]").first.get_attribute("data-is-open")


def test_former_addresses_lead_on(browser: Browser, disk: str) -> None:
    with Visit(browser, disk) as visit:
        visit.page.goto(f"{disk}ja/datasets/fictitious-city/old-offices/index.html")
        visit.page.wait_for_url("**/ja/datasets/fictitious-city/offices/index.html")
