from __future__ import annotations

from catalog.findings import Finding, Location
from catalog.i18n.finding_words import resolve_hint
from catalog.report.text import render_text

PATH = "datasets/machi/facilities/list.csv"


def wrong(row: int, field: str = "人口", cell: str = "C") -> Finding:
    place = Location(PATH, sheet="施設", row=row, field=field, cell=f"{cell}{row}")
    return Finding("not-integer", place, {"value": "12人"})


def test_a_clean_catalog_is_one_sentence() -> None:
    assert render_text([], "ja", 29) == "データセット 29 件を調べました。問題は見つかりませんでした。"
    assert render_text([], "en", 29) == "Datasets checked: 29. No problems found."


def test_a_finding_tells_place_mistake_remedy_and_page() -> None:
    assert render_text([wrong(12)], "ja", 1).splitlines()[:4] == [
        PATH,
        "  [エラー] 整数ではありません",
        "    シート「施設」 セル C12「人口」：「12人」は整数ではありません。",
        f"    直し方：{resolve_hint('not-integer', 'ja')}",
    ]
    assert "    くわしく：/ja/findings/not-integer/" in render_text([wrong(12)], "ja", 1)
    assert "    sheet “施設” cell C12 “人口”: “12人” isn't a whole number." in render_text([wrong(12)], "en", 1)


def test_of_each_kind_and_column_five_examples_are_shown() -> None:
    findings = [*(wrong(row) for row in range(2, 20)), *(wrong(row, "面積", "D") for row in range(2, 5))]
    lines = render_text(findings, "ja", 1).splitlines()
    assert len([line for line in lines if "「人口」" in line]) == 5
    assert "    ほか 13 件" in lines
    assert len([line for line in lines if "「面積」" in line]) == 3


def test_those_that_are_only_counted_are_among_the_others_of_their_column() -> None:
    findings = [Finding("L2-02", Location(PATH, row=row, field="備考"), {"value": "〃"}) for row in range(2, 102)]
    rest = Finding("more-in-column", Location(PATH, field="備考"), {"rule": "L2-02", "count": "9,900"})
    text = render_text([*findings, rest], "ja", 1)
    assert "    ほか 9,995 件" in text.splitlines()
    assert "注意 10,000 件、お知らせ 0 件" in text
    assert "L2-02 が" not in text


def test_each_kind_and_column_is_explained_once() -> None:
    text = render_text([wrong(row) for row in range(2, 20)], "ja", 1)
    assert text.count("直し方：") == text.count("くわしく：") == 1


def test_errors_come_first_in_a_file_and_files_in_order() -> None:
    place = Location("datasets/machi/a/datapackage.yaml", line=1)
    findings = [wrong(2), Finding("no-themes", place), Finding("key-missing", place, {"key": "title"})]
    text = render_text(findings, "en", 2)
    assert text.index("datapackage.yaml") < text.index("[Error]") < text.index("[Warning]") < text.index(PATH)


def test_the_summary_counts_and_says_what_stays_unpublished() -> None:
    site = Finding("site-file-missing", Location("datasets/catalog.yaml"))
    notice = Finding("no-keywords", Location("datasets/machi/a/datapackage.yaml", line=1))
    assert "Errors: 2, warnings: 0, notices: 1." in render_text([wrong(2), site, notice], "en", 3)
    assert "Datasets with errors: 1." in render_text([wrong(2), site, notice], "en", 3)
    assert "whole catalog" in render_text([site], "en", 3)
    assert "whole catalog" not in render_text([wrong(2)], "en", 3)
    assert "can be published as it is" in render_text([notice], "en", 3)


def test_nothing_acts_on_the_terminal() -> None:
    place = Location("datasets/machi/a\x1b[2J/list.csv", row=2, field="\x1b]0;x\x07", cell="A2", sheet="\u202e")
    text = render_text([Finding("not-integer", place, {"value": "\x1b[31m\r\n"})], "ja", 1)
    assert [char for char in text if not char.isprintable() and char != "\n"] == []


def test_a_place_without_row_and_line_is_told_by_its_pointer() -> None:
    finding = Finding(
        "alias-taken", Location("datasets/machi/a/datapackage.yaml", pointer="/aliases"), {"alias": "a/b"}
    )
    assert "    /aliases: The old address" in render_text([finding], "en", 1)
