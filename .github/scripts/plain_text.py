"""Text from outside made harmless in Markdown: no markup, no mention, no link, no control character."""

from __future__ import annotations

import re
import unicodedata

MAX_BODY = 60_000
"""GitHub cuts a comment at 65,536 characters."""

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-!|~$&])")
_MENTION = re.compile(r"(@)|(#)(?=[\w-])|(:)(?=[a-z0-9_+-]+(?::|$))|(GH)(?=-[0-9])", re.IGNORECASE)
_LANGUAGE = re.compile("(?<=[A-Za-z])@\u2060en(?![\\w.@-])")
"""The end of keys such as ``title@en``, which people copy: after a letter it mentions nobody, without a dot it is no
mail address."""
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp|www)(?=[:.])")
_JOINER = "\u2060"
"""WORD JOINER: takes no room, and what has it inside is neither a mention nor a link."""


def one_line(text: object, limit: int = 300) -> str:
    """Return *text* on one line, without characters that can't be seen or that turn the direction of writing."""
    kept = "".join(" " if char.isspace() else char for char in str(text)[: limit * 2])
    kept = "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = " ".join(kept.split())
    return kept if len(kept) <= limit else f"{kept[:limit]}…"


def escape(text: object, limit: int = 300) -> str:
    """Return *text* so that Markdown shows it as it is, on one line."""
    plain = _ADDRESS.sub(rf"\1{_JOINER}", one_line(text, limit))
    unlinked = _LANGUAGE.sub("@en", _MENTION.sub(rf"\g<0>{_JOINER}", plain))
    return _MARKUP.sub(r"\\\1", unlinked)


def code(text: object, limit: int = 200) -> str:
    """Return *text* as code in Markdown, which nothing in it can end."""
    return f"`{one_line(text, limit).replace('`', 'ˋ') or ' '}`"


def folded(summary: str, lines: list[str]) -> list[str]:
    """Return *lines* of Markdown folded under *summary*."""
    return ["<details>", f"<summary>{summary}</summary>", "", *lines, "", "</details>"]


def cut(text: str) -> str:
    """Return *text* as far as GitHub takes it."""
    return text if len(text) <= MAX_BODY else f"{text[:MAX_BODY]}\n\n…"
