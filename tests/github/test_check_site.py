"""A site is looked over before it takes the place of the last good one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.github import scripts as _scripts  # noqa: F401

import check_site  # isort: skip

BASE = "https://data.example.jp/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    page = '<html><body><a href="../">x</a> <a href="https://elsewhere.example/gone">y</a> <a href="#top">z</a></body>'
    files = {
        "index.html": '<a href="ja/">ja</a><link rel="stylesheet" href="a%20b.css?v=1">',
        "404.html": '<a href="/anything/at/all">x</a>',
        "a b.css": "",
        "ja/index.html": page,
        "en/index.html": page,
        "data/machi/parks/parks.csv": "a\n1\n",
        "sitemap.xml": "<urlset/>",
        "robots.txt": "",
        "catalog.json": catalog(5),
    }
    for name, text in files.items():
        file = tmp_path / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path / "site"


def catalog(count: int, file: str = "data/machi/parks/parks.csv") -> str:
    datasets = [{"id": f"{BASE}ja/", "resources": [{"url": f"{BASE}{file}"}]} for _ in range(count)]
    return json.dumps({"id": BASE, "datasets": datasets})


def test_a_whole_site_has_no_faults(site: Path) -> None:
    assert check_site.find_faults(site) == []
    assert check_site.main(site) == 0


@pytest.mark.parametrize("name", check_site.REQUIRED)
def test_a_missing_page_or_list_is_found(site: Path, name: str) -> None:
    (site / name).unlink()
    assert check_site.find_faults(site)
    assert check_site.main(site) == 1


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("ja/index.html", '<a class="b" href="gone/">x</a>', "ja/index.html のリンク gone/ の先がありません。"),
        ("en/index.html", '<img alt="" src="../gone.png">', "en/index.html のリンク ../gone.png"),
        ("catalog.json", catalog(5, "data/gone.csv"), f"catalog.json の {BASE}data/gone.csv がありません。"),
        ("catalog.json", "{", "catalog.json か sitemap.xml が読めません。"),
        ("catalog.json", catalog(0), "データセットが一つもありません。"),
        ("sitemap.xml", "<urlset>", "catalog.json か sitemap.xml が読めません。"),
    ],
)
def test_faults_are_found(site: Path, name: str, text: str, expected: str) -> None:
    (site / name).write_text(text, "utf-8")
    (fault,) = check_site.find_faults(site)
    assert expected in fault


def test_most_datasets_do_not_vanish_unseen(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PUBLISHED_URL", BASE)
    monkeypatch.setattr(check_site, "count_published", lambda url: 11)
    assert check_site.main(site) == 1
    assert "データセットが 11 件から 5 件に減ります。" in capsys.readouterr().out
    monkeypatch.setenv("ALLOW_FEWER", "true")
    assert check_site.main(site) == 0
    monkeypatch.setenv("ALLOW_FEWER", "false")
    monkeypatch.setattr(check_site, "count_published", lambda url: None)  # the first site, or none to be asked
    assert check_site.main(site) == 0


def test_what_is_said_cannot_command_the_runner(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "ja/index.html").write_text('<a href="x\n::set-env name=a::b">', "utf-8")
    check_site.main(site)
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith("::error::")] == []
