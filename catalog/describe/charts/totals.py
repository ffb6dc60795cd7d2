"""Rows that sum up others: drawn or added beside them they would count everything twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_TOTAL = re.compile(
    r"(?:総|合|小|累)?計|(?:総)?合計|総数|総額|全体|全[国県市区町村域地][域区]?|(?:男女)計|男女総数|計\(.*\)|.*(?:合計|小計|総計|総数|累計)(?:\(.*\))?"
    r"|.*[市区町村県郡部国島域他]計|その他計|(?:grand[ -]?|sub-?)?totals?|all|overall|whole(?: city)?|sum"
)
_LEAST_ROWS = 4


def is_total(text: str) -> bool:
    """Return whether *text* names a row that sums up others: 合計, 市計, Total."""
    return _TOTAL.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()) is not None


def totals_among(texts: Iterable[str]) -> list[str]:
    """Return those of *texts* that name totals; none where all do."""
    known = list(dict.fromkeys(texts))
    found = [text for text in known if is_total(text)]
    return found if len(found) < len(known) else []


def hidden_total(values: Sequence[float | None]) -> int | None:
    """Return the position of the first or last value if it is the sum of all the others, whatever it is called."""
    given = [value for value in values if value is not None]
    if len(given) < _LEAST_ROWS or min(given) < 0 or max(given) == 0:
        return None
    whole = sum(given)
    for place in (0, len(values) - 1):
        value = values[place]
        if value is not None and value > 0 and abs(2 * value - whole) <= 1e-9 * whole:
            return place
    return None
