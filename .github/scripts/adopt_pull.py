"""Files of a pull request put where they belong, when a member asks for it: found, and later pushed.

``find`` says which commit is to be worked on. `catalog adopt` then moves the files in a job that may only read, and
``apply`` takes the difference in one that may write: it touches datasets alone, and makes nothing but plain files.
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import urllib.parse
from collections.abc import Mapping
from pathlib import Path

from github_api import GitHub

BOT = ("-c", "user.name=github-actions[bot]", "-c", "user.email=41898282+github-actions[bot]@users.noreply.github.com")
MESSAGE = "ファイルを正しい場所に移す"
MAX_PATCH_BYTES = 200_000_000
_TOP = re.compile(r"[^/]+\.(csv|tsv|xlsx|xls|ods|geojson|gpkg|kml|kmz|shp|shx|dbf|prj|cpg|zip)", re.IGNORECASE)


class Refused(Exception):
    """It can't be done; the message says why."""


def find(github: GitHub, number: str) -> dict[str, str]:
    """Return branch and commit of the open pull request *number*, whose branch is in our own repository.

    Raises:
        Refused: There is none, or it comes from a fork.
    """
    if not re.fullmatch(r"[1-9][0-9]{0,8}", number.strip().removeprefix("#")):
        raise Refused("プルリクエストの番号ではありません。 / That is no number of a pull request.")
    pull = github.request("GET", f"/pulls/{number.strip().removeprefix('#')}")
    head = pull.get("head") or {}
    if pull.get("state") != "open":
        raise Refused("開いているプルリクエストではありません。 / The pull request isn't open.")
    if (head.get("repo") or {}).get("full_name") != github.repository:
        raise Refused("フォークには書き込めません。 / Nothing can be written to a fork.")
    return {"branch": str(head["ref"]), "sha": str(head["sha"])}


def apply(root: Path, patch: Path, branch: str, remote: str, token: str) -> str:
    """Put *patch* on top of the checkout at *root* and push it to *branch*; return the new commit, or ``""``.

    Raises:
        Refused: The patch does more than it may, or somebody has pushed meanwhile.
    """
    if patch.stat().st_size > MAX_PATCH_BYTES:
        raise Refused("変更が大きすぎます。 / The difference is too large.")
    if not patch.stat().st_size:
        return ""
    git(root, "apply", "--index", "--binary", str(patch.resolve()))
    for status, mode, path in changes(root):
        is_place = path.startswith("datasets/") or (status == "D" and _TOP.fullmatch(path) is not None)
        if not is_place or mode not in ("100644", "000000"):
            raise Refused("データセットのほかのものが変わります。 / Something else than datasets would change.")
    before = git(root, "rev-parse", "HEAD")
    git(root, *BOT, "-c", "commit.gpgSign=false", "commit", "--quiet", "--no-verify", "--message", MESSAGE)
    lease = f"--force-with-lease=refs/heads/{branch}:{before}"
    git(root, "push", "--quiet", lease, remote, f"HEAD:refs/heads/{branch}", token=token)
    return git(root, "rev-parse", "HEAD")


def changes(root: Path) -> list[tuple[str, str, str]]:
    """Return status, new mode and path of every file in the index that isn't as in the last commit."""
    parts = git(root, "diff", "--cached", "--raw", "--no-renames", "-z", "HEAD").split("\0")
    heads = [head.split(" ") for head in parts[0:-1:2]]
    return [(head[4], head[1], path) for head, path in zip(heads, parts[1::2], strict=True)]


def git(root: Path, *arguments: str, token: str = "") -> str:
    """Return what git says in *root*; the token is in no argument and no file.

    Raises:
        Refused: Git failed.
    """
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
    if token:
        secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        environment |= {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "http.extraheader",
            "GIT_CONFIG_VALUE_0": f"Authorization: Basic {secret}",
        }
    command = ["git", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"git {arguments[0]}: {done.stderr[-300:]}")
    return done.stdout.rstrip("\n")


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Do the step that *arguments* name."""
    try:
        if arguments[0] == "find":
            found = find(GitHub.from_environment(environment), environment.get("PULL_REQUEST", ""))
            with Path(environment["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
                output.writelines(f"{key}={value}\n" for key, value in found.items())
        else:
            server = environment.get("GITHUB_SERVER_URL", "https://github.com")
            remote = (
                environment.get("ADOPT_REMOTE") or f"{server}/{urllib.parse.quote(environment['GITHUB_REPOSITORY'])}"
            )
            commit = apply(
                Path(arguments[1]),
                Path(arguments[2]),
                environment["BRANCH"],
                remote,
                environment.get("GITHUB_TOKEN", ""),
            )
            print(commit or "移すファイルはありませんでした。 / There was nothing to do.")
    except Refused as refusal:
        print(f"::error::{refusal}".replace("\n", " "))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
