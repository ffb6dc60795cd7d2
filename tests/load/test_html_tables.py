"""Tables out of HTML: where cells lie, what is left out, and what hostile pages can't do."""

from __future__ import annotations

import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import html_tables
from catalog.load.html_tables import read_html_tables
from catalog.load.html_tags import Tag, read_tags
from catalog.model.records import CellRange, Records

CELLS = st.text("あ<>&\"' -;!漢a1", max_size=5).map(str.strip)


def tables(page: str, codec: str = "utf-8") -> tuple[Records, ...]:
    found, findings = read_html_tables(page.encode(codec), "page.xls")
    assert findings == ()
    return found.tables if found is not None else ()


def rows(records: Records) -> list[list[str | None]]:
    return [list(row) for row in records.frame.iter_rows()]


def test_cells_lie_where_a_browser_shows_them() -> None:
    [records] = tables(
        "<TABLE><tr><td rowspan=2>地区<td colspan='2'>人口<td>計<tr><th>男<th>女<tr><td>北<td>1<td>2<td>3</table>"
    )
    assert rows(records) == [["地区", "人口", "", "計"], ["", "男", "女", ""], ["北", "1", "2", "3"]]
    assert records.merged == (CellRange(1, 1, 2, 1), CellRange(1, 2, 1, 3))


def test_what_a_page_does_not_show_is_no_text() -> None:
    [records] = tables(
        '<table title="a>b"><tr><td>番号<script>x("<td>")</script><td><!-- 旧 -->名 称<br>かな</td></tr>\n'
        "<tr><td>&#48;01&nbsp;<td>A&amp;B <b>1 &lt; 2</b><style>td{}</style></table>"
    )
    assert rows(records) == [["番号", "名 称\nかな"], ["001", "A&B 1 < 2"]]


def test_tables_within_tables_are_tables_of_their_own() -> None:
    inner = "<table><tr><td>a<td>b<tr><td>1<td>2</table>"
    outer, within = tables(f"<table><tr><td>x<td>y{inner}z<tr><td>1<td>2</table>")
    assert (rows(outer), rows(within)) == ([["x", "yz"], ["1", "2"]], [["a", "b"], ["1", "2"]])


def test_what_arranges_a_page_is_no_table() -> None:
    assert tables("<p>本日は休みです</p><table><tr><td>前へ<td>次へ</table><table><tr><td>1<tr><td>2</table>") == ()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_text_is_read_as_that_of_tables_in_text_files_is(codec: str) -> None:
    [records] = tables("<table><tr><td>店名<td>①<tr><td>㈱髙島屋<td>2</table>", codec)
    assert rows(records) == [["店名", "①"], ["㈱髙島屋", "2"]]


def test_an_old_codec_is_read_where_the_page_declares_it() -> None:
    page = '<meta charset="euc-jp"><table><tr><td>名称<td>町<tr><td>みほん館<td>本町</table>'
    found, _ = read_html_tables(page.encode("euc_jp"), "page.html")
    assert found is not None
    assert (found.text_format.encoding, rows(found.tables[0])[1]) == ("euc_jp", ["みほん館", "本町"])


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=5))
def test_what_is_written_as_html_is_read_again(table: list[list[str]]) -> None:
    full = [["見出し", *row] for row in table]
    page = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in full)
    expected = [["見出し", *(" ".join(cell.split()) for cell in row)] for row in table]
    found = tables(f"<table>{page}</table>")
    if found:  # Where no two rows have two cells, it is none.
        width = found[0].frame.width
        assert rows(found[0]) == [row[:width] for row in expected]
        assert all(cell == "" for row in expected for cell in row[width:])


@given(st.text("<>!-/a=\"' tdrable&;", max_size=200))
def test_tags_cover_any_text(text: str) -> None:
    assert all(isinstance(piece, Tag) or piece for piece in read_tags(text))


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" * 40_000,
        "<div>" * 100_000,
        "<html>" + "<!--" * 200_000,
        "<html>" + '<a "' * 100_000,
        "<html>" + "<script>" * 100_000,
        "<table>" + "<tr><td colspan=1000 rowspan=1000>x" * 2_000,
        "<table><tr>" + "<td rowspan=65000 colspan=999>" * 16 + "<tr>" * 100_000,
    ],
)
def test_a_hostile_page_takes_no_time(page: str) -> None:
    start = time.process_time()
    found, findings = read_html_tables(page.encode(), "page.html")
    assert found is None
    assert [finding.code for finding in findings] in ([], ["workbook-too-large"])
    assert time.process_time() - start < 30


def test_a_page_that_is_too_long_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tables, "MAX_BYTES", 10)
    found, findings = read_html_tables(b"<table><tr><td>1", "page.html")
    assert (found, [finding.code for finding in findings]) == (None, ["file-too-large"])
