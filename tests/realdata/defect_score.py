"""How many of the defects in the real files are told, and how often a file is blamed for nothing, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from catalog.model.text import Lang, LocalizedText
from tests.realdata.defects import Told

MARKERS = ("<!-- defects:begin -->", "<!-- defects:end -->")
LEAST_SHARE = 0.9

KINDS = {
    "no content": LocalizedText("中身のないファイル", "Files without content"),
    "a workbook called .csv": LocalizedText(".csv という名前のExcelファイル", "Workbooks called .csv"),
    "tabs in a .csv": LocalizedText("タブ区切りの .csv", "Tabs in a .csv"),
    "other rows above the headings": LocalizedText("見出しの上の題名や空の行", "Titles, blank rows above headings"),
    "rows below the headings that are no data": LocalizedText(
        "見出しの下のデータでない行", "Other rows below headings"
    ),
    "headings in two rows": LocalizedText("2行にわたる見出し", "Headings in two rows"),
    "repeated headings": LocalizedText("重なった見出し", "Repeated headings"),
    "blank heading": LocalizedText("空の見出し", "Blank headings"),
    "spaces around headings": LocalizedText("見出しの前後の空白", "Spaces around headings"),
    "columns without headings and values": LocalizedText("右はしの空の列", "Empty columns at the right"),
    "blank rows": LocalizedText("空の行", "Blank rows"),
    "ragged rows": LocalizedText("セルの数が足りない行", "Rows with too few cells"),
    "hidden columns": LocalizedText("隠した列", "Hidden columns"),
    "spaces at edges": LocalizedText("値の前後の空白", "Spaces around values"),
    "line breaks in cells": LocalizedText("セルの中の改行", "Line breaks in cells"),
    "half-width kana": LocalizedText("半角カナ", "Half-width kana"),
    "machine-dependent characters": LocalizedText("機種依存文字", "Machine-dependent characters"),
    "private characters": LocalizedText("外字", "Private characters (gaiji)"),
    "thousands commas": LocalizedText("数のコンマ", "Thousands separators"),
    "units in cells": LocalizedText("数に付けた単位", "Units in cells"),
    "placeholder among numbers": LocalizedText("数の列の「-」など", "Placeholders among numbers"),
    "leading zeros lost": LocalizedText("消えた先頭の0", "Lost leading zeros"),
    "era dates": LocalizedText("和暦の日付", "Dates in eras"),
    "a choice in two spellings": LocalizedText("選択肢の書き方のゆれ", "Choices in two spellings"),
    "missing coordinates": LocalizedText("空の座標", "Missing coordinates"),
    "coordinates at nought": LocalizedText("0度・0度の座標", "Coordinates at 0°, 0°"),
    "coordinates that stand for no value": LocalizedText("「値なし」を表す座標", "Coordinates for “no value”"),
    "names in document properties": LocalizedText("文書のプロパティの氏名", "Names in document properties"),
}
_HEADING = LocalizedText("ファイルにある不備", "Defect")
_FOUND = LocalizedText("正しい場所で見つけた数", "Told at the right place")
_ALL = LocalizedText("**すべての不備**", "**All defects**")
_FINE = LocalizedText(
    "**問題なく使えるファイルを「エラー」とした数**", "**Files in good order that are said to have an error**"
)


def render_defects(told: Sequence[Told], lang: Lang) -> str:
    """Return the table as Markdown: defects by kind, one a file, and false alarms."""
    listed = Counter(defect.kind for item in told for defect in item.file.defects)
    missed = Counter(defect.kind for item in told for defect in item.missed)
    fine = [item for item in told if item.file.is_fine]
    rows = [(title.text(lang), listed[kind] - missed[kind], listed[kind]) for kind, title in KINDS.items()]
    rows.append((_ALL.text(lang), listed.total() - missed.total(), listed.total()))
    lines = [[_HEADING.text(lang), _FOUND.text(lang)], ["---", "---:"]]
    lines += [[title, f"{found} / {count} ({found / max(count, 1):.0%})"] for title, found, count in rows if count]
    lines.append([_FINE.text(lang), f"{sum(item.is_false_alarm for item in fine)} / {len(fine)}"])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def share_told(told: Sequence[Told]) -> float:
    """Return which part of all defects is told at the right place."""
    listed = sum(len(item.file.defects) for item in told)
    return 1 - sum(len(item.missed) for item in told) / max(listed, 1)
