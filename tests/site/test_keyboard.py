"""The way from a question to the data with the keyboard alone, and what is read aloud on it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.whole import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

MOST_STEPS = 120


def step_to(page: Page, selector: str) -> None:
    """Press Tab until what *selector* names has the focus; every stop on the way can be seen and isn't covered."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        hidden = page.evaluate(
            "(() => { const { width, height } = document.activeElement.getBoundingClientRect();"
            " return document.activeElement !== document.body && width * height < 2; })()"
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{selector} can't be reached with the keyboard")


@pytest.mark.parametrize(("lang", "typed"), [("ja", "観測"), ("en", "station")])
def test_from_the_search_to_a_file(browser: Browser, whole_address: str, lang: str, typed: str) -> None:
    with Visit(browser, whole_address, viewport={"width": 1280, "height": 800}) as visit:
        page = visit.open(f"{lang}/")
        step_to(page, "#mc-find")
        page.wait_for_selector("#mc-find[role=combobox]")
        page.keyboard.type(typed)
        page.wait_for_selector("#mc-find[aria-expanded=true]")
        page.keyboard.press("ArrowDown")
        page.wait_for_selector("[role=option][aria-selected=true]")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{lang}/datasets/fictitious-city/stations/")
        step_to(page, "a[download][href$='/stations.csv']")
        with page.expect_download() as waiting:
            page.keyboard.press("Enter")
        assert Path(waiting.value.path()).read_text("utf-8").startswith("番号,名称,種別")
        assert visit.troubles == []


def test_from_the_page_of_the_search_to_a_dataset(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address, viewport={"width": 360, "height": 800}) as visit:
        page = visit.open("ja/search/")
        step_to(page, "#mc-query")
        page.keyboard.type("予算")
        page.wait_for_selector("[data-shown-for='予算']")
        step_to(page, ".mc-hit > a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ja/datasets/fictitious-city/budget/")
        assert visit.troubles == []


def test_the_number_of_results_is_announced(browser: Browser, whole_address: str) -> None:
    """What changes is the text of one and the same live region, which is there before anything is in it."""
    with Visit(browser, whole_address) as visit:
        page = visit.page
        page.goto(f"{whole_address}en/search/?q=station")
        assert page.locator("[data-search] [role=status]").count() == 1
        page.wait_for_selector("[data-is-ready]")
        page.evaluate("window.region = document.querySelector('[data-search] [role=status]')")
        told = [page.inner_text("[data-search] [role=status]")]
        for typed in ("fictitious", "qqqqqq"):
            page.fill("#mc-query", typed)
            page.wait_for_selector(f"[data-shown-for='{typed}']")
            told.append(page.evaluate("window.region.isConnected ? window.region.innerText : ''"))
        assert re.match(r"\d+ ", told[0])
        assert len(set(told)) == 3 and all(told)


def test_copying_is_announced(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address, permissions=["clipboard-read", "clipboard-write"]) as visit:
        page = visit.open("en/datasets/fictitious-city/offices/")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        page.get_by_role("button", name="Copy").first.press("Enter")
        page.wait_for_function("[...document.querySelectorAll('[role=status]')].some(each => each.textContent)")
        assert page.evaluate("navigator.clipboard.readText()").strip()
        assert visit.troubles == []


def test_the_menu_of_narrow_screens_opens_and_closes_and_gives_the_focus_back(
    browser: Browser, whole_address: str
) -> None:
    with Visit(browser, whole_address, viewport={"width": 360, "height": 800}) as visit:
        page = visit.open("ja/guides/citizen/")
        step_to(page, ".mc-menu")
        page.keyboard.press("Enter")
        assert page.get_attribute(".mc-menu", "aria-expanded") == "true"
        page.wait_for_selector(".md-sidebar--primary .md-nav__link", state="visible")
        page.keyboard.press("Escape")
        assert page.get_attribute(".mc-menu", "aria-expanded") == "false"
        assert page.evaluate("document.activeElement.classList.contains('mc-menu')")


def test_from_a_search_through_the_whole_table_to_a_file_of_it(browser: Browser, whole_address: str) -> None:
    """Search, dataset, the table explored, and what it shows saved: nothing but Tab, letters and Enter."""
    with Visit(browser, whole_address, viewport={"width": 1280, "height": 800}) as visit:
        page = visit.open("ja/search/?q=%E8%A6%B3%E6%B8%AC")
        step_to(page, ".mc-hit > a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ja/datasets/fictitious-city/stations/")
        step_to(page, "[data-explore] button")
        page.keyboard.press("Enter")
        page.wait_for_selector("[data-explore][data-is-ready]")
        assert page.evaluate("document.activeElement !== document.body"), "the focus isn't lost when the table opens"
        for name in ("保存・コピー", "CSV（UTF-8）"):
            focus_on(page, name)
            if name.startswith("CSV（"):
                with page.expect_download() as waiting:
                    page.keyboard.press("Enter")
            else:
                page.keyboard.press("Enter")
        assert Path(waiting.value.path()).read_text("utf-8").startswith("番号,名称,種別")
        assert visit.troubles == []


def focus_on(page: Page, name: str) -> None:
    """Press Tab until the button called *name* has the focus."""
    for _ in range(MOST_STEPS):
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} can't be reached with the keyboard")
