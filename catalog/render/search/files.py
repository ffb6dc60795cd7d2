"""The files that a browser searches in, merged from what is kept of each dataset.

All texts that are short and often shared (titles, keywords, headings, labels) are in one file for each language, each
distinct text once; the words of descriptions are in many small files, of which a search loads those that it needs.
``search/index.json`` tells what there is; its ``version`` is part of the address that a browser asks the others by, and
each file has the digest of the datasets' order, so that files of two editions are never taken for one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from catalog.i18n import interface_texts
from catalog.model.site import Municipality
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.contexts import Contents, DatasetEntry, SearchEntry
from catalog.render.downloads import file_type_words
from catalog.render.search.folding import token_shard
from catalog.standards.prefectures import prefecture_of
from catalog.standards.search_words import read_search_words, standard_titles
from catalog.standards.vocabulary import read_vocabularies

FOLDER = "search"
INDEX_URI = f"{FOLDER}/index.json"
WORDS_PREFIX = "search_js_"
"""Texts whose key begins so are for the browser."""
CARD_COUNT = 16
"""Summaries in one file."""
KINDS = ("keywords", "columns", "labels", "departments")
"""The kinds of short texts, in the order in which the browser knows them."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A dataset with what it is found by; their order is that of the datasets' numbers."""

    entry: DatasetEntry
    search: SearchEntry


def render_search_files(contents: Contents) -> dict[str, bytes]:
    """Return the files of the search by '/'-relative address."""
    found = [_Found(each, each.search) for each in sorted(contents.entries, key=lambda each: each.id) if each.search]
    order = hashlib.sha256("\n".join(str(each.entry.id) for each in found).encode()).hexdigest()[:8]
    shard_count = text_shard_count(len(found))
    files = {f"{FOLDER}/synonyms.json": _json(_synonyms()), f"{FOLDER}/easy.json": _json(_easy_names(found, contents))}
    for lang in LANGS:
        files[f"{FOLDER}/interface/{lang}.json"] = _json(_interface(lang))
        files[f"{FOLDER}/{lang}.json"] = _json({"order": order, **_texts(found, lang)})
        for number, start in enumerate(range(0, len(found), CARD_COUNT)):
            cards = [each.search.summaries.get(lang, "") for each in found[start : start + CARD_COUNT]]
            files[f"{FOLDER}/summaries/{lang}/{number}.json"] = _json({"order": order, "summaries": cards})
    for number, words in enumerate(_text_shards(found, shard_count)):
        files[f"{FOLDER}/words/{number}.json"] = _json({"order": order, "words": words})
    facts = {"order": order, "shards": shard_count, "cards": CARD_COUNT, **_facts(found, contents)}
    digest = hashlib.sha256(_json(facts))
    for uri, content in files.items():
        digest.update(f"\n{uri}\0".encode() + content)
    return {INDEX_URI: _json({"version": digest.hexdigest()[:10], **facts}), **files}


def text_shard_count(dataset_count: int) -> int:
    """Return the number of files for the words of descriptions: a power of two, so that each stays at a few KB."""
    count = 16
    while count * 16 < dataset_count and count < 512:
        count *= 2
    return count


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode()


def _interface(lang: Lang) -> dict[str, str]:
    """Return what the search says to people."""
    texts = interface_texts(lang)
    said = {key.removeprefix(WORDS_PREFIX): text for key, text in texts.items() if key.startswith(WORDS_PREFIX)}
    return said | {key: texts[key] for key in ("colon", "comma", "only_japanese")}


def _easy_names(found: Sequence[_Found], contents: Contents) -> dict[str, str]:
    """Return what datasets and bodies are called in plain Japanese, by what they are called else."""
    titles = {each.search.titles["ja"]: each.search.easy for each in found if each.search.easy}
    return titles | {each.name.ja: each.name.easy for each in contents.municipalities.values() if each.name.easy}


def _synonyms() -> dict[str, Any]:
    vocabulary = read_search_words()
    return {
        "groups": vocabulary.groups,
        "wider": dict(vocabulary.wider),
        "kanji": dict(vocabulary.kanji),
        "stopWords": vocabulary.stop_words,
        "fillers": vocabulary.fillers,
    }


def _texts(found: Sequence[_Found], lang: Lang) -> dict[str, Any]:
    """Return titles and short texts of *lang*: texts by kind, groups of texts that stand together, groups by dataset.

    Most datasets have their columns in common with others, so that their groups are few.
    """
    texts: list[dict[str, int]] = [{} for _ in KINDS]
    groups: list[dict[tuple[int, ...], int]] = [{} for _ in KINDS]
    members: list[list[int]] = [[] for _ in KINDS]
    for each in found:
        for kind, values in enumerate(_short_texts(each.search, lang)):
            numbers = sorted({texts[kind].setdefault(value, len(texts[kind])) for value in values})
            members[kind].append(groups[kind].setdefault(tuple(numbers), len(groups[kind])))
    return {
        "titles": [each.search.titles.get(lang, "") for each in found],
        **(
            {"kana": {at: each.search.kana for at, each in enumerate(found) if each.search.kana}}
            if lang == "ja"
            else {}
        ),
        **{
            name: {"texts": list(texts[kind]), "groups": [_gaps(group) for group in groups[kind]], "of": members[kind]}
            for kind, name in enumerate(KINDS)
        },
    }


def _short_texts(search: SearchEntry, lang: Lang) -> tuple[tuple[str, ...], ...]:
    department = search.departments.get(lang)
    return (
        search.keywords.get(lang, ()),
        search.columns.get(lang, ()),
        search.labels.get(lang, ()),
        (department,) if department else (),
    )


def _text_shards(found: Sequence[_Found], count: int) -> list[dict[str, list[int]]]:
    """Return for each file its words with the numbers of their datasets, as gaps."""
    numbers: dict[str, list[int]] = {}
    for number, each in enumerate(found):
        for word in each.search.words:
            numbers.setdefault(word, []).append(number)
    shards: list[dict[str, list[int]]] = [{} for _ in range(count)]
    for word in sorted(numbers):
        shards[token_shard(word, count)][word] = _gaps(numbers[word])
    return shards


def _gaps(numbers: Sequence[int]) -> list[int]:
    """Return the first of ascending *numbers* and the steps to the others, which compress well."""
    return [*numbers[:1], *(after - before for before, after in pairwise(numbers))]


def _facts(found: Sequence[_Found], contents: Contents) -> dict[str, Any]:
    """Return what results are filtered and sorted by: the vocabularies in use, and a column for each fact."""
    vocabularies = read_vocabularies()
    bodies = sorted(contents.municipalities.values(), key=lambda each: each.code)
    body_numbers = {each.id: number for number, each in enumerate(bodies)}
    themes = _Numbers(contents.themes)
    formats, licences, standards = (
        _Numbers(vocabularies.file_types),
        _Numbers(vocabularies.licences),
        _Numbers(standard_titles()),
    )
    titles = standard_titles()
    merged = {each.standard for each in contents.merged if each.is_published}
    columns = {
        "names": [each.entry.id.name for each in found],
        "bodies": [body_numbers[each.entry.id.municipality] for each in found],
        "themes": [themes.of_all(each.entry.theme_ids) for each in found],
        "formats": [formats.of_all(each.entry.file_types) for each in found],
        "licences": [licences.of(each.search.licence) for each in found],
        "standards": [-1 if each.search.standard is None else standards.of(each.search.standard) for each in found],
        "maps": [int(bool(each.entry.layers)) for each in found],
        "english": [int("en" in each.search.titles) for each in found],
        "modified": [each.entry.modified or "" for each in found],
    }
    return {
        "count": len(found),
        "bodies": [_body(each) for each in bodies],
        "themes": [_labelled(each, contents.themes[each].label) for each in themes.used],
        "formats": [{"id": each, "ja": file_type_words(each), "en": file_type_words(each)} for each in formats.used],
        "licences": [_licence(each) for each in licences.used],
        "standards": [_standard(each, LocalizedText(*titles[each]), merged) for each in standards.used],
        "datasets": columns,
    }


class _Numbers:
    """Numbers words in the order in which they come up; unknown words have none."""

    def __init__(self, known: Mapping[str, object]) -> None:
        self._known = known
        self._numbers: dict[str, int] = {}

    @property
    def used(self) -> Iterable[str]:
        return self._numbers

    def of(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers)) if word in self._known else -1

    def of_all(self, words: Iterable[str]) -> list[int]:
        return [number for word in words if (number := self.of(word)) >= 0]


def _labelled(id: str, label: LocalizedText) -> dict[str, str]:
    return {"id": id, "ja": label.ja, "en": label.en or label.ja}


def _standard(id: str, label: LocalizedText, merged: Container[str]) -> dict[str, Any]:
    """Return a standard dataset, and whether there is one table of all who publish it."""
    return {**_labelled(id, label), **({"merged": 1} if id in merged else {})}


def _licence(id: str) -> dict[str, str]:
    licence = read_vocabularies().licences[id]
    return _labelled(id, LocalizedText(licence.spdx or licence.label.ja, licence.spdx or licence.label.en))


def _body(municipality: Municipality) -> dict[str, Any]:
    prefecture = prefecture_of(municipality.code)
    return {
        "id": municipality.id,
        "code": municipality.code,
        "ja": municipality.name.ja,
        "en": municipality.name.en or municipality.name.ja,
        "kana": municipality.kana,
        **({"fictitious": 1} if municipality.is_fictitious else {}),
        **({"prefecture": [prefecture.name, prefecture.kana, prefecture.english]} if prefecture else {}),
    }
