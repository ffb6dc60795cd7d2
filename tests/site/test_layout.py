"""What is chosen and what has the focus is told in forced colours, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.site.whole import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]


def test_what_is_chosen_is_told_without_colours_of_our_own(browser: Browser, whole_address: str) -> None:
    """In forced colours (high contrast of Windows), states and focus still show: they are borders and outlines, too."""
    options: Any = {"forced_colors": "active", "viewport": {"width": 1280, "height": 900}}
    with Visit(browser, whole_address, **options) as visit:
        page = visit.open("ja/datasets/fictitious-city/offices/")
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
