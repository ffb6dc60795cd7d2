"""A finding in words."""

from __future__ import annotations

from catalog.findings import HIDDEN, Finding, Location, visible
from catalog.i18n import finding_texts, report_texts
from catalog.model.text import Lang


def resolve_title(code: str, lang: Lang) -> str:
    """Return what kind of mistake *code* is."""
    return finding_texts(lang)[code]["title"]


def resolve_message(finding: Finding, lang: Lang) -> str:
    """Return what is wrong, with the values of *finding*; in English ``x_en`` stands for ``x`` where there is one.

    Why a value isn't there, where it may be about a person, is said as well.
    """
    params = dict(finding.params)
    if lang == "en":
        params |= {name.removesuffix("_en"): text for name, text in params.items() if name.endswith("_en")}
    message = visible(finding_texts(lang)[finding.code]["message"].format(**params))
    is_hidden = any(HIDDEN in text for text in finding.params.values())
    return message + report_texts(lang)["value_hidden"] if is_hidden else message


def resolve_hint(code: str, lang: Lang) -> str:
    """Return what to do about it; the same for all findings of a code, because its page says it, too."""
    return finding_texts(lang)[code]["hint"]


def page_uri(code: str, lang: Lang) -> str:
    """Return the address of the page that explains *code*, from the site's root."""
    return f"/{lang}/findings/{code}/"


_RECORD_FILES = (".json", ".ndjson", ".jsonl")
"""Files of records: no program shows them with numbered rows and lettered columns."""


def resolve_place(location: Location, lang: Lang) -> str:
    """Return the place within its file as people find it: ``セル C12「種別」``; empty for the file as a whole.

    In a file of records it is ``11件目「種別」``: the names stand for headings, so that the first record is row 2.
    """
    words = report_texts(lang)
    is_record = location.row is not None and location.path.lower().endswith(_RECORD_FILES)
    row, cell = (None, None) if is_record else (location.row, location.cell)
    parts = [
        ("sheet", location.sheet),
        ("record", location.row - 1 if is_record and location.row and location.row > 1 else None),
        ("row", row if cell is None else None),
        ("line", location.line if location.row is None else None),
        ("pointer", location.pointer if location.line is None and location.row is None else None),
    ]
    found = [words[key].format(value=visible(str(value))) for key, value in parts if value is not None]
    if location.field is not None:
        key = "field" if cell is not None else "field_alone"
        found.append(words[key].format(cell=cell, value=visible(location.field)))
    elif cell is not None:
        found.append(words["cell"].format(cell=cell))
    return words["join"].join(found)
