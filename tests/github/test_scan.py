"""Weaknesses of what we use are looked up for everything in the lock files."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.contracts.source import ROOT_PATH
from tests.github import scripts as _scripts  # noqa: F401
from tests.github.fake_github import FakeGitHub, running

import scan_dependencies as scan  # isort: skip
from github_api import GitHub  # isort: skip

WEAK = scan.Package("PyPI", "pyyaml", "5.1")
KNOWN = {
    "id": "GHSA-1",
    "summary": "Runs <b>code</b> of @anybody",
    "affected": [
        {"package": {"name": "pyyaml"}, "ranges": [{"events": [{"introduced": "0"}, {"fixed": "5.4"}]}]},
        {"package": {"name": "other"}, "ranges": [{"events": [{"fixed": "9"}]}]},
    ],
}


@pytest.fixture
def osv() -> Iterator[tuple[str, list[Any]]]:
    """A server that answers as OSV does."""
    asked: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            pass

        def _send(self, value: Any) -> None:
            data = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            self._send({**KNOWN, "withdrawn": "2026"} if self.path.endswith("GHSA-0") else KNOWN)

        def do_POST(self) -> None:
            queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            asked.extend(queries)
            weak = {"vulns": [{"id": "GHSA-0"}, {"id": "GHSA-1"}]}
            self._send({"results": [weak if query["version"] == "5.1" else {} for query in queries]})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_all_lock_files_are_read() -> None:
    packages = scan.read_packages(ROOT_PATH)
    names = {(package.ecosystem, package.name) for package in packages}
    assert {("PyPI", "mkdocs-material"), ("PyPI", "pytest"), ("npm", "maplibre-gl"), ("npm", "esbuild")} <= names
    assert all(package.version[0].isdigit() for package in packages)


def test_weaknesses_are_found(osv: tuple[str, list[Any]]) -> None:
    url, asked = osv
    packages = [scan.Package("npm", "a", "1.0.0"), WEAK]
    (found,) = scan.find_weaknesses(packages, url)
    assert (found.package, found.id, found.fixed) == (WEAK, "GHSA-1", ("5.4",))
    assert asked[0] == {"package": {"name": "a", "ecosystem": "npm"}, "version": "1.0.0"}
    text = scan.report([found])
    assert "直った版：5.4" in text
    assert "@anybody" not in text
    assert "<b>" not in text.replace("\\<b\\>", "")


def test_one_issue_is_kept_up() -> None:
    with running(FakeGitHub()) as fake:
        github = GitHub.from_environment(fake.environment())
        scan.tell(github, [])
        assert fake.issues == {}
        weak = scan.Weakness(WEAK, "GHSA-1", "x", ())
        scan.tell(github, [weak])
        scan.tell(github, [weak])
        (issue,) = fake.issues.values()
        assert "直った版は、まだありません。" in issue["body"]
        scan.tell(github, [])
        assert issue["state"] == "closed"


def test_a_scan_that_cannot_ask_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OSV_URL", "http://127.0.0.1:9")
    monkeypatch.chdir(ROOT_PATH)
    assert scan.main([]) == 2
    assert "OSV に聞けませんでした。" in capsys.readouterr().out
