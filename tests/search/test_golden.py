"""The golden queries: what people type finds what the generator knows to be right, and little else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.text import LANGS
from catalog.render.search.files import render_search_files, text_shard_count
from catalog.render.search.folding import fold
from tests.search.asking import ask, read_golden, write_files
from tests.search.catalog import make_searched_catalog
from tests.search.judging import judge

GOLDEN = read_golden()
LEAST_QUERIES = 120
LEAST_RECALL, LEAST_PRECISION = 0.98, 0.95
MOST_FIRST_BYTES = 200_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(make_searched_catalog(), tmp_path_factory.mktemp("search"))


@pytest.fixture(scope="module", params=LANGS)
def answers(request: pytest.FixtureRequest, folder: Path) -> dict[str, Any]:
    return ask(folder, request.param, [golden.query for golden in GOLDEN])


def test_there_are_queries_of_every_kind() -> None:
    kinds = Counter(golden.kind for golden in GOLDEN)
    assert sum(kinds.values()) >= LEAST_QUERIES
    assert min(kinds.values()) >= 5
    assert len({golden.query for golden in GOLDEN}) == len(GOLDEN)


def test_every_query_but_nonsense_has_something_to_find() -> None:
    truths = make_searched_catalog().truths
    empty = [g.query for g in GOLDEN if g.right is not None and not any(g.is_right(truth) for truth in truths)]
    assert empty == []


def test_what_is_right_is_found_first(answers: dict[str, Any]) -> None:
    verdict = judge(GOLDEN, answers["answers"], make_searched_catalog().truths)
    assert verdict.recall >= LEAST_RECALL, verdict.misses
    assert verdict.precision >= LEAST_PRECISION, verdict.misses


def test_nonsense_finds_nothing(answers: dict[str, Any]) -> None:
    found = [
        answer["query"]
        for g, answer in zip(GOLDEN, answers["answers"], strict=True)
        if g.right is None and answer["count"]
    ]
    assert found == []


def test_a_search_reads_little(folder: Path) -> None:
    for query in ("公衆トイレ", "toilet", "松風市の避難所", "緯度"):
        sizes = ask(folder, "en", [query])["sizes"]
        assert sum(sizes.values()) < MOST_FIRST_BYTES / 2, (query, sizes)  # the rest is for scripts and the page


def test_one_spelling_is_as_good_as_another(folder: Path) -> None:
    alike = (
        ("ＡＥＤ", "AED", "ａｅｄ"),
        ("ﾄｲﾚ", "トイレ", "といれ"),
        ("髙嶋浜市", "高島浜市"),
        ("Wi-Fi", "wifi", "ＷｉＦｉ"),
    )
    for group in alike:
        found = [[hit["id"] for hit in answer["top"]] for answer in ask(folder, "ja", group)["answers"]]
        assert found[0]
        assert all(each == found[0] for each in found), group


PAGES = {
    "松風市": ["body:matsukaze-city"],
    "まつかぜ": ["body:matsukaze-city"],
    "matsukaze city": ["body:matsukaze-city"],
    "339008": ["body:matsukaze-city"],
    "松風市の公衆トイレ": ["body:matsukaze-city", "standard:public-toilet"],
    "AED 全市町村": ["standard:aed"],
    "避難所一覧": ["standard:evacuation-space"],
    "toilets": ["standard:public-toilet"],
    "人口": ["standard:population", "theme:population"],
    "観光": ["standard:tourism", "theme:transport-tourism"],
    "一覧": [],
    "空き家": [],
}


def test_pages_that_a_query_names_are_found(folder: Path) -> None:
    answers = ask(folder, "ja", [*PAGES])["answers"]
    assert {answer["query"]: answer["pages"] for answer in answers} == PAGES


def test_parts_of_a_word_that_nothing_has_are_left_out_and_named(folder: Path) -> None:
    (answer,) = ask(folder, "ja", ["多言語公衆トイレ"])["answers"]
    assert (answer["left"], answer["top"][0]["id"].partition("/")[2]) == (["多言語"], "public-toilet")


def test_an_answer_does_not_depend_on_what_was_asked_before(folder: Path) -> None:
    queries = ["幼稚園 竹取町", "竹取町の幼稚園", "幼稚園", "多目的トイレ"]
    alone = [ask(folder, "ja", [query])["answers"][0]["top"] for query in queries]
    assert [answer["top"] for answer in ask(folder, "ja", queries)["answers"]] == alone


def test_the_same_catalog_gives_the_same_bytes_in_any_order() -> None:
    contents = make_searched_catalog(80).contents
    turned = type(contents)(contents.site, contents.municipalities, contents.themes, contents.entries[::-1])
    assert render_search_files(turned) == render_search_files(contents)


def test_a_catalog_without_datasets_has_a_search_that_finds_nothing(tmp_path: Path) -> None:
    contents = make_searched_catalog(1).contents
    empty = type(contents)(contents.site, contents.municipalities, contents.themes, ())
    for uri, content in render_search_files(empty).items():
        (tmp_path / uri).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / uri).write_bytes(content)
    answers = ask(tmp_path / "search", "ja", ["", "トイレ"])["answers"]
    assert [answer["count"] for answer in answers] == [0, 0]


@pytest.mark.parametrize(
    ("datasets", "files"), [(0, 16), (256, 16), (257, 32), (1_000, 64), (10_000, 512), (10**6, 512)]
)
def test_files_stay_small(datasets: int, files: int) -> None:
    assert text_shard_count(datasets) == files


SPELLINGS = (
    *("ＡＥＤ設置箇所", "ﾄｲﾚ", "トイレ", "髙﨑市", "サーバー一覧", "ユーザー", "Wi-Fi", "wi‑fi", "ハザード・マップ"),
    *(
        "星ヶ丘",
        "ヵ所",
        "２０２６年４月１日",
        "㈱架空",
        "e-mail:",
        "don’t",
        "名称_カナ",
        "料金（基本）",
        "ー",
        "",
        "  ",
    ),
    *("🍣", "が\u3099", "İstanbul", "ß", "コンピューター", "コーヒー・ショップー", "𠮷野家", "a-b-c", "1-2-3"),
)


def test_python_and_the_browser_fold_alike(folder: Path) -> None:
    assert ask(folder, "ja", [], SPELLINGS)["folded"] == [fold(text) for text in SPELLINGS]


@given(st.text(alphabet=st.sampled_from("あアァーヶヵ-・‐’ aZ９漢髙々(_)ｶﾞ１㈱"), max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
