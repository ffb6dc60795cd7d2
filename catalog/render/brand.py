"""The site's name in the header, which is broken between words on narrow screens."""

from __future__ import annotations

import re

from markupsafe import Markup

_PLACES = re.compile(
    "(?<=[のとや])(?=[ァ-ヶ一-鿿A-Za-z])|(?<=.)(?=オープンデータ)|(?<=.)(?=カタログ|ポータル|サイト|ライブラリ|プラットフォーム)"
)
"""Where a line may end in a Japanese name; browsers know no words in a run of katakana."""


def render_brand(name: str) -> Markup:
    """Return *name* with a ``<wbr>`` wherever one of its Japanese words may begin a line."""
    return Markup("<wbr>").join(_PLACES.split(name))
