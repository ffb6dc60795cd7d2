"""Builds of small sites for tests: a fictitious catalog, the real MkDocs, the real command."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

from filelock import FileLock

REPOSITORY = Path(__file__).resolve().parent.parent.parent
FIXTURE = Path(__file__).parent / "data"
SITE_URL = "https://catalog.example/machi/"


def make_project(root: Path, *, has_remarks: bool = False) -> Path:
    """Return *root* with everything that a catalog's repository has; its datasets are the fixture's.

    With *has_remarks*, there is one more, in which the checks find a lot.
    """
    root.mkdir(parents=True, exist_ok=True)
    for name in ("docs", "hooks"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    shutil.copytree(FIXTURE / "datasets", root / "datasets")
    if has_remarks:
        shutil.copytree(FIXTURE / "remarks", root / "datasets", dirs_exist_ok=True)
    (root / "catalog").symlink_to(REPOSITORY / "catalog")
    return root


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Return *folder*, made by the first process of this test run that asks for it; nobody may write in it."""
    done = folder.with_name(f"{folder.name}.done")
    with FileLock(f"{folder}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            done.touch()
    return folder


def build_project(root: Path) -> None:
    """Build the project at *root*, one dataset of which is broken."""
    result = build(root)
    assert result.returncode == 1, result.stdout + result.stderr


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m ARGUMENTS`` in *root*."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def build(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``catalog build`` in *root*."""
    return run(root, "catalog", "build", *options, **environment)


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below *folder*."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def stamps(folder: Path) -> dict[str, int]:
    """Return the time of change of every file below *folder*."""
    return {
        file.relative_to(folder).as_posix(): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()
    }


class Page(HTMLParser):
    """What a test wants to know of a page: its links, its anchors, its head, its language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.anchors: set[str] = set()
        self.duplicate_anchors: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.alternates: dict[str, str] = {}
        self.canonical = ""
        self.meta: dict[str, str] = {}
        self.title = ""
        self.headings: list[int] = []
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what *tag* tells."""
        values: Mapping[str, str] = {name: value or "" for name, value in attrs}
        if identifier := values.get("id"):
            self.duplicate_anchors |= {identifier} & self.anchors
            self.anchors.add(identifier)
        if tag == "html":
            self.lang = values.get("lang", "")
        elif tag in ("a", "area") and "href" in values:
            self.links.append(values["href"])
        elif tag == "link":
            self._link(values)
        elif tag in ("script", "img", "iframe", "source", "embed") and "src" in values:
            self.loads.append(values["src"])
        elif tag == "meta":
            self.meta[values.get("name") or values.get("property", "")] = values.get("content", "")
        elif tag == "title" and not self.title:
            self._in_title = True
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def handle_data(self, data: str) -> None:
        """Collect the title."""
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        """Note the end of the title."""
        self._in_title = self._in_title and tag != "title"

    def _link(self, values: Mapping[str, str]) -> None:
        relation = values.get("rel", "").split()
        if "canonical" in relation:
            self.canonical = values["href"]
        elif "alternate" in relation and "hreflang" in values:
            self.alternates[values["hreflang"]] = values["href"]
        elif "alternate" in relation:
            self.links.append(values["href"])
        elif "href" in values:
            self.loads.append(values["href"])
