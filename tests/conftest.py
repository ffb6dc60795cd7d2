"""What every test stands on: no network, the same environment everywhere, real files and a browser where they are."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.browser import HINT, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT_PATH = Path(__file__).resolve().parent.parent
REALDATA_PATH = ROOT_PATH.parent / "shared" / "realdata"
DEAD_PROXY = "http://127.0.0.1:9"
ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": "1767225600",  # 2026-01-01T00:00:00Z
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONUTF8": "1",
    "NO_COLOR": "1",
    "COLUMNS": "120",
    # Programs that a test starts aren't reached by the guard below; the usual clients among them go to a closed door.
    "HTTP_PROXY": DEAD_PROXY,
    "HTTPS_PROXY": DEAD_PROXY,
    "NO_PROXY": "127.0.0.1,localhost",
    # Tables of tests are small: several threads for each cost more than they save.
    "POLARS_MAX_THREADS": "1",
}
UNSET = (
    *("CATALOG_JOBS", "CATALOG_STORE", "CATALOG_OUTCOME", "CATALOG_SITE_URL", "CATALOG_REPOSITORY_URL"),
    "PYTHONDONTWRITEBYTECODE",  # or each of the many programs that tests start would compile all of it anew
    *("FORCE_COLOR", "http_proxy", "https_proxy", "no_proxy", "ALL_PROXY", "all_proxy"),
)

# Before any test module is imported: what is read at import time must be the same, too.
os.environ.update(ENVIRONMENT)
for name in UNSET:
    os.environ.pop(name, None)
sys.dont_write_bytecode = False

# No time limit for one example: the machine of a test run may be busy. In CI the examples are the same every time.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


class NetworkUsed(RuntimeError):
    """A test tried to reach another machine."""


def is_local(family: int, address: Any) -> bool:
    """Return whether *address* is on this machine: a Unix socket or loopback."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return host in ("localhost", "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that wait for sites and browsers: short ones come last, so that no process works alone."""
    items.sort(key=lambda item: item.get_closest_marker("site") is None)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes by what they are for: an archive tells its second, which no two processes share."""
    return argname if isinstance(val, bytes) and b"PK\x03\x04" in val else None


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    for method in ("connect", "connect_ex"):
        patch.setattr(socket.socket, method, _guarded(getattr(socket.socket, method)))
    resolve = socket.getaddrinfo

    def guarded_resolve(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not is_local(socket.AF_INET, (host.decode() if isinstance(host, bytes) else host,)):
            raise NetworkUsed(f"tests don't use the network: {host!r}")
        return resolve(host, *arguments, **options)

    patch.setattr(socket, "getaddrinfo", guarded_resolve)
    yield
    patch.undo()


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if not is_local(self.family, address):
            raise NetworkUsed(f"tests don't use the network: {address!r}")
        return connect(self, address)

    return guarded


@pytest.fixture(scope="session")
def root_path() -> Path:
    """The checkout."""
    return ROOT_PATH


@pytest.fixture(scope="session")
def realdata() -> Path:
    """The folder of real files beside the checkout, which are too many and not ours to commit."""
    if not REALDATA_PATH.is_dir():
        pytest.skip("the real files aren't here: ../shared/realdata is absent")
    return REALDATA_PATH


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium without a window; the test is skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright isn't installed")
    program = find_browser()
    if program is None:
        pytest.skip(f"no browser: {HINT}")
    with sync_api.sync_playwright() as playwright:
        # Chromium's own sandbox doesn't start for root, nor in most containers.
        options = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
        running = playwright.chromium.launch(executable_path=program, args=options)
        without_service_workers(running)
        yield running
        running.close()


def without_service_workers(browser: Browser) -> None:
    """Let pages be without what keeps them for reading offline, unless a test asks for it: it would hide requests."""
    create = browser.new_context

    def new_context(**options: Any) -> Any:
        context = create(**options)
        if options.get("service_workers") != "allow":
            context.add_init_script("delete Navigator.prototype.serviceWorker")
        return context

    browser.new_context = new_context  # type: ignore[method-assign]
