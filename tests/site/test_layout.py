"""Every kind of page on every kind of screen: nothing overflows, what is to be pressed has room, focus can be seen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.whole import Visit, listed, open_everything, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

LOOKING = (Path(__file__).parent / "looking.js").read_text("utf-8")
ZOOMED = 640
"""What a window of 1280 pixels is at 200 %: the browser zooms by telling the page of fewer, larger pixels."""
WIDTHS = (320, 360, ZOOMED, 768, 1280)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_page_fits_every_screen(browser: Browser, whole_address: str, kinds: tuple[str, ...], lang: str) -> None:
    found: dict[str, object] = {}
    with Visit(browser, whole_address, reduced_motion="reduce") as visit:
        for uri in (kind.format(lang=lang) for kind in kinds):
            page = visit.open(uri)
            open_everything(page)
            page.evaluate(LOOKING)
            found |= {f"{uri} {what}": lines for what, lines in _troubles(page, uri) if lines}
        assert not found, listed(found)
        assert visit.troubles == []


def _troubles(page: Page, uri: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what is wrong on a page at each width; its focus in light and in dark."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        settle(page)
        _keep_picture(page, uri, width)
        yield f"{width} overflow", page.evaluate("looking.overflow()")
        yield f"{width} targets", page.evaluate("looking.smallTargets(24)")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        yield f"{scheme} focus", page.evaluate("looking.weakFocus()")
    page.emulate_media(color_scheme="light")
    yield "only for pointers", page.evaluate("looking.unreachable()")
    yield "motion", page.evaluate("looking.motion()")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 990})  # A4 with margins
    yield "on paper", page.evaluate("looking.overflow()")
    page.emulate_media(media="screen")


def _keep_picture(page: Page, uri: str, width: int) -> None:
    """Keep a picture of the page where ``CATALOG_SCREENSHOTS`` names a folder."""
    if folder := os.environ.get("CATALOG_SCREENSHOTS"):
        name = uri.strip("/").replace("/", "_").replace("?", "_") or "root"
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_what_is_chosen_is_told_without_colours_of_our_own(browser: Browser, whole_address: str) -> None:
    """In forced colours (high contrast of Windows), states and focus still show: they are borders and outlines, too."""
    options: Any = {"forced_colors": "active", "viewport": {"width": 1280, "height": 900}}
    with Visit(browser, whole_address, **options) as visit:
        page = visit.open("ja/datasets/fictitious-city/offices/")
        page.evaluate(LOOKING)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert "solid 4px" in style
        page = visit.open("ja/datasets/")
        current = page.locator(".md-tabs__item--active .md-tabs__link")
        others = page.locator(".md-tabs__item:not(.md-tabs__item--active) .md-tabs__link").first
        widths = [each.evaluate("each => getComputedStyle(each).fontWeight") for each in (current, others)]
        assert widths[0] != widths[1]
        assert visit.troubles == []
