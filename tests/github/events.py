"""Events as GitHub sends them to a workflow: recorded once in their full shape, with what a case is about put in."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from tests.github import scripts as _scripts  # noqa: F401

from issue_form import read_forms  # isort: skip

EVENTS_PATH = Path(__file__).parent / "events"


def recorded(name: str) -> dict[str, Any]:
    """Return the recorded event *name*."""
    event: dict[str, Any] = json.loads((EVENTS_PATH / f"{name}.json").read_text("utf-8"))
    return event


def form_body(kind: str, **answers: str) -> str:
    """Return the text that GitHub makes of a form: every label as a heading, in order, ``_`` in ids for ``-``."""
    told = {key.replace("_", "-"): text for key, text in answers.items()}
    fields = read_forms()[kind]
    assert set(told) <= {field.id for field in fields}
    parts = []
    for field in fields:
        text = told.get(field.id, "- [x] …" if field.type == "checkboxes" else "_No response_")
        parts.append(f"### {field.label}\n\n{text}")
    return "\n\n".join(parts) + "\n"


def form_event(
    kind: str,
    *,
    action: str = "opened",
    association: str = "MEMBER",
    number: int = 12,
    labels: tuple[str, ...] = ("フォーム / form",),
    **answers: str,
) -> dict[str, Any]:
    """Return the event of a form that was opened or edited."""
    event = copy.deepcopy(recorded("issue-opened"))
    event["action"] = action
    if action == "edited":
        event["changes"] = {"body": {"from": "…"}}
    event["issue"] |= {"number": number, "author_association": association, "body": form_body(kind, **answers)}
    event["issue"]["labels"] = [{"id": 1, "name": name, "color": "1d76db", "default": False} for name in labels]
    return event
