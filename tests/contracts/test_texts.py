"""Every text for people is there in Japanese and in English, and every finding code has all of its texts."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.codes import CODES
from catalog.model.text import LANGS
from tests.contracts.source import ROOT_PATH, modules

LOCALE_PATH = ROOT_PATH / "catalog" / "locale"
FILES = sorted({path.name for path in LOCALE_PATH.glob("*/*.yaml")})
PARTS = {"title", "message", "hint", "looks_for", "why", "bad", "good", "source"}
KANA = re.compile("[\u3041-\u30fe]")


def read_texts(lang: str, name: str) -> dict[str, Any]:
    """Return a locale file as it was written."""
    value = yaml.load((LOCALE_PATH / lang / name).read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(value, dict)
    return value


def leaves(value: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield ``(key, text)`` for each text, nested keys joined by ``/``."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{prefix}/{key}")
    else:
        yield prefix, value


def placeholders(text: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


SHORTENED = re.compile("(?:フォルダ|ブラウザ|エディタ|サーバ|ユーザ|フィルタ|パラメータ|ヘッダ|フッタ)(?!ー)")
"""Words that we write with a mark for their long vowel at the end, as official documents do."""
WRITTEN = ("catalog/commands", "catalog/load/schemas", "catalog/locale", "docs/ja", ".github")
"""Where Japanese stands that people read."""


def test_a_word_has_one_spelling() -> None:
    files = [path for place in WRITTEN for path in (ROOT_PATH / place).rglob("*")]
    ours = [path for path in files if path.suffix in {".yaml", ".yml", ".md", ".json", ".py"}]
    told = {path: SHORTENED.findall(path.read_text("utf-8")) for path in [*ours, ROOT_PATH / "README.md"]}
    assert {str(path.relative_to(ROOT_PATH)): words for path, words in told.items() if words} == {}


def test_there_are_texts() -> None:
    assert {"findings.yaml", "interface.yaml"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_both_languages_have_the_same_keys_in_the_same_order(name: str) -> None:
    ja, en = ([key for key, _ in leaves(read_texts(lang, name))] for lang in LANGS)
    assert ja == en


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FILES)
def test_no_key_is_written_twice(lang: str, name: str) -> None:
    node = yaml.compose((LOCALE_PATH / lang / name).read_text("utf-8"), Loader=yaml.BaseLoader)
    pending, twice = [node], []
    while pending:
        current = pending.pop()
        if isinstance(current, yaml.MappingNode):
            keys = [key.value for key, _ in current.value]
            twice += [key for key in set(keys) if keys.count(key) > 1]
            pending += [value for _, value in current.value]
    assert twice == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FILES)
def test_no_text_is_empty(lang: str, name: str) -> None:
    assert [key for key, text in leaves(read_texts(lang, name)) if not text] == []


@pytest.mark.parametrize("name", FILES)
def test_both_languages_use_the_same_placeholders(name: str) -> None:
    ja, en = (dict(leaves(read_texts(lang, name))) for lang in LANGS)
    # Examples and sources may show braces that stand for themselves.
    keys = [key for key in ja if key.rpartition("/")[2] not in {"bad", "good", "source", "looks_for", "why"}]
    assert {key: placeholders(ja[key]) for key in keys} == {key: placeholders(en[key]) for key in keys}


@pytest.mark.parametrize("name", FILES)
def test_english_is_english(name: str) -> None:
    texts = {key: text for key, text in leaves(read_texts("en", name)) if key.rpartition("/")[2] not in {"bad", "good"}}
    # Terms may be quoted in Japanese; a text in which most characters are kana was not translated.
    assert [key for key, text in texts.items() if len(KANA.findall(text)) * 2 > len(text)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_has_texts_and_every_text_a_code(lang: str) -> None:
    texts = read_texts(lang, "findings.yaml")
    assert set(texts) == set(CODES)
    assert {code: set(parts) for code, parts in texts.items()} == dict.fromkeys(CODES, PARTS)


@pytest.mark.parametrize("lang", LANGS)
def test_texts_use_only_what_their_code_gives(lang: str) -> None:
    texts = read_texts(lang, "findings.yaml")
    unknown = {
        code.id: names
        for code in CODES.values()
        for part in ("title", "message", "hint")
        if (names := placeholders(texts[code.id][part]) - set(code.params))
    }
    assert unknown == {}


def test_the_registry_knows_each_code_by_its_id() -> None:
    assert [key for key, code in CODES.items() if key != code.id] == []
    assert [key for key in CODES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|L[1-3]-\d\d", key)] == []


def emitted_codes() -> dict[str, Path]:
    """Return every code that a ``Finding`` is made with as a literal, with the module that makes it."""
    return {
        node.args[0].value: module.path
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Finding"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_emitted_code_is_registered() -> None:
    assert {code: path.name for code, path in emitted_codes().items() if code not in CODES} == {}


def test_every_registered_code_is_emitted() -> None:
    literals = {
        node.value
        for module in modules()
        if module.name != "catalog.codes"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(CODES) - literals) == []
