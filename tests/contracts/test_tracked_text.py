"""What is in git holds no address of a package registry and no path of somebody's machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.contracts.source import ROOT_PATH, tracked_paths

# Put together here, so that this file doesn't hold what it forbids.
REGISTRIES = (
    "pypi" + r"\.org/simple",
    "files.python" + "hosted",
    "registry" + r"\.npmjs",
    "registry" + r"\.yarnpkg",
    "npm" + "mirror",
    "extra-" + "index-url [^\\s]*:",
    "--find" + "-links",
)
MACHINE_PATHS = (
    r"(?<![\w.])/(?:home|root|Users|work|opt|tmp|var/folders)" + r"/[\w.]",
    r"\b[A-Z]:\\Users\b",
    "file:" + "//",
)
FORBIDDEN = re.compile("|".join((*REGISTRIES, *MACHINE_PATHS)))
LIMIT_BYTES = 5_000_000


def forbidden_lines(path: Path) -> list[str]:
    """Return each forbidden text in *path* with its line; nothing for files that aren't UTF-8 text."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return []
    return [f"{path.name}:{number}: {line[:120]}" for number, line in enumerate(lines, 1) if FORBIDDEN.search(line)]


def test_no_registry_and_no_machine_is_named() -> None:
    if not tracked_paths():
        pytest.skip("not a git checkout")
    assert [line for path in tracked_paths() for line in forbidden_lines(path)] == []


def test_the_search_finds_what_it_is_for(tmp_path: Path) -> None:
    file = tmp_path / "lock.txt"
    lines = ["https://" + "pypi" + ".org/simple", "/ho" + "me/somebody", "https://example.org/home/a"]
    file.write_text("\n".join(lines), "utf-8")
    assert len(forbidden_lines(file)) == 2


def test_no_generated_or_large_file_is_tracked() -> None:
    if not tracked_paths():
        pytest.skip("not a git checkout")
    uris = {path.relative_to(ROOT_PATH).as_posix(): path.stat().st_size for path in tracked_paths()}
    generated = re.compile(r"^(site|\.venv|\.cache|\.catalog|catalog/web/dist)/|(^|/)(node_modules|__pycache__)/")
    assert [uri for uri in uris if generated.search(uri)] == []
    assert [uri for uri, size_bytes in uris.items() if size_bytes > LIMIT_BYTES] == []
