"""The home page and what depends on the reader's day, in a real browser; the history as a built site tells it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.site.building import build, digests, make_project, stamps
from tests.site.whole import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.site

JAPAN = ZoneInfo("Asia/Tokyo")
OFFICES = "datasets/fictitious-city/offices/"


def git(root: Path, *arguments: str, day: str = "2026-04-01") -> None:
    """Run git in *root* on *day*."""
    moment = f"{day}T12:00:00+0900"
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.jp", "-c", "core.autocrlf=false", *arguments]
    environment = {**os.environ, "GIT_COMMITTER_DATE": moment, "GIT_AUTHOR_DATE": moment}
    subprocess.run(command, cwd=root, check=True, capture_output=True, env=environment)


def test_a_site_tells_its_history_and_writes_nothing_twice(tmp_path: Path) -> None:
    root = make_project(tmp_path / "history")
    git(root, "init", "-q", "--initial-branch=main")
    git(root, "add", "datasets")
    git(root, "commit", "-q", "-m", "first")
    file = root / "datasets/fictitious-city/offices/offices.csv"
    lines = file.read_bytes().rstrip(b"\r\n").split(b"\r\n" if b"\r\n" in file.read_bytes() else b"\n")
    file.write_bytes(b"\n".join([*lines[:-1], lines[-1].replace(lines[-1].split(b",")[0], b"0999"), lines[-1]]) + b"\n")
    git(root, "commit", "-q", "-am", "second", day="2026-05-01")
    assert build(root).returncode == 1, "one dataset of the fixture has errors"
    page = (root / "site/ja" / OFFICES / "index.html").read_text("utf-8")
    assert '<time datetime="2026-05-01">2026年5月1日（令和8年）</time>' in page
    assert "1行を追加" in page
    assert "1行を追加" in (root / "site/ja/index.html").read_text("utf-8")
    assert "1 row added" in (root / "site/en/changes.xml").read_text("utf-8")
    told = json.loads((root / "site/changes.json").read_bytes())["changes"]
    assert told[0]["resources"][0]["added"] == 1
    before, made = stamps(root / "site"), digests(root / "site")
    build(root)
    assert stamps(root / "site") == before
    clone = make_project(tmp_path / "clone")
    shutil.rmtree(clone / "datasets")
    git(clone, "clone", "-q", str(root), "repository")
    for name in (".git", "datasets"):
        (clone / "repository" / name).rename(clone / name)
    build(clone)
    assert digests(clone / "site") == made, "the same commit gives the same bytes"


READ_ON: tuple[tuple[str, str, str | None], ...] = (
    ("2026-04-01T08:00:00+09:00", "今日", None),
    ("2026-04-02T00:30:00+09:00", "1日前", None),
    ("2026-07-01T12:00:00+09:00", "約3か月前", None),
    ("2027-04-01T12:00:00+09:00", "約12か月前", None),
    ("2027-04-02T00:30:00+09:00", "約12か月前", "予定を1日過ぎています"),
    ("2027-07-03T12:00:00+09:00", "約15か月前", "予定を約3か月過ぎています"),
    ("2029-07-03T12:00:00+09:00", "約3年前", "予定を約2年過ぎています"),
)


@pytest.mark.browser
def test_how_long_ago_is_told_by_the_readers_day(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address, timezone_id="America/New_York") as visit:
        for now, ago, late in READ_ON:
            visit.page.clock.set_fixed_time(datetime.fromisoformat(now).astimezone(JAPAN))
            page = visit.open(f"ja/{OFFICES}")
            assert page.locator("[data-ago]").inner_text().replace("\n", " ").endswith(ago), now
            assert page.locator(".mc-when--late").all_inner_texts() == ([late] if late else []), now
            assert "2027年4月1日（令和9年）まで" in page.locator("[data-due]").inner_text()
        assert visit.troubles == []


@pytest.mark.browser
def test_without_a_script_the_page_tells_the_dates(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address, java_script_enabled=False) as visit:
        visit.page.goto(f"{whole_address}en/{OFFICES}")
        assert visit.page.locator("[data-due]").inner_text() == "by 1 April 2027"
        assert visit.page.locator(".mc-when").count() == 0
        visit.page.goto(f"{whole_address}en/")
        visit.page.locator("#mc-find-home").fill("office")
        visit.page.locator("#mc-find-home").press("Enter")
        visit.page.wait_for_url("**/en/search/?q=office")


@pytest.mark.browser
def test_the_search_of_the_home_page_suggests_beside_that_of_the_header(browser: Browser, whole_address: str) -> None:
    with Visit(browser, whole_address, viewport={"width": 1280, "height": 900}) as visit:
        page = visit.open("ja/")
        page.locator("#mc-find-home").fill("庁舎")
        page.wait_for_selector("#mc-find-home[aria-expanded=true]")
        assert page.locator("#mc-find-home-list [role=option]").first.is_visible()
        assert page.locator("#mc-find-list").count() == 0
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/ja/{OFFICES}")
        assert visit.troubles == []


@pytest.mark.browser
def test_the_map_of_bodies_leads_to_them_with_the_mouse_and_takes_no_tab_stop(
    browser: Browser, whole_address: str
) -> None:
    with Visit(browser, whole_address, viewport={"width": 1280, "height": 900}) as visit:
        page = visit.open("en/")
        marks = page.locator(".mc-bodies-map a")
        assert marks.count() >= 1
        assert page.evaluate("[...document.querySelectorAll('.mc-bodies-map a')].every(each => each.tabIndex < 0)")
        marks.first.locator(".mc-bodies-map__hit").click()
        page.wait_for_url("**/en/municipalities/*/")
        assert visit.troubles == []
