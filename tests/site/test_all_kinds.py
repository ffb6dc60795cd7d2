"""Every kind of page, in both languages: it has no barriers, fits every screen, can be read aloud and asks nobody else.

Opening a page costs more than most of the questions about it: each is opened once, and asked all of them.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.axe import violations
from tests.site.hearing import bad_headings, bad_tables, foreign, silent
from tests.site.whole import Visit, listed, open_everything, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

LOOKING = (Path(__file__).parent / "looking.js").read_text("utf-8")
ZOOMED = 640
"""What a window of 1280 pixels is at 200 %: the browser zooms by telling the page of fewer, larger pixels."""
WIDTHS = (320, 360, ZOOMED, 768, 1280)
WIDTHS_OF_TARGETS = (320, 768, 1280)
"""The narrowest screen of each layout: there targets are nearest to one another."""
NARROW, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
# Puts what an odd dataset says in lists of others out of the page, and back again.
TAKE_OUT = """() => {
  window.taken = [...document.querySelectorAll("main li:has(a[href*=odd-town])")].map(each => {
    const place = document.createComment("");
    each.replaceWith(place);
    return [place, each];
  });
}"""
PUT_BACK = "window.taken.forEach(([place, each]) => place.replaceWith(each))"

Troubles = Mapping[str, Mapping[str, Any]]
"""What is wrong: by the question, then by the page."""


@pytest.fixture(scope="module", params=["ja", "en"])
def troubles(
    request: pytest.FixtureRequest, browser: Browser, whole_address: str, kinds: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    """What was found on the pages of one language."""
    lang: str = request.param
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    with Visit(browser, whole_address, reduced_motion="reduce") as visit:
        for place, uri in enumerate(kind.format(lang=lang) for kind in kinds):
            page = visit.open(uri)
            for question, told in _ask(page, uri, lang, place):
                if lines := list(told):
                    found[question].setdefault(uri, []).extend(lines)
        found["use"] = dict(enumerate(visit.troubles))
    return found


def _ask(page: Page, uri: str, lang: str, place: int) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield each question with what is wrong; the page is as it was after each, but the last."""
    if lang == "ja" and "/" in uri:
        yield "first link", _first_link(page)
    open_everything(page)
    page.evaluate(LOOKING)
    yield from (("layout", told) for told in _layout(page, uri, lang))
    page.evaluate(TAKE_OUT)
    yield "hearing", _hearing(page, uri)
    page.evaluate(PUT_BACK)
    # Every page in light and in dark, narrow and wide, once each: colours and widths are the same in both languages.
    is_light, is_narrow = (lang == "ja") == (place % 2 == 0), lang == "ja"
    page.emulate_media(color_scheme="light" if is_light else "dark")
    page.set_viewport_size(NARROW if is_narrow else WIDE)
    settle(page)
    yield "axe", violations(page)
    page.emulate_media(color_scheme="light")


def _first_link(page: Page) -> Iterator[str]:
    page.keyboard.press("Tab")
    if (name := page.evaluate("document.activeElement.className")) != "mc-skip":
        yield f"the first link is {name!r}"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    if not page.evaluate(
        "document.activeElement === document.body || !!document.activeElement.closest('main, footer')"
    ):
        yield "the first link doesn't lead past the header"
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")


def _layout(page: Page, uri: str, lang: str) -> Iterator[list[str]]:
    """Yield what is wrong at each width; focus in light of the one language, in dark of the other; and on paper."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        settle(page)
        _keep_picture(page, uri, width)
        yield [f"{width} overflow {line}" for line in page.evaluate("looking.overflow()")]
        if width in WIDTHS_OF_TARGETS:
            yield [f"{width} targets {line}" for line in page.evaluate("looking.smallTargets(24)")]
    page.emulate_media(color_scheme="light" if lang == "ja" else "dark")
    yield [f"focus {line}" for line in page.evaluate("looking.weakFocus()")]
    page.emulate_media(color_scheme="light")
    yield [f"only for pointers {line}" for line in page.evaluate("looking.unreachable()")]
    yield [f"motion {line}" for line in page.evaluate("looking.motion()")]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 990})  # A4 with margins
    yield [f"on paper {line}" for line in page.evaluate("looking.overflow()")]
    page.emulate_media(media="screen")
    page.set_viewport_size(WIDE)
    settle(page)


def _keep_picture(page: Page, uri: str, width: int) -> None:
    """Keep a picture of the page where ``CATALOG_SCREENSHOTS`` names a folder."""
    if folder := os.environ.get("CATALOG_SCREENSHOTS"):
        name = uri.strip("/").replace("/", "_").replace("?", "_") or "root"
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def _hearing(page: Page, uri: str) -> list[str]:
    if "odd-town" in uri:  # which says in its descriptors that something is English and isn't
        return list(silent(page))
    return [*silent(page), *foreign(page), *bad_tables(page), *bad_headings(page)]


def test_axe_finds_no_violation(troubles: Troubles) -> None:
    assert not troubles["axe"], listed(troubles["axe"])


def test_every_page_fits_every_screen(troubles: Troubles) -> None:
    assert not troubles["layout"], listed(troubles["layout"])


def test_every_page_can_be_read_aloud(troubles: Troubles) -> None:
    assert not troubles["hearing"], listed(troubles["hearing"])


def test_the_first_link_leads_past_the_header(troubles: Troubles) -> None:
    assert not troubles["first link"], listed(troubles["first link"])


def test_nothing_goes_wrong_and_no_other_host_is_asked(troubles: Troubles) -> None:
    """The base map of the catalog's own map, which opens by itself, is the one exception, and it is documented."""
    assert not troubles["use"], listed(troubles["use"])
