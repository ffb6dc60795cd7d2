"""Answers of a form as a descriptor has them: words of vocabularies, days, contacts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from catalog.infer.named import folded
from catalog.model.form import Form
from catalog.model.text import LocalizedText
from catalog.notation.dates import fiscal_year_period, parse_date, parse_fiscal_year, parse_year_month
from catalog.standards.vocabulary import read_vocabularies

_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_TELEPHONE = re.compile(
    r"(?:(?:電話|TEL|Tel|tel|℡|☎)[:：]?\s*)?\(?0\d{1,4}\)?[-(\s]\d{1,4}[-)\s]\d{3,4}(?:\s*内線\s*\d+)?"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'`「」（）、。]{1,500}")
_ASIDE = re.compile(r"(?:メール(?:アドレス)?|e-?mail|mail|連絡先)[:：]?", re.IGNORECASE)
_OFFICE = re.compile(
    "[課部室係局所館庁署校園院班]|センター|委員会|役場|担当|グループ|チーム|協議会|機構|公社|財団|組合"
)
_AS_OF = re.compile(r"(?:現在|時点)(?:のデータ)?。?$")


def word_id(kind: str, text: str | None) -> str | None:
    """Return the id of the vocabulary *kind* that *text* is, or is the label of, in one language or both."""
    if text is None:
        return None
    labels = _labels(kind)
    return labels.get(folded(text)) or next(
        (labels[f] for part in text.split(" / ") if (f := folded(part)) in labels), None
    )


def word_ids(kind: str, text: str | None) -> tuple[str, ...]:
    """Return the ids of the vocabulary *kind* that are named in *text*: labels as a form joins them, or a list."""
    if text is None:
        return ()
    said, words = folded(text), _words(kind)
    whole = [id for id, label in words.items() if folded(f"{label.ja}{label.en}") in said]
    parts = [word_id(kind, part) for part in re.split(r"[,、，\n]", text)]
    return tuple(dict.fromkeys([*whole, *(id for id in parts if id is not None)]))


def _words(kind: str) -> Mapping[str, LocalizedText]:
    known = read_vocabularies()
    entries: Mapping[str, Mapping[str, LocalizedText]] = {
        "licence": {word.id: word.label for word in known.licences.values()},
        "themes": {word.id: word.label for word in known.themes.values()},
        "frequency": {word.id: word.label for word in known.frequencies.values()},
    }
    return entries[kind]


def _labels(kind: str) -> Mapping[str, str]:
    words = _words(kind)
    return {
        folded(text): id
        for id, label in words.items()
        for text in (f"{label.ja}{label.en}", label.en or id, label.ja, id)
    }


def as_of(text: str | None) -> tuple[str, str] | None:
    """Return the first and last ISO day of the time that *text* names: a day, a month or a year's term (年度)."""
    plain = _AS_OF.sub("", unicodedata.normalize("NFKC", text or "").strip()).strip()
    if not plain or len(plain) > 40:
        return None
    day = parse_date(plain)
    if day is not None:
        return day.isoformat(), day.isoformat()
    term = parse_fiscal_year(plain)
    if term is not None:
        first, last = fiscal_year_period(term)
        return first.isoformat(), last.isoformat()
    month = parse_year_month(plain)
    return (f"{month[0]:04}-{month[1]:02}",) * 2 if month is not None else None


def contact(text: str | None) -> tuple[str | None, str | None]:
    """Return the department and the mail address in *text*; a telephone number isn't kept, it goes out of date."""
    plain = unicodedata.normalize("NFKC", text or "")
    mail = _MAIL.search(plain)
    rest = _ASIDE.sub(" ", _TELEPHONE.sub(" ", _MAIL.sub(" ", plain)))
    department = " ".join(rest.split()).strip(" 　、,。/／()（）:：・-")
    return department[:100] or None, mail[0] if mail else None


def is_office(text: str) -> bool:
    """Return whether *text* may be the name of an office rather than that of a person."""
    return _OFFICE.search(text) is not None or text.isascii()


def sources(text: str | None) -> tuple[Mapping[str, str], ...]:
    """Return the sources that *text* names, one a line, each with its address where it has one."""
    found = []
    for line in (text or "").splitlines()[:10]:
        address = _ADDRESS.search(line)
        title = " ".join(_ADDRESS.sub(" ", line).split()).strip(" 　、,。・-*")[:200]
        if title or address:
            found.append(
                {"title": title or (address[0] if address else "")} | ({"path": address[0]} if address else {})
            )
    return tuple(found)


def keywords(text: str | None) -> tuple[str, ...]:
    """Return the words that *text* lists."""
    parts = re.split(r"[,、，\n;；]", text or "")
    return tuple(dict.fromkeys(word for part in parts if (word := " ".join(part.split())[:50])))[:20]


def line(form: Form, key: str, limit: int = 200) -> str | None:
    """Return the answer in *key* on one line."""
    text = form.told(key)
    return " ".join(text.split())[:limit] or None if text is not None else None
