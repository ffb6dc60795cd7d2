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
        text = HIDDEN if is_personal("", _LANGUAGE.sub("", question)) else shown(question, 200)
        node.findings.append(Finding("todo-left", Location(path, line=line, column=column), {"question": text}))
        asked |= {ASKED_BY_TODO.get(question.partition(":")[0])} if column == 1 else set()
    node.findings[:] = [finding for finding in node.findings if finding.code not in asked]
