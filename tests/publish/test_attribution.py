from __future__ import annotations

import pytest

from catalog.model.dataset import Publication, Source
from catalog.model.text import LocalizedText
from catalog.publish.attribution import attribution, licence_name
from tests.publish.factory import CITY, SITE, VOCABULARIES, make_dataset

IDENTIFIER = "https://catalog.example/id/okayama-city/ward-offices"
BY = "https://creativecommons.org/licenses/by/4.0/"


def test_what_the_body_published_names_the_body() -> None:
    dataset = make_dataset()
    assert attribution(dataset, CITY, SITE, "ja") == (
        f"「区役所一覧」（岡山市、{IDENTIFIER}）をCC BY 4.0（{BY}）のもとで利用しています。"
    )
    assert attribution(dataset, CITY, SITE, "en") == (
        f"“Ward offices” by Okayama City ({IDENTIFIER}), used under CC BY 4.0 ({BY})."
    )


def test_what_was_compiled_names_the_operator_and_the_sources() -> None:
    sources = (Source(LocalizedText("計画", "Plan")), Source(LocalizedText("台帳")))
    dataset = make_dataset(publication=Publication.COMPILED, sources=sources)
    assert attribution(dataset, CITY, SITE, "ja") == (
        f"「区役所一覧」（編集チームが「計画」「台帳」から作成、{IDENTIFIER}）を"
        f"CC BY 4.0（{BY}）のもとで利用しています。"
    )
    assert attribution(dataset, CITY, SITE, "en") == (
        f"“Ward offices”, compiled by Editors from “Plan” and “台帳” ({IDENTIFIER}), used under CC BY 4.0 ({BY})."
    )


def test_what_was_compiled_from_nothing_named_still_names_the_operator() -> None:
    dataset = make_dataset(publication=Publication.COMPILED, sources=())
    assert "（編集チームが作成、" in attribution(dataset, CITY, SITE, "ja")
    assert ", compiled by Editors (" in attribution(dataset, CITY, SITE, "en")


@pytest.mark.parametrize(
    ("licence", "ja", "en"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "CC BY 4.0"),
        ("CC-BY-2.1-JP", "CC BY 2.1 JP", "CC BY 2.1 JP"),
        ("CC0-1.0", "CC0 1.0", "CC0 1.0"),
        ("ODC-BY-1.0", "ODC-By 1.0", "ODC-By 1.0"),
        ("ODbL-1.0", "ODbL 1.0", "ODbL 1.0"),
        ("PDL-1.0", "公共データ利用規約（第1.0版）", "Public Data License (Version 1.0)"),
    ],
)
def test_a_licence_is_called_what_people_call_it(licence: str, ja: str, en: str) -> None:
    dataset = make_dataset(licence=VOCABULARIES.licences[licence])
    assert (licence_name(dataset.licence, "ja"), licence_name(dataset.licence, "en")) == (ja, en)
