"""Odd datasets: their pages stay readable, nothing in them runs, nothing overflows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.odd import COLUMN_COUNT, EMOJI, HOSTILE, LONG, RIGHT_TO_LEFT
from tests.site.whole import Visit, listed, open_everything, page_uris, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]

TOWN = "/odd-town/"
MOST_BYTES = 400_000
"""Of one page, whatever its table is like."""
LOOKING = (Path(__file__).parent / "looking.js").read_text("utf-8")
# What a hostile text would have made, if it were ever taken for HTML.
INJECTED = """() => [window.ran, ...[...document.querySelectorAll("main, head, footer, nav")].flatMap(part =>
  [...part.querySelectorAll("*")].filter(each => [...each.attributes].some(({ name, value }) =>
    name.startsWith("on") || /^\\s*javascript:/i.test(value) && ["href", "src", "action", "formaction"].includes(name))
    || each.matches("img[src='x'], script:not([src]):not([type])") && each.textContent.includes("ran"))
  .map(each => each.outerHTML.slice(0, 200)))].filter(Boolean)"""


def pages_about_the_town(site: Path) -> list[str]:
    """Return every page that says something of the odd datasets, in both languages."""
    own = [uri for lang in ("ja", "en") for uri in page_uris(site, lang) if TOWN in uri]
    lists = ["", "datasets/", "municipalities/", "map/", "search/?q=script", "search/?q=%E5%88%97"]
    lists += ["themes/administration/"]
    return own + [f"{lang}/{uri}" for lang in ("ja", "en") for uri in lists]


def test_nothing_runs_and_nothing_overflows(browser: Browser, whole_address: str, whole_site: Path) -> None:
    uris = pages_about_the_town(whole_site)
    assert len(uris) > 30
    found: dict[str, object] = {}
    with Visit(browser, whole_address, viewport={"width": 320, "height": 800}) as visit:
        for uri in uris:
            page = visit.open(uri)
            open_everything(page)
            page.evaluate(LOOKING)
            settle(page)
            if lines := [*page.evaluate(INJECTED), *page.evaluate("looking.overflow()")]:
                found[uri] = lines
        assert not found, listed(found)
        assert visit.troubles == []


def test_hostile_texts_are_shown_as_they_are(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address) as visit:
        page = visit.open("ja/datasets/odd-town/script/")
        assert page.inner_text("h1") == f"{HOSTILE[0]}題名{HOSTILE[4]}"
        assert HOSTILE[0] in page.inner_text(".mc-table")
        assert page.title().startswith(f"{HOSTILE[0]}題名")
        assert visit.troubles == []


def test_hostile_attributes_are_shown_on_the_map_as_they_are(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address, viewport={"width": 1280, "height": 900}) as visit:
        page = visit.open("ja/datasets/odd-town/script/")
        page.locator("[data-map] button").first.click()
        page.wait_for_selector("[data-is-drawn], [data-map] [role=status]:not(:empty)", timeout=30_000)
        page.wait_for_function("document.querySelector('.mc-map__table td')", timeout=30_000)
        assert HOSTILE[0] in page.inner_text(".mc-map__table")
        assert page.evaluate(INJECTED) == []
        assert visit.troubles == []


def test_long_and_foreign_titles_keep_to_their_own(browser: Browser, whole_address: str) -> None:
    """A title from right to left doesn't turn the words around it; a long one is all there; emoji stay whole."""
    with Visit(browser, whole_address) as visit:
        page = visit.open("ja/datasets/odd-town/long-words/")
        assert page.inner_text("h1") == LONG
        page = visit.open("ja/datasets/odd-town/emoji/")
        assert page.inner_text("h1") == EMOJI
        page = visit.open("ja/datasets/odd-town/right-to-left/")
        assert page.inner_text("h1") == RIGHT_TO_LEFT
        directions = page.evaluate(
            "[...document.querySelectorAll('h1, .mc-table :is(th, td)')].map(e => getComputedStyle(e).unicodeBidi)"
        )
        assert set(directions) <= {"plaintext", "isolate"}
        assert visit.troubles == []


def test_a_table_of_two_thousand_columns_keeps_its_page_small(
    browser: Browser, whole_address: str, whole_site: Path
) -> None:
    html = (whole_site / "ja/datasets/odd-town/columns/index.html").read_text("utf-8")
    assert len(html.encode()) < MOST_BYTES
    with Visit(browser, whole_address, viewport={"width": 320, "height": 800}) as visit:
        page = visit.open("ja/datasets/odd-town/columns/")
        assert f"{COLUMN_COUNT:,}" in page.inner_text("main")
        assert page.locator("a[download][href$='/list.csv']").first.is_visible()


def test_what_isnt_told_is_said_in_words(browser: Browser, whole_address: str) -> None:
    """No rows, no English, no day: each place says so, none is left empty."""
    with Visit(browser, whole_address) as visit:
        page = visit.open("en/datasets/odd-town/nothing/")
        assert page.locator("h1 [lang=ja]").inner_text() == "行のないデータ"
        assert "Japanese only" in page.inner_text("h1")
        facts = page.locator(".mc-facts dd").all_text_contents()
        assert all(text.strip() for text in facts)
        page = visit.open("ja/datasets/odd-town/nothing/")
        assert "0行" in page.inner_text("main") or "0件" in page.inner_text("main")
        assert visit.troubles == []
