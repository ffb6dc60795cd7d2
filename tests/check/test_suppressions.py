"""Exceptions that a person has looked at: golden case ``suppressions`` shows the rest."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from catalog.check import suppressions
from catalog.check.node import Node
from catalog.check.suppressions import apply_suppressions, parse_suppressions
from catalog.codes import Code
from catalog.findings import Finding, Location, Severity
from catalog.model.suppression import Suppression
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


def test_what_is_only_counted_is_set_aside_with_the_rest() -> None:
    place = Location("datasets/a/b/c.csv", field="電話番号")
    told = Finding("personal-mobile-number", place)
    counted = Finding("more-in-column", place, {"rule": "personal-mobile-number", "count": "9,900"})
    other = Finding("more-in-column", place, {"rule": "L1-06", "count": "9"})
    until = date(2027, 3, 31)
    exception = Suppression("personal-mobile-number", None, "電話番号", "業務用", until, "商工課", place)
    dataset: Any = SimpleNamespace(suppressions=(exception,), descriptor={})
    assert apply_suppressions([told, counted, other], dataset, "datasets/a/b", until) == (other,)
