"""Postal codes and telephone numbers by their shape; text in, text out, every digit kept."""

from __future__ import annotations

import re

from catalog.notation.widths import fold_width

_HYPHENS = str.maketrans(dict.fromkeys("‐‑–—―−ーｰ", "-"))
_POSTAL_CODE = re.compile(r"〒?\s*([0-9]{3}-?[0-9]{4})")
_TELEPHONE = re.compile(
    r"(?:\+81[- ]?\(?0?\)?[0-9]{1,4}|\(0[0-9]{1,4}\)|0[0-9]{1,4})[- ()]*[0-9]{1,4}[- ()]*[0-9]{3,4}"
    r"(?:\s*\(?(?:内線?|ext\.?)\s*[0-9]{1,6}\)?)?"
)
_EXTENSION = re.compile(r"\(?(?:内|ext).*\Z")


def parse_postal_code(text: str) -> str | None:
    """Return a postal code (郵便番号) in half-width characters, with or without its hyphen as written, or ``None``."""
    match = _POSTAL_CODE.fullmatch(fold_width(text).translate(_HYPHENS))
    return match[1] if match else None


def parse_telephone(text: str) -> str | None:
    """Return a Japanese telephone number in half-width characters, divided as it was written, or ``None``.

    At least one mark or a leading zero tells it from other numbers; ten or eleven digits, nine or ten after +81.
    """
    folded = fold_width(text).translate(_HYPHENS)
    if _TELEPHONE.fullmatch(folded) is None or folded.count("(") != folded.count(")"):
        return None
    return folded if derive_e164(folded) is not None else None


def derive_e164(telephone: str) -> str | None:
    """Return a telephone number as ``+81862345678``, without an extension; ``None`` for a wrong count of digits."""
    digits = re.sub("[^0-9]", "", _EXTENSION.sub("", telephone))
    digits = digits.removeprefix("81").removeprefix("0") if telephone.startswith("+") else digits[1:]
    return f"+81{digits}" if len(digits) in (9, 10) else None
