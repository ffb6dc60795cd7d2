"""The topic categories of ISO 19115, by which national and foreign clearing houses sort layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from catalog.model.text import LocalizedText


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic category (MD_TopicCategoryCode).

    Attributes:
        id: As ISO 19139 writes it: ``planningCadastre``.
        jmp: Its number in JMP 2.0: ``015``.
    """

    id: str
    label: LocalizedText
    jmp: str


TOPIC_OF_THEME: Mapping[str, str] = {
    "land-weather": "environment",
    "population": "society",
    "labour": "society",
    "agriculture": "farming",
    "mining-manufacturing": "economy",
    "commerce": "economy",
    "economy": "economy",
    "housing": "planningCadastre",
    "energy-water": "utilitiesCommunication",
    "transport-tourism": "transportation",
    "ict": "utilitiesCommunication",
    "education-culture": "society",
    "administration": "society",
    "safety-environment": "environment",
    "welfare-health": "health",
    "international": "society",
    "other": "society",
}
"""The category for each of the catalog's themes, where the descriptor names none: every record must have one."""


@cache
def read_topics() -> Mapping[str, Topic]:
    """Return all categories by id, in the order of the standard."""
    text = (files("catalog") / "standards" / "topics.yaml").read_text("utf-8")
    entries = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return {raw["id"]: Topic(raw["id"], LocalizedText(raw["ja"], raw["en"]), raw["jmp"]) for raw in entries}
