"""Texts of findings: what the contracts don't say of them."""

from __future__ import annotations

import re

import pytest

from catalog.codes import CODES
from catalog.findings import Finding, Location
from catalog.i18n import finding_texts
from catalog.i18n.finding_words import resolve_message, resolve_place
from catalog.model.text import LANGS, Lang

JAPANESE_END = re.compile(r"(です|ます|ません|ました|でした|ください|[」』）])。?$|：\S*$|[）}]$")


@pytest.mark.parametrize("lang", LANGS)
def test_hints_have_no_placeholders_because_pages_show_them_too(lang: Lang) -> None:
    assert [code for code, texts in finding_texts(lang).items() if "{" in texts["hint"]] == []


@pytest.mark.parametrize("lang", LANGS)
def test_titles_are_short(lang: Lang) -> None:
    limit = 32 if lang == "ja" else 60
    assert [texts["title"] for texts in finding_texts(lang).values() if len(texts["title"]) > limit] == []


def test_japanese_is_polite() -> None:
    texts = finding_texts("ja")
    sentences = [
        (code, sentence)
        for code, parts in texts.items()
        for part in ("message", "hint", "looks_for", "why")
        for sentence in parts[part].split("。")
        if sentence
    ]
    rude = [item for item in sentences if re.search(r"(である|だ|する|ない|った|ろ|せよ)$", item[1])]
    assert rude == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_param_is_told(lang: Lang) -> None:
    """A param that no text uses is noise; ``key`` may go without where the place tells it."""
    for code in CODES.values():
        text = finding_texts(lang)[code.id]["message"]
        told = {"key", *(f"{name}_en" for name in code.params)}  # x_en stands for x in English
        untold = [name for name in code.params if "{" + name + "}" not in text and name not in told]
        assert untold == [], code.id


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_values_stay_values(lang: Lang) -> None:
    finding = Finding("not-integer", Location("a"), {"value": "{other} {0} %s \x1b[0m"})
    assert "{other} {0} %s \\x1b[0m" in resolve_message(finding, lang)


def test_records_have_no_cells() -> None:
    """JSON has neither numbered rows nor lettered columns: the first record is the row below the names."""
    place = Location("datasets/a/b/c.json", row=3, field="緯度", cell="B3")
    assert resolve_place(place, "ja") == "2件目の記録 項目「緯度」"
    assert resolve_place(place, "en") == "record 2 column “緯度”"
    assert resolve_place(Location("datasets/a/b/c.json", row=1), "ja") == ""
    assert resolve_place(Location("datasets/a/b/c.json", line=4), "ja") == "4行目"
