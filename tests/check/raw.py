"""Raw descriptors for tests."""

from __future__ import annotations

from typing import Any

from catalog.load.marked_yaml import parse_marked_yaml
from catalog.model.marked import MarkedYaml

DESCRIPTOR = """\
name: facilities
title: 施設一覧
title@en: Facilities
description: 施設の一覧です。
description@en: List of facilities.
licenses: [{name: CC-BY-4.0}]
publisher: {department: 総務課, email: somu@city.example.jp}
themes: [administration]
keywords: [施設]
keywords@en: [facility]
accrualPeriodicity: annual
issued: 2025-04-01
modified: 2025-04-01
temporal: {start: 2024-04, end: 2025-03-31}
spatial: 032018
sources: [{title: 施設台帳, section: 3ページ}]
aliases: [old-facilities]
resources:
  - name: list
    path: list.csv
    encoding: Shift_JIS
    schema:
      fields:
        - {name: 番号, title@en: Number, type: integer, constraints: {required: true, minimum: 1, enum: [1, 02]}}
        - {name: 名称, title@en: Name, constraints: {minLength: 1, pattern: "[0-9]{6}"}}
        - {name: 面積, type: number, constraints: {maximum: 0.5}}
        - {name: 日, type: date, constraints: {minimum: 2020-01-01}}
      primaryKey: 番号
      foreignKeys: [{fields: 番号, reference: {fields: 番号}}]
"""


def parsed(text: str) -> MarkedYaml:
    """Return *text*, which has to be right, as raw values."""
    raw, findings = parse_marked_yaml(text, "datasets/machi/facilities/datapackage.yaml")
    assert raw is not None and findings == ()
    return raw


def marked(value: Any) -> MarkedYaml:
    """Return raw values without marks."""
    return MarkedYaml("datasets/machi/facilities/datapackage.yaml", value, {})
