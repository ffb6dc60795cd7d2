"""Whether a text that stands where a name is expected may be a person's: departments and programs aren't."""

from __future__ import annotations

import re
import unicodedata

_MACHINES = re.compile(
    r"openpyxl|xlsxwriter|axlsx|phpexcel|phpspreadsheet|unknown( (creator|author))?|apache poi|python-docx|python-pptx"
    r"|administrator|admin|root|user ?\d*|users|pc[-_ ]?\d*|owner|guest|default|public|system|sysadmin|gis|sde|dbo"
    r"|postgres|arcgis|qgis|esri|test|auto|batch|none|null|n/a|author ?\d*|creator|anonymous|所有者|管理者|ユーザー?"
    r"|作成者|不明|なし|無し?|匿名|自動|システム|一括(登録|更新|取込)?|移行|[-ー－–—.]+",
    re.IGNORECASE,
)
"""What programs and new machines write where a name stands."""

_PROGRAM = re.compile(
    r"\b(?:microsoft|adobe|acrobat|libreoffice|openoffice|google|photoshop|illustrator|indesign|canon|nikon|fujifilm|sony"
    r"|ricoh|panasonic|olympus|scanner|xerox|docuworks|windows|macos|iphone|ipad|android|converter|exporter|autocad"
    r"|jw_?cad|pdf)\b|複合機|スキャナ|ワープロ|一太郎",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r".*(?:[課係署局庁班]|担当|チーム|グループ|センター?|役所|役場|支所|出張所|事務所|研究所|保健所|本部|機構|組合|委員会|協議会|連合会|協会"
    r"|会社|財団|社団|法人|公社|大学|学校|病院|事務局|(?:推進|対策|企画|秘書)室|団体|プロジェクト|クラブ|商工会|会議所|コンサルタンツ?|コンサルタント"
    r"|設計|測量|航業|建設|印刷|新聞|銀行|農協|漁協)"
    r"|.*(?:総務|企画|財政|財務|税務|市民|町民|村民|住民|区民|県民|生活|環境|福祉|健康|保健|子ども|こども|教育|経済|産業|観光|商工|農林|農政"
    r"|水産|土木|都市|建築|水道|消防|危機管理|防災|情報|政策|地域|文化|スポーツ|社会|議会|会計|出納|管理|整備|振興|推進|計画)[部室]"
    # 中村, 服部 and 大庭 are people: what else ends so is longer.
    r"|.{2,}[市区県都府町村館園校所院]|.{3,}[部室会]"
)
_INSTITUTION = re.compile(
    r"\b(?:city|town|village|ward|prefecture|government|office|division|section|department|dept|bureau|agency|council"
    r"|university|school|library|museum|center|centre|inc|ltd|llc|corp|corporation|company|association|foundation"
    r"|institute|ministry|team|project|open[ -]?data)\b|株式会社|有限会社|一般社団|一般財団|\([株有]\)",
    re.IGNORECASE,
)
_JAPANESE_NAME = re.compile(
    r"[\u4e00-\u9fff々ヶ]{1,4}[ \u3000][\u4e00-\u9fff々\u3041-\u3096\u30a1-\u30fa]{1,5}"
    r"|[\u30a1-\u30faー]{2,6}[ \u3000][\u30a1-\u30faー]{2,6}"
)


def may_be_person(text: str) -> bool:
    """Return whether *text*, which stands where a name is expected, may be that of a person or of somebody's account.

    Departments, companies, programs and what new machines are called aren't.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    if not folded or folded.isdigit() or _MACHINES.fullmatch(folded) or _PROGRAM.search(folded):
        return False
    return not is_organisation(folded)


def is_organisation(text: str) -> bool:
    """Return whether *text* is what departments, bodies and companies are called: 総務課, but not 総務課 架空."""
    folded = unicodedata.normalize("NFKC", text).strip()
    words = folded.split()
    return (bool(words) and _DEPARTMENT.fullmatch(words[-1]) is not None) or _INSTITUTION.search(folded) is not None


def is_full_name(text: str) -> bool:
    """Return whether *text* is written as Japanese names are in full: 架空 一郎."""
    folded = unicodedata.normalize("NFKC", text).strip()
    return _JAPANESE_NAME.fullmatch(folded) is not None and may_be_person(folded)
