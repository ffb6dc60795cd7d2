"""A mapping of a descriptor on its way from raw to typed: gives values, collects what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import urlsplit

from catalog.check.words import nearest
from catalog.findings import Finding, shown
from catalog.model.marked import MarkedYaml
from catalog.model.text import EASY, LocalizedText

_T = TypeVar("_T")
_E = TypeVar("_E", bound=Enum)

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_PARTIAL_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", re.ASCII)
_UNSAFE_IN_URL = re.compile(r"[\s\x00-\x1f\x7f\"'<>\\^`{|}]")


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping at *pointer* in a YAML file.

    Attributes:
        findings: Shared by all nodes of a file.
    """

    source: MarkedYaml
    pointer: str
    value: Mapping[str, Any]
    findings: list[Finding] = field(default_factory=list)

    def report(self, code: str, key: str | None = None, /, **params: str) -> None:
        """Add a finding at *key* of this mapping, or at the mapping itself."""
        self.report_at(code, self.pointer if key is None else self.pointer_to(key), **params)

    def report_at(self, code: str, pointer: str, /, **params: str) -> None:
        """Add a finding at *pointer*."""
        self.findings.append(Finding(code, self.source.location(pointer), params))

    def pointer_to(self, key: str) -> str:
        """Return the JSON Pointer of *key*."""
        return f"{self.pointer}/{key.replace('~', '~0').replace('/', '~1')}"

    def has(self, key: str) -> bool:
        """Return whether *key* has a value."""
        return self.value.get(key) is not None

    def check_keys(self, known: Collection[str], instead: Mapping[str, str] | None = None) -> None:
        """Report keys that aren't *known*; *instead* names standard keys that this catalog can't honour.

        What stands under such a key in *instead* is the one to use; where that is ``""``, there is none.

        Codes: unknown-key, key-not-supported, key-refused.
        """
        for key in self.value:
            if instead is not None and instead.get(key):
                self.report("key-not-supported", key, key=key, instead=instead[key])
            elif instead is not None and key in instead:
                self.report("key-refused", key, key=key)
            elif key not in known:
                self.report("unknown-key", key, key=shown(key), candidates=nearest(key, known))

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Return the text at *key* without spaces around it.

        Codes: key-missing, expected-text.
        """
        value = self.value.get(key)
        if isinstance(value, dict | list):
            self.report("expected-text", key, key=key)
            return None
        text = value.strip() if isinstance(value, str) else ""
        if not text and required:
            self.report("key-missing", key if key in self.value else None, key=key)
        return text or None

    def localized(self, key: str, *, required: bool = False, has_easy: bool = False) -> LocalizedText | None:
        """Return the texts at *key*, *key*``@en`` and, with *has_easy*, *key*``@ja-x-easy``.

        ``None`` where the Japanese one isn't there.

        Codes: key-missing, expected-text, only-english.
        """
        japanese = self.text(key, required=required)
        english = self.text(f"{key}@en")
        if japanese is None:
            if english is not None and not required:
                self.report("only-english", f"{key}@en", key=key)
            return None
        return LocalizedText(japanese, english, self.text(f"{key}@{EASY}") if has_easy else None)

    def items(self, key: str) -> list[Any]:
        """Return the list at *key*, empty where there is none.

        Codes: expected-list.
        """
        value = self.value.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.report("expected-list", key, key=key)
            return []
        return value

    def items_quietly(self, key: str) -> list[Any]:
        """Return the list at *key*, saying nothing where it is none."""
        value = self.value.get(key)
        return value if isinstance(value, list) else []

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of the list at *key*, each once.

        Codes: expected-list, expected-text, repeated-item.
        """
        found: dict[str, None] = {}
        for index, item in enumerate(self.items(key)):
            pointer = f"{self.pointer_to(key)}/{index}"
            if not isinstance(item, str) or not item.strip():
                self.report_at("expected-text", pointer, key=key)
            elif item.strip() in found:
                self.report_at("repeated-item", pointer, key=key, value=shown(item.strip()))
            else:
                found[item.strip()] = None
        return tuple(found)

    def node(self, key: str) -> Node | None:
        """Return the mapping at *key*.

        Codes: expected-mapping.
        """
        value = self.value.get(key)
        if value is None:
            return None
        return self._node(value, self.pointer_to(key), key)

    def nodes_quietly(self, key: str) -> list[Node]:
        """Return the mappings of the list at *key*, saying nothing of what is none."""
        items = enumerate(self.items_quietly(key))
        return [
            Node(self.source, f"{self.pointer_to(key)}/{index}", item, self.findings)
            for index, item in items
            if isinstance(item, dict)
        ]

    def nodes(self, key: str) -> list[Node]:
        """Return the mappings of the list at *key*.

        Codes: expected-list, expected-mapping.
        """
        base = self.pointer_to(key)
        found = [self._node(item, f"{base}/{index}", key) for index, item in enumerate(self.items(key))]
        return [node for node in found if node is not None]

    def _node(self, value: Any, pointer: str, key: str) -> Node | None:
        if not isinstance(value, dict):
            self.report_at("expected-mapping", pointer, key=key)
            return None
        return Node(self.source, pointer, value, self.findings)

    def parsed(self, key: str, parse: Callable[[str], _T | None], code: str) -> _T | None:
        """Return what *parse* makes of the text at *key*; where it makes nothing of it, report *code*."""
        text = self.text(key)
        if text is None:
            return None
        parsed = parse(text)
        if parsed is None:
            self.report(code, key, key=key, value=shown(text))
        return parsed

    def word(
        self,
        key: str,
        words: Mapping[str, _T],
        code: str = "unknown-word",
        meanings: Mapping[str, str] | None = None,
    ) -> _T | None:
        """Return what the word at *key* stands for in *words*, or report *code* with the closest words.

        *meanings* tells which word people may mean who write something else.
        """
        text = self.text(key)
        if text is None or text in words:
            return words[text] if text is not None else None
        self.report(code, key, key=key, value=shown(text), candidates=nearest(text, words, meanings))
        return None

    def member(self, key: str, kind: type[_E]) -> _E | None:
        """Return the member of *kind* that is written at *key*.

        Codes: unknown-word.
        """
        return self.word(key, {str(member.value): member for member in kind})

    def day(self, key: str) -> date | None:
        """Return the day at *key*.

        Codes: bad-date.
        """
        return self.parsed(key, parse_day, "bad-date")

    def url(self, key: str) -> str | None:
        """Return the web address at *key*; nothing but http and https ever reaches a page.

        Codes: bad-url.
        """
        return self.parsed(key, parse_web_url, "bad-url")

    def email(self, key: str) -> str | None:
        """Return the mail address at *key*.

        Codes: bad-email.
        """
        return self.parsed(key, lambda text: text if _EMAIL.fullmatch(text) else None, "bad-email")

    def whole(self, key: str) -> int | None:
        """Return the whole number at *key*.

        Codes: expected-whole-number.
        """
        return self.parsed(key, parse_whole, "expected-whole-number")


def parse_day(text: str) -> date | None:
    """Return the day that *text* writes as ``2020-03-31``, or ``None``."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_partial_date(text: str) -> str | None:
    """Return *text* if it is a day, a month (``2020-03``) or a year, or ``None``."""
    return text if _PARTIAL_DATE.fullmatch(text) or parse_day(text) is not None else None


def parse_number(text: str) -> float | None:
    """Return the number that *text* writes in plain digits, with a decimal point or not, or ``None``."""
    return float(text) if _NUMBER.fullmatch(text) else None


def parse_whole(text: str) -> int | None:
    """Return the whole number that *text* writes in plain digits, or ``None``."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,15}", text, re.ASCII) else None


def parse_web_url(text: str) -> str | None:
    """Return *text* if it is an absolute http or https address, or ``None``."""
    if len(text) > 2_000 or _UNSAFE_IN_URL.search(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and host and "." in host.strip(".") else None
