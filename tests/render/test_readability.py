"""The page of the government's rules, and what the pages of the findings say of them."""

from __future__ import annotations

import pytest

from catalog.codes import CODES
from catalog.model.text import LANGS, Lang
from catalog.render.findings import render_finding_pages
from catalog.render.readability import render_readability_pages, rules_of
from catalog.standards.readability import Seen, read_readability_rules
from tests.render.reading import Html

RULES = read_readability_rules()


@pytest.mark.parametrize("lang", LANGS)
def test_all_rules_are_listed_with_who_checks_them(lang: Lang) -> None:
    page = next(page for page in render_readability_pages() if page.lang == lang)
    html = Html(page.body_html)
    assert [anchor for anchor in html.ids if anchor in RULES] == list(RULES)
    assert len(RULES) == 30
    assert html.unclosed == []
    assert list(html.dangers()) == []
    assert [anchor for level, anchor in html.headings if level == 2] == [entry.anchor for entry in page.toc]
    for rule in RULES.values():
        assert f"{rule.id} {rule.title.text(lang)}" in html.text
        assert rule.former_id is None or rule.former_id in html.text


def test_the_page_tells_how_many_are_checked() -> None:
    text = Html(render_readability_pages()[0].body_html).text
    counts = {seen: sum(rule.seen is seen for rule in RULES.values()) for seen in Seen}
    assert sum(counts.values()) == 30
    assert f"プログラムで調べます：{counts[Seen.PROGRAM]}項目" in text
    assert f"人の目で確認します：{counts[Seen.PERSON]}項目" in text


def test_what_only_a_person_sees_has_no_code_and_all_else_has_one() -> None:
    for rule in RULES.values():
        has_code = any(code in CODES for code in rule.codes)
        assert has_code == (rule.seen is not Seen.PERSON), rule.id


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", [code for code in CODES if rules_of(code, "ja")])
def test_the_page_of_a_finding_names_its_rules(code: str, lang: Lang) -> None:
    page = next(page for page in PAGES if page.uri == f"{lang}/findings/{code}/")
    html = Html(page.body_html)
    for rule in (rule for rule in RULES.values() if code in rule.codes):
        assert f"{rule.id} {rule.title.text(lang)}" in html.text
        assert f"../../../{lang}/findings/readability/#{rule.id}" in html.links
        assert f"{'レベル' if lang == 'ja' else 'Level '}{rule.level}" in html.text
        assert (rule.former_id or ("なし" if lang == "ja" else "none")) in html.text


PAGES = render_finding_pages()


@pytest.mark.parametrize("lang", LANGS)
def test_the_index_leads_to_the_rules(lang: Lang) -> None:
    index = next(page for page in PAGES if page.uri == f"{lang}/findings/")
    assert f"../../{lang}/findings/readability/" in Html(index.body_html).links
    assert "readability" not in CODES, "the address is taken"
