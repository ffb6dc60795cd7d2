"""What is open is as free of barriers as what is closed: axe-core, zoom, text spacing, targets in every state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.axe import violations
from tests.site.hearing import bad_headings, bad_tables, foreign, silent
from tests.site.states import MAP_STATES, SQL_STATES, STATES, WIDE_STATES, State, draw_map, open_states
from tests.site.whole import Visit, listed, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.site, pytest.mark.browser]

LOOKING = (Path(__file__).parent / "looking.js").read_text("utf-8")
NARROW: Any = {"width": 360, "height": 800}
WIDE: Any = {"width": 1280, "height": 900}
ZOOMED: Any = {"width": 320, "height": 256}
"""What a window of 1280 × 1024 pixels is at 400 %."""
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""Text as people space it who read it better then (WCAG 1.4.12)."""
KINDS = {"ordinary": STATES, "wide": SQL_STATES + WIDE_STATES}


def _troubles(page: Page, size: Any) -> Iterator[str]:
    """Yield what is wrong in a state: as it is, spaced, and at 400 %."""
    page.evaluate(LOOKING)
    yield from violations(page, is_kept=True)
    yield from page.evaluate("[...looking.smallTargets(24), ...looking.unreachable(), ...looking.motion()]")
    page.set_viewport_size(ZOOMED)
    settle(page)
    yield from page.evaluate("[...looking.overflow(), ...looking.covered()]")
    spacing = page.add_style_tag(content=SPACED)
    settle(page)
    yield from page.evaluate("[...looking.overflow(), ...looking.clipped()]")
    spacing.evaluate("each => each.remove()")
    page.set_viewport_size(size)
    settle(page)


def _unheard(page: Page) -> Iterator[str]:
    """Yield what can't be read aloud; test_hearing.py listens to the states of English pages."""
    yield from (*silent(page), *foreign(page), *bad_tables(page), *bad_headings(page))


# Narrow pages are looked at in Japanese and light, wide ones in English and dark: colours don't depend on the width.
def _look(browser: Browser, address: str, states: tuple[State, ...], lang: str, *, narrow: bool) -> None:
    found: dict[str, object] = {}
    size: Any = NARROW if narrow else WIDE
    scheme: Any = "light" if narrow else "dark"
    with Visit(browser, address, viewport=size, color_scheme=scheme, reduced_motion="reduce") as visit:
        for name, page in open_states(visit, states, lang, narrow=narrow):
            lines = [*_unheard(page)] if lang == "ja" and "odd-town" not in name else []
            if lines := [*lines, *_troubles(page, size)]:
                found[name] = lines
        assert not found, listed(found)


@pytest.mark.parametrize(("kind", "lang", "narrow"), [("ordinary", "ja", True), ("wide", "en", False)])
def test_what_is_open_has_no_barriers(browser: Browser, whole_address: str, kind: str, lang: str, narrow: bool) -> None:
    _look(browser, whole_address, KINDS[kind], lang, narrow=narrow)


@pytest.mark.parametrize(("lang", "narrow"), [("en", True)])
def test_a_drawn_map_has_no_barriers(drawing_browser: Browser, whole_address: str, lang: str, narrow: bool) -> None:
    _look(drawing_browser, whole_address, MAP_STATES, lang, narrow=narrow)


MEAN_OF_COPY = """() => {
  const copy = document.querySelector(".mc-map__copy");
  const { data } = copy.getContext("2d").getImageData(0, 0, copy.width, copy.height);
  let sum = 0;
  for (let index = 0; index < data.length; index += 4) sum += data[index] + data[index + 1] + data[index + 2];
  return sum / (data.length / 4) / 3;
}"""


def test_a_map_of_a_dark_page_is_light_on_paper(drawing_browser: Browser, whole_address: str) -> None:
    with Visit(drawing_browser, whole_address, viewport=WIDE, color_scheme="dark") as visit:
        page = visit.open("ja/datasets/fictitious-city/stations/")
        draw_map(page)
        page.evaluate(f"addEventListener('beforeprint', () => {{ window.mean = ({MEAN_OF_COPY})(); }})")
        page.pdf(print_background=True)
        assert page.evaluate("window.mean") > 200
        assert visit.troubles == []
