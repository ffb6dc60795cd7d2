"""The pictures in the guides for staff, taken of real pages: what each shows, and what its page said then.

``python -m tests.site.pictures`` takes them all again. The test beside compares the words that are on the pages now
with those that were there then (pixels differ between machines, words don't), so that no guide shows a former page.
"""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from catalog.model.text import LANGS, Lang
from tests.browser import find_browser
from tests.site.building import REPOSITORY, build, make_project, run
from tests.site.lookalikes import render_comment, render_form

DOCS = REPOSITORY / "docs"
WORDS = Path(__file__).parent / "data" / "pictures" / "words.yaml"
DAY, EPOCH = "2026-05-12T09:00:00+09:00", "1778544000"
WIDTH, MARGIN = 860, 12
SHOWN = re.compile(r"!\[([^\]]+)\]\(pictures/([a-z-]+)\.png\)\{ loading=lazy width=(\d+) height=(\d+) \}")
SIZES = re.compile(r"\d[\d.,]* ?(?:[KMG]?B\b|bytes|バイト)")

PARKS = """name: parks
title: 架空市の公園
title@en: Parks of Fictitious City
description: 架空市が管理している公園の名前と面積です。2026年4月1日時点。
description@en: Names and areas of the parks that Fictitious City looks after, as of 1 April 2026.
licenses: [{name: CC-BY-4.0}]
publisher: {department: 公園課, department@en: Parks, email: koen@city.example}
themes: [administration]
keywords: [公園, 緑地, 広場]
keywords@en: [park, green space]
accrualPeriodicity: annual
issued: 2026-04-01
modified: 2026-04-01
sources: [{title: 公園台帳, title@en: Register of parks}]
resources:
  - name: parks
    path: parks.csv
    title: 公園
    title@en: Parks
    schema:
      fields:
        - {name: 番号, title@en: Number, type: string, constraints: {required: true, unique: true}}
        - {name: 名称, title@en: Name, type: string}
        - {name: 面積, title@en: Area, type: number}
      primaryKey: [番号]
"""
ROWS = "番号,名称,面積\n001,甲公園,1200\n002,乙公園,850\n003,丙公園,2300\n"
NEXT_ROWS = "番号,名称,面積\n001,甲公園,1250\n002,乙公園,約850\n004,丁公園,640\n"
WITHDRAWN = """withdrawn:
  date: 2026-05-01
  reason: 公園の台帳に統合しました。
  reason@en: It is now part of the register of parks.
  successor: parks
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the guides.

    Attributes:
        name: Of its file, ``docs/{lang}/guides/pictures/{name}.png``.
        uri: Of the page, '/'-relative to the site, with ``{lang}``; or ``form:``, ``comment:`` with what is shown.
        element: What is shown, as a CSS selector; the first that matches.
        height: Where it is cut off, in CSS pixels.
        told: The part whose words are compared, where that isn't all of the element.
    """

    name: str
    uri: str
    element: str
    height: int = 640
    told: str = ""


PICTURES = (
    Picture("form", "form:new-dataset", "main", 780),
    Picture("published", "{lang}/datasets/fictitious-city/offices/", ".mc-dataset", 700, ".mc-summary"),
    Picture("columns", "{lang}/datasets/fictitious-city/offices/", "section:has(> #columns)", 420),
    Picture("finding", "{lang}/findings/not-number/", ".mc-page", 640),
    Picture("comment", "comment:", "main", 820),
    Picture("withdrawn", "{lang}/datasets/fictitious-city/old-parks/", ".mc-page", 420),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What pictures are taken of: the folder to serve, and the comment on a pull request, as Markdown."""

    folder: Path
    comment: str


def make_scene(folder: Path) -> Scene:
    """Return a fictitious catalog that was built, and reviewed after somebody handed in a new edition with mistakes."""
    root = make_project(folder / "project")
    datasets = root / "datasets/fictitious-city"
    shutil.rmtree(datasets / "broken")
    _write_dataset(datasets / "parks", PARKS, ROWS)
    retired = PARKS.replace("name: parks", "name: old-parks", 1).partition("resources:")[0]
    _write_dataset(datasets / "old-parks", retired + WITHDRAWN, None)
    built = build(root, SOURCE_DATE_EPOCH=EPOCH)
    assert built.returncode == 0, built.stdout + built.stderr
    (folder / "served").mkdir()
    (root / "site").rename(folder / "served" / "machi")
    return Scene(folder / "served", _review(root, datasets / "parks" / "parks.csv"))


def _write_dataset(folder: Path, descriptor: str, rows: str | None) -> None:
    folder.mkdir()
    (folder / "datapackage.yaml").write_text(descriptor, "utf-8")
    if rows is not None:
        (folder / "parks.csv").write_text(rows, "utf-8")


def _review(root: Path, file: Path) -> str:
    _git(root, "init", "--quiet", "--initial-branch=main")
    (root / ".git/info/exclude").write_text("/catalog\n/.catalog\n/review\n", "utf-8")
    _git(root, "add", ".")
    _git(root, "commit", "--quiet", "--message=before")
    file.write_text(NEXT_ROWS, "utf-8")
    _git(root, "commit", "--quiet", "--all", "--message=after")
    run(root, "catalog", "review", "HEAD~1", "--output", "review", SOURCE_DATE_EPOCH=EPOCH)
    return (root / "review" / "comment.md").read_text("utf-8")


def _git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=staff", "-c", "user.email=staff@city.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@contextmanager
def opened(scene: Scene, browser: Browser) -> Iterator[Page]:
    """Yield a page of the size of the pictures, on a day that stays the same."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": 900}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.clock.set_fixed_time(DAY)
    yield page
    context.close()


def show(page: Page, picture: Picture, lang: Lang, scene: Scene, address: str) -> None:
    """Open what *picture* is of."""
    kind, _, what = picture.uri.partition(":")
    if kind == "form":
        page.set_content(render_form(what, lang))
    elif kind == "comment":
        page.set_content(render_comment(scene.comment, lang))
    else:
        page.goto(address + picture.uri.format(lang=lang))
    page.locator(picture.element).first.wait_for()


def words(page: Page, picture: Picture) -> str:
    """Return the words that are on the page where the picture is taken, sizes of files left out."""
    return SIZES.sub("…", " ".join(page.locator(picture.told or picture.element).first.inner_text().split()))


def with_sizes(path: Path) -> str:
    """Return a guide with the sizes of its pictures as they are."""
    return SHOWN.sub(lambda match: _with_size(match, path.parent), path.read_text("utf-8"))


def _with_size(match: re.Match[str], folder: Path) -> str:
    width, height = size_of(folder / "pictures" / f"{match[2]}.png")
    return f"![{match[1]}](pictures/{match[2]}.png){{ loading=lazy width={width} height={height} }}"


def size_of(path: Path) -> tuple[int, int]:
    """Return the width and height of a PNG picture in pixels."""
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return width, height


def read_words() -> dict[str, dict[str, str]]:
    """Return what the pages said when the pictures were taken, by language and picture."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(WORDS.read_text("utf-8"))
    return loaded


def main() -> int:
    """Take all pictures again."""
    from tests.site.mapping import served

    taken: dict[str, dict[str, str]] = {lang: {} for lang in LANGS}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        scene = make_scene(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_browser())
        with served(scene.folder) as address, opened(scene, browser) as page:
            for lang in LANGS:
                for picture in PICTURES:
                    show(page, picture, lang, scene, address)
                    taken[lang][picture.name] = words(page, picture)
                    _take(page, picture, DOCS / lang / "guides/pictures" / f"{picture.name}.png")
        browser.close()
    for path in sorted(DOCS.glob("*/guides/*.md")):
        path.write_text(with_sizes(path), "utf-8")
    WORDS.write_text(yaml.safe_dump(taken, allow_unicode=True, width=140), "utf-8")
    return 0


def _take(page: Page, picture: Picture, path: Path) -> None:
    box = page.locator(picture.element).first.bounding_box()
    assert box is not None
    top = max(box["y"] - MARGIN, 0)
    height = min(box["height"] + 2 * MARGIN, picture.height)
    clip: FloatRect = {
        "x": max(box["x"] - MARGIN, 0),
        "y": top,
        "width": min(box["width"] + 2 * MARGIN, WIDTH),
        "height": height,
    }
    page.screenshot(path=path, full_page=True, clip=clip)


if __name__ == "__main__":
    sys.exit(main())
