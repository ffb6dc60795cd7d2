"""The second half of a form's way into the catalog: a branch, a draft pull request, and kind words on the issue.

Runs in a job that may write, and so opens no file from outside: it takes what ``form_make.py`` left, holds it to its
bounds (``proposals.py``), and copies bytes.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from form_make import read_event
from github_api import GitHub, GitHubError
from issue_form import ACCEPTED, Decision, decide
from plain_text import code, cut, escape, folded, one_line
from proposals import BadProposal, Proposal, Remark, read_proposal
from texts import read_texts

MARKER = "<!-- machi-catalog:form -->"
BOT_NAME = "github-actions[bot]"
BOT_EMAIL = "41898282+github-actions[bot]@users.noreply.github.com"
LABEL = ("フォーム / form", "1d76db", "フォームから作ったもの / Made from a form")
TEXTS = {"ja": read_texts("ja", "form"), "en": read_texts("en", "form")}
_MARKS = {"error": "❌", "warning": "⚠️", "notice": "ℹ️"}
_SHOWN = 30

Lang = Literal["ja", "en"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pull request is.

    Attributes:
        key: Of the sentence about it.
        number: ``None`` where GitHub doesn't let us open one.
        is_ready: Somebody has said that it is no draft any more.
    """

    key: str
    branch: str
    number: int | None = None
    is_ready: bool = False


@dataclass(frozen=True, slots=True)
class Host:
    """The repository here, and at GitHub.

    Attributes:
        root: The checkout of the default branch.
        remote: Where branches are pushed to; an address or a folder.
        web_url: Of the repository, without a final ``/``.
    """

    github: GitHub
    root: Path
    remote: str
    web_url: str
    base: str

    def git(self, *arguments: str, is_remote: bool = False) -> str:
        """Return what git says; with *is_remote*, it has the job's token, which is in no argument and no file."""
        environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
        if is_remote and self.remote.startswith("https://") and self.github.token:
            secret = base64.b64encode(f"x-access-token:{self.github.token}".encode()).decode()
            environment |= {
                "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": f"http.{self.remote}.extraheader",
                "GIT_CONFIG_VALUE_0": f"Authorization: Basic {secret}",
            }
        command = ["git", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false", *arguments]
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"git {arguments[0]}: {done.stderr[-500:]}")
        return done.stdout.strip()


def propose(host: Host, decision: Decision, proposal: Proposal | None) -> str:
    """Do what the form asks for at GitHub; return what is said on the issue."""
    if decision.state == "waiting":
        return _both("waiting_again" if decision.takes_label_back else "waiting", label=ACCEPTED)
    if proposal is None:
        return _both("failed")
    if proposal.state != "done":
        return _unfinished(proposal)
    place = _published(host, decision, proposal)
    return _finished(host, place, proposal)


def _published(host: Host, decision: Decision, proposal: Proposal) -> Place:
    """Return where the draft is, after the branch has what *proposal* says; nobody's work is overwritten."""
    branch = f"form/issue-{decision.issue}"
    number, state = _find_pull(host, branch)
    if state in ("merged", "closed"):
        return Place(state, branch, number)
    before = host.git("ls-remote", host.remote, f"refs/heads/{branch}", is_remote=True).partition("\t")[0]
    if before and _is_by_people(host, branch):
        return Place("by_people", branch, number)
    title = f"{TEXTS['ja'][f'kind_{decision.kind}']}：{one_line(proposal.title, 80)}"
    after = _commit(host, branch, title, proposal)
    if before and _tree(host, branch) == host.git("rev-parse", f"{after}^{{tree}}") and number is not None:
        _describe(host, number, title, decision, proposal, branch)
        return Place("same", branch, number)
    lease = f"--force-with-lease=refs/heads/{branch}:{before}"
    host.git("push", "--quiet", lease, host.remote, f"{after}:refs/heads/{branch}", is_remote=True)
    if number is not None:
        _describe(host, number, title, decision, proposal, branch)
        return Place("updated", branch, number, is_ready=state == "ready")
    number = _open_pull(host, branch, title, decision, proposal)
    return Place("made" if number is not None else "made_branch", branch, number)


def _find_pull(host: Host, branch: str) -> tuple[int | None, str]:
    """Return the newest pull request of *branch*: its number, and how it stands, ``""`` where there is none."""
    owner = host.github.repository.partition("/")[0]
    query = urllib.parse.urlencode(
        {"head": f"{owner}:{branch}", "state": "all", "sort": "created", "direction": "desc"}
    )
    pulls = host.github.request("GET", f"/pulls?{query}")
    if not pulls:
        return None, ""
    newest = next((pull for pull in pulls if pull.get("state") == "open"), pulls[0])
    opened = "draft" if newest.get("draft") else "ready"
    state = "merged" if newest.get("merged_at") else opened if newest.get("state") == "open" else "closed"
    return int(newest["number"]), state


def _is_by_people(host: Host, branch: str) -> bool:
    """Return whether anybody but us has committed to *branch*."""
    compared = host.github.request("GET", f"/compare/{host.base}...{urllib.parse.quote(branch)}")
    commits = [commit.get("commit") or {} for commit in compared.get("commits") or ()]
    mails = {(commit.get(role) or {}).get("email") for commit in commits for role in ("author", "committer")}
    return bool(mails - {BOT_EMAIL})


def _tree(host: Host, branch: str) -> str:
    host.git("fetch", "--quiet", "--depth=1", host.remote, f"refs/heads/{branch}", is_remote=True)
    return host.git("rev-parse", "FETCH_HEAD^{tree}")


def _commit(host: Host, branch: str, title: str, proposal: Proposal) -> str:
    """Return the commit that makes of the default branch what *proposal* says."""
    host.git("checkout", "--quiet", "--force", "-B", branch, "HEAD")
    for path in proposal.deleted:
        host.git("rm", "--quiet", "--force", "--ignore-unmatch", "--", f":(literal){path}")
    for path, file in proposal.files.items():
        target = host.root / path
        _refuse_links(host.root, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
        host.git("add", "--force", "--", f":(literal){path}")
    identity = ("-c", f"user.name={BOT_NAME}", "-c", f"user.email={BOT_EMAIL}", "-c", "commit.gpgSign=false")
    host.git(*identity, "commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "--message", title)
    return host.git("rev-parse", "HEAD")


def _refuse_links(root: Path, target: Path) -> None:
    while target != root:
        if target.is_symlink():
            raise BadProposal("a link is in the way")
        target = target.parent


def _open_pull(host: Host, branch: str, title: str, decision: Decision, proposal: Proposal) -> int | None:
    """Return the number of a new draft, or ``None`` where the repository doesn't let workflows open one."""
    body = _pull_body(host, decision, proposal, branch)
    value = {"title": escape_title(title), "head": branch, "base": host.base, "body": body, "draft": True}
    for draft in (True, False):  # Some plans have no drafts for private repositories.
        try:
            pull = host.github.request("POST", "/pulls", {**value, "draft": draft})
        except GitHubError as error:
            if error.status not in (403, 422):
                raise
            continue
        number = int(pull["number"])
        _add_label(host, number)
        return number
    return None


def _add_label(host: Host, number: int) -> None:
    try:
        host.github.ensure_label(*LABEL)
        host.github.request("POST", f"/issues/{number}/labels", {"labels": [LABEL[0]]})
    except GitHubError as error:  # A label is a help for people, nothing depends on it.
        print(f"no label: {error}", file=sys.stderr)


def _describe(host: Host, number: int, title: str, decision: Decision, proposal: Proposal, branch: str) -> None:
    body = _pull_body(host, decision, proposal, branch)
    host.github.request("PATCH", f"/pulls/{number}", {"title": escape_title(title), "body": body})


def escape_title(title: str) -> str:
    """Return *title* so that it mentions nobody and no issue; titles have no other markup than code."""
    return escape(title, 120).replace("\\", "")


def _pull_body(host: Host, decision: Decision, proposal: Proposal, branch: str) -> str:
    parts = [MARKER, *_pull_lines(host, decision, proposal, branch, "ja")]
    parts += ["", *folded("English", _pull_lines(host, decision, proposal, branch, "en"))]
    return cut("\n".join([*parts, "", f"Closes #{decision.issue}"]))


def _pull_lines(host: Host, decision: Decision, proposal: Proposal, branch: str, lang: Lang) -> list[str]:
    texts = TEXTS[lang]
    lines = [texts["from_issue"].format(issue=f"#{decision.issue}"), "", f"### {texts['done']}", ""]
    lines += [f"- {escape(getattr(words, lang))}" for words in proposal.done]
    lines += ["", *_questions(host, proposal, branch, lang, is_checklist=True)]
    lines += ["", *_findings(proposal, lang), "", texts["ready"]]
    return lines


def _questions(host: Host, proposal: Proposal, branch: str, lang: Lang, *, is_checklist: bool) -> Iterator[str]:
    texts = TEXTS[lang]
    if not proposal.questions:
        yield texts["no_questions"]
        return
    yield from (f"### {texts['questions']}", "")
    path = f"datasets/{proposal.dataset}/datapackage.yaml"
    if path in proposal.files:
        edit = f"{host.web_url}/edit/{branch}/{path}"
        where = "questions_todo" if proposal.kind == "new-dataset" else "questions_where"
        yield from (texts[where].format(path=code(path), edit=edit), "")
    for question in proposal.questions:
        yield f"- {'[ ] ' if is_checklist else ''}{_remark(question, lang)}"


def _remark(remark: Remark, lang: Lang) -> str:
    place, text = getattr(remark.place, lang), getattr(remark.text, lang)
    return f"{code(place)} {escape(text, 600)}" if place else escape(text, 600)


def _findings(proposal: Proposal, lang: Lang) -> Iterator[str]:
    texts = TEXTS[lang]
    errors, warnings, notices = proposal.counts
    yield from (f"### {texts['findings']}", "")
    if not errors:
        yield from (texts["clean"], "")
    if any(proposal.counts):
        yield from (texts["counts"].format(errors=errors, warnings=warnings, notices=notices), "")
    shown, told = proposal.findings[:_SHOWN], 0
    for _, kind in groupby(shown, key=lambda finding: (finding.severity, finding.file, finding.kind)):
        findings = list(kind)
        yield from _kind(findings, lang)
        told += max(findings[0].count, len(findings))
    left = sum(proposal.counts) - told
    if left > 0:
        yield f"- {texts['more'].format(count=left)}"


def _kind(findings: list[Remark], lang: Lang) -> Iterator[str]:
    """Yield what was found of one kind in a file: each place with its message, and only once how to mend it."""
    texts, first = TEXTS[lang], findings[0]
    hint = escape(getattr(first.hint, lang), 900)
    if len(findings) == 1 and first.count == 1:
        place = f"{first.file} {getattr(first.place, lang)}".strip()
        yield f"- {_MARKS[first.severity]} {code(place)} {escape(getattr(first.text, lang), 600)} {hint}".rstrip()
        return
    yield f"- {_MARKS[first.severity]} {code(first.file)} {hint}".rstrip()
    yield from (f"  - {_remark(finding, lang)}" for finding in findings)
    if first.count > len(findings):
        yield f"  - {texts['more'].format(count=first.count - len(findings))}"


def _finished(host: Host, place: Place, proposal: Proposal) -> str:
    pull = f"#{place.number}"
    compare = f"{host.web_url}/compare/{host.base}...{place.branch}?expand=1"
    params = {"pull": pull, "branch": code(place.branch), "compare": compare}

    def lines(lang: Lang) -> list[str]:
        texts = TEXTS[lang]
        said = [texts[place.key].format(**params)]
        if place.key in ("merged", "closed", "by_people"):
            return said
        said += ["", *(f"- {escape(getattr(words, lang))}" for words in proposal.done)]
        said += ["", *_questions(host, proposal, place.branch, lang, is_checklist=False)]
        said += ["", *_troubles(proposal, lang)]
        if any(proposal.counts):
            said += [*_findings(proposal, lang), ""]
        return [*said, *([texts["check_again"], ""] if place.is_ready else []), texts["next"]]

    return _in_both(lines)


def _unfinished(proposal: Proposal) -> str:
    def lines(lang: Lang) -> list[str]:
        said = [TEXTS[lang][proposal.state], ""]
        said += [f"{number}. {escape(getattr(words, lang), 900)}" for number, words in enumerate(proposal.problems, 1)]
        said += ["", *_troubles(proposal, lang)]
        if proposal.findings:
            said += _findings(proposal, lang)
        return said

    return _in_both(lines)


def _troubles(proposal: Proposal, lang: Lang) -> Iterator[str]:
    texts = TEXTS[lang]
    if proposal.troubles:
        yield from (f"### {texts['troubles']}", "")
    for name, reason in proposal.troubles:
        yield f"- {code(name)} {texts.get(reason, texts['not_reached'])}"
    if proposal.troubles:
        yield ""


def _both(key: str, **params: str) -> str:
    return _in_both(lambda lang: [TEXTS[lang][key].format(**params)])


def _in_both(lines: Any) -> str:
    return cut("\n".join([*lines("ja"), "", *folded("English", lines("en"))]))


def _take_label_back(github: GitHub, issue: int) -> None:
    try:
        github.request("DELETE", f"/issues/{issue}/labels/{urllib.parse.quote(ACCEPTED, safe='')}")
    except GitHubError as error:
        if error.status != 404:
            raise


def main(folder: Path, event: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> None:
    """Do what the form in *event* asks for; *folder* is what the first job left, if it left anything."""
    decision = decide(event)
    if decision.state == "ignored":
        return
    github = GitHub.from_environment(environment)
    web_url = f"{environment.get('GITHUB_SERVER_URL', 'https://github.com')}/{github.repository}"
    base = str((event.get("repository") or {}).get("default_branch") or "main")
    host = Host(github, Path.cwd(), environment.get("FORM_REMOTE") or f"{web_url}.git", web_url, base)
    if decision.takes_label_back:
        _take_label_back(github, decision.issue)
    proposal = None
    if decision.state == "ready":
        try:
            proposal = read_proposal(folder, decision.issue, decision.kind)
        except (BadProposal, OSError) as error:
            print(f"::warning::{error}", file=sys.stderr)
    text = propose(host, decision, proposal)
    if decision.state == "waiting":
        github.ensure_label(
            ACCEPTED, "0e8a16", "外部からのフォームを処理してよい / A form from outside may be processed"
        )
    github.put_comment(decision.issue, MARKER, text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), read_event())
