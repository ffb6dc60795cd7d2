"""What a single cell looks like: enough to tell headings from records, not enough to give it a type."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import lru_cache

SPACE = " \t\r\n\v\f\xa0\u3000\ufeff"
"""What counts as nothing: a cell of spaces looks empty to whoever wrote it."""

LONG_CHARS = 50

_ERA = r"(?:明治|大正|昭和|平成|令和|[MTSHR明大昭平令])\.? ?(?:元|\d{1,2})"
# Units that numbers have in cells and hardly ever in headings, as 人, 歳, 階 and 年 do.
_UNIT = r"[%円件戸]|千円|百万円|億円|トン|t|kg|[ck]?m|mm|k?m2|m3|ha|kl|kwh"
_NUMBER = re.compile(
    rf"(?=\D*\d)[△▲+\-]? ?[¥\\]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d+)? ?(?:{_UNIT})?"
)
_YEAR = rf"(?:(?:18|19|20)\d\d|{_ERA})"
_PERIOD = re.compile(
    rf"{_YEAR} ?年度?|{_ERA}(?:年度)?|(?:{_YEAR} ?年 ?)?\d{{1,2}} ?月(?:分|末)?|{_YEAR} ?[-/.年] ?\d{{1,2}} ?月?"
)
_DATE = re.compile(
    rf"{_YEAR} ?[-/.年] ?\d{{1,2}} ?[-/.月] ?\d{{1,2}} ?日?(?:[ T].*|\(.\))?|\d{{1,2}}/\d{{1,2}}/(?:\d\d|\d{{4}})"
    r"|\d{1,2}月\d{1,2}日(?:\(.\))?"
)
_TIME = re.compile(r"(?:午前|午後)?\d{1,2}(?::\d\d){1,2}|(?:午前|午後)?\d{1,2}時(?:\d\d?分)?")
_CODE = re.compile(
    r"[a-z]+://\S+|www\.\S+|[^\s@]+@[^\s@]+\.[a-z]+"  # addresses
    r"|〒?\d{3}-\d{4}|\+?\(?\d{2,5}\)?[-) ]\(?\d{1,4}\)?-\d{3,4}"  # post and telephone
    r"|[+-]?\d+\.\d+[, ]+[+-]?\d+\.\d+"  # two coordinates
    r"|(?=(?:[^\d]*\d){3})[a-z0-9][a-z0-9._/-]*",  # identifiers
    re.IGNORECASE,
)
_MARK = re.compile(
    r"[○◯〇●◎△▲×✕✖☆★✓レ\-‐―—–ー~…*・./]+|有り?|無し?|あり|なし|不明|可|否|不可|未定|非公開|該当なし|はい|いいえ|n/?a|nan|null|true|false"
    r"|yes|no|[y〃]|同上|対象外|x",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。．!?]\s*\S|。$")


class CellKind(Enum):
    """Kinds of cells; all but BLANK, TEXT and MARK are hardly ever headings."""

    BLANK = "blank"
    NUMBER = "number"
    PERIOD = "period"
    """A year, fiscal year or month: a value in one table, a heading in the next."""
    DATE = "date"
    TIME = "time"
    CODE = "code"
    """Telephone numbers, postal codes, addresses of the web, pairs of coordinates, identifiers."""
    MARK = "mark"
    """○ × － 有 無 and what else stands for yes, no or nothing."""
    LONG = "long"
    TEXT = "text"


def fold(text: str) -> str:
    """Return *text* with full-width letters and digits made half-width, and no spaces around it."""
    if text.isascii():
        return text.strip(SPACE)
    return unicodedata.normalize("NFKC", text).replace("−", "-").replace("－", "-").strip(SPACE)


@lru_cache(maxsize=50_000)
def cell_kind(text: str | None) -> CellKind:
    """Return what *text* looks like."""
    if text is None or len(text) > 4 * LONG_CHARS:
        return CellKind.LONG if text else CellKind.BLANK
    folded = fold(text)
    if not folded:
        return CellKind.BLANK
    if len(folded) <= LONG_CHARS:
        for pattern, kind in _PATTERNS:
            if pattern.fullmatch(folded):
                return kind
    elif _CODE.fullmatch(folded):
        return CellKind.CODE
    return CellKind.LONG if len(folded) > LONG_CHARS or _SENTENCE.search(folded) else CellKind.TEXT


_PATTERNS = (
    (_MARK, CellKind.MARK),  # before numbers, whose digits are all optional: "-" is none
    (_NUMBER, CellKind.NUMBER),
    (_DATE, CellKind.DATE),
    (_PERIOD, CellKind.PERIOD),
    (_TIME, CellKind.TIME),
    (_CODE, CellKind.CODE),
)
