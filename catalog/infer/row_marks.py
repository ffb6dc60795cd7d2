"""Words and signs by which people know a note, a total, a unit or a heading when they see one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from catalog.infer.cell_kinds import SPACE, CellKind, cell_kind, fold

_FOOTNOTE = re.compile(
    r"※|\*\s*\S|[(\[【]?\s*(?:注|註|注記|注釈|注意|備考|出典|出所|資料|資料元|参考|凡例|補足)\s*(?:\d+|[一二三四五])?\s*(?:[)\]】]|[:.、，]|\s|$)"
    r"|注\d|\*\d|(?:作成|更新|調査|最終更新)(?:日|者|課)?\s*[:]|(?:問合せ?|問い合わせ|お問い合わせ|連絡先|担当課?)(?:先|窓口)?\s*(?:[:]|$)"
    r"|(?:notes?|sources?)\s*[:\d]|以上$|(?:[-‐] ?\d+ ?[-‐]|\d+ ?/ ?\d+ ?(?:ページ|頁)?|p\.? ?\d+"
    r"|(?:ページ|頁|page) ?\d+(?: ?/ ?\d+)?|\d+ ?(?:ページ|頁)目?)$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"[■□◆◇●○◎▼▽▲△★☆【《〈<(\[]|第\s*[\d一二三四五六七八九十]+\s*[章節部編]|[ⅠⅡⅢⅣⅤIV]+[.．\s]|\d+[.．)]\s*\D"
)
_NOTE_ABOVE = re.compile(r"単位|現在$|時点$|現在[)\]]|時点[)\]]|作成|更新|公表|調べ|課$|部$|[:]")
_OFFICE = re.compile(r"[課部]$")
_DATE_OF_DATA = re.compile(r"\(?(?:\d|元|[一二三四五六七八九十]).*(?:現在|時点)\)?$")
_UNIT_WORDS = (
    "人|名|世帯|戸|件|円|千円|万円|百万円|億円|兆円|%|‰|歳|年|月|日|時|時間|分|秒|回|台|箇所|か所|カ所|ヶ所|所|校|園|棟|本|個|枚|冊|点|"
    "基|頭|羽|匹|席|床|室|店|社|団体|組|区画|隻|着|通|便|度|倍|位|両|丁|筆|区|トン|キロ|リットル|メートル|"
    "k?m2?3?|km2|ha|a|cm|mm|mm/h|m/s|t|kg|g|mg|ml|l|kl|kw|kwh|mwh|ppm|db|hpa|℃|°c|°|t-co2|人/km2|人/世帯"
)
_UNIT = re.compile(
    rf"[(\[]?(?:単位[:]?)?(?:{_UNIT_WORDS})[)\]]?|[(\[](?:単位[:]?)?[^()\[\]\d]{{1,8}}[)\]]|単位[:].+", re.IGNORECASE
)
_HEADING_WORD = re.compile(
    r".*(?:名|名称|番号|コード|住所|所在地|場所|位置|緯度|経度|座標|電話|備考|区分|種別|種類|分類|品目|項目|内容|説明|概要|年月日|"
    r"年度|日付|年齢|人数|件数|総数|面積|人口|世帯数?|割合|率|額|有無|時間|時刻|曜日|カナ|かな|ふりがな|よみ|ローマ字|英語|地区|"
    r"対象|区域|リンク|方書|階数|定員|標高|fax|url|id|no\.?|№)(?:[(_].*)?",
    re.IGNORECASE,
)
_ENGLISH_HEADING = re.compile(
    r"(?:.*[ _-])?(?:id|no|name|code|lat|lng|lon|latitude|longitude|address|tel|phone|date|year|month|url|type|value|"
    r"count|number|note|title|city|pref|status|category|total)",
    re.IGNORECASE,
)
_NAME_OF_NAMES = re.compile(
    r"(?:項目|区分|種別|分類|内容|列|属性|見出し|フィールド|データ|指標|要素|事項)(?:名称?)?|名称|名前|キー|key|name|item|field|column|label|property",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"#?[A-Za-z][A-Za-z0-9 _.:/()-]*")
_DATA_TYPE = re.compile(
    r"(?:xsd?:)?(?:string|integer|int|number|float|double|decimal|boolean|bool|date|datetime|dateTime|time|year|text|anyURI|any)"
    r"|文字列?|数値|数字|整数|小数|日付|日時|半角.{0,6}|全角.{0,6}|必須|任意|推奨|◎|○",
    re.IGNORECASE,
)
_TOTAL_WORDS = ("合計", "総計", "小計", "総数", "計", "累計", "総合計", "県計", "市計", "total", "Total", "TOTAL")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GAPS = ("", " ", "  ", "\u3000", "\u3000\u3000", "\u3000\u3000\u3000")
_BRACKETS = (("", ""), ("【", "】"), ("（", "）"), ("(", ")"), ("＜", "＞"), ("", "\u3000"), ("\u3000", ""))


def total_spellings() -> list[str]:
    """Return the ways in which a total alone in its cell is written: ``計``, ``合　計``, ``【合計】`` and the like."""
    spread = {gap.join(word) for word in _TOTAL_WORDS for gap in (_GAPS if not word.isascii() else ("",))}
    return sorted(f"{left}{word}{right}" for word in spread for left, right in _BRACKETS)


def is_footnote(text: str) -> bool:
    """Return whether *text* begins like a note below a table: ``※``, ``注1``, ``出典：`` and the like."""
    return _FOOTNOTE.match(fold(text)) is not None


def is_remark(text: str) -> bool:
    """Return whether *text* is a note beyond doubt, where 備考 and 資料 could be headings."""
    return fold(text).startswith(("※", "*", "注)", "(注")) or cell_kind(text) is CellKind.LONG


def is_section_mark(text: str) -> bool:
    """Return whether *text* begins like a heading between rows: ``【北区】``, ``■ 公民館``, ``第1章`` and the like."""
    return _SECTION.match(fold(text)) is not None


def is_note_above(text: str) -> bool:
    """Return whether *text* is what stands above tables beside the title: a date, a unit, an office."""
    return _NOTE_ABOVE.search(fold(text)) is not None


def is_office(text: str) -> bool:
    """Return whether *text* ends as offices do, and as parts of a town do as well: ``総務部``, ``東部``."""
    return _OFFICE.search(fold(text)) is not None


def is_date_of_data(text: str) -> bool:
    """Return whether *text* says how old the data are: ``令和6年4月1日現在``."""
    return _DATE_OF_DATA.search(fold(text)) is not None


def is_unit(text: str) -> bool:
    """Return whether *text* is a unit: ``（人）``, ``千円``, ``単位：％``."""
    return _UNIT.fullmatch(fold(text)) is not None


def is_heading_word(text: str) -> bool:
    """Return whether *text* ends as headings do and names of things hardly ever do."""
    folded = " ".join(fold(text).split())
    if _ENGLISH_HEADING.fullmatch(folded):
        return True
    return len(folded) <= 30 and _HEADING_WORD.fullmatch(folded.replace(" ", "")) is not None


def is_name_of_names(text: str) -> bool:
    """Return whether *text* is the heading of a column of names of other things: ``項目``, ``列名``, ``key``."""
    return _NAME_OF_NAMES.fullmatch(fold(text).replace(" ", "")) is not None


def is_identifier(text: str) -> bool:
    """Return whether *text* is a name for programs, or plain English."""
    return _IDENTIFIER.fullmatch(text.strip(SPACE)) is not None


def is_data_type(text: str) -> bool:
    """Return whether *text* says what a column holds, as in the second row of templates: ``string``, ``必須``."""
    return _DATA_TYPE.fullmatch(fold(text)) is not None


def is_counting(cells: Sequence[str]) -> bool:
    """Return whether *cells* count the columns: 1, 2, 3 … or ①, ②, ③ … or (1), (2), (3) or A, B, C and the like."""
    numbers = [fold(cell).strip("()[]<>") for cell in cells]
    counted = [str(count) for count in range(1, len(numbers) + 1)]
    return len(numbers) >= 3 and (numbers == counted or numbers == list(_LETTERS[: len(numbers)]))


def is_progression(cells: Sequence[str]) -> bool:
    """Return whether *cells* are whole numbers that go up or down evenly, as years and months in headings do."""
    numbers = [fold(cell) for cell in cells]
    if len(numbers) < 2 or not all(number.isascii() and number.isdigit() and len(number) <= 4 for number in numbers):
        return False
    values = [int(number) for number in numbers]
    steps = {after - before for before, after in pairwise(values)}
    return len(steps) == 1 and 0 not in steps and (is_years(cells) or (len(values) >= 3 and steps == {1}))


def is_years(cells: Sequence[str]) -> bool:
    """Return whether all *cells* can be years of the calendar since 1868."""
    numbers = [fold(cell) for cell in cells]
    return all(
        len(number) == 4 and number.isascii() and number.isdigit() and "1868" <= number <= "2100" for number in numbers
    )


def has_heading_kind(text: str) -> bool:
    """Return whether *text* could stand in a heading: words, or a year, month or day."""
    return cell_kind(text) in (CellKind.TEXT, CellKind.PERIOD, CellKind.DATE)
