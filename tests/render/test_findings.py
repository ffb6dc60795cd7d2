"""The pages of the finding codes."""

from __future__ import annotations

import pytest

from catalog.codes import CODES, Code
from catalog.findings import Finding, Location
from catalog.model.text import LANGS, Lang
from catalog.render.findings import finding_groups, finding_message, render_finding_pages
from tests.render.reading import Html


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_has_a_page_and_stands_in_the_index(lang: Lang) -> None:
    pages = {page.uri: page for page in render_finding_pages() if page.lang == lang}
    assert set(pages) == {f"{lang}/findings/", *(f"{lang}/findings/{code}/" for code in CODES)}
    index = Html(pages[f"{lang}/findings/"].body_html)
    links = [link.removeprefix("../../") for link in index.links if link.count("/") > 4]
    links.remove(f"{lang}/findings/readability/")
    assert links == [f"{lang}/findings/{code.id}/" for code in sorted_by_subject()]


def sorted_by_subject() -> list[Code]:
    """Return the codes as the index groups them."""
    subjects = list(dict.fromkeys(code.subject for code in CODES.values()))
    return sorted(CODES.values(), key=lambda code: subjects.index(code.subject))


def test_pages_are_whole_and_harmless() -> None:
    for page in render_finding_pages():
        html = Html(page.body_html)
        assert list(html.dangers()) == [], page.uri
        assert html.unclosed == [], page.uri
        assert [anchor for level, anchor in html.headings if level == 2] == [entry.anchor for entry in page.toc]
        assert page.description
        assert page.title


def test_a_message_has_its_place_in_words() -> None:
    place = Location("datasets/a/b/sites.csv", row=12, line=13, field="人数")
    finding = Finding("not-integer", place, {"value": "12a"})
    assert finding_message(finding, "en").startswith("sites.csv")
    assert "12" in finding_message(finding, "ja")
    assert "人数" in finding_message(finding, "ja")
    assert "13" not in finding_message(finding, "ja"), "the row as Excel shows it, not the line"


def test_control_characters_of_a_value_are_made_visible() -> None:
    finding = Finding("not-integer", Location("a.csv", field="\u202e\x1b"), {"value": "\x1b[31m\u202e"})
    assert finding_message(finding, "ja").isprintable()


def test_the_most_severe_stand_first() -> None:
    place = Location("a.csv")
    findings = [
        Finding("no-keywords", place),
        Finding("no-records", place),
        Finding("not-integer", place, {"value": "x"}),
    ]
    assert [group.code for group in finding_groups(findings, "en")] == ["not-integer", "no-records", "no-keywords"]
