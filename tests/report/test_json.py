from __future__ import annotations

import json
from typing import Any

from catalog.codes import CODES, REMAINDER
from catalog.findings import Finding, Location, Severity
from catalog.report.json import render_json

FINDINGS = [
    Finding("no-keywords", Location("datasets/machi/a/datapackage.yaml", line=1, column=1)),
    Finding("not-integer", Location("datasets/machi/a/x.csv", row=3, field="人口", cell="B3"), {"value": "12人"}),
    Finding("site-file-missing", Location("datasets/catalog.yaml")),
]


def render(findings: list[Finding]) -> dict[str, Any]:
    value = json.loads(render_json(findings, 29))
    assert isinstance(value, dict)
    return value


def test_the_shape_is_the_documented_one() -> None:
    found = render(FINDINGS)
    assert list(found) == ["$schema", "version", "summary", "findings"]
    assert found["version"] == 1
    assert found["summary"] == {
        "errors": 2,
        "warnings": 0,
        "notices": 1,
        "datasets": {"checked": 29, "with_errors": 1},
    }
    assert found["findings"][2] == {
        "code": "not-integer",
        "severity": "error",
        "location": {"path": "datasets/machi/a/x.csv", "row": 3, "field": "人口", "cell": "B3"},
        "params": {"value": "12人"},
        "message": {"ja": "「12人」は整数ではありません。", "en": "“12人” isn't a whole number."},
        "hint": found["findings"][2]["hint"],
        "page": {"ja": "/ja/findings/not-integer/", "en": "/en/findings/not-integer/"},
    }
    assert set(found["findings"][2]["hint"]) == {"ja", "en"}


def test_findings_are_in_reading_order_whatever_order_they_came_in() -> None:
    assert render_json(FINDINGS, 29) == render_json(FINDINGS[::-1], 29)
    assert [item["location"]["path"] for item in render(FINDINGS)["findings"]] == [
        "datasets/catalog.yaml",
        "datasets/machi/a/datapackage.yaml",
        "datasets/machi/a/x.csv",
    ]


def test_an_empty_report_has_the_same_shape() -> None:
    assert render([]) == {
        "$schema": "/schemas/findings-1.schema.json",
        "version": 1,
        "summary": {"errors": 0, "warnings": 0, "notices": 0, "datasets": {"checked": 29, "with_errors": 0}},
        "findings": [],
    }


def test_severities_are_those_of_the_codes() -> None:
    words = {severity.value for severity in Severity}
    findings = [Finding(code.id, Location("a"), dict.fromkeys(code.params, "x")) for code in CODES.values()]
    findings = [finding for finding in findings if finding.code != REMAINDER]
    findings.append(Finding(REMAINDER, Location("a"), {"rule": "L1-06", "count": "9,900"}))
    found = render(findings)["findings"]
    assert {item["severity"] for item in found} == words
    assert all(item["severity"] == CODES[item["code"]].severity.value for item in found)
