"""Headings and cells that name an age group, or one of the sexes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.infer.headings import heading_key

_AGE = re.compile(
    r"(?P<from>[0-9]{1,3})(?:(?:歳|才)?(?:-(?P<to>[0-9]{1,3})?)?(?:歳|才)?(?P<more>以上|\+|-)?|(?P<plus>\+))"
)
_SEXED = re.compile(
    r"(?:(?P<sex_first>男性?|女性?)_?)?(?P<age>[0-9]{1,3}[^男女]*?)(?:の|_)?(?P<sex>男性?|女性?)?(?:人口|数|\(人\)|_人)*"
)
MALE, FEMALE = "male", "female"
_SEXES = {
    **dict.fromkeys(
        ("男", "男性", "男子", "男性人口", "男人口", "男性数", "male", "males", "men", "m", "人口_男", "男性_人"), MALE
    ),
    **dict.fromkeys(
        ("女", "女性", "女子", "女性人口", "女人口", "女性数", "female", "females", "women", "f", "人口_女", "女性_人"),
        FEMALE,
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class AgeGroup:
    """Ages from the first to the last year of life that is meant, the last ``None`` for all above."""

    first: int
    last: int | None


def parse_age(text: str) -> AgeGroup | None:
    """Return the age group that *text* is, such as ``0-4歳``, ``85歳以上``, ``12歳`` or ``100+``; or ``None``."""
    match = _AGE.fullmatch(heading_key(text))
    if match is None:
        return None
    first, last = int(match["from"]), match["to"]
    if last is not None:
        return AgeGroup(first, int(last)) if first <= int(last) <= 150 and not match["more"] else None
    is_open = match["more"] or match["plus"] or "-" in heading_key(text)
    return AgeGroup(first, None if is_open else first) if first <= 130 else None


def parse_sex(text: str) -> str | None:
    """Return whether *text* means men (:data:`MALE`) or women (:data:`FEMALE`)."""
    return _SEXES.get(heading_key(text))


def parse_age_of_sex(heading: str) -> tuple[AgeGroup, str] | None:
    """Return age group and sex of a heading such as ``0-4歳の男性``, ``男_85歳以上``."""
    match = _SEXED.fullmatch(heading_key(heading))
    if match is None or bool(match["sex_first"]) == bool(match["sex"]):
        return None
    age = parse_age(match["age"].strip("_"))
    return (age, MALE if (match["sex"] or match["sex_first"]).startswith("男") else FEMALE) if age else None
