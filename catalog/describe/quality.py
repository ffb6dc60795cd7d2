"""The quality of a table by the government's rules, from what was found in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from catalog.findings import Finding
from catalog.model.quality import LevelQuality, TableQuality
from catalog.standards.readability import ReadabilityRule, Weight, read_readability_rules

_POINTS = {
    Weight.CRITICAL: {1: 10, 2: 40, 3: 15},
    Weight.MAJOR: {1: 5, 2: 30, 3: 10},
    Weight.MINOR: {1: 2, 2: 10, 3: 5},
}
"""What a broken rule costs, by level. Source: digital-go-jp/machine_readability_rule, sample_app, scoring."""
_ONLY_IN_WORKBOOKS = frozenset({"L1-10", "L1-11", "L1-12", "L1-13", "L2-06"})
_ONLY_IN_TEXT = frozenset({"L1-14", "L1-15"})


def describe_quality(findings: Iterable[Finding], path: str, *, is_workbook: bool) -> TableQuality:
    """Return how far the file at *path* keeps the rules.

    Arguments:
        findings: Of the dataset, those that were set aside with a reason left out.
        path: Of the file, as findings name it.
        is_workbook: Some rules are about workbooks, some about text files only.
    """
    codes = {finding.code for finding in findings if finding.location.path == path}
    elsewhere = _ONLY_IN_TEXT if is_workbook else _ONLY_IN_WORKBOOKS
    rules = [rule for rule in read_readability_rules().values() if rule.id not in elsewhere]
    return TableQuality(tuple(_level(level, rules, codes) for level in (1, 2, 3)))


def _level(level: int, rules: Iterable[ReadabilityRule], codes: Collection[str]) -> LevelQuality:
    own = [rule for rule in rules if rule.level == level]
    broken = [rule for rule in own if not rule.codes.isdisjoint(codes)]
    unseen = [rule for rule in own if rule.needs_person and rule not in broken]
    return LevelQuality(
        level,
        _score(level, broken),
        tuple(rule.id for rule in own if rule not in broken and rule not in unseen),
        tuple(rule.id for rule in broken),
        tuple(rule.id for rule in unseen),
    )


def _score(level: int, broken: Iterable[ReadabilityRule]) -> int:
    counted = [rule for rule in broken if rule.is_counted]
    if any(rule.weight is Weight.FATAL for rule in counted):
        return 0
    return max(0, 100 - sum(_POINTS[rule.weight][level] for rule in counted))
