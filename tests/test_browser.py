"""Which browser the tests take."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import browser

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows finds commands by their ending")
STUB = "#!/bin/sh\necho 'Command requires the chromium snap to be installed.'\nexit 10\n"


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser: its folder of commands, empty."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "PLACES", ())
    monkeypatch.setattr(browser, "_find_downloaded", lambda: None)
    return tmp_path


def put(folder: Path, name: str, content: str) -> Path:
    """Return a new command."""
    path = folder / name
    path.write_text(content, "utf-8")
    path.chmod(0o755)
    return path


def test_none_is_found_where_there_is_none(commands: Path) -> None:
    assert browser.find_browser() is None
    assert browser.main(["--find"]) == 1


def test_chromium_goes_before_chrome(commands: Path) -> None:
    put(commands, "google-chrome", "")
    expected = put(commands, "chromium", "")
    assert browser.find_browser() == expected


def test_a_stub_of_a_snap_is_no_browser(commands: Path) -> None:
    put(commands, "chromium", STUB)
    expected = put(commands, "google-chrome", "")
    assert browser.find_browser() == expected


def test_a_named_browser_goes_before_all_others(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(commands, "chromium", "")
    named = put(commands, "mine", "")
    monkeypatch.setenv(browser.VARIABLE, str(named))
    assert browser.find_browser() == named
