"""``# TODO`` comments: what ``catalog new``, or a person, has left to be decided."""

from __future__ import annotations

import re

from catalog.check.node import Node
from catalog.check.personal import HIDDEN, is_personal
from catalog.codes import ASKED_BY_TODO
from catalog.findings import Finding, Location, shown

_LANGUAGE = re.compile(r"@(?:en|ja-Hira)\b")


def check_todos(node: Node) -> None:
    """Report the comments in the descriptor at *node* that ask for a decision, instead of what they ask for.

    Codes: todo-left.
    """
    path, asked = node.source.path, set()
    for line, column, question in node.source.todos:
        # It may be anybody's comment: what may be about a person isn't repeated.
        is_hidden = is_personal("", _LANGUAGE.sub("", question))
        texts = {name: HIDDEN if is_hidden else shown(text, 200) for name, text in _in_both(question).items()}
        node.findings.append(Finding("todo-left", Location(path, line=line, column=column), texts))
        asked |= {ASKED_BY_TODO.get(question.partition(":")[0])} if column == 1 else set()
    node.findings[:] = [finding for finding in node.findings if finding.code not in asked]


def _in_both(question: str) -> dict[str, str]:
    """Return what a reader of each language is shown of *question*: drafts ask ``title: 日本語 / English``."""
    japanese, _, english = question.partition(" / ")
    subject, colon, _ = japanese.partition(": ")
    if not english:
        return {"question": question, "question_en": question}
    return {"question": japanese, "question_en": f"{subject}{colon}{english}" if colon else english}
