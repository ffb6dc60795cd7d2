"""The words of others that the graph refers to, with what they are: who reads it offline needn't look them up.

Labels of the EU's themes are those of the Publications Office; the Japanese ones, and all others, are our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.model.text import LocalizedText
from catalog.model.vocabulary import Vocabularies
from catalog.publish.dcat.distribution import PROTOCOLS
from catalog.publish.dcat.graph import Node, iri, node, texts
from catalog.publish.dcat.terms import (
    AUTHORITY,
    CRS84,
    IANA,
    PREFIXES,
    PUBLISHER_TYPE,
    REFERENCE_SYSTEM,
    RESOURCE_TYPE,
)

_THEMES = {
    "AGRI": ("農業・漁業・林業・食品", "Agriculture, fisheries, forestry and food"),
    "ECON": ("経済・財政", "Economy and finance"),
    "EDUC": ("教育・文化・スポーツ", "Education, culture and sport"),
    "ENER": ("エネルギー", "Energy"),
    "ENVI": ("環境", "Environment"),
    "GOVE": ("政府・公共部門", "Government and public sector"),
    "HEAL": ("健康", "Health"),
    "INTR": ("国際", "International issues"),
    "JUST": ("司法・法制度・公共の安全", "Justice, legal system and public safety"),
    "REGI": ("地域・都市", "Regions and cities"),
    "SOCI": ("人口・社会", "Population and society"),
    "TECH": ("科学・技術", "Science and technology"),
    "TRAN": ("交通", "Transport"),
}
_CONCEPTS = {
    f"{AUTHORITY}/planned-availability/STABLE": ("安定して提供", "stable"),
    f"{AUTHORITY}/distribution-status/COMPLETED": ("完成", "completed"),
    f"{RESOURCE_TYPE}/dataset": ("データセット", "Spatial data set"),
    f"{PUBLISHER_TYPE}/LocalAuthority": ("市区町村", "Local authority"),
    f"{PUBLISHER_TYPE}/RegionalAuthority": ("都道府県", "Regional authority"),
    REFERENCE_SYSTEM: ("空間参照系", "Spatial reference system"),
}


def vocabulary_nodes(vocabularies: Vocabularies) -> Iterator[Node]:
    """Yield every word of a closed vocabulary that a dataset may have, with its class."""
    yield node(
        f"{AUTHORITY}/data-theme",
        ("skos:ConceptScheme",),
        texts("dct:title", LocalizedText("EUのデータ分野", "EU data themes")),
    )
    for code, labels in _THEMES.items():
        scheme = [("skos:inScheme", iri(f"{AUTHORITY}/data-theme"))]
        yield node(
            f"{AUTHORITY}/data-theme/{code}", ("skos:Concept",), texts("skos:prefLabel", LocalizedText(*labels)), scheme
        )
    for address, labels in _CONCEPTS.items():
        yield node(address, ("skos:Concept",), texts("skos:prefLabel", LocalizedText(*labels)))
    formats = [kind.eu for kind in vocabularies.file_types.values() if kind.eu]
    media_types = [*(kind.media_type for kind in vocabularies.file_types.values()), "application/octet-stream"]
    yield from _typed("dct:MediaTypeOrExtent", f"{AUTHORITY}/file-type", formats)
    yield from _typed("dct:MediaType", IANA, media_types)
    yield from _typed(
        "dct:Frequency", f"{AUTHORITY}/frequency", (each.eu for each in vocabularies.frequencies.values())
    )
    yield from _typed("dct:LinguisticSystem", f"{AUTHORITY}/language", ("JPN", "ENG"))
    yield from _typed("dct:RightsStatement", f"{AUTHORITY}/access-right", ("PUBLIC",))
    yield node(f"{PREFIXES['spdx']}checksumAlgorithm_sha256", ("spdx:ChecksumAlgorithm",))
    for address in (CRS84, *PROTOCOLS.values()):
        yield node(address, ("dct:Standard",))


def _typed(type: str, base: str, codes: Iterable[str]) -> Iterator[Node]:
    return (node(f"{base}/{code}", (type,)) for code in dict.fromkeys(codes))
