"""What a heading says of the numbers and texts below it."""

from __future__ import annotations

import re

from catalog.infer.headings import heading_key


def _pattern(text: str) -> re.Pattern[str]:
    """Return the pattern of keys, in which a long vowel mark is a hyphen: see heading_key."""
    return re.compile(text.replace("ー", "-"))


_CODES = _pattern(
    r"(?:番号|コード|記号|順位|順番|順序|連番|通番|通し番号|ページ|頁|枝番|曜日|丁目|番地|号室)$"
    r"|(?:^|_|開始|終了|発生|表示|区分内の)(?:月|日|時|分|回|次|号|版|順)$"
    r"|(?:^|[_ -])(?:no|id|code|number|key|page|order|rank|index|seq|version|month|day|fid|gid|objectid)$"
    r"|^(?:no|id|番)(?=[_.-])|^#|^[a-z]{1,3}id$|コード_"
)
_COORDINATES = _pattern(
    "緯度|経度|北緯|東経|座標|latitude|longitude|easting|northing|(?:^|[_-])(?:lat|lon|lng|long|x|y)(?=$|[_-])"
)
_YEARS = re.compile(r"年度?(?:$|_)|^西暦|^和暦|(?:^|[_ -])(?:fiscal_?)?year(?:$|[_ -])")
_TIMES = re.compile("年|月|日|時点|期間|date|year|month|time|period")
_FISCAL = re.compile("年度|fiscal")
_NOT_ADDED = _pattern(
    "率|割合|比$|比率|構成比|平均|単価|密度|指数|偏差|気温|水温|温度|湿度|水位|標高|高さ|幅|長さ|口径|濃度|中央値|最大|最小|最高|最低"
    "|地価|価格|順位|年齢|倍|%|％|average|mean|rate|ratio|share|percent|density|index|price|median|height|level"
)
_VAGUE = frozenset(
    {"値", "数値", "数量", "値_数値", "目標値", "実績値", "基準値", "現状値", "value", "observation_value", "obs_value"}
)
_UNITS = frozenset({"単位", "unit", "units", "単位名"})
_SERIAL = re.compile(r"(?:^|_)(?:指標|項目|区分名|indicator|item)(?:名)?$")
_ENGLISH = re.compile(r"(?:_英語|_英字|_英語表記|英語|_en|_english)_?$")
_DEMOGRAPHIC = _pattern(
    "^(?:年齢|年代|年齢(?:区分|階級|階層|別|層|各歳|_.{1,6})|5歳階級|性別?|男女別?|国籍(?:_?地域)?|男女|age|age_?group|sex|gender|nationality)$"
)
_KNOWN_UNITS = _pattern(
    r"人|世帯|戸|件|台|箇所|か所|ヶ所|カ所|個|本|棟|軒|回|円|千円|百万円|億円|万円|m|km|㎞|cm|mm|㎡|m2|平方メートル|km2|㎢|ha|ヘクタール|kg|t|トン"
    r"|千トン|l|kl|m3|㎥|%|％|℃|度|時間|分|日|kwh|mwh|席|冊|床|点|株|頭|名|校|園|社|団体|事業所|人_?km2"
)


def is_code_heading(heading: str) -> bool:
    """Return whether numbers under *heading* name or order something: 番号, 施設コード, ページ."""
    return _CODES.search(heading_key(heading)) is not None


def is_coordinate_heading(heading: str) -> bool:
    """Return whether numbers under *heading* are coordinates."""
    return _COORDINATES.search(heading_key(heading)) is not None


def is_year_heading(heading: str) -> bool:
    """Return whether whole numbers under *heading* may be years or fiscal years."""
    return _YEARS.search(heading_key(heading)) is not None


def is_fiscal_heading(heading: str) -> bool:
    """Return whether years under *heading* are fiscal years (年度)."""
    return _FISCAL.search(heading_key(heading)) is not None


def is_time_heading(heading: str) -> bool:
    """Return whether texts under *heading* may be times."""
    return _TIMES.search(heading_key(heading)) is not None


def can_be_added(heading: str) -> bool:
    """Return whether a sum of the numbers under *heading* says something: never of rates, means and prices."""
    return _NOT_ADDED.search(heading_key(heading)) is None


def is_vague_heading(heading: str) -> bool:
    """Return whether *heading* says nothing of what its numbers count: another column does."""
    return heading_key(heading) in _VAGUE


def is_unit_heading(heading: str) -> bool:
    """Return whether the texts under *heading* are units of the numbers beside."""
    return heading_key(heading) in _UNITS


def is_indicator_heading(heading: str) -> bool:
    """Return whether the texts under *heading* say what the numbers beside count, in each row something else."""
    return _SERIAL.search(heading_key(heading)) is not None


def is_demographic_heading(heading: str) -> bool:
    """Return whether the texts under *heading* divide people into groups: 年齢, 性別."""
    return _DEMOGRAPHIC.fullmatch(heading_key(heading)) is not None


def english_of(heading: str) -> str | None:
    """Return the heading whose values those under *heading* say in English: 名称 of 名称_英語; ``None`` for others."""
    found = _ENGLISH.search(heading)
    return heading[: found.start()] if found and found.start() else None


def unit_in_heading(heading: str) -> str | None:
    """Return the unit that stands in brackets at the end of *heading*: ``㎡`` of ``面積（㎡）``."""
    match = re.search(r"[(（\[［【]([^()（）\[\]［］【】]{1,8})[)）\]］】]\s*$", heading)
    if match is None:
        return None
    return match[1] if _KNOWN_UNITS.fullmatch(heading_key(match[1]).strip("_")) else None
