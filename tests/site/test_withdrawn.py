"""A real site with a withdrawn dataset: what stays, what is gone, and what people are told in a real browser."""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.axe import violations
from tests.site.building import FIXTURE, Page, build, digests, run, stamps
from tests.site.conftest import Built
from tests.site.whole import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.site

REASON = "様式が変わったので、<b>庁舎の一覧</b>に統合しました。"
END = f"""\
aliases: [old-budget]
withdrawn:
  date: 2025-08-31
  reason: {REASON}
  reason@en: It is now part of the list of offices.
  successor: old-offices
"""
WHERE = "fictitious-city/budget"


Published = tuple[Path, dict[str, str]]


@pytest.fixture(scope="module")
def published(built_project: Built, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A project whose site has the budget, and the digests of that site."""
    root = built_project(tmp_path_factory.mktemp("withdrawn"))
    assert (root / f"site/data/{WHERE}/budget.csv").is_file()
    return root, digests(root / "site")


@pytest.fixture(scope="module")
def project(published: Published) -> Path:
    """The same project with the budget withdrawn."""
    root, _ = published
    folder = root / "datasets" / WHERE
    text = (folder / "datapackage.yaml").read_text("utf-8").replace("issued: 2026-04-01\nmodified: 2026-05-02\n", "")
    (folder / "datapackage.yaml").write_text(text.replace("resources:", f"{END}resources:"), "utf-8")
    (folder / "budget.csv").unlink()
    result = build(root)
    assert result.returncode == 1, result.stderr
    assert f"{WHERE} was left out" not in result.stdout
    return root


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return project / "site"


def test_its_files_are_gone_and_its_addresses_lead_to_why(site: Path) -> None:
    assert not (site / "data" / WHERE).exists()
    assert not (site / "map" / f"{WHERE}.json").exists()
    for lang, reason in (("ja", "庁舎の一覧"), ("en", "It is now part of the list of offices.")):
        html = (site / lang / "datasets" / WHERE / "index.html").read_text("utf-8")
        assert reason in html and "<b>庁舎" not in html
        assert Page(html).meta["robots"] == "noindex"
        assert "../../../../" + f"{lang}/datasets/fictitious-city/offices/" in Page(html).links
        for uri in (f"{lang}/datasets/fictitious-city/old-budget", f"{lang}/datasets/{WHERE}/layers/budget"):
            former = (site / uri / "index.html").read_text("utf-8")
            assert f"{lang}/datasets/{WHERE}/" in former.partition('http-equiv="refresh"')[2].partition(">")[0]
    for name in ("budget", "old-budget"):
        assert WHERE in (site / "id/fictitious-city" / name / "index.html").read_text("utf-8")


def test_it_is_not_among_the_living(site: Path) -> None:
    for uri in ("ja/datasets", "en/datasets", "ja/themes/administration", "ja/themes/economy"):
        assert WHERE not in (site / uri / "index.html").read_text("utf-8"), uri
    for uri in (
        "sitemap.xml",
        "records.json",
        "map/layers.json",
        *(f"search/{name}" for name in ("ja.json", "en.json")),
    ):
        text = (site / uri).read_text("utf-8")
        assert WHERE not in text and "架空市の予算" not in text, uri
    for lang, heading in (("ja", "公開を終了したデータセット"), ("en", "Withdrawn datasets")):
        body = (site / lang / "municipalities/fictitious-city/index.html").read_text("utf-8")
        assert f"datasets/{WHERE}/" in body.partition(heading)[2]
        assert not [
            row for row in body.split('class="mc-row"')[1:] if f"datasets/{WHERE}/" in row.partition("</li>")[0]
        ]


def test_nothing_else_on_the_site_knows_it(site: Path) -> None:
    names = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    words = [WHERE.encode(), "架空市の予算".encode()]
    told = {name for name, content in names.items() if any(word in content for word in words)}
    places = ("datasets/fictitious-city/budget/", "datasets/fictitious-city/old-budget/", "id/fictitious-city/")
    rest = {name for name in told if not any(place in name for place in places)}
    bodies = {f"{lang}/municipalities/fictitious-city/index.html" for lang in ("ja", "en")}
    # That it was withdrawn is a change, which the lists and feeds of changes and the home page tell.
    changes = {name for name in rest if "changes" in name or name in ("ja/index.html", "en/index.html")}
    assert rest - changes == {"catalog.json", *bodies}


def test_programs_are_told(site: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    index = json.loads((site / "catalog.json").read_text("utf-8"))
    jsonschema.validate(index, json.loads((site / "schemas/catalog.schema.json").read_text("utf-8")))
    assert [each["id"] for each in index["datasets"]] == ["fictitious-city/offices"]
    (gone,) = index["withdrawn"]
    assert (gone["id"], gone["status"], gone["date"]) == (WHERE, "withdrawn", "2025-08-31")
    assert gone["successor"] == "fictitious-city/offices"
    assert gone["reason"] == {"ja": REASON, "en": "It is now part of the list of offices."}
    assert gone["aliases"] == ["fictitious-city/old-budget"]


def test_nothing_is_written_again(project: Path, site: Path) -> None:
    before = stamps(site)
    build(project)
    assert stamps(site) == before


def test_the_check_wants_nothing_but_the_description(project: Path) -> None:
    result = run(project, "catalog", "check", f"datasets/{WHERE}", "--format", "json")
    assert [each["code"] for each in json.loads(result.stdout)["findings"]] == []


def test_undone_it_is_there_as_before(published: Published, project: Path, tmp_path: Path) -> None:
    _, before = published
    root = tmp_path / "project"
    shutil.copytree(project, root, symlinks=True, ignore=shutil.ignore_patterns("site", "sites"))
    shutil.copytree(FIXTURE / "datasets" / WHERE, root / "datasets" / WHERE, dirs_exist_ok=True)
    build(root)
    assert digests(root / "site") == before


class _StaticHost(http.server.SimpleHTTPRequestHandler):
    """Serves as GitHub Pages does: what isn't there is answered with 404.html."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page."""
        page = (Path(self.directory) / "machi/404.html").read_bytes()
        self.send_response(HTTPStatus(code))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)


@pytest.fixture(scope="module")
def address(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "machi").symlink_to(project / "site", target_is_directory=True)
    handler = functools.partial(_StaticHost, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/machi/"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "width", "scheme"), [("ja", 360, "light"), ("en", 1280, "dark")])
def test_people_are_told_kindly(browser: Browser, address: str, lang: str, width: int, scheme: Any) -> None:
    pictures = os.environ.get("CATALOG_SCREENSHOTS")
    with Visit(browser, address, viewport={"width": width, "height": 800}, color_scheme=scheme) as visit:
        for uri in (f"{lang}/municipalities/fictitious-city/", f"{lang}/datasets/{WHERE}/"):
            page = visit.open(uri)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, uri
            assert violations(page, is_kept=True) == []
            if pictures:
                page.screenshot(path=Path(pictures) / f"{uri.replace('/', '_')}{width}.png", full_page=True)
        page.locator("main dd a", has_text="庁舎" if lang == "ja" else "Offices").click()
        page.wait_for_url(f"**/{lang}/datasets/fictitious-city/offices/")
        assert visit.troubles == []


@pytest.mark.browser
def test_who_looks_for_a_file_that_is_gone_is_led_to_its_dataset(browser: Browser, address: str) -> None:
    cases: tuple[tuple[str, str | None, list[str]], ...] = (
        (f"data/{WHERE}/budget.csv", WHERE, ["架空市の予算", "架空市の予算"]),
        (f"en/datasets/{WHERE}/layers/none/", WHERE, ["架空市の予算", "架空市の予算"]),
        ("data/fictitious-city/offices/gone.csv", "fictitious-city/offices", ["架空市の庁舎の位置", "Offices of"]),
        ("data/fictitious-city/nothing/gone.csv", None, []),
        ("nowhere/", None, []),
    )
    with browser.new_context().new_page() as page:
        for uri, dataset, titles in cases:
            with page.expect_event("requestfinished"):
                answer = page.goto(address + uri, wait_until="networkidle")
            assert answer is not None and answer.status == 404
            links = page.locator("[data-dataset]:visible a")
            if dataset is None:
                assert links.count() == 0, uri
                continue
            page.locator("[data-dataset]:visible").nth(1).wait_for()
            assert [text[: len(title)] for text, title in zip(links.all_inner_texts(), titles, strict=True)] == titles
            links.first.click()
            page.wait_for_url(f"**/machi/ja/datasets/{dataset}/")
