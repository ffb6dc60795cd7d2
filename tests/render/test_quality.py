"""The quality of the data on a dataset's page: in words, every finding once, never a bare score."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from catalog.describe.quality import describe_quality
from catalog.findings import Finding, Location
from catalog.model.described import DescribedDataset
from catalog.model.suppression import Suppression
from catalog.model.text import LANGS, Lang
from catalog.render.findings import finding_groups
from catalog.render.quality import quality_context
from tests.render import samples
from tests.render.reading import Html

FOLDER = "datasets/fictitious-city/sample"
DESCRIPTOR = f"{FOLDER}/datapackage.yaml"
SPACES = Finding("L1-06", Location(f"{FOLDER}/offices.csv", row=3, field="名称", cell="B3"), {"count": "2"})
WORDS = Finding("similar-categories", Location(f"{FOLDER}/offices.csv", field="名称"), {"values": "有, あり"})
WIDE = Finding("L3-09", Location(f"{FOLDER}/offices.csv", field="1月"), {"first": "1月", "last": "9月", "count": "9"})
TITLE = Finding("no-english-title", Location(DESCRIPTOR, line=2), {"key": "title@en"})
REVIEWED = Suppression(
    "L1-08", "offices", "<名称>", "台帳に<合わせる>ため", date(2030, 3, 31), "総務課", Location(DESCRIPTOR, line=9)
)


def described(
    about_file: Sequence[Finding] = (),
    others: Sequence[Finding] = (),
    exceptions: Sequence[Suppression] = (),
    names: Sequence[str] = ("offices",),
) -> DescribedDataset:
    """Return a dataset whose files all have the findings *about_file*."""
    resources = [samples.resource(name) for name in names]
    found = tuple(about_file)
    resources = [
        replace(each, findings=found, quality=describe_quality(each.resource, found, exceptions)) for each in resources
    ]
    whole = samples.described(resources=resources, findings=[*about_file, *others])
    return replace(whole, exceptions=tuple(exceptions))


def section(dataset: DescribedDataset, lang: Lang = "ja") -> str:
    """Return the section on quality of a dataset's page."""
    html = samples.pages(dataset)[lang].body_html
    return html[html.index('<section><h2 id="quality">') : html.index('<section><h2 id="sources">')]


def text_of(dataset: DescribedDataset, lang: Lang = "ja") -> str:
    """Return its words on one line."""
    return " ".join(Html(section(dataset, lang)).text.split())


def test_where_nothing_was_found_it_says_so() -> None:
    text = text_of(described())
    assert "気になる点は見つかりませんでした" in text
    assert "プログラムで調べた21項目は、すべて守られています。" in text
    assert "調べた10項目は、すべて守られています。ほかの1項目は、人の目での確認が必要です。" in text
    english = text_of(described(), "en")
    assert "there is nothing wrong with this dataset" in english
    assert "Level 2: All 5 rules that were checked are kept." in english


def test_a_broken_rule_is_told_in_words_with_its_place_and_its_page() -> None:
    html = section(described([SPACES]))
    text = " ".join(Html(html).text.split())
    assert "プログラムで調べた21項目のうち、20項目が守られています。" in text
    assert "レベル1：10項目を調べました。1項目が守られていません。ほかの1項目は" in text
    assert "守られていません：L1-06 体裁のための空白や改行を入れない" in text
    assert "offices.csv セル B3「名称」" in text
    assert "../../../../ja/findings/L1-06/" in Html(html).links


def test_a_rule_without_a_finding_of_its_own_leads_to_the_page_of_all_rules_and_to_what_was_found() -> None:
    html = section(described([WORDS]), "en")
    assert "Not kept: </strong>" in html
    links = Html(html).links
    assert "../../../../en/findings/readability/#L2-04" in links
    assert "../../../../en/findings/similar-categories/" in links


def test_what_is_only_noticed_is_not_called_broken() -> None:
    text = text_of(described([WIDE]))
    assert "はっきりした問題は見つかりませんでした" in text
    assert "守られていないかもしれません：L3-09" in text
    assert "守られていません：" not in text


def test_every_finding_is_told_once() -> None:
    text = text_of(described([SPACES, WORDS, WIDE], [TITLE]))
    for words in ("前後の空白や", "有, あり", "「1月」から「9月」まで", "2行目：英語の題名"):
        assert text.count(words) == 1, words
    assert text.index("そのほかに見つかったこと") < text.index("データの説明（YAML）") < text.index("2行目：英語の題名")


def test_of_findings_that_were_cut_off_the_number_is_told() -> None:
    many = [replace(SPACES, location=replace(SPACES.location, row=row, cell=f"B{row}")) for row in range(2, 102)]
    rest = Finding(
        "more-in-column", Location(f"{FOLDER}/offices.csv", field="名称"), {"rule": "L1-06", "count": "1,100"}
    )
    (group,) = finding_groups([*many, rest], "en")
    assert group.count == 1_200
    text = text_of(described([*many, rest]), "en")
    assert "1,200 places" in text
    assert "more of L1-06" not in text


def test_points_never_stand_alone() -> None:
    """They are beside the level's name, the rules and what they mean, in a part that has to be opened."""
    html = section(described([SPACES]))
    before, details = html.split('<details class="mc-code mc-rules">')
    assert "点" not in re.sub("点は見つかりません|次の点が", "", Html(before).text)
    assert "国の見本プログラムの配点" in details
    assert '<strong>レベル1</strong> <span class="mc-quiet">90点</span>' in details


def test_a_person_is_named_where_a_program_cannot_see() -> None:
    details = section(described()).split('<details class="mc-code mc-rules">')[1]
    text = " ".join(Html(details).text.split())
    assert "人の目での確認が必要L1-09 空欄と0を分ける" in text
    assert "更新のときに、前の版と比べるL3-07" in text


@pytest.mark.parametrize("lang", LANGS)
def test_reviewed_exceptions_have_their_reason_and_no_markup(lang: Lang) -> None:
    html = section(described(exceptions=[REVIEWED]), lang)
    assert "台帳に&lt;合わせる&gt;ため" in html
    assert "&lt;名称&gt;" in html
    assert list(Html(html).dangers()) == []
    assert "総務課" in html
    assert 'datetime="2030-03-31"' in html
    text = " ".join(Html(html).text.split())
    assert ("確認ずみの例外" if lang == "ja" else "reviewed exceptions") in text
    assert ("1項目は、確認のうえ例外" if lang == "ja" else "1 was reviewed and is an exception") in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("names", [("offices",), ("offices", "found", "found-1", "rules", "exceptions")])
def test_headings_are_in_order_and_anchors_unique(names: tuple[str, ...], lang: Lang) -> None:
    dataset = described([SPACES, WIDE], [TITLE], [REVIEWED], names)
    page = Html(samples.pages(dataset)[lang].body_html)
    assert len(page.ids) == len(set(page.ids))
    assert page.unclosed == []
    levels = [level for level, _ in page.headings]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_files_that_the_rules_are_not_about_have_no_such_part() -> None:
    bare = samples.described(findings=[TITLE])
    assert quality_context(bare, "ja")["readability"] == []
    text = text_of(bare)
    assert "機械可読性" not in text
    assert "見つかったこと" in text
    assert "そのほかに" not in text


def test_tables_with_the_same_result_do_not_weigh_much() -> None:
    one, many = (len(section(described(names=[f"t{number}" for number in range(count)]))) for count in (1, 11))
    assert (many - one) / 10 < 5_500
