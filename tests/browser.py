"""The browser that pages are looked at in: a Chromium or Chrome of the machine, or else one that Playwright downloads.

``python -m tests.browser`` gets one and says which. With ``--find`` it only looks, with the standard
library alone, and ends with 1 where there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "%ProgramFiles%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Google/Chrome/Application/chrome.exe",
    "%ProgramFiles(x86)%/Microsoft/Edge/Application/msedge.exe",
)
VARIABLE = "CATALOG_BROWSER"
HINT = f"install Chromium or Chrome, or set {VARIABLE} to the path of one"


def find_browser() -> Path | None:
    """Return the program of a browser on this machine, or None; ``CATALOG_BROWSER`` goes before all others."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    places = [*map(shutil.which, COMMANDS), *map(os.path.expandvars, PLACES)]
    found = (Path(place) for place in places if place is not None and Path(place).is_file())
    return next((path for path in found if not _is_snap_stub(path)), None) or _find_downloaded()


def _is_snap_stub(path: Path) -> bool:
    """Return whether *path* is Ubuntu's script that only tells to install a snap."""
    with path.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"snap" in start and not Path("/snap/bin/chromium").exists()


def _find_downloaded() -> Path | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def download_browser() -> Path | None:
    """Return a browser that Playwright downloaded, or None where it could not."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if sys.platform == "linux" and os.geteuid() == 0:
        command.append("--with-deps")
    subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    return _find_downloaded()


def main(arguments: list[str]) -> int:
    """Say which browser the tests use; without ``--find`` get one first where there is none."""
    path = find_browser()
    if arguments == ["--find"]:
        return 0 if path else 1
    if path is None:
        path = download_browser()
    print(f"browser: {path}" if path else f"browser: none, so tests that look at pages are skipped ({HINT})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
