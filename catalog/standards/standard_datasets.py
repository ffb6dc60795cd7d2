"""The municipal standard datasets (自治体標準オープンデータセット) as data, from the YAML file beside this module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from catalog.model.text import LocalizedText

Edition = Literal["new", "old"]
Requirement = Literal["required", "recommended", "optional"]


@dataclass(frozen=True, slots=True)
class StandardColumn:
    """A column that a standard dataset defines.

    Attributes:
        heading: As the standard writes it.
        english_name: The official English key, where it is known to be right.
        label_en: Our own translation, for display.
        requirement: ``None`` where the standard's 区分 isn't known for certain.
        type: Frictionless field type.
        choices: The only values that the standard allows; ``""`` among them where an empty cell means something.
        variants: Other spellings that published files have.
        former_heading: The heading in its place in the old edition; ``None`` where it is the same, or new.
    """

    heading: str
    english_name: str | None
    label_en: str
    requirement: Requirement | None
    type: str
    choices: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    former_heading: str | None = None


@dataclass(frozen=True, slots=True)
class StandardDataset:
    """One edition of a standard dataset.

    Attributes:
        id: With hyphens, the same in both editions: ``fire-hydrant``.
        edition: ``new`` (正式版) or ``old`` (推奨データセット).
        number: Two digits as in the definition books: ``14``.
        version: Which definition the columns are from.
        file_slug: For the recommended file name, ``{6-digit code}_{slug}.csv``.
        is_order_known: The columns stand in the order of the definition; otherwise only the set is certain.
    """

    id: str
    edition: Edition
    number: str
    title: LocalizedText
    version: str
    file_slug: str
    is_order_known: bool
    columns: tuple[StandardColumn, ...]


@cache
def read_standard_datasets() -> tuple[StandardDataset, ...]:
    """Return all editions of all standard datasets, new ones first."""
    text = (files("catalog") / "standards" / "standard-datasets.yaml").read_text("utf-8")
    # BaseLoader keeps every scalar as text: the heading `NO` never becomes false.
    book = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    types = {heading: name for name, headings in book["types"].items() for heading in headings}
    former = {new: old for old, new in book["renamed"].items()}
    return tuple(_dataset(raw, book, types, former) for raw in book["datasets"])


def find_standard_dataset(id: str, edition: str) -> StandardDataset | None:
    """Return the *edition* (``new`` or ``old``) of the standard dataset *id*, or ``None``."""
    matches = (standard for standard in read_standard_datasets() if (standard.id, standard.edition) == (id, edition))
    return next(matches, None)


def defining_edition(id: str) -> StandardDataset:
    """Return the edition of the standard *id* that holds today: the new one, or the old one where there is no other.

    Raises:
        ValueError: There is no such standard.
    """
    found = find_standard_dataset(id, "new") or find_standard_dataset(id, "old")
    if found is None:
        raise ValueError(f"no standard dataset {id!r}")
    return found


def _dataset(
    raw: Mapping[str, Any], book: Mapping[str, Any], types: Mapping[str, str], former: Mapping[str, str]
) -> StandardDataset:
    def column(heading: str) -> StandardColumn:
        return StandardColumn(
            heading,
            english_name=book["keys"].get(heading),
            label_en=book["labels"][heading],
            requirement=_requirement(heading, raw),
            type=types.get(heading, "string"),
            choices=_choices(heading, raw, book["choices"]),
            variants=tuple(book["variants"].get(heading, ())),
            former_heading=former.get(heading) if raw["edition"] == "new" else None,
        )

    return StandardDataset(
        id=raw["id"],
        edition=raw["edition"],
        number=raw["number"],
        title=LocalizedText(raw["ja"], raw["en"]),
        version=raw["version"],
        file_slug=raw["file_slug"],
        is_order_known=raw["order_verified"] == "yes",
        columns=tuple(column(heading) for heading in _flat(raw["columns"])),
    )


def _requirement(heading: str, raw: Mapping[str, Any]) -> Requirement | None:
    if "required" not in raw:
        return None
    if heading in raw["required"]:
        return "required"
    return "recommended" if heading in raw.get("recommended", ()) else "optional"


def _choices(heading: str, raw: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    # Some headings, such as 種別, have another list of choices in each dataset, or one known of one edition only.
    id, edition = raw["id"], raw["edition"]
    found = (
        entry["values"]
        for entry in entries
        if heading in entry["headings"]
        and id in entry.get("datasets", (id,))
        and edition in entry.get("editions", (edition,))
    )
    return tuple(next(found, ()))


def _flat(items: Sequence[Any]) -> Iterator[str]:
    """Yield headings; a group of them that several datasets share is a list in the list."""
    for item in items:
        yield from ([item] if isinstance(item, str) else item)
