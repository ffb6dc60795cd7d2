"""What is read aloud: names, languages, landmarks, headings, tables, and what is announced, each time once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.i18n import explorer_texts, interface_texts
from catalog.model.text import Lang
from tests.site import states
from tests.site.hearing import announced, bad_headings, bad_tables, foreign, listen, silent, tree_of
from tests.site.whole import Visit, listed, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

STATIONS = "{lang}/datasets/fictitious-city/stations/"


def _troubles(page: Page) -> list[str]:
    return [*silent(page), *foreign(page), *bad_tables(page), *bad_headings(page)]


def test_what_is_open_can_be_read_aloud(browser: Browser, whole_address: str) -> None:
    """Of English pages; of Japanese ones, test_states.py listens to what it looks at."""
    found: dict[str, object] = {}
    with Visit(browser, whole_address, viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as visit:
        chosen = tuple(each for each in states.STATES if "odd-town" not in each.uri) + states.SQL_STATES
        for name, page in states.open_states(visit, chosen, "en", narrow=False):
            if lines := _troubles(page):
                found[name] = lines
    assert not found, listed(found)


def test_a_name_a_language_and_a_caption_that_are_missing_are_found(browser: Browser, whole_address: str) -> None:
    """The tests above can fail."""
    with Visit(browser, whole_address) as visit:
        page = visit.open("en/")
        assert _troubles(page) == []
        page.evaluate(
            "document.querySelector('main').insertAdjacentHTML('beforeend', `<button></button><p>日本語</p><h5>x</h5>"
            "<table><tr><th>a</th></tr></table><nav></nav><nav></nav>`)"
        )
        lines = _troubles(page)
        for start in ("no name: button", "navigation twice: ''", "text in en: 日本語", "no caption", "no scope"):
            assert any(line.startswith(start) for line in lines), (start, lines)
        assert any("→ h5" in line for line in lines), lines


def test_the_landmarks_of_a_page(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address, viewport={"width": 1280, "height": 900}) as visit:
        tree = tree_of(visit.open("en/datasets/fictitious-city/offices/"))
        landmarks = ("banner", "contentinfo", "main", "search")
        assert sorted(role for role, _ in tree if role in landmarks) == list(landmarks)
        assert interface_texts("en")["breadcrumb"] in [name for role, name in tree if role == "navigation"]


def test_each_answer_of_a_table_is_announced_once(browser: Browser, whole_address: str) -> None:
    lang: Lang = "en"
    with Visit(browser, whole_address, viewport={"width": 1280, "height": 900}, reduced_motion="reduce") as visit:
        page = visit.open(STATIONS.format(lang=lang))
        states.explore(page)
        listen(page)
        announced(page)
        told = []
        for action in (states.sort, states.filter_by_value, states.find_nothing):
            action(page)
            settle(page)
            said = [text for text in announced(page) if text != explorer_texts(lang)["working"]]
            assert len(said) >= 1, action.__name__
            assert len(said) == len(set(said)), said
            told.append(said[-1])
        assert len(set(told)) == len(told), told
        assert visit.troubles == []


def test_the_number_of_results_is_announced_once_for_each_search(browser: Browser, whole_address: str) -> None:
    typed = states.TYPED["ja"]
    with Visit(browser, whole_address) as visit:
        page = visit.open(f"ja/search/?q={typed}")
        listen(page)
        page.fill("#mc-query", "qqqqqq")
        page.wait_for_selector("[data-shown-for='qqqqqq']")
        assert len(announced(page)) == 1
        page.fill("#mc-query", typed)
        page.wait_for_selector(f"[data-shown-for='{typed}']")
        assert len(announced(page)) == 1


def test_what_is_wrong_with_a_question_is_an_alert(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address) as visit:
        page = visit.open("ja/sql/?table=fictitious-city/offices/offices")
        page.wait_for_selector("[data-is-ready]")
        listen(page)
        states.ask("SELECT nothing FROM nowhere")(page)
        said = announced(page)
        assert sum("nowhere" in text for text in said) == 1, said
        assert page.locator("[role=alert]:not(:empty)").count() == 1
