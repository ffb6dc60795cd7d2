"""An issue that was opened with one of our forms, as GitHub renders it: headings with the answers below them.

Everything in it is written by whoever opened it: nothing of it is run, and nothing of it becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FORMS_PATH = Path(__file__).resolve().parents[1] / "ISSUE_TEMPLATE"
HANDLED = ("new-dataset", "new-edition", "correction", "rename", "withdrawal")
"""The forms that become pull requests; the others are for people to read."""
ACCEPTED = "承認 / accepted"
"""The label with which a member lets the form of somebody from outside be processed."""
TRUSTED = ("OWNER", "MEMBER", "COLLABORATOR")
MAX_BODY = 100_000

_LIKE = 0.6
_NO_RESPONSE = "_No response_"
_LINE = re.compile(r"^ *(?:- )?(type|id|label): (.+?) *$")
_ACTIONS = ("opened", "edited", "reopened", "labeled")


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form; GitHub shows the label as a heading."""

    id: str
    type: str
    label: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about an event.

    Attributes:
        state: ``ignored``, ``waiting`` (for a member's label) or ``ready``.
        kind: Of the form, ``""`` where it is none.
        takes_label_back: Somebody from outside changed what had been accepted.
    """

    state: str
    issue: int = 0
    kind: str = ""
    answers: Mapping[str, str] | None = None
    takes_label_back: bool = False


def read_form_fields(path: Path) -> tuple[FormField, ...]:
    """Return the fields of the form at *path*: our own file, one key a line (a test compares it with a YAML reader)."""
    fields: list[dict[str, str]] = []
    for line in path.read_text("utf-8").splitlines():
        match = _LINE.match(line)
        if match is None or not line.startswith("  "):
            continue
        if line.startswith("  - type: "):
            fields.append({"type": match[2]})
        elif fields and (line.startswith("    id: ") or line.startswith("      label: ")):
            fields[-1].setdefault(match[1], match[2].strip("\"'"))
    return tuple(FormField(field["id"], field["type"], field["label"]) for field in fields if "id" in field)


def read_forms(folder: Path = FORMS_PATH) -> Mapping[str, tuple[FormField, ...]]:
    """Return the fields of each form by the name of its file without its ending."""
    files = sorted(file for file in folder.glob("*.yml") if file.stem != "config")
    return {file.stem: read_form_fields(file) for file in files}


def parse_body(body: str, forms: Mapping[str, tuple[FormField, ...]]) -> tuple[str, Mapping[str, str]] | None:
    """Return which form *body* is and its answers by field, or ``None`` where it is none.

    The form is told by its headings, since labels may be missing or taken away; who edits an issue may lose a heading
    or two. A heading that was there already is text.
    """
    lines = body[:MAX_BODY].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    known = {field.label for fields in forms.values() for field in fields}
    headings = {line[4:].strip() for line in lines if line.startswith("### ")} & known
    scores = {kind: _likeness({field.label for field in fields}, headings) for kind, fields in forms.items()}
    kind = max(scores, key=lambda name: scores[name], default="")
    if not kind or scores[kind] < _LIKE:
        return None
    return kind, _answers(lines, forms[kind])


def _likeness(labels: set[str], headings: set[str]) -> float:
    return len(labels & headings) / len(labels | headings) if labels else 0.0


def _answers(lines: list[str], fields: tuple[FormField, ...]) -> Mapping[str, str]:
    waiting = {field.label: field for field in fields}
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        field = waiting.pop(line[4:].strip(), None) if line.startswith("### ") else None
        if field is not None:
            current = found.setdefault(field.id, [])
        else:
            current.append(line)
    texts = {id: "\n".join(part).strip() for id, part in found.items()}
    return {id: text for id, text in texts.items() if text and text != _NO_RESPONSE}


def decide(event: Mapping[str, Any], forms: Mapping[str, tuple[FormField, ...]] | None = None) -> Decision:
    """Return what is to be done about *event*, one of ``issues``.

    A form of somebody who may change the repository is processed at once. One from outside waits until a member gives
    it the label; when its author changes it afterwards, it waits again.
    """
    issue = event.get("issue") or {}
    action, number = event.get("action"), issue.get("number")
    if action not in _ACTIONS or not isinstance(number, int) or "pull_request" in issue:
        return Decision("ignored")
    if issue.get("state") != "open" or (issue.get("user") or {}).get("type") == "Bot":
        return Decision("ignored", number)
    if action == "labeled" and (event.get("label") or {}).get("name") != ACCEPTED:
        return Decision("ignored", number)
    if action == "edited" and "body" not in (event.get("changes") or {}):
        return Decision("ignored", number)
    parsed = parse_body(str(issue.get("body") or ""), forms if forms is not None else read_forms())
    if parsed is None or parsed[0] not in HANDLED:
        return Decision("ignored", number)
    kind, answers = parsed
    if issue.get("author_association") in TRUSTED or action == "labeled":
        return Decision("ready", number, kind, answers)
    is_accepted = any((label or {}).get("name") == ACCEPTED for label in issue.get("labels") or ())
    is_by_author = (event.get("sender") or {}).get("login") == (issue.get("user") or {}).get("login")
    if is_accepted and not is_by_author:
        return Decision("ready", number, kind, answers)
    return Decision("waiting", number, kind, answers, takes_label_back=is_accepted)
