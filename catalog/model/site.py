"""The catalog itself and the bodies that share it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from catalog.model.ids import MunicipalityCode, Slug
from catalog.model.inventory import Target
from catalog.model.text import LocalizedText


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs the catalog and answers for what it compiled itself."""

    name: LocalizedText
    url: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """``datasets/catalog.yaml``: what is set once for a whole catalog.

    Attributes:
        site_url: Absolute, ends with ``/``; the base of canonical addresses and identifiers.
        repository_url: Web address of the git repository, without a final ``/``; ``None`` hides edit and report links.
        key_colour: Name of a hue among the design system's tokens.
    """

    title: LocalizedText
    description: LocalizedText
    site_url: str
    repository_url: str | None
    key_colour: str
    operator: Operator


class MunicipalityKind(Enum):
    """Kinds of local government (地方公共団体の種類)."""

    PREFECTURE = "prefecture"
    DESIGNATED_CITY = "designated-city"
    CORE_CITY = "core-city"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    SPECIAL_WARD = "special-ward"


@dataclass(frozen=True, slots=True)
class Municipality:
    """A body that publishes data: a municipality or a prefecture (``municipality.yaml``).

    Attributes:
        id: Folder name and address.
        kana: Reading in hiragana, for sorting in Japanese.
        prefecture: JIS X 0401, two digits as text.
        reviewers: Who is asked to review changes of its data, as the host of the repository names them: a team, a
            user (both with ``@``) or a mail address.
        is_fictitious: It is invented as an example, and so is all its data.
        targets: What it has set itself; not in ``repr``, which the keys of its datasets are made of.
    """

    id: Slug
    code: MunicipalityCode
    name: LocalizedText
    kana: str
    kind: MunicipalityKind
    prefecture: str
    homepage: str | None
    description: LocalizedText | None
    reviewers: tuple[str, ...] = ()
    is_fictitious: bool = False
    targets: tuple[Target, ...] = field(default=(), repr=False)
