"""Very small numbers of people in statistics on matters that nobody wants to be recognised by."""

from __future__ import annotations

import re

from catalog.check.examined import Column, Examined
from catalog.findings import Findings

_SENSITIVE = re.compile(
    r"感染|患者|罹患|発症|死因|自殺|自死|生活保護|被保護|障害者|障がい者|手帳|要介護|要支援|虐待|不登校|犯罪被害|DV|難病|妊娠|中絶|外国籍"
)
_COUNT = re.compile(r"人数|件数|者数|世帯数|数$|人$|\(人\)|\(件\)")
_NOT_PEOPLE = re.compile(
    r"施設|病院|定員|病床|ベッド|設置|車|台数|トイレ|便器|駐車|スロープ|年度|割合|率|コード|番号|電話"
)
_SMALL = r"^[1-4](?:\.0+)?\s*(?:人|件|名)?$"


def check_small_counts(examined: Examined) -> Findings:
    """Return the columns of sensitive counts in which a few are so small that people may be recognised.

    Codes: small-count.
    """
    title = examined.resource.title.ja
    return tuple(finding for column in examined.columns for finding in _check(column, title))


def _check(column: Column, title: str) -> Findings:
    subject = f"{title} {column.heading}"
    if not _SENSITIVE.search(subject) or not _COUNT.search(column.heading) or _NOT_PEOPLE.search(column.heading):
        return ()
    count = column.count(_SMALL)
    return (column.remark("small-count", count=f"{count:,}"),) if count else ()
