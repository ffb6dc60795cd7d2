"""Exceptions that a person has looked at: golden case ``suppressions`` shows the rest."""

from __future__ import annotations

import pytest

from catalog.check import suppressions
from catalog.check.node import Node
from catalog.check.suppressions import parse_suppressions
from catalog.codes import Code
from catalog.findings import Severity
from tests.check.raw import parsed

PERSONAL = Code("fictitious-personal", Severity.ERROR, "privacy")
TEXT = """
suppressions:
  - {code: fictitious-personal, reason: 公開用の番号, until: 2999-12-31}
  - {code: fictitious-personal, reason: 公開用の番号, until: 2999-12-31, section: 商工課}
"""


def test_personal_information_needs_the_name_of_a_section(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppressions, "CODES", {PERSONAL.id: PERSONAL})
    raw = parsed(TEXT)
    node = Node(raw, "", raw.value)
    assert [item.section for item in parse_suppressions(node)] == ["商工課"]
    assert [(found.code, found.location.pointer) for found in node.findings] == [
        ("suppression-without-section", "/suppressions/0")
    ]
