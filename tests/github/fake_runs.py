"""The part of GitHub that knows pull requests, runs of workflows and artifacts, on this machine."""

from __future__ import annotations

import io
import json
import threading
import urllib.parse
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.github.fake_github import REPOSITORY, FakeGitHub


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    """Return an artifact with *files* as GitHub hands it out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


@dataclass
class FakeRuns(FakeGitHub):
    """A repository with pull requests, runs and artifacts.

    Attributes:
        runs: By the file of the workflow.
        artifacts: Of each run: name, and what is stored.
        reviews: What was posted to each pull request.
        tokens: What was sent along to the store of artifacts, which is none of GitHub's business.
    """

    runs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    artifacts: dict[int, list[tuple[str, bytes]]] = field(default_factory=dict)
    reviews: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    tokens: list[str | None] = field(default_factory=list)

    def answer(self, method: str, path: str, query: dict[str, list[str]], value: Any) -> tuple[int, Any]:
        """Return the status and the value for one request below the repository."""
        parts = path.strip("/").split("/")
        if method == "GET" and path == "/pulls":
            return 200, [pull for pull in self.pulls if self._label_of(pull) == query.get("head", [""])[0]]
        if method == "GET" and parts[0] == "pulls" and len(parts) == 2:
            found = [pull for pull in self.pulls if str(pull["number"]) == parts[1]]
            return (200, found[0]) if found else (404, {"message": "Not Found"})
        if method == "GET" and parts[:2] == ["actions", "workflows"]:
            return self._runs_of(parts[2], query)
        if method == "GET" and parts[:2] == ["actions", "runs"]:
            return 200, {"artifacts": list(self._listed(int(parts[2])))}
        if parts[0] == "pulls" and parts[2:] == ["comments"]:
            return 200, [item for review in self.reviews.get(int(parts[1]), []) for item in review["comments"]]
        if method == "POST" and parts[0] == "pulls" and parts[2:] == ["reviews"]:
            self.requests.append((method, path, value))
            status = self.refused.get((method, path), 200)
            if status == 200:
                self.reviews.setdefault(int(parts[1]), []).append(value)
            return status, {}
        return super().answer(method, path, query, value)

    @staticmethod
    def _label_of(pull: Mapping[str, Any]) -> str:
        return f"{pull['head']['repo']['full_name'].partition('/')[0]}:{pull['head']['ref']}"

    def _runs_of(self, workflow: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if workflow not in self.runs:
            return 404, {"message": "Not Found"}
        sha = query["head_sha"][0]
        return 200, {"workflow_runs": [run for run in self.runs[workflow] if run["head_sha"] == sha]}

    def _listed(self, run: int) -> Iterator[dict[str, Any]]:
        for number, (name, data) in enumerate(self.artifacts.get(run, [])):
            size = len(data)
            yield {"id": run * 10 + number, "name": name, "size_in_bytes": size, "expired": False}

    def stored(self, artifact: int) -> bytes:
        """Return what an artifact's address leads to."""
        return self.artifacts[artifact // 10][artifact % 10][1]


@contextmanager
def running_runs(fake: FakeRuns) -> Iterator[FakeRuns]:
    """Run *fake* as a server on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None:
            pass

        def _serve(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urllib.parse.urlsplit(self.path)
            if parts.path.startswith("/store/"):
                fake.tokens.append(self.headers.get("Authorization"))
                return self._send(200, fake.stored(int(parts.path[7:])), {})
            path = parts.path.removeprefix(f"/repos/{REPOSITORY}")
            if path.endswith("/zip"):
                place = f"{fake.url}/store/{path.split('/')[3]}"
                return self._send(302, b"", {"Location": place})
            value = json.loads(data) if data else None
            status, answer = fake.answer(self.command, path, urllib.parse.parse_qs(parts.query), value)
            self._send(status, json.dumps(answer).encode(), {"Content-Type": "application/json"})

        def _send(self, status: int, data: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = _serve

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
