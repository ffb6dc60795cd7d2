"""The few requests to GitHub's REST API that our workflows make, with the standard library alone.

What a job may do is in its token; nothing here asks for more. Answers are bounded, and a busy server is asked again.
"""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MAX_ANSWER_BYTES = 20_000_000
_TRIES = 3
_BUSY = (429, 500, 502, 503, 504)


class GitHubError(Exception):
    """GitHub refused a request; ``status`` is HTTP's, 0 where it couldn't be reached."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"{status}: {message}")
        self.status = status


@dataclass(frozen=True, slots=True)
class GitHub:
    """A repository at GitHub.

    Attributes:
        api_url: Without a final ``/``.
        repository: ``owner/name``.
        wait_seconds: Before a busy server is asked again.
    """

    api_url: str
    repository: str
    token: str
    wait_seconds: float = 5.0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> GitHub:
        """Return the repository of the running workflow, with the token in ``GITHUB_TOKEN``."""
        api_url = environment.get("GITHUB_API_URL", "https://api.github.com").rstrip("/")
        return cls(api_url, environment["GITHUB_REPOSITORY"], environment.get("GITHUB_TOKEN", ""))

    def request(self, method: str, path: str, value: Any = None) -> Any:
        """Return GitHub's answer as JSON, ``None`` where it has none.

        Arguments:
            method: Of HTTP.
            path: Below the repository: ``/issues/12``.
            value: What is sent as JSON.

        Raises:
            GitHubError: GitHub refused, or can't be reached.
        """
        data = json.dumps(value).encode() if value is not None else None
        url = f"{self.api_url}/repos/{self.repository}{path}"
        for left in range(_TRIES - 1, -1, -1):
            try:
                return self._once(urllib.request.Request(url, data, self._headers(), method=method))
            except urllib.error.HTTPError as error:
                message = error.read(2_000).decode("utf-8", "replace")
                error.close()
                if error.code not in _BUSY or not left:
                    raise GitHubError(error.code, message) from None
            except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
                if not left:
                    raise GitHubError(0, str(error)) from None
            time.sleep(self.wait_seconds)
        raise AssertionError

    def _headers(self) -> dict[str, str]:
        headers = {
            "Accept": "application/vnd.github+json",
            "Content-Type": "application/json",
            "User-Agent": "machi-catalog",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        return headers | ({"Authorization": f"Bearer {self.token}"} if self.token else {})

    @staticmethod
    def _once(request: urllib.request.Request) -> Any:
        with urllib.request.urlopen(request, timeout=30) as answer:
            data = answer.read(MAX_ANSWER_BYTES + 1)
        if len(data) > MAX_ANSWER_BYTES:
            raise GitHubError(0, "the answer is too long")
        return json.loads(data) if data.strip() else None

    def pages(self, path: str, limit: int = 10) -> Iterator[Any]:
        """Yield the items of a list that GitHub gives in pages of 100, of at most *limit* pages."""
        mark = "&" if "?" in path else "?"
        for number in range(1, limit + 1):
            items = self.request("GET", f"{path}{mark}per_page=100&page={number}")
            yield from items
            if len(items) < 100:
                return

    def ensure_label(self, name: str, colour: str, description: str) -> None:
        """Make the label *name* where it isn't there yet."""
        try:
            self.request("GET", f"/labels/{urllib.parse.quote(name, safe='')}")
        except GitHubError as error:
            if error.status != 404:
                raise
            self.request("POST", "/labels", {"name": name, "color": colour, "description": description[:100]})

    def find_comment(self, issue: int, marker: str) -> Any | None:
        """Return our own comment on *issue* that begins with *marker*: others may write the marker, too."""
        for comment in self.pages(f"/issues/{issue}/comments"):
            is_ours = (comment.get("user") or {}).get("type") == "Bot"
            if is_ours and str(comment.get("body") or "").startswith(marker):
                return comment
        return None

    def put_comment(self, issue: int, marker: str, text: str) -> None:
        """Write *text* below *marker* into our one comment on *issue*; a comment that says it already stays."""
        body = f"{marker}\n{text}"
        found = self.find_comment(issue, marker)
        if found is None:
            self.request("POST", f"/issues/{issue}/comments", {"body": body})
        elif str(found.get("body")).replace("\r\n", "\n") != body:
            self.request("PATCH", f"/issues/comments/{int(found['id'])}", {"body": body})
