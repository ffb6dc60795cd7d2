"""The second half of a review: one comment on the pull request, and suggestions, from what the check left behind.

Runs after `check` and after `preview`, with a token that may write to pull requests, and so trusts nothing that came of
the proposal: the pull request is found by the commit that GitHub says was checked, never by what the artifact says;
the artifact is bounded, nothing in it is run, and its text is held to what a review is made of.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import sys
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from github_api import GitHub, GitHubError
from harmless_comment import ADOPT, PREVIEW, harmless

MARKER = "<!-- machi-catalog:review -->"
MAX_ARTIFACT_BYTES = 5_000_000
MAX_FILE_BYTES = {"comment.md": 400_000, "review.json": 20_000_000}
MAX_SUGGESTIONS = 20
MAX_ADDRESS = 7_000
SUGGESTION = "<!-- machi-catalog:suggestion {} -->"

_PATH = re.compile(r"datasets/[a-z0-9-]{1,80}/[a-z0-9-]{1,80}/[^\\]{1,300}")
_FOLDER = re.compile(r"[a-z0-9-]{1,80}/[a-z0-9-]{1,80}")
_SITE = re.compile(r"^site_url:[ \t]*[\"']?(https://[^\s\"'#()<>]+)", re.MULTILINE)


class Stay(urllib.request.HTTPRedirectHandler):
    """Leaves it to us to follow: the token is for GitHub alone, not for the store that it leads to."""

    def redirect_request(self, *arguments: Any) -> None:
        """Follow nowhere."""


@dataclass(frozen=True, slots=True)
class Pull:
    """The pull request that was checked.

    Attributes:
        head_repository: ``owner/name`` of where its branch is.
    """

    number: int
    head_sha: str
    head_branch: str
    head_repository: str


@dataclass(frozen=True, slots=True)
class Host:
    """The repository at GitHub.

    Attributes:
        web_url: Of the server, without a final ``/``.
        site_url: Of the published site, with its final ``/``.
    """

    github: GitHub
    web_url: str
    site_url: str | None

    @property
    def repository_url(self) -> str:
        """Where people see the repository, without a final ``/``."""
        return f"{self.web_url}/{self.github.repository}"


def comment(host: Host, event: Mapping[str, Any]) -> str:
    """Write or renew the comment that the run in *event* is about; return what was done, for the log."""
    run = event["workflow_run"]
    if run.get("event") != "pull_request":
        return "not a pull request"
    pull = find_pull(host.github, run)
    if pull is None:
        return "no open pull request has this commit any more"
    check = newest_run(host.github, "check.yml", pull)
    if check is None or check.get("status") != "completed":
        return "the check isn't finished"
    files = read_artifact(host.github, check["id"], "review")
    if "comment.md" not in files:
        host.github.put_comment(pull.number, MARKER, unfinished(host, check["id"]))
        return "there is no result"
    review = read_review(files.get("review.json", b""))
    host.github.put_comment(pull.number, MARKER, body(host, pull, files["comment.md"], review))
    return f"commented; {suggest(host.github, pull, review)} suggestions"


def find_pull(github: GitHub, run: Mapping[str, Any]) -> Pull | None:
    """Return the open pull request whose newest commit is the one that *run* was about."""
    head = run.get("head_repository") or {}
    owner, branch = (head.get("owner") or {}).get("login"), run.get("head_branch")
    if not owner or not branch:
        return None
    query = urllib.parse.urlencode({"state": "open", "head": f"{owner}:{branch}"})
    for pull in github.pages(f"/pulls?{query}", limit=1):
        found = pull.get("head") or {}
        repository = (found.get("repo") or {}).get("full_name")
        base = ((pull.get("base") or {}).get("repo") or {}).get("full_name")
        is_same = found.get("sha") == run.get("head_sha") and repository == head.get("full_name")
        if is_same and base == github.repository:
            return Pull(int(pull["number"]), str(found["sha"]), str(found["ref"]), str(repository))
    return None


def newest_run(github: GitHub, workflow: str, pull: Pull) -> Mapping[str, Any] | None:
    """Return the newest run of *workflow* for the commit of *pull*."""
    query = urllib.parse.urlencode({"head_sha": pull.head_sha, "event": "pull_request", "per_page": "20"})
    try:
        answer = github.request("GET", f"/actions/workflows/{workflow}/runs?{query}")
    except GitHubError as error:
        if error.status == 404:
            return None
        raise
    runs = [
        run
        for run in answer.get("workflow_runs") or ()
        if (run.get("head_repository") or {}).get("full_name") == pull.head_repository
    ]
    return max(runs, key=lambda run: (run.get("run_number") or 0, run.get("run_attempt") or 0), default=None)


def find_artifact(github: GitHub, run_id: int, name: str) -> Mapping[str, Any] | None:
    """Return the artifact *name* of a run, unless it is gone."""
    answer = github.request("GET", f"/actions/runs/{int(run_id)}/artifacts?per_page=100")
    found = (item for item in answer.get("artifacts") or () if item.get("name") == name and not item.get("expired"))
    return next(found, None)


def read_artifact(github: GitHub, run_id: int, name: str) -> dict[str, bytes]:
    """Return the files of an artifact that we know, by name; none of them where it is too large or no archive."""
    artifact = find_artifact(github, run_id, name)
    if artifact is None or int(artifact.get("size_in_bytes") or 0) > MAX_ARTIFACT_BYTES:
        return {}
    data = download(github, int(artifact["id"]))
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for file, limit in MAX_FILE_BYTES.items():
                if file in archive.namelist():
                    with archive.open(file) as stream:
                        content = stream.read(limit + 1)
                    files |= {file: content} if len(content) <= limit else {}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return {}
    return files


def download(github: GitHub, artifact_id: int) -> bytes:
    """Return an artifact's archive, ``b""`` where it is longer than we take."""
    url = f"{github.api_url}/repos/{github.repository}/actions/artifacts/{artifact_id}/zip"
    headers = {"Authorization": f"Bearer {github.token}", "Accept": "application/vnd.github+json"}
    opener = urllib.request.build_opener(Stay)
    try:
        with opener.open(urllib.request.Request(url, headers=headers), timeout=30) as answer:
            return bounded(answer.read(MAX_ARTIFACT_BYTES + 1))
    except urllib.error.HTTPError as error:
        error.close()
        place = error.headers.get("Location") or ""
        if error.code not in (301, 302, 303, 307, 308) or not place.startswith((github.api_url, "https://")):
            raise GitHubError(error.code, "the artifact can't be had") from None
    with opener.open(urllib.request.Request(place), timeout=60) as answer:
        return bounded(answer.read(MAX_ARTIFACT_BYTES + 1))


def bounded(data: bytes) -> bytes:
    """Return *data* unless it is too long."""
    return data if len(data) <= MAX_ARTIFACT_BYTES else b""


def read_review(data: bytes) -> Mapping[str, Any]:
    """Return what programs are told of the review, nothing where it isn't what we know."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) and value.get("version") == 1 else {}


def body(host: Host, pull: Pull, text: bytes, review: Mapping[str, Any]) -> str:
    """Return the comment below its marker, with the links that only we can know."""
    lines = harmless(text.decode("utf-8", "replace").removeprefix(MARKER).lstrip("\n"), host.site_url).split("\n")
    placements = described(review)
    filled: list[str] = []
    for line in lines:
        adopt = ADOPT.fullmatch(line)
        if line == PREVIEW:
            filled += preview_lines(host, pull)
        elif adopt is not None and adopt[1] == "0":
            filled += adopt_lines(host, pull)
        elif adopt is not None:
            filled += new_file_lines(host, pull, placements.get(int(adopt[1])))
        else:
            filled.append(line)
    return "\n".join(filled).strip("\n")


def preview_lines(host: Host, pull: Pull) -> list[str]:
    """Return the link to the preview, or that it is being made."""
    run = newest_run(host.github, "preview.yml", pull)
    if run is None:
        return []
    if run.get("status") != "completed":
        return ["👀 できあがりの見本を作っています。 / The preview is being made."]
    artifact = find_artifact(host.github, run["id"], "preview.html")
    if artifact is None:
        return []
    url = f"{host.repository_url}/actions/runs/{int(run['id'])}/artifacts/{int(artifact['id'])}"
    return [f"👀 **[できあがりの見本を見る / See the preview]({url})**"]


def described(review: Mapping[str, Any]) -> dict[int, Mapping[str, Any]]:
    """Return the placements that have a description file, by the number that the comment gives them."""
    items = review.get("placements")
    found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return dict(enumerate((item for item in found if isinstance(item.get("descriptor"), str)), start=1))


def new_file_lines(host: Host, pull: Pull, placement: Mapping[str, Any] | None) -> list[str]:
    """Return the page of GitHub on which a description file is written already, where its address isn't too long."""
    folder = str((placement or {}).get("dataset") or "")
    if placement is None or not _FOLDER.fullmatch(folder):
        return []
    query = urllib.parse.urlencode({"filename": "datapackage.yaml", "value": str(placement["descriptor"])})
    branch = urllib.parse.quote(pull.head_branch)
    url = f"{host.web_url}/{pull.head_repository}/new/{branch}/datasets/{folder}?{query}"
    if len(url) > MAX_ADDRESS:
        return []
    return [f"🖱 [この説明ファイルを GitHub の画面で加える / Add this description file at GitHub]({url})", ""]


def adopt_lines(host: Host, pull: Pull) -> list[str]:
    """Return where a member can have all files put in their place; not for forks, to which we can't write."""
    if pull.head_repository != host.github.repository:
        return []
    url = f"{host.repository_url}/actions/workflows/adopt.yml"
    ja = f"書き込める方は、[この画面]({url})の「Run workflow」に {pull.number} を入れると、まとめて移せます。"
    en = f"Members: enter {pull.number} under “Run workflow” on that page to have all of it done."
    return [f"🖱 {ja} / {en}"]


def unfinished(host: Host, run_id: int) -> str:
    """Return that the check came to no result, which is nobody's mistake but maybe ours."""
    url = f"{host.repository_url}/actions/runs/{int(run_id)}"
    return (
        "## ⚠️ 検査が最後まで終わりませんでした\n\n"
        f"あなたの操作のまちがいではないかもしれません。[記録]({url})を、カタログの担当が見ます。\n\n"
        "<details>\n<summary>English</summary>\n\n"
        f"The check came to no result. It may not be a mistake of yours; the maintainers look at [its log]({url}).\n\n"
        "</details>"
    )


def suggest(github: GitHub, pull: Pull, review: Mapping[str, Any]) -> int:
    """Put the suggestions that aren't there yet beside their lines; return how many that were."""
    wanted = list(suggestions(review))
    if not wanted:
        return 0
    there = {str(item.get("body") or "") for item in github.pages(f"/pulls/{pull.number}/comments")}
    new = [item for item in wanted if not any(item["body"].rsplit("\n", 1)[-1] in text for text in there)]
    if not new:
        return 0
    text = "答えが一つに決まる直しです。「Commit suggestion」で直せます。 / Lines with exactly one right form."
    value = {"commit_id": pull.head_sha, "event": "COMMENT", "body": text, "comments": new}
    try:
        github.request("POST", f"/pulls/{pull.number}/reviews", value)
    except GitHubError as error:
        if error.status != 422:  # GitHub has another line there: somebody has gone on meanwhile.
            raise
        return 0
    return len(new)


def suggestions(review: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the suggestions of *review* that are what they should be, as GitHub wants them."""
    items = review.get("suggestions")
    for item in items[:MAX_SUGGESTIONS] if isinstance(items, list) else ():
        path, line, after = (
            (item.get(key) for key in ("path", "line", "after")) if isinstance(item, dict) else [None] * 3
        )
        if not isinstance(path, str) or not isinstance(after, str) or type(line) is not int:
            continue
        is_path = _PATH.fullmatch(path) is not None and not {"", ".", ".."} & set(path.split("/")) and plain(path)
        if not is_path or not 0 < line < 10_000_000 or len(after) > 1_000 or not plain(after.replace("\t", "")):
            continue
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", after)), default=0))
        digest = hashlib.sha256(f"{path}\n{line}\n{after}".encode()).hexdigest()[:16]
        text = f"{fence}suggestion\n{after}\n{fence}\n{SUGGESTION.format(digest)}"
        yield {"path": path, "line": line, "side": "RIGHT", "body": text}


def plain(text: str) -> bool:
    """Return whether every character of *text* can be seen."""
    return not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for char in text)


def read_site_url(root: Path, environment: Mapping[str, str]) -> str | None:
    """Return the site's address, as this branch of ours says it."""
    stated = environment.get("CATALOG_SITE_URL") or ""
    file = root / "datasets" / "catalog.yaml"
    found = _SITE.search(file.read_text("utf-8")) if file.is_file() else None
    url = stated if stated.startswith("https://") else found[1] if found is not None else None
    return url.rstrip("/") + "/" if url else None


def main(event: Mapping[str, Any], environment: Mapping[str, str], root: Path) -> str:
    """Do it for *event*; return what was done."""
    web_url = environment.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    host = Host(GitHub.from_environment(environment), web_url, read_site_url(root, environment))
    return comment(host, event)


if __name__ == "__main__":
    told = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    print(main(told, os.environ, Path(__file__).resolve().parents[2]))
    sys.exit(0)
