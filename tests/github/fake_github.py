"""A server on this machine that answers as GitHub's REST API does, as far as the scripts of the workflows ask it."""

from __future__ import annotations

import json
import re
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

REPOSITORY = "machi-catalog/catalog"


@dataclass
class FakeGitHub:
    """What a repository at GitHub has; ``files`` are attachments by address, a ``str`` being where one leads on to."""

    remote: Path | None = None
    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    labels: dict[str, dict[str, Any]] = field(default_factory=dict)
    pulls: list[dict[str, Any]] = field(default_factory=list)
    files: dict[str, bytes | str] = field(default_factory=dict)
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    refused: dict[tuple[str, str], int] = field(default_factory=dict)
    url: str = ""

    def environment(self) -> dict[str, str]:
        """Return what a step of a workflow finds in its environment."""
        return {
            "GITHUB_API_URL": self.url,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_TOKEN": "a-token-of-the-job",
            **({"FORM_REMOTE": str(self.remote)} if self.remote is not None else {}),
        }

    def said(self, issue: int) -> str:
        """Return the one comment on *issue*."""
        (comment,) = self.comments[issue]
        return str(comment["body"])

    def open_url(self, url: str) -> Any:
        """Open an attachment's *url* at this server, as ``attachments.open_address`` would at GitHub."""
        address = f"{self.url}/attachment/{urllib.parse.quote(url, safe='')}"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)
        return opener.open(address, timeout=10)

    def answer(self, method: str, path: str, query: dict[str, list[str]], value: Any) -> tuple[int, Any]:
        """Return the status and the value for one request below the repository."""
        self.requests.append((method, path, value))
        for (refused_method, pattern), status in self.refused.items():
            if method == refused_method and re.fullmatch(pattern, path):
                return status, {"message": "refused"}
        for pattern, handler in _ROUTES:
            match = re.fullmatch(pattern, f"{method} {path}")
            if match is not None:
                return handler(self, query, value, *match.groups())
        return 404, {"message": "Not Found"}

    def _label(self, query: Any, value: Any, name: str) -> tuple[int, Any]:
        found = self.labels.get(urllib.parse.unquote(name))
        return (200, found) if found else (404, {"message": "Not Found"})

    def _make_label(self, query: Any, value: Any) -> tuple[int, Any]:
        self.labels[value["name"]] = value
        return 201, value

    def _comments(self, query: Any, value: Any, issue: str) -> tuple[int, Any]:
        return 200, self.comments.get(int(issue), []) if query.get("page", ["1"]) == ["1"] else []

    def _add_comment(self, query: Any, value: Any, issue: str) -> tuple[int, Any]:
        number = sum(map(len, self.comments.values())) + 1
        comment = {"id": number, "user": {"login": "github-actions[bot]", "type": "Bot"}, **value}
        self.comments.setdefault(int(issue), []).append(comment)
        return 201, comment

    def _change_comment(self, query: Any, value: Any, number: str) -> tuple[int, Any]:
        (comment,) = [item for items in self.comments.values() for item in items if item["id"] == int(number)]
        comment.update(value)
        return 200, comment

    def _issues(self, query: Any, value: Any) -> tuple[int, Any]:
        state, labels = query.get("state", ["open"])[0], set(query.get("labels", [""])[0].split(",")) - {""}
        found = [
            issue
            for issue in self.issues.values()
            if state in ("all", issue["state"]) and labels <= {label["name"] for label in issue["labels"]}
        ]
        return 200, found if query.get("page", ["1"]) == ["1"] else []

    def _open_issue(self, query: Any, value: Any) -> tuple[int, Any]:
        number = len(self.issues) + 100
        labels = [{"name": name} for name in value.pop("labels", [])]
        user = {"login": "github-actions[bot]", "type": "Bot"}
        self.issues[number] = {"number": number, "state": "open", "user": user, **value, "labels": labels}
        return 201, self.issues[number]

    def _change_issue(self, query: Any, value: Any, number: str) -> tuple[int, Any]:
        self.issues[int(number)].update(value)
        return 200, self.issues[int(number)]

    def _add_labels(self, query: Any, value: Any, number: str) -> tuple[int, Any]:
        return 200, value

    def _take_label(self, query: Any, value: Any, number: str, name: str) -> tuple[int, Any]:
        return 200, []

    def _find_pulls(self, query: Any, value: Any) -> tuple[int, Any]:
        head = query["head"][0].partition(":")[2]
        return 200, [pull for pull in reversed(self.pulls) if pull["head"] == head]

    def _open_pull(self, query: Any, value: Any) -> tuple[int, Any]:
        pull = {"number": len(self.pulls) + 50, "state": "open", "merged_at": None, **value}
        self.pulls.append(pull)
        return 201, pull

    def _change_pull(self, query: Any, value: Any, number: str) -> tuple[int, Any]:
        (pull,) = [pull for pull in self.pulls if pull["number"] == int(number)]
        pull.update(value)
        return 200, pull

    def _compare(self, query: Any, value: Any, base: str, head: str) -> tuple[int, Any]:
        command = ["git", "log", "--format=%ae%x09%ce", f"{base}..{urllib.parse.unquote(head)}"]
        done = subprocess.run(command, cwd=self.remote, capture_output=True, text=True, check=True)
        pairs = [line.split("\t") for line in done.stdout.splitlines()]
        commits = [{"commit": {"author": {"email": a}, "committer": {"email": c}}} for a, c in pairs]
        return 200, {"commits": commits}


_ROUTES: tuple[tuple[str, Any], ...] = (
    (r"GET /labels/(.+)", FakeGitHub._label),
    (r"POST /labels", FakeGitHub._make_label),
    (r"GET /issues/(\d+)/comments", FakeGitHub._comments),
    (r"POST /issues/(\d+)/comments", FakeGitHub._add_comment),
    (r"PATCH /issues/comments/(\d+)", FakeGitHub._change_comment),
    (r"POST /issues/(\d+)/labels", FakeGitHub._add_labels),
    (r"DELETE /issues/(\d+)/labels/(.+)", FakeGitHub._take_label),
    (r"GET /issues", FakeGitHub._issues),
    (r"POST /issues", FakeGitHub._open_issue),
    (r"PATCH /issues/(\d+)", FakeGitHub._change_issue),
    (r"GET /pulls", FakeGitHub._find_pulls),
    (r"POST /pulls", FakeGitHub._open_pull),
    (r"PATCH /pulls/(\d+)", FakeGitHub._change_pull),
    (r"GET /compare/(.+?)\.\.\.(.+)", FakeGitHub._compare),
)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        return None


@contextmanager
def running(fake: FakeGitHub) -> Iterator[FakeGitHub]:
    """Run *fake* as a server on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            pass

        def _serve(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            data = self.rfile.read(size)
            parts = urllib.parse.urlsplit(self.path)
            if parts.path.startswith("/attachment/"):
                return self._send_attachment(fake.files.get(urllib.parse.unquote(parts.path[12:])))
            path = parts.path.removeprefix(f"/repos/{REPOSITORY}")
            value = json.loads(data) if data else None
            status, answer = fake.answer(self.command, path, urllib.parse.parse_qs(parts.query), value)
            self._send(status, json.dumps(answer).encode(), {"Content-Type": "application/json"})

        def _send_attachment(self, found: bytes | str | None) -> None:
            if found is None:
                self._send(404, b"", {})
            elif isinstance(found, str):
                self._send(302, b"", {"Location": found})
            else:
                self._send(200, found, {})

        def _send(self, status: int, data: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_DELETE = do_HEAD = _serve

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
