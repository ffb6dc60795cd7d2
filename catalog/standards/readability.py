"""The government's rules on machine readability, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from catalog.model.text import LocalizedText


class Weight(Enum):
    """How much a rule counts within its level."""

    FATAL = "fatal"
    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


class Seen(Enum):
    """Who can see whether a rule is kept."""

    PROGRAM = "program"
    PARTLY = "partly"
    """A program sees some of what breaks it; the rest is for a person."""
    CHANGES = "changes"
    """A program, when it compares two editions; nothing is known of one alone."""
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class ReadabilityRule:
    """One of the 30 rules of 行政データにおける機械可読性に関するルール (2026).

    Attributes:
        id: ``L1-01`` … ``L3-09``; its first digit is the level.
        former_id: Number in the rules of 2020, or ``None``.
        is_counted: Whether the government's sample checker counts it.
        codes: The findings that tell that it is broken.
    """

    id: str
    former_id: str | None
    weight: Weight
    title: LocalizedText
    is_counted: bool
    seen: Seen
    codes: frozenset[str]

    @property
    def level(self) -> int:
        """1, 2 or 3."""
        return int(self.id[1])


@cache
def read_readability_rules() -> Mapping[str, ReadabilityRule]:
    """Return the rules by id, in their order."""
    text = files("catalog.standards").joinpath("readability-rules.yaml").read_text("utf-8")
    rules = (
        ReadabilityRule(
            id=item["id"],
            former_id=item.get("former"),
            weight=Weight(item["weight"]),
            title=LocalizedText(item["ja"], item["en"]),
            is_counted=item.get("left_out") != "true",
            seen=Seen(item.get("seen", "program")),
            codes=frozenset({item["id"], *item.get("codes", ())}),
        )
        for item in yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    )
    return MappingProxyType({rule.id: rule for rule in rules})
