"""The search in a real browser: the box of the header, results, filters, the address, the keyboard, and no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.search.asking import write_files
from tests.search.catalog import make_searched_catalog
from tests.site.conftest import Built
from tests.site.mapping import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

DATASETS = 400


@pytest.fixture(scope="module")
def address(built_project: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose search knows more datasets than it has pages."""
    root = built_project(tmp_path_factory.mktemp("search"))
    folder = root / "served"
    folder.mkdir()
    (root / "site").rename(folder / "machi")
    write_files(make_searched_catalog(DATASETS), folder / "machi")
    with served(folder) as found:
        yield found


class Visit:
    """An open page that notes what went wrong on it, and what it asked for."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(locale="ja-JP", **options)
        self.page: Page = self.context.new_page()
        self.troubles: list[str] = []
        self.asked: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("console", lambda m: self.troubles.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("request", lambda request: self.asked.append(request.url.removeprefix(address)))

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def search(self, lang: str, query: str, more: str = "") -> Page:
        """Open the page of the search and wait until it shows results."""
        self.page.goto(f"{self.address}{lang}/search/?q={quote(query)}{more}")
        self.page.wait_for_selector("[data-is-ready]")
        return self.page


def hits(page: Page) -> list[str]:
    """Return the titles of the results."""
    return page.locator(".mc-hit > a").all_text_contents()


def count(page: Page) -> int:
    """Return the number of results that the page tells."""
    found = re.search(r"\d+", page.locator("[data-search] [role=status]").text_content() or "")
    return int(found[0]) if found else 0


def test_nothing_of_the_search_is_loaded_until_it_is_wanted(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        visit.page.goto(f"{address}ja/", wait_until="networkidle")
        assert [uri for uri in visit.asked if "search" in uri] == []
        visit.page.focus("#mc-find")
        visit.page.wait_for_selector("#mc-find[role=combobox]")
        assert any(uri.startswith("search/index.json") for uri in visit.asked)
        assert visit.troubles == []


@pytest.mark.parametrize(("lang", "typed", "expected"), [("ja", "ひなん", "避難"), ("en", "toil", "toil")])
def test_the_box_of_the_header_suggests_as_one_types(
    browser: Browser, address: str, lang: str, typed: str, expected: str
) -> None:
    with Visit(browser, address) as visit:
        page = visit.page
        page.goto(f"{address}{lang}/guides/citizen/")
        box = page.get_by_role("combobox")
        page.locator("#mc-find").click()
        page.keyboard.type(typed)
        page.wait_for_selector("[role=option]")
        assert box.get_attribute("aria-expanded") == "true"
        assert page.locator("[role=option] mark").first.text_content() == expected
        page.keyboard.press("ArrowDown")
        first = page.locator("[role=option]").first
        assert first.get_attribute("aria-selected") == "true"
        assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
        page.keyboard.press("Escape")
        assert box.get_attribute("aria-expanded") == "false"
        assert box.input_value() == typed
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{lang}/search/?q=*")
        page.wait_for_selector(".mc-hit")
        assert visit.troubles == []


def test_enter_opens_the_suggestion_that_is_chosen(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.page
        page.goto(f"{address}ja/")
        page.locator("#mc-find").click()
        page.keyboard.type("松風市 公衆トイレ")
        page.wait_for_selector("[data-asked='松風市 公衆トイレ'] [role=option]")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ja/datasets/matsukaze-city/public-toilet/")


def test_results_say_why_they_were_found(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.search("ja", "残留塩素")
        assert page.locator(".mc-hit__why").first.text_content() == "列：残留塩素"
        assert page.locator(".mc-hit mark").first.text_content() == "残留塩素"
        page = visit.search("en", "残留塩素")
        assert page.locator(".mc-hit__why [lang=ja]").first.text_content() == "残留塩素"
        assert visit.troubles == []


def test_filters_count_what_they_would_leave_and_stand_in_the_address(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.search("ja", "緯度")
        everything = count(page)
        box = page.locator("label", has=page.locator("#mc-facet-body-matsukaze-city"))
        promised = int(box.locator(".mc-facets__count").text_content() or "")
        box.locator("input").check()
        page.wait_for_function(
            f"document.querySelector('[data-search] [role=status]').textContent.includes('{promised}')"
        )
        assert 0 < count(page) == promised < everything
        page.wait_for_url("**&body=matsukaze-city")
        assert page.evaluate("document.activeElement.id") == "mc-facet-body-matsukaze-city"
        shown = hits(page)
        page.reload()
        page.wait_for_selector("[data-is-ready]")
        assert hits(page) == shown
        page.locator("a.mc-language").click()
        page.wait_for_url("**/en/search/?q=*&body=matsukaze-city")
        page.wait_for_selector("[data-is-ready]")
        assert count(page) == promised
        about = page.locator(".mc-results__about a")
        assert about.evaluate("link => link.pathname").endswith("/en/municipalities/matsukaze-city/")


def test_every_filter_and_order_of_an_address_holds(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.search("ja", "", "&theme=ict&format=csv&map=yes&language=en&sort=updated")
        days = page.locator(".mc-hit time").evaluate_all("nodes => nodes.map(node => node.dateTime)")
        assert days == sorted(days, reverse=True) != []
        assert page.locator("#mc-sort").input_value() == "updated"
        for facet in ("theme-ict", "format-csv", "map-yes", "language-en"):
            assert page.locator(f"#mc-facet-{facet}").is_checked(), facet
        assert page.locator(".mc-results__about a").count() == 1
        page.get_by_role("button", name="絞り込みをすべて外す").click()
        page.wait_for_function("!document.querySelector('#mc-facet-map-yes').checked")
        assert page.locator(".mc-results__about").is_hidden()
        assert count(page) == DATASETS


def test_without_a_query_everything_is_there_the_newest_first(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.search("ja", "")
        assert count(page) == DATASETS
        assert len(hits(page)) == 20
        page.locator(".mc-hits__more").click()
        assert len(hits(page)) == 40
        assert page.evaluate("[...document.querySelectorAll('.mc-hit > a')].indexOf(document.activeElement)") == 20


def test_nonsense_finds_nothing_and_says_what_to_do(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.search("ja", "松風市 ぬるぽがっ")
        assert "見つかりませんでした" in (page.locator("[data-search] [role=status]").text_content() or "")
        assert hits(page) == []
        assert page.locator(".mc-search__lists").is_visible()
        page.get_by_role("link", name="「松風市」だけで探す").click()
        page.wait_for_selector(".mc-hit")
        assert visit.troubles == []


def test_words_that_nothing_has_are_left_out_and_named(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.search("ja", "公衆トイレ ぬるぽがっ")
        assert "「ぬるぽがっ」に合うものがないため" in (
            page.locator("[data-search] [role=status]").text_content() or ""
        )
        assert count(page) > 0


def test_back_goes_to_the_search_before(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.search("ja", "橋")
        first = hits(page)
        page.locator("#mc-query").fill("図書館")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ja/search/?q=%E5%9B%B3*")
        page.wait_for_function("document.querySelector('[data-shown-for]').dataset.shownFor === '図書館'")
        page.go_back()
        page.wait_for_function("document.querySelector('[data-shown-for]').dataset.shownFor === '橋'")
        assert hits(page) == first


def test_hostile_queries_do_no_harm(browser: Browser, address: str) -> None:
    with Visit(browser, address, viewport={"width": 320, "height": 700}) as visit:
        for query in ("<script>alert(1)</script>", "'\"&<>", "\u202e", "a" * 5000, "%", "トイレ" * 100):
            page = visit.search("ja", query)
            assert page.locator("[data-search] script").count() == 0, query
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, query
            assert visit.troubles == [], query


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_results_fit_every_screen(browser: Browser, address: str, lang: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.search(lang, "緯度")
        page.evaluate("document.querySelector('.mc-facets').open = true")
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, width
            small = page.locator(".mc-facets label, .mc-hits__more, #mc-sort").evaluate_all(
                "nodes => nodes.filter(node => node.getBoundingClientRect().height < 24).length"
            )
            assert small == 0, width
        assert visit.troubles == []


def test_without_a_script_there_are_lists(browser: Browser, address: str) -> None:
    with Visit(browser, address, java_script_enabled=False) as visit:
        page = visit.page
        page.goto(f"{address}ja/")
        page.locator("#mc-find").fill("トイレ")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ja/search/?q=*")
        assert page.get_by_text("この検索はJavaScriptで動きます").is_visible()
        assert page.locator(".mc-search__lists a").count() >= 3


def test_a_search_that_cannot_be_loaded_says_so(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        visit.page.route("**/search/index.json*", lambda route: route.abort())
        visit.page.goto(f"{address}ja/search/?q=a")
        visit.page.get_by_text("検索を始められませんでした").wait_for()
        assert visit.page.locator(".mc-search__lists").is_visible()


def test_files_of_another_edition_are_not_mixed(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        page = visit.page
        turned = {"first": True}

        def answer(route: Any) -> None:
            if turned.pop("first", False):
                response = route.fetch()
                route.fulfill(response=response, json={**response.json(), "order": "another!"})
            else:
                route.continue_()

        page.route("**/search/ja.json*", answer)
        page = visit.search("ja", "公衆トイレ")
        assert len(hits(page)) > 0
        assert sum(uri.startswith("search/index.json") for uri in visit.asked) == 2


def test_words_that_mean_the_same_are_marked(browser: Browser, address: str) -> None:
    with Visit(browser, address, viewport={"width": 1280, "height": 900}) as visit:
        page = visit.search("ja", "べんじょ")
        assert {"公衆トイレ", "便所", "トイレ"} & set(page.locator(".mc-hit mark").all_text_contents())
