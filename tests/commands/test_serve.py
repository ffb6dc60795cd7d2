"""`catalog serve`: what is answered on this computer, and when something counts as changed."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.commands.preview_server import PreviewServer
from catalog.load.stamps import read_stamps

TILES = bytes(range(200))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    """A server of a small site, which stands at a base path."""
    site = tmp_path / "preview"
    (site / "ja").mkdir(parents=True)
    (site / "ja/index.html").write_text("<!doctype html><title>ホーム</title>", "utf-8")
    (site / "404.html").write_text("<!doctype html><title>ありません</title>", "utf-8")
    (site / "data.csv").write_text("番号\n1\n", "utf-8")
    (site / "a.pmtiles").write_bytes(TILES)
    (site / ".hidden").write_text("x", "utf-8")
    (tmp_path / "secret").write_text("x", "utf-8")
    with PreviewServer(("127.0.0.1", 0), site, "ja") as made:
        made.renew("/machi/")
        made.start()
        yield made
        made.shutdown()


def ask(server: PreviewServer, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return the answer to a request as it is written, whatever a browser would make of it."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_the_site_stands_where_it_will_be(server: PreviewServer) -> None:
    assert ask(server, "/")[1]["Location"] == "/machi/"
    assert ask(server, "/machi/ja")[1]["Location"] == "/machi/ja/"
    status, headers, body = ask(server, "/machi/ja/?q=1")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert body.startswith("<!doctype html><title>ホーム</title>".encode())
    assert b"/.catalog/changes?build=1" in body
    assert ask(server, "/machi/data.csv")[2] == "番号\n1\n".encode()
    assert ask(server, "/machi/data.csv", "HEAD")[2] == b""


def test_what_is_not_there_is_answered_as_on_the_site(server: PreviewServer) -> None:
    for path in ("/machi/none", "/machi/.hidden", "/machi/../secret", "/machi/%2e%2e/secret", "/machi/..%5csecret"):
        status, _, body = ask(server, path)
        assert status == 404, path
        assert "ありません".encode() in body and b"changes?build" in body


@pytest.mark.parametrize(
    ("wanted", "status", "first", "stop"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=190-", 206, 190, 200),
        ("bytes=5-9999", 206, 5, 200),
        ("bytes=500-600", 416, 0, 0),
        ("bytes=-5", 200, 0, 200),
        ("x", 200, 0, 200),
    ],
)
def test_parts_of_files_are_given_as_maps_ask_for_them(
    server: PreviewServer, wanted: str, status: int, first: int, stop: int
) -> None:
    answer = ask(server, "/machi/a.pmtiles", Range=wanted)
    assert (answer[0], answer[2]) == (status, TILES[first:stop])
    if status == 206:
        assert answer[1]["Content-Range"] == f"bytes {first}-{stop - 1}/200"


def test_open_pages_are_told_of_the_next_build(server: PreviewServer) -> None:
    threading.Timer(0.2, lambda: server.renew("/machi/", "誤り", ("<b>a</b>: 二",))).start()
    assert json.loads(ask(server, "/.catalog/changes?build=1")[2]) == {"build": 2}
    assert json.loads(ask(server, "/.catalog/changes?build=x")[2]) == {"build": 2}
    body = ask(server, "/machi/ja/")[2].decode()
    assert "誤り" in body and "&lt;b&gt;a&lt;/b&gt;: 二" in body and "<b>a" not in body
    server.renew("/machi/")
    assert "誤り" not in ask(server, "/machi/ja/")[2].decode()


def test_only_what_a_site_is_made_from_is_watched(tmp_path: Path) -> None:
    folder = tmp_path / "datasets/machi/parks"
    folder.mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("a", "utf-8")
    for name in ("list.csv", "~$list.xlsx", ".list.csv.swp"):
        (folder / name).write_text("a", "utf-8")
    for name in ("site/index.html", ".catalog/x", "catalog/web/node_modules/x/a.js", "catalog/__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a", "utf-8")
    (folder / "link.csv").symlink_to(tmp_path / "site/index.html")
    before = read_stamps(tmp_path)
    assert {Path(name).name for name in before} == {"list.csv", "mkdocs.yml"}
    (folder / "list.csv").write_text("ab", "utf-8")
    assert read_stamps(tmp_path) != before
