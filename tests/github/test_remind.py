"""Reminders: one issue for each department, written in place; a link is dead only in the second week."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.github import scripts as _scripts  # noqa: F401
from tests.github.fake_github import FakeGitHub, running

import links  # isort: skip
import remind  # isort: skip
from github_api import GitHub  # isort: skip

PATIENCE = links.Patience(seconds=2, tries=2, wait_seconds=0.0, is_local_allowed=True)


@contextmanager
def web(pages: dict[str, int]) -> Iterator[tuple[str, list[str]]]:
    """Run a server whose *pages* answer with a status; yield its address and what it is asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            pass

        def _answer(self) -> None:
            asked.append(f"{self.command} {self.path}")
            status = pages.get(self.path, 404)
            if self.path == "/no-head" and self.command == "HEAD":
                status = 500
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "/there" if self.path == "/moved" else "http://169.254.169.254/latest")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = _answer

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_links_are_asked_politely() -> None:
    pages = {"/there": 200, "/moved": 301, "/no-head": 200, "/closed": 403, "/busy": 429, "/broken": 500}
    with web(pages) as (url, asked):
        names = [*pages, "/gone"]
        dead, known = links.find_dead([f"{url}{name}" for name in [*names, *names]], PATIENCE)
    assert dead == {f"{url}/broken": "500", f"{url}/gone": "404"}
    assert known == {f"{url}{name}" for name in names}
    assert asked.count("HEAD /there") == 2  # itself, and from /moved
    assert [line for line in asked if line.endswith("/gone")] == ["HEAD /gone", "GET /gone"]
    assert [line for line in asked if line.endswith("/broken")] == ["HEAD /broken", "GET /broken"] * 2
    assert "GET /there" not in asked


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://localhost/", "http://169.254.169.254/"])
def test_the_network_of_the_machine_is_not_looked_into(url: str) -> None:
    assert links.find_dead([url], links.Patience(tries=1, wait_seconds=0.0)) == ({}, frozenset([url]))


def test_a_port_where_nobody_listens_is_dead() -> None:
    with web({}) as (url, _):
        pass
    dead, _ = links.find_dead([f"{url}/"], PATIENCE)
    assert dead == {f"{url}/": "connection"}


@given(st.dictionaries(st.text(max_size=60), st.dates().map(str), max_size=20))
def test_a_notebook_reads_what_it_wrote(state: dict[str, str]) -> None:
    text = remind.write_state(state)
    assert text.count("-->") == 1
    assert remind.read_state(f"{remind.NOTEBOOK}\n\n…\n\n{text}") == state


@pytest.mark.parametrize(
    "body", ["", "<!-- state: -->", "<!-- state:e30 -->", "<!-- state:WzFd -->", "<!-- state:eyJhIjoxfQ== -->"]
)
def test_a_notebook_that_somebody_spoilt_is_a_new_one(body: str) -> None:
    assert remind.read_state(body) == {}


def department(name: str, links: list[str], overdue: int = 0) -> dict[str, Any]:
    due = {
        "id": "machi/parks",
        "title": {"ja": "公園一覧 @all", "en": "Parks"},
        "modified": "2024-04-01",
        "frequency": {"ja": "毎年", "en": "Annually"},
        "due": "2025-04-01",
        "days": overdue,
    }
    title = {"ja": "公園一覧 @all", "en": "Parks"}
    return {
        "key": f"machi/{name}",
        "body": {"id": "machi", "ja": "まち市", "en": "Machi City"},
        "department": {"ja": name, "en": name},
        "reviewers": ["@machi/parks"],
        "overdue": [due] if overdue else [],
        "soon": [],
        "links": [{"url": url, "kind": "source", "dataset": "machi/parks", "title": title} for url in links],
    }


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    with running(FakeGitHub()) as github:
        yield github


def run(fake: FakeGitHub, today: str, *departments: dict[str, Any]) -> list[dict[str, Any]]:
    """Remind, and return the issues of departments."""
    github = GitHub.from_environment(fake.environment())
    remind.remind(github, {"today": today, "departments": list(departments)}, PATIENCE)
    return [issue for issue in fake.issues.values() if not issue["body"].startswith(remind.NOTEBOOK)]


def test_what_is_due_is_one_issue_that_is_closed_when_done(fake: FakeGitHub) -> None:
    (issue,) = run(fake, "2026-04-06", department("公園課", [], 370), department("道路課", []))
    assert issue["title"] == "［お知らせ］まち市 公園課：更新の時期と、開けないリンク"
    assert "370 日過ぎています。" in issue["body"]
    assert "@all" not in issue["body"]
    assert issue["body"].endswith("\n@machi/parks")
    sent = len(fake.requests)
    run(fake, "2026-04-06", department("公園課", [], 370), department("道路課", []))
    assert [request for request in fake.requests[sent:] if request[0] != "GET"] == []  # nothing new, nothing written
    (issue,) = run(fake, "2026-04-13", department("公園課", [], 377))
    assert "377 日過ぎています。" in issue["body"]
    (issue,) = run(fake, "2026-04-20", department("公園課", []))
    assert issue["state"] == "closed"
    assert "すべて済みました" in fake.said(issue["number"])
    (issue,) = run(fake, "2027-04-26", department("公園課", [], 20))
    assert issue["state"] == "open"


def test_a_link_is_dead_in_the_second_week(fake: FakeGitHub) -> None:
    pages = {"/here": 200}
    with web(pages) as (url, _):
        parks = department("公園課", [f"{url}/here", f"{url}/gone"])
        assert run(fake, "2026-04-06", parks) == []
        assert run(fake, "2026-04-08", parks) == []  # started by hand: too early
        (issue,) = run(fake, "2026-04-13", parks)
        assert f"`{url}/gone`" in issue["body"]
        assert f"`{url}/here`" not in issue["body"]
        assert "2026-04-06 から開けません。" in issue["body"]
        (notebook,) = [issue for issue in fake.issues.values() if issue["body"].startswith(remind.NOTEBOOK)]
        assert notebook["state"] == "closed"
        pages["/gone"] = 200
        (issue,) = run(fake, "2026-04-20", parks)
        assert issue["state"] == "closed"
        pages["/gone"] = 404
        (issue,) = run(fake, "2026-04-27", parks)
        assert issue["state"] == "closed"  # it counts from the beginning


def test_an_issue_of_somebody_else_with_our_marker_is_left_alone(fake: FakeGitHub) -> None:
    theirs = {
        "number": 7,
        "state": "open",
        "title": "x",
        "user": {"login": "x", "type": "User"},
        "body": f"{remind.marker('machi/公園課')}\n",
        "labels": [{"name": remind.LABEL[0]}],
    }
    fake.issues[7] = dict(theirs)
    issues = run(fake, "2026-04-06", department("公園課", [], 3))
    assert fake.issues[7] == theirs
    assert len(issues) == 2


def test_a_department_that_is_gone_is_closed(fake: FakeGitHub) -> None:
    run(fake, "2026-04-06", department("公園課", [], 3))
    (issue,) = run(fake, "2026-04-13")
    assert (issue["state"], "もうありません" in fake.said(issue["number"])) == ("closed", True)


def test_when_nothing_answers_it_is_our_own_trouble() -> None:
    failing = {f"https://{number}.example/": "time" for number in range(10)}
    assert remind._is_our_trouble(failing, frozenset(failing))
    assert not remind._is_our_trouble({f"https://one.example/{number}": "404" for number in range(10)}, frozenset())


def test_the_labels_of_all_forms_are_made() -> None:
    import yaml
    from issue_form import FORMS_PATH

    forms = [yaml.safe_load(path.read_text("utf-8")) for path in FORMS_PATH.glob("*.yml")]
    wanted = {label for form in forms for label in form.get("labels", [])}
    assert wanted <= {label[0] for label in remind.LABELS}
    assert all(len(name) <= 50 and len(text) <= 100 for name, _, text in remind.LABELS)
