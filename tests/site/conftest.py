"""Sites that many tests look at, each built once for all of them, in whatever process they run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import find_browser
from tests.conftest import without_service_workers
from tests.site.building import build_project, made_once, make_project
from tests.site.layering import make_gis_project
from tests.site.mapping import build_map_project, served
from tests.site.whole import BASE, build_whole_site, representative_uris

if TYPE_CHECKING:
    from playwright.sync_api import Browser


Built = Callable[[Path], Path]
"""Makes a folder into a copy of a project with its site and its store, for a test that changes them."""


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder that all processes of this test run have in common."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def built_project(shared_folder: Path) -> Built:
    """Gives copies of the fixture's project, built."""
    return _copies(made_once(shared_folder / "project", lambda root: build_project(make_project(root))))


@pytest.fixture(scope="session")
def built_map_project(shared_folder: Path) -> Built:
    """Gives copies of the project with many stations, built."""
    return _copies(made_once(shared_folder / "map", build_map_project))


@pytest.fixture(scope="session")
def gis_project(shared_folder: Path) -> Path:
    """The project with GIS files, built; for reading only."""
    return made_once(shared_folder / "gis", lambda root: build_project(make_gis_project(root)))


@pytest.fixture(scope="session")
def remarks_project(shared_folder: Path) -> Path:
    """The project in which the checks find a lot, built; for reading only."""
    return made_once(shared_folder / "remarks", lambda root: build_project(make_project(root, has_remarks=True)))


def _copies(project: Path) -> Built:
    def copy(to: Path) -> Path:
        return Path(shutil.copytree(project, to, symlinks=True, dirs_exist_ok=True))

    return copy


@pytest.fixture(scope="session")
def whole_folder(shared_folder: Path) -> Path:
    """The folder that is served: the site with something of everything is in it."""
    return made_once(shared_folder / "whole", build_whole_site) / "served"


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
