from __future__ import annotations

import pytest

from catalog.check.privacy.names import is_full_name, may_be_person


@pytest.mark.parametrize(
    "text",
    [
        *(
            "架空 一郎",
            "架空　一郎",
            "架空",
            "中村",
            "服部",
            "古市",
            "長谷部",
            "田所",
            "kaku02",
            "Ichiro Kaku",
            "総務課 架空",
        ),
        *("デジタル戦略課　架空　☎3713", "s12345", "kaku@example.jp", "Fujita"),
    ],
)
def test_people_and_accounts(text: str) -> None:
    assert may_be_person(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "  ",
            "openpyxl",
            "Apache POI",
            "Microsoft Office User",
            "user",
            "USER01",
            "12345",
            "総務課",
            "架空市",
            "架空県",
        ),
        *(
            "架空市役所",
            "架空市 都市計画課",
            "市民部",
            "教育委員会",
            "架空市教育委員会",
            "株式会社架空",
            "㈱架空測量",
            "(株)架空",
            "中央図書館",
        ),
        *("Kaku City", "Planning Division", "FUJI XEROX DocuWorks", "東部支所", "開発推進室", "架空町", "上下水道局"),
        *("架空地図株式会社", "-", "不明", "統計係"),
    ],
)
def test_departments_programs_and_nobody(text: str) -> None:
    assert not may_be_person(text)


def test_full_names() -> None:
    assert is_full_name("架空 一郎") and is_full_name("架空　はなこ")
    assert not any(is_full_name(text) for text in ("総務課", "架空市 総務課", "kaku02", "架空"))
