"""A preview as people open it: from a real site, in a real browser, without a server."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.building import build, make_project, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.jp", "-c", "commit.gpgSign=false")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the preview of a change that moves offices."""
    root = make_project(tmp_path_factory.mktemp("preview"))
    (root / ".gitignore").write_text("site/\n.catalog/\ncatalog\npreview.html\n", "utf-8")
    git(root, "init", "--initial-branch=main")
    git(root, "add", "-A")
    git(root, "commit", "-m", "published")
    offices = root / "datasets/fictitious-city/offices/offices.csv"
    text = offices.read_text("cp932").replace("-149119.267,-37932.242", "-148119.267,-36932.242")
    offices.write_text(text, "cp932")
    build(root)
    result = run(root, "catalog", "preview", "main")
    assert result.returncode == 0, result.stderr
    return root / "preview.html"


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_a_preview_opens_from_a_disk(preview: Path, browser: Browser, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(preview.as_uri())
    assert asked == [preview.as_uri()]
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("heading", name="できあがりの見本").is_visible()
    assert page.get_by_role("heading", name="架空市の庁舎の位置", exact=True).first.is_visible()
    assert page.get_by_role("img", name="場所が変わった地物").count() == 1
    context.close()


def test_only_pages_that_change_are_in_it(preview: Path) -> None:
    text = preview.read_text("utf-8")
    assert "https://catalog.example/machi/ja/datasets/fictitious-city/offices/</p>" in text
    assert "/budget/</p>" not in text
    assert text.count('<article class="md-content__inner md-typeset">') == 2
    assert "<script" not in text


def test_without_a_site_it_says_what_to_do_first(preview: Path, tmp_path: Path) -> None:
    root, output = preview.parent, tmp_path / "preview.html"
    result = run(root, "catalog", "preview", "main", "--site-dir", str(tmp_path / "none"), "--output", str(output))
    assert result.returncode == 2
    assert "先に catalog build でサイトを作ってください" in result.stderr
    assert not output.exists()
