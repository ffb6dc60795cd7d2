"""Which cells are never quoted: those that may be about a person."""

from __future__ import annotations

import re
import unicodedata

from catalog.findings import HIDDEN

__all__ = ["HIDDEN", "is_personal"]

_HEADINGS = re.compile(
    "氏名|姓名|人名|名字|ふりがな|フリガナ|担当|代表者|責任者|管理者|申請者|届出者|本人|世帯主|保護者|所有者|続柄|生年月日|年齢|性別|国籍|本籍"
    "|住所|所在地|番地|郵便|電話|携帯|連絡先|ファックス|ファクス|メール|アドレス|個人番号|マイナンバー|口座|免許|障害|病|備考"
    "|tel|fax|phone|mobile|mail|address|birth|full.?name|person|contact|owner|account|note",
    re.IGNORECASE,
)
_POSTS = re.compile(
    "理事長|院長|園長|校長|所長|館長|会長|社長|代表取締役|委員|議員|名簿|representative|director|president|principal",
    re.IGNORECASE,
)
"""Posts: what stands under them, or follows them in a cell, is a person's name."""
_BLANKS = re.compile(r"\s+")
_VALUES = re.compile(r"@|(?<![0-9.])[0-9]{10,}|[0-9]{2,5}[-(（) ）][0-9]{1,4}[-)） ][0-9]{3,4}")


def is_personal(heading: str, value: str) -> bool:
    """Return whether *value* under *heading* may be about a person; rather too often than once too rarely."""
    label = _BLANKS.sub("", unicodedata.normalize("NFKC", heading))
    text = unicodedata.normalize("NFKC", value)
    if _HEADINGS.search(label) is not None or _POSTS.search(label) is not None:
        return True
    return _VALUES.search(text) is not None or _POSTS.match(text.lstrip()) is not None
