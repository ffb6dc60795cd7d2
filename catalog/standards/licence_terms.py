"""What licences ask of those who pass data on, from the YAML file beside this module."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class MapMaker:
    """Somebody whose maps data is often taken from.

    Attributes:
        pattern: Found in the texts that name the maker.
        licence: Of the data, or ``None`` where open data can't be made from it without a contract.
    """

    name: str
    pattern: re.Pattern[str]
    licence: str | None


@dataclass(frozen=True, slots=True)
class LicenceTerms:
    """All that is known.

    Attributes:
        terms: By licence: ``attribution``, ``share_alike``, ``non_commercial``, ``no_derivatives``.
        same: By licence with ``share_alike``: others that do instead.
        survey: Found in texts that name maps of 国土地理院.
    """

    terms: Mapping[str, frozenset[str]]
    same: Mapping[str, frozenset[str]]
    makers: tuple[MapMaker, ...]
    survey: re.Pattern[str]


@cache
def read_licence_terms() -> LicenceTerms:
    """Return the terms of all known licences and what the known makers of maps ask."""
    text = (files("catalog") / "standards" / "licence-terms.yaml").read_text("utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return LicenceTerms(
        {id: frozenset(terms) for id, terms in raw["terms"].items()},
        {id: frozenset(others) for id, others in raw["same"].items()},
        tuple(
            MapMaker(entry["name"], re.compile(entry["pattern"], re.IGNORECASE), entry["licence"] or None)
            for entry in raw["makers"]
        ),
        re.compile(raw["survey"]),
    )


def broken_terms(source: str, licence: str) -> tuple[str, ...]:
    """Return the terms of the licence *source* that data under *licence* breaks; none where either isn't known."""
    known = read_licence_terms()
    if source not in known.terms or licence not in known.terms or source == licence:
        return ()
    asked, kept = known.terms[source], known.terms[licence]
    broken: list[str] = [term for term in ("attribution", "non_commercial", "no_derivatives") if term in asked - kept]
    if "share_alike" in asked and licence not in known.same.get(source, ()):
        broken.append("share_alike")
    return tuple(broken)
