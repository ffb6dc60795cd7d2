"""What a page weighs when somebody comes for the first time: counted in the browser, compressed as hosts do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bench.map_page import measure_visits
from tests.site.packing import packing_server
from tests.site.whole import BASE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.site, pytest.mark.browser]

MOST_BYTES = 100_000
PAGES = (
    "ja/datasets/fictitious-city/offices/",
    "en/datasets/fictitious-city/stations/",
    "ja/datasets/fictitious-city/shelters/",
    "en/datasets/fictitious-city/budget/",
    "ja/datasets/odd-town/columns/",
    "en/datasets/odd-town/columns/",
)
"""Every dataset in one language or the other, the heaviest in both."""


@pytest.fixture(scope="module")
def packed_address(whole_folder: Path) -> Iterator[str]:
    """The address of the site on a host that compresses."""
    with packing_server(whole_folder) as port:
        yield f"http://127.0.0.1:{port}/{BASE}/"


def test_a_dataset_page_moves_at_most_100_kilobytes(browser: Browser, packed_address: str) -> None:
    """Real bytes from the browser's own count: page, styles, script, and whatever else is asked for, with headers."""
    weights: dict[str, int] = {}
    for uri in PAGES:
        context = browser.new_context()
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        moved: list[int] = []
        session.on("Network.loadingFinished", lambda event, moved=moved: moved.append(int(event["encodedDataLength"])))
        page.goto(packed_address + uri, wait_until="networkidle")
        weights[uri] = sum(moved)
        assert len(moved) >= 3
        context.close()
    assert {uri: weight for uri, weight in weights.items() if weight > MOST_BYTES} == {}, weights


def test_no_font_is_loaded(whole_site: Path) -> None:
    styles = "".join(file.read_text("utf-8") for file in whole_site.rglob("*.css"))
    assert "@font-face" not in styles.replace("@font-face{}", "")
    assert not list(whole_site.rglob("*.woff*"))
    ours = next(whole_site.glob("assets/catalog-*.css")).read_text("utf-8")
    assert '--md-text-font-family:"BIZ UDPGothic"' in ours.replace(": ", ":")


def test_the_benchmark_draws_and_weighs_a_map(browser: Browser, whole_folder: Path) -> None:
    cost = measure_visits(browser.browser_type, whole_folder, 1, "datasets/fictitious-city/offices/")
    assert 10_000 < cost.closed_bytes < cost.opened_bytes
    assert min(cost.drawn_seconds, cost.visit_seconds) > 0
