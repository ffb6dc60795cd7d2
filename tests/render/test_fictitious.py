"""Bodies that are invented as examples: every page and file says so, and nothing real is mixed with them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from catalog.check.municipality import parse_municipality
from catalog.i18n import fictitious_texts
from catalog.i18n.fictitious_words import tell_body, tell_people, tell_programs
from catalog.load.marked_yaml import parse_marked_yaml
from catalog.model.ids import DatasetId, MunicipalityCode, Slug
from catalog.model.site import Municipality
from catalog.model.text import LANGS, Lang, LocalizedText
from catalog.render.changes import render_changes_pages
from catalog.render.contexts import Contents, DatasetEntry
from catalog.render.dataset import dataset_entry, render_dataset_pages
from catalog.render.fictitious import invented_among
from catalog.render.home import render_home
from catalog.render.lists import (
    example_themes,
    municipality_views,
    render_municipality_pages,
    render_theme_pages,
    sorted_entries,
    theme_counts,
)
from catalog.render.related import derive_related
from catalog.render.search.files import render_search_files
from catalog.render.standards import derive_followers, followers_words
from tests.render import samples

REAL = replace(samples.CITY, id=Slug("real-city"), name=LocalizedText("実市", "Real City"))
INVENTED = replace(
    samples.CITY,
    id=Slug("a-mihon"),
    code=MunicipalityCode("992011"),
    name=LocalizedText("見本市", "Mihon City"),
    is_fictitious=True,
)


def entry(body: Municipality, name: str = "aed", day: date = date(2026, 4, 1)) -> DatasetEntry:
    """Return a standard dataset of *body* as lists know it."""
    own = replace(samples.dataset(name, conforms_to="aed", modified=day), id=DatasetId(body.id, Slug(name)))
    return dataset_entry(samples.described(tell_people(own, body)), tell_body(body))


def contents(*entries: DatasetEntry) -> Contents:
    """Return a catalog of both bodies."""
    bodies = {body.id: tell_body(body) for body in (INVENTED, REAL)}
    return Contents(samples.SITE, bodies, samples.THEMES, entries)


BOTH = contents(entry(INVENTED, day=date(2026, 5, 1)), entry(INVENTED, "more"), entry(REAL))


def figures(home: str) -> list[str]:
    """Return the numbers of datasets, files, rows and bodies on the home page."""
    return re.findall(r"<b>(\d+)</b>", home[home.index("mc-figures") :])[:4]


def parse(text: str) -> tuple[Municipality | None, list[str]]:
    """Return the body that *text* describes, and the codes of what is wrong with it."""
    raw, _ = parse_marked_yaml(text, "municipality.yaml")
    assert raw is not None
    body, findings = parse_municipality(raw, "machi")
    return body, [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("code", "word", "is_fictitious", "codes"),
    [
        ("992011", "true", True, []),
        ("331007", "false", False, []),
        ("331007", "true", True, ["fictitious-code"]),
        ("331007", "はい", False, ["unknown-word"]),
    ],
)
def test_invented_bodies_have_codes_that_no_real_one_has(
    code: str, word: str, is_fictitious: bool, codes: list[str]
) -> None:
    text = f"code: {code}\nname: 町\nname@en: Town\nkana: まち\nkind: town\nfictitious: {word}\n"
    body, found = parse(text)
    assert found == codes
    assert body is not None
    assert body.is_fictitious is is_fictitious


def test_their_name_says_so_in_both_languages_and_real_ones_stay() -> None:
    assert tell_body(INVENTED).name == LocalizedText("見本市（架空）", "Mihon City (fictitious)")
    assert tell_body(REAL) is REAL


def test_programs_read_it_in_the_description_and_the_keywords() -> None:
    told = tell_programs(samples.dataset(), INVENTED)
    assert told.description.ja.startswith("【架空の見本】見本市は実在しません。")
    assert told.description.text("en").startswith("[FICTITIOUS EXAMPLE] Mihon City doesn’t exist.")
    assert "架空の見本データ" in told.keywords["ja"]
    assert "fictitious sample data" in told.keywords["en"]
    assert tell_programs(samples.dataset(), REAL) == samples.dataset()


@pytest.mark.parametrize("lang", LANGS)
def test_pages_say_it_at_their_top(lang: Lang) -> None:
    sample, said = samples.described(), fictitious_texts(lang)["label"]
    texts = {"attribution": dict.fromkeys(LANGS, ""), "structured_data": dict.fromkeys(LANGS, "{}")}
    invented = render_dataset_pages(sample, tell_body(INVENTED), samples.SITE, **texts)[lang].body_html
    assert invented.index(said) < invented.index("mc-facts")
    assert said not in render_dataset_pages(sample, REAL, samples.SITE, **texts)[lang].body_html
    bodies = {page.uri.split("/")[2]: page.body_html for page in render_municipality_pages(BOTH) if page.lang == lang}
    assert said in bodies["a-mihon"]
    assert said not in bodies["real-city"]


@pytest.mark.parametrize("lang", LANGS)
def test_they_come_last_and_are_counted_apart(lang: Lang) -> None:
    assert [each.id.municipality for each in sorted_entries(BOTH.entries, lang)] == ["real-city", "a-mihon", "a-mihon"]
    assert [view["id"] for view in municipality_views(BOTH, lang)] == ["real-city", "a-mihon"]
    home = next(page.body_html for page in render_home(BOTH) if page.lang == lang)
    assert figures(home) == ["1", "5", "2", "1"]
    apart = {"ja": "架空の見本が1自治体・2データセット", "en": "1 local government, 2 datasets"}
    assert apart[lang] in home


@pytest.mark.parametrize("lang", LANGS)
def test_a_list_says_how_many_are_invented_unless_all_or_none_are(lang: Lang) -> None:
    invented, real = entry(INVENTED), entry(REAL)
    words = {"ja": "1データセットは架空の見本", "en": "1 dataset invented as examples"}
    assert words[lang] in (invented_among([real, invented], lang) or "")
    assert invented_among([real], lang) is invented_among([invented], lang) is None


def test_a_catalog_of_invented_bodies_alone_counts_them() -> None:
    alone = BOTH.only(fictitious=True)
    home = render_home(alone)[0].body_html
    assert figures(home) == ["2", "10", "4", "1"]
    assert "このほかに" not in home


def test_nothing_invented_is_related_to_anything_real() -> None:
    related = derive_related(BOTH)
    for id, each in related.items():
        named = {*each.same_standard, *each.similar, *(other.id for other in each.joinable)}
        assert all((other.municipality == "a-mihon") == (id.municipality == "a-mihon") for other in named)
    assert related[DatasetId(REAL.id, Slug("aed"))].standard_count == 1


def test_standards_count_real_data() -> None:
    followers = next(each for each in derive_followers(BOTH) if each.id == "aed")
    assert followers_words(followers, "ja") == "1件"
    alone = next(each for each in derive_followers(BOTH.only(fictitious=True)) if each.id == "aed")
    assert followers_words(alone, "ja") == "2件（架空）"


def test_the_search_knows_which_they_are() -> None:
    facts = json.loads(render_search_files(BOTH)["search/index.json"])
    assert [body.get("fictitious") for body in facts["bodies"]] == [None, 1]


@pytest.mark.parametrize("lang", LANGS)
def test_changes_and_themes_count_them_apart(lang: Lang) -> None:
    page = next(each for each in render_changes_pages(BOTH) if each.lang == lang).body_html
    real, examples = page.split('id="examples"')
    assert "/real-city/" in real and "/a-mihon/" not in real
    assert "/a-mihon/" in examples
    alone = contents(entry(INVENTED))
    assert 'id="examples"' not in render_changes_pages(alone)[0].body_html
    theme = BOTH.entries[0].theme_ids[0]
    assert theme_counts(BOTH)[theme] == theme_counts(alone)[theme] == 1
    assert not example_themes(BOTH)
    unused = next(id for id in samples.THEMES if id != theme)
    other = replace(BOTH, entries=(replace(BOTH.entries[0], theme_ids=(unused,)), BOTH.entries[2]))
    assert example_themes(other) == {unused}
    index = next(each for each in render_theme_pages(other) if each.uri == f"{lang}/themes/").body_html
    assert fictitious_texts(lang)["only"] in index
