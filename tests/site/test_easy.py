"""Plain Japanese in a real browser: switched on and off, remembered, sent to somebody, read without a script, found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.whole import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]

PAGE = "ja/datasets/fictitious-city/shelters/"
EASY = "とき 逃"


def test_the_switch_shows_one_wording_and_is_remembered(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address, viewport={"width": 360, "height": 800}) as visit:
        page = visit.open(PAGE)
        assert EASY not in page.inner_text("h1")
        plain = page.inner_text("h1")
        switch = page.locator("main .mc-easy-switch")
        assert switch.get_attribute("aria-pressed") == "false"
        switch.press("Enter")
        assert switch.get_attribute("aria-pressed") == "true"
        assert EASY in page.inner_text("h1")
        assert "やさしい日本語にしました" in page.locator("body > [role=status]").all_text_contents()
        assert page.locator(".mc-easy__text").is_visible()
        assert not page.locator(".mc-description.mc-plainly").is_visible()
        assert page.locator("h2#get .mc-easily").is_visible()
        page = visit.open("ja/datasets/")
        assert any(EASY in text for text in page.locator(".mc-row__what").all_inner_texts())
        page = visit.open(PAGE)
        assert EASY in page.inner_text("h1")
        page.locator("footer .mc-easy-switch").click()
        assert page.inner_text("h1") == plain
        assert EASY not in visit.open(PAGE).inner_text("h1")
        assert visit.troubles == []


def test_an_address_can_ask_for_it(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address) as visit:
        page = visit.open(f"{PAGE}?easy")
        assert EASY in page.inner_text("h1")
        assert page.locator("rt").first.is_visible()
        page = visit.open("ja/municipalities/fictitious-city/")
        assert "/ja/search/?body=" in page.locator(".mc-themes a").first.evaluate("link => link.href")


def test_english_pages_know_nothing_of_it(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address) as visit:
        page = visit.open("en/datasets/fictitious-city/shelters/?easy")
        assert page.locator(".mc-easy-switch, .mc-easily, ruby").count() == 0


def test_it_is_there_without_a_script(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(whole_address + PAGE)
        assert not page.locator(".mc-easy-switch").first.is_visible()
        page.locator("details.mc-easy > summary").click()
        assert EASY in page.inner_text("details.mc-easy")
        page.goto(f"{whole_address}ja/municipalities/fictitious-city/")
        assert "/ja/themes/" in page.locator(".mc-themes a").first.evaluate("link => link.href")


def test_nothing_in_it_runs(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address) as visit:
        page = visit.open(f"{PAGE}?easy")
        assert page.evaluate("window.ran") is None
        assert "<strong><ruby>" in page.inner_html(".mc-easy__text")


def test_its_words_and_readings_are_found(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address) as visit:
        for query in ("にげる", "地震", "じしん"):
            page = visit.open(f"ja/search/?q={query}")
            links = page.eval_on_selector_all(".mc-hit > a", "all => all.map(a => a.pathname)")
            assert any(link.endswith("/shelters/") for link in links), query
        assert visit.troubles == []


def test_what_scripts_draw_follows_the_switch(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address) as visit:
        page = visit.open("ja/search/?q=避難")
        hit = page.locator(".mc-hit > a", has_text="避難所").first
        assert not [uri for uri in visit.asked if "easy" in uri]
        page.locator("footer .mc-easy-switch").click()
        hit.locator(".mc-easily", has_text=EASY).wait_for()
        facets = page.locator(".mc-facets")
        assert facets.locator("summary").inner_text() == "しぼる（へらす）"
        assert facets.locator("legend .mc-easily rt", has_text="しゅるい").is_visible()
        assert page.get_attribute("#mc-sort option[value=updated]", "label") == "あたらしい じゅん"
        assert page.locator(".mc-count rt", has_text="み").is_visible()
        page.fill("#mc-query", "避難所")  # drawn anew
        page.locator(".mc-search [data-shown-for=避難所]").wait_for()
        page.locator(".mc-count .mc-easily").first.wait_for()
        page.locator("footer .mc-easy-switch").click()
        assert page.locator(".mc-hits .mc-easily:visible, .mc-facets .mc-easily:visible").count() == 0
        assert page.locator("#mc-sort option[label]").count() == 0
        assert visit.troubles == []


def test_data_is_left_as_it_is(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address) as visit:
        page = visit.open(f"{PAGE}?easy&table=shelters")
        page.locator(".mc-explore__all .mc-easily, .mc-explore .mc-easily", has_text="中").first.wait_for()
        assert page.locator("td .mc-easily").count() == 0
        page.locator("dd .mc-when .mc-easily rt").first.wait_for()
        assert page.locator(".mc-explore button:not([data-x])", has_text="ならべる").first.is_visible()
        assert visit.troubles == []
