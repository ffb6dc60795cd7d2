"""Python regular expressions in the words of the fast engine, wherever both surely mean the same.

Polars' engine has no look-around and other tables of Unicode. A translation accepts a *subset* of what Python accepts:
every part is replaced by an equal or a narrower one, and what can't be is refused. (Look-arounds, back references and
possessive repeats could turn a narrower part into a wider whole; they are refused.)
"""

from __future__ import annotations

import re
import re._parser as sre_parser  # type: ignore[import-not-found]  # The only view of a pattern's structure.
from collections.abc import Callable, Mapping
from typing import Any

MAX_REPEAT = 500

# Letters that Python surely counts as \w: ASCII, hiragana, katakana, 々, the common kanji and full-width digits.
_WORD = "0-9A-Za-z_\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fa5\uff10-\uff19"
_INSIDE = {
    "CATEGORY_DIGIT": "0-9",
    "CATEGORY_SPACE": r"\x09-\x0d\x20\u{3000}",
    "CATEGORY_WORD": _WORD,
    "CATEGORY_NOT_DIGIT": r"\x00-/:-\x7f\u{3041}-\u{3096}\u{30a1}-\u{30fa}\u{4e00}-\u{9fa5}",
    "CATEGORY_NOT_SPACE": r"!-\x7e\u{3041}-\u{3096}\u{30a1}-\u{30fa}\u{4e00}-\u{9fa5}",
    "CATEGORY_NOT_WORD": r"\x00-/:-@\[-\^`\{-\x7f\u{3000}-\u{3003}",
}
_PLACES = {"AT_BEGINNING": r"\A", "AT_BEGINNING_STRING": r"\A", "AT_END": r"\z", "AT_END_STRING": r"\z"}


class NotTranslatable(ValueError):
    """The pattern has a part that the fast engine lacks or reads otherwise."""


def translate_pattern(pattern: str) -> str | None:
    """Return a pattern that matches only cells which ``re.compile(f"^{pattern}$").match`` matches, or ``None``.

    Frictionless puts the pattern between ``^`` and ``$`` as it is: ``a|b`` accepts ``ax``. ``$`` also stands before a
    line break at the end of the cell; here it doesn't.
    """
    try:
        parsed = sre_parser.parse(f"^{pattern}$")
        if parsed.state.flags & ~re.UNICODE:
            return None
        return rf"\A(?:{_sequence(parsed)})"
    except (NotTranslatable, re.error, OverflowError, RecursionError):
        return None


def _sequence(items: Any) -> str:
    return "".join(_item(str(operation), argument) for operation, argument in items)


def _item(operation: str, argument: Any) -> str:
    part = _PARTS.get(operation)
    if part is None:
        raise NotTranslatable(operation)
    return part(argument)


def _literal(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF:
        raise NotTranslatable("lone surrogate")
    return rf"\x{{{code:x}}}"


def _in(items: Any) -> str:
    is_negated = bool(items) and str(items[0][0]) == "NEGATE"
    inside = "".join(_member(str(operation), argument, is_negated) for operation, argument in items[is_negated:])
    return f"[{'^' if is_negated else ''}{inside}]"


def _member(operation: str, argument: Any, is_negated: bool) -> str:
    if operation == "LITERAL":
        return _literal(argument)
    if operation == "RANGE":
        return f"{_literal(argument[0])}-{_literal(argument[1])}"
    # In a negated set a narrower class would make a wider set.
    if operation == "CATEGORY" and not is_negated and str(argument) in _INSIDE:
        return _INSIDE[str(argument)]
    raise NotTranslatable(operation)


def _subpattern(argument: Any) -> str:
    _, added, removed, inner = argument
    if added or removed:
        raise NotTranslatable("flags")
    return f"(?:{_sequence(inner)})"


def _repeat(argument: Any) -> str:
    least, most, inner = argument
    is_open = most == re._constants.MAXREPEAT  # type: ignore[attr-defined]
    if least > MAX_REPEAT or (not is_open and most > MAX_REPEAT):
        raise NotTranslatable("repeat")
    return f"(?:{_sequence(inner)}){{{least},{'' if is_open else most}}}"


def _branch(argument: Any) -> str:
    return f"(?:{'|'.join(_sequence(part) for part in argument[1])})"


def _place(argument: Any) -> str:
    if str(argument) not in _PLACES:
        raise NotTranslatable(str(argument))
    return _PLACES[str(argument)]


_PARTS: Mapping[str, Callable[[Any], str]] = {
    "LITERAL": _literal,
    "NOT_LITERAL": lambda code: f"[^{_literal(code)}]",
    "ANY": lambda _: r"[^\n]",
    "IN": _in,
    "SUBPATTERN": _subpattern,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "BRANCH": _branch,
    "AT": _place,
}
