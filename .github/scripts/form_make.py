"""The first half of a form's way into the catalog: what it asks for, done in a copy that may write nowhere else.

Runs in a job that may only read the repository, since this is where files from outside are opened. What came of it is
left in the folder ``proposal`` for the second half (``form_propose.py``), which opens none of them.

``decide`` says whether there is anything to do (an output for the workflow); ``make`` does it.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import urllib.parse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attachments import Attachment, Open, fetch_all, find_attachments, open_address
from issue_form import HANDLED, Decision, decide

VERSION = 1
FILE_FIELDS = ("files",)
MINUTES = 10
_STATUS = ("git", "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--ignored=matching")


def read_event(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return the event that started the workflow."""
    event: dict[str, Any] = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    return event


def write_outputs(decision: Decision, environment: Mapping[str, str] = os.environ) -> None:
    """Tell the workflow what was decided: words of ours and a number, nothing that was written by others."""
    with Path(environment["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as stream:
        stream.write(f"state={decision.state}\nissue={decision.issue}\n")


def write_form(decision: Decision, folder: Path, server: str, open_url: Open = open_address) -> list[tuple[str, str]]:
    """Write the form with its files into *folder*; return the names of files that can't be had, with the reasons."""
    answers = dict(decision.answers or {})
    links: list[Attachment] = []
    for field in FILE_FIELDS:
        links += find_attachments(answers.pop(field, ""), server)
    folder.mkdir(parents=True)
    fetched, troubles = fetch_all(tuple(links), folder / "files", open_url)
    form = {
        "version": 1,
        "kind": decision.kind,
        "reference": str(decision.issue),
        "answers": answers,
        "files": [{"name": file.name, "path": file.path.relative_to(folder).as_posix()} for file in fetched],
    }
    (folder / "form.json").write_text(json.dumps(form, ensure_ascii=False), "utf-8")
    return troubles


def run_catalog(root: Path, form: Path, command: list[str]) -> dict[str, Any] | None:
    """Return the catalog's answer to *form*, ``None`` where it failed; it has changed files under *root*."""
    arguments = [*command, "from-form", str(form), "--format", "json", "--root", str(root)]
    try:
        done = subprocess.run(arguments, capture_output=True, cwd=root, timeout=MINUTES * 60, check=False)
        answer = json.loads(done.stdout) if done.returncode in (0, 1) else None
    except (subprocess.TimeoutExpired, ValueError):
        return None
    sys.stderr.write(done.stderr.decode("utf-8", "replace")[-2_000:])
    return answer if isinstance(answer, dict) else None


def pack(root: Path, folder: Path) -> dict[str, Any]:
    """Copy what has changed under *root*/datasets into *folder*, numbered; return the list of it."""
    status = subprocess.run(
        [*_STATUS, "--", "datasets"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    entries = [(line[:2], line[3:]) for line in status.stdout.decode("utf-8", "surrogateescape").split("\0") if line]
    files: list[dict[str, Any]] = []
    deleted = []
    folder.mkdir(parents=True)
    for state, path in entries:
        if "D" in state:
            deleted.append(path)
        elif (root / path).is_file() and not (root / path).is_symlink():
            target = folder / f"{len(files):04}"
            shutil.copyfile(root / path, target)
            data = target.read_bytes()
            files.append({"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    return {"files": files, "deleted": deleted}


def make(root: Path, work: Path, out: Path, decision: Decision, command: list[str], open_url: Open) -> dict[str, Any]:
    """Return the proposal for *decision*, which is also left in *out* with the files that belong to it."""
    server = urllib.parse.urlsplit(os.environ.get("GITHUB_SERVER_URL", "https://github.com")).hostname or "github.com"
    troubles = write_form(decision, work, server, open_url)
    answer = run_catalog(root, work / "form.json", command)
    is_done = answer is not None and answer.get("state") == "done"
    changes = pack(root, out / "files") if is_done else {"files": [], "deleted": []}
    proposal = {
        "version": VERSION,
        "issue": decision.issue,
        "kind": decision.kind,
        "answer": answer,
        "troubles": [{"name": name, "reason": reason} for name, reason in troubles],
        **changes,
    }
    out.mkdir(parents=True, exist_ok=True)
    (out / "proposal.json").write_text(json.dumps(proposal, ensure_ascii=False, indent=1), "utf-8")
    return proposal


def main(arguments: list[str]) -> None:
    """Run ``decide``, or ``make WORK OUT COMMAND…``."""
    decision = decide(read_event())
    if arguments[0] == "decide":
        write_outputs(decision)
        return
    if decision.state != "ready" or decision.kind not in HANDLED:
        raise SystemExit("nothing to do")
    make(Path.cwd(), Path(arguments[1]), Path(arguments[2]), decision, arguments[3:], open_address)


if __name__ == "__main__":
    main(sys.argv[1:])
