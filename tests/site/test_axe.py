"""axe-core finds nothing on any kind of page: both languages, light and dark, narrow and wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.site.axe import LOOKS, violations
from tests.site.whole import Visit, listed, open_everything, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]

NARROW, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
WAYS: tuple[tuple[str, Any, Any], ...] = (
    ("ja", ("light", NARROW), ("dark", WIDE)),
    ("en", ("dark", WIDE), ("light", NARROW)),
)
"""Each language with each scheme and each width, each scheme with each width: every pair, without all eight."""


@pytest.mark.parametrize(("lang", "first", "second"), WAYS)
def test_axe_finds_no_violation(
    browser: Browser, whole_address: str, kinds: tuple[str, ...], lang: str, first: Any, second: Any
) -> None:
    found: dict[str, object] = {}
    with Visit(browser, whole_address, reduced_motion="reduce") as visit:
        for uri in (kind.format(lang=lang) for kind in kinds):
            _dress(visit, *first)
            page = visit.open(uri)
            open_everything(page)
            settle(page)
            lines = violations(page)
            _dress(visit, *second)
            settle(page)
            if lines := [*lines, *violations(page, rules=LOOKS)]:
                found[uri] = lines
        assert not found, listed(found)
        assert visit.troubles == []


def _dress(visit: Visit, scheme: Any, size: Any) -> None:
    """Give the page a scheme and a width."""
    visit.page.emulate_media(color_scheme=scheme)
    visit.page.set_viewport_size(size)
