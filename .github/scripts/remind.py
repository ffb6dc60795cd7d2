"""Reminds departments, once a week: datasets past their due day, and links that have died.

One issue for each department, written anew in place and closed when all is well. A link counts as dead once it hasn't
answered in two runs that are at least six days apart. Since when it hasn't is kept in an issue of its own that is
always closed, the notebook: in an HTML comment, which people don't see.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from github_api import GitHub
from issue_form import ACCEPTED
from links import MAX_LINKS, Patience, find_dead
from plain_text import code, cut, escape, folded, one_line
from texts import read_texts

Lang = Literal["ja", "en"]
LABEL = ("お知らせ / reminder", "fbca04", "更新の時期と、開けないリンク / What is due, and links that died")
LABELS = (
    LABEL,
    ("フォーム / form", "1d76db", "フォームから作ったもの / Made from a form"),
    (ACCEPTED, "0e8a16", "外部からのフォームを処理してよい / A form from outside may be processed"),
    ("要望 / request", "a2eeef", "公開してほしいデータ / Data that somebody would like to see"),
    ("連絡 / report", "d73a4a", "まちがい・困りごと / Mistakes and troubles"),
    ("活用例 / showcase", "7057ff", "データを使って作ったもの / What was made with the data"),
    ("依存 / dependencies", "0366d6", "使っているプログラムの弱点 / Weaknesses of what we use"),
)
"""All labels that forms and workflows use: GitHub gives an issue only those that are there."""
NOTEBOOK = "<!-- machi-catalog:links -->"
MIN_DAYS = 6
_STATE = re.compile(r"<!-- state:([A-Za-z0-9+/=]*) -->")
_MAX_KEPT = 600
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link of a department that has died; ``since`` is the first ISO day on which it didn't answer."""

    url: str
    reason: str
    since: str
    title: Mapping[str, str]
    dataset: str | None


def run_catalog(command: Sequence[str], root: Path) -> dict[str, Any]:
    """Return what is due, and all links."""
    done = subprocess.run(
        [*command, "remind", "--format", "json"], cwd=root, capture_output=True, check=True, timeout=600
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def renew_notebook(
    before: Mapping[str, str], failing: Mapping[str, str], asked: frozenset[str], today: str
) -> dict[str, str]:
    """Return since when each address hasn't answered; one that wasn't asked this time stays as it was."""
    kept = {url: day for url, day in before.items() if url not in asked}
    return kept | {url: before.get(url, today) for url in failing}


def is_dead(since: str, today: str) -> bool:
    """Return whether an address that hasn't answered since the ISO day *since* counts as dead."""
    return (date.fromisoformat(today) - date.fromisoformat(since)).days >= MIN_DAYS


def marker(key: str) -> str:
    """Return the first line of the issue of the department *key*."""
    return f"<!-- machi-catalog:remind {hashlib.sha256(key.encode()).hexdigest()[:16]} -->"


def read_state(body: str) -> dict[str, str]:
    """Return what is in a notebook; nothing where it can't be read."""
    match = _STATE.search(body)
    try:
        value = json.loads(base64.b64decode(match[1])) if match is not None else {}
        return {str(url): date.fromisoformat(day).isoformat() for url, day in value.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def write_state(state: Mapping[str, str]) -> str:
    """Return *state* as a comment of HTML that nothing in it can end."""
    kept = dict(sorted(state.items(), key=lambda item: (item[1], item[0]))[:_MAX_KEPT])
    data = base64.b64encode(json.dumps(kept, separators=(",", ":")).encode()).decode()
    return f"<!-- state:{data} -->"


def remind(github: GitHub, found: Mapping[str, Any], patience: Patience) -> None:
    """Bring all issues up to what is *found*."""
    today = str(found["today"])
    for label in LABELS:
        github.ensure_label(*label)
    issues = _our_issues(github)
    notebook = next((issue for issue in issues.values() if str(issue["body"]).startswith(NOTEBOOK)), None)
    links = [link for department in found["departments"] for link in department["links"]]
    failing, asked = find_dead(_in_turn([link["url"] for link in links], today), patience)
    if _is_our_trouble(failing, asked):
        print("::warning::most links didn't answer: this is taken for trouble of our own", file=sys.stderr)
        failing, asked = {}, frozenset()
    known = {link["url"] for link in links}
    before = {url: day for url, day in read_state(str(notebook["body"])).items() if url in known} if notebook else {}
    state = renew_notebook(before, failing, asked, today)
    _put_notebook(github, notebook, state)
    left = {first: issue for first, issue in issues.items() if issue is not notebook}
    for department in found["departments"]:
        dead = _dead_links(department["links"], state, failing, today)
        _put_issue(github, left.pop(marker(department["key"]), None), department, dead)
    for issue in left.values():  # Of departments that are no more.
        _close(github, issue, None)


def _in_turn(urls: Sequence[str], today: str) -> list[str]:
    """Return *urls* from another one each week on: where there is no time for all, each gets its turn."""
    start = date.fromisoformat(today).toordinal() // 7 * (MAX_LINKS // 4) % max(len(urls), 1)
    return [*urls[start:], *urls[:start]]


def _is_our_trouble(failing: Mapping[str, str], asked: frozenset[str]) -> bool:
    """Return whether so much fails at so many hosts that it is rather the way there that is broken."""
    hosts = {urlsplit(url).netloc for url in failing}
    return len(hosts) > 3 and len(failing) * 2 > len(asked)


def _our_issues(github: GitHub) -> dict[str, dict[str, Any]]:
    """Return the issues that this program wrote by their first line, the newest of each."""
    found: dict[str, dict[str, Any]] = {}
    for issue in github.pages(f"/issues?state=all&labels={quote(LABEL[0], safe='')}&sort=created&direction=desc"):
        first = str(issue.get("body") or "").replace("\r", "").partition("\n")[0]
        is_ours = (issue.get("user") or {}).get("type") == "Bot" and "pull_request" not in issue
        if is_ours and first.startswith("<!-- machi-catalog:"):
            found.setdefault(first, issue)
    return found


def _dead_links(
    links: Sequence[Mapping[str, Any]], state: Mapping[str, str], failing: Mapping[str, str], today: str
) -> list[DeadLink]:
    return [
        DeadLink(link["url"], failing.get(link["url"], "time"), state[link["url"]], link["title"], link["dataset"])
        for link in links
        if link["url"] in state and is_dead(state[link["url"]], today)
    ]


def _put_notebook(github: GitHub, notebook: Mapping[str, Any] | None, state: Mapping[str, str]) -> None:
    texts = [read_texts(lang, "remind")["notebook"] for lang in ("ja", "en")]
    body = "\n\n".join([NOTEBOOK, *texts, write_state(state)])
    if notebook is None:
        title = read_texts("ja", "remind")["notebook_title"]
        made = github.request("POST", "/issues", {"title": title, "body": body, "labels": [LABEL[0]]})
        github.request("PATCH", f"/issues/{made['number']}", {"state": "closed", "state_reason": "not_planned"})
    elif str(notebook["body"]).replace("\r", "") != body:
        github.request("PATCH", f"/issues/{notebook['number']}", {"body": body})


def _put_issue(
    github: GitHub, issue: Mapping[str, Any] | None, department: Mapping[str, Any], dead: Sequence[DeadLink]
) -> None:
    if not department["overdue"] and not dead:
        if issue is not None:
            _close(github, issue, department)
        return
    title, body = issue_title(department), issue_body(department, dead)
    if issue is None:
        github.request("POST", "/issues", {"title": title, "body": body, "labels": [LABEL[0]]})
        return
    changed = {"title": title, "body": body, "state": "open"}
    same = {key: str(issue.get(key) or "").replace("\r", "") for key in changed}
    if same != changed:
        github.request("PATCH", f"/issues/{issue['number']}", changed)


def _close(github: GitHub, issue: Mapping[str, Any], department: Mapping[str, Any] | None) -> None:
    if issue.get("state") != "open":
        return
    key = "all_well" if department is not None else "no_department"
    body = f"{read_texts('ja', 'remind')[key]}\n\n{read_texts('en', 'remind')[key]}"
    github.request("POST", f"/issues/{issue['number']}/comments", {"body": body})
    github.request("PATCH", f"/issues/{issue['number']}", {"state": "closed", "state_reason": "completed"})


def issue_title(department: Mapping[str, Any]) -> str:
    """Return the title for *department*, without mentions."""
    name = f"{department['body']['ja']} {(department['department'] or {}).get('ja', '')}"
    return read_texts("ja", "remind")["title"].format(name=escape(name, 80).replace("\\", "").strip())


def issue_body(department: Mapping[str, Any], dead: Sequence[DeadLink]) -> str:
    """Return the text of the issue: Japanese first, English folded in, those who review mentioned once."""
    lines = [marker(department["key"]), *_lines(department, dead, "ja"), ""]
    lines += folded("English", _lines(department, dead, "en"))
    reviewers = [name for name in department["reviewers"] if re.fullmatch(r"@[A-Za-z0-9][\w./-]{0,160}", name)]
    return cut("\n".join([*lines, *(["", " ".join(reviewers)] if reviewers else [])]))


def _lines(department: Mapping[str, Any], dead: Sequence[DeadLink], lang: Lang) -> list[str]:
    texts = read_texts(lang, "remind")
    lines = [texts["lead"]]
    for key in ("overdue", "soon"):
        datasets = department[key]
        if datasets:
            lines += ["", f"### {texts[f'{key}_heading']}", ""]
            lines += [_due_line(dataset, key, lang) for dataset in datasets[:_SHOWN]]
            lines += [texts["more"].format(count=len(datasets) - _SHOWN)] if len(datasets) > _SHOWN else []
    if dead:
        lines += ["", f"### {texts['dead_heading']}", ""]
        lines += [_dead_line(link, lang) for link in dead[:_SHOWN]]
        lines += [texts["more"].format(count=len(dead) - _SHOWN)] if len(dead) > _SHOWN else []
    return [*lines, "", texts["how"]]


def _due_line(dataset: Mapping[str, Any], key: str, lang: Lang) -> str:
    values = {"frequency": dataset["frequency"][lang], "due": dataset["due"], "days": f"{int(dataset['days']):,}"}
    sentence = read_texts(lang, "remind")[key].format(modified=dataset["modified"], **values)
    return f"- **{escape(dataset['title'][lang])}** {code(dataset['id'])} {sentence}"


def _dead_line(link: DeadLink, lang: Lang) -> str:
    texts = read_texts(lang, "remind")
    reason = texts.get(f"reason_{link.reason}", texts["reason_status"].format(status=one_line(link.reason, 20)))
    dataset = f" {code(link.dataset)}" if link.dataset else ""
    title = escape(link.title[lang])
    return f"- {code(link.url, 500)} — {title}{dataset}：{reason} {texts['since'].format(since=link.since)}"


def main(command: list[str]) -> None:
    """Remind, with *command* to run the catalog."""
    github = GitHub.from_environment()
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    agent = f"machi-catalog link check (+{server}/{github.repository})"
    remind(github, run_catalog(command, Path.cwd()), Patience(agent=agent))


if __name__ == "__main__":
    main(sys.argv[1:])
