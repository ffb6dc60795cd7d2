"""The site that the tests of barriers look at: built once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import find_browser
from tests.conftest import without_service_workers
from tests.site.mapping import served
from tests.site.whole import BASE, build_whole_site, representative_uris

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def whole_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that is served: the site with something of everything is in it."""
    return build_whole_site(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="session")
def whole_site(whole_folder: Path) -> Path:
    """The site itself."""
    return whole_folder / BASE


@pytest.fixture(scope="session")
def whole_address(whole_folder: Path) -> Iterator[str]:
    """The address at which it is served, under a base path."""
    with served(whole_folder) as address:
        yield address


@pytest.fixture(scope="session")
def kinds(whole_site: Path) -> tuple[str, ...]:
    """A page of every kind, with ``{lang}`` in its address."""
    return representative_uris(whole_site)


@pytest.fixture(scope="session")
def drawing_browser(browser: Browser) -> Iterator[Browser]:
    """A browser that draws maps without a graphics card."""
    options = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--force-color-profile=srgb"]
    running = browser.browser_type.launch(executable_path=find_browser(), args=options)
    without_service_workers(running)
    yield running
    running.close()
