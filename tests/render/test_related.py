"""What has to do with what: few, by reasons that hold, and in a time in proportion to the catalog."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from catalog.model.edition import Edition, EditionKind, ResourceChange
from catalog.model.ids import DatasetId, MunicipalityCode, Slug
from catalog.model.join import JoinColumn
from catalog.model.site import Municipality
from catalog.model.text import LocalizedText
from catalog.render.contexts import Contents, DatasetEntry
from catalog.render.dataset import dataset_entry
from catalog.render.late import LATE_TOKEN, LateParts
from catalog.render.related import JOINABLE, SAME_STANDARD, SIMILAR, derive_related
from tests.render import samples
from tests.render.reading import Html

CODES = tuple(f"{number:012x}" for number in range(20))


def body(number: int) -> Municipality:
    """Return one of many bodies."""
    name = LocalizedText(f"第{number}市", f"City {number}")
    code = MunicipalityCode(f"{330000 + number * 10}")
    return replace(samples.CITY, id=Slug(f"city-{number}"), code=code, name=name)


def entry(number: int, name: str = "list", codes: tuple[str, ...] = (), **changes: object) -> DatasetEntry:
    """Return a dataset of a body as lists know it."""
    own = replace(samples.dataset(name, **changes), id=DatasetId(body(number).id, Slug(name)))
    made = dataset_entry(samples.described(own), body(number))
    joins = (JoinColumn("list", "団体コード", "Code", codes),) if codes else ()
    return replace(made, joins=joins)


def contents(*entries: DatasetEntry) -> Contents:
    """Return a catalog of *entries*."""
    numbers = {int(each.id.municipality.removeprefix("city-")) for each in entries}
    return Contents(samples.SITE, {body(each).id: body(each) for each in sorted(numbers)}, samples.THEMES, entries)


def test_the_same_standard_elsewhere_is_near_and_few() -> None:
    entries = [entry(number, conforms_to="aed", keywords={}) for number in range(60)]
    related = derive_related(contents(*entries))
    for each in entries:
        found = related[each.id]
        own = int(each.id.municipality.removeprefix("city-"))
        others = [int(id.municipality.removeprefix("city-")) for id in found.same_standard]
        assert len(others) == SAME_STANDARD
        assert own not in others
        assert all(abs(own - other) <= SAME_STANDARD for other in others)
        assert found.standard_count == 60


def test_rare_keywords_weigh_more_than_common_ones_and_common_ones_nothing() -> None:
    common = [entry(number, keywords={"ja": ("施設",)}, themes=()) for number in range(60)]
    two = [entry(number, "rare", keywords={"ja": ("施設", "熊")}, themes=()) for number in (1, 2)]
    related = derive_related(contents(*common, *two))
    assert related[two[0].id].similar == (two[1].id,)
    assert related[common[0].id].similar == ()


def test_codes_in_common_join_and_chance_does_not() -> None:
    entries = [
        entry(1, "a", CODES[:10], keywords={}, themes=()),
        entry(2, "b", CODES[5:15], keywords={}, themes=()),
        entry(3, "c", CODES[13:20], keywords={}, themes=()),
        entry(4, "d", (*CODES[8:10], "ffff"), keywords={}, themes=()),
    ]
    related = derive_related(contents(*entries))
    assert [(each.id.name, each.shared) for each in related[entries[0].id].joinable] == [("b", 5)]
    assert related[entries[2].id].joinable == (), "two codes may be chance"


def test_lists_are_short_and_name_nothing_twice_nor_itself() -> None:
    entries = [
        entry(number, name, CODES, conforms_to="aed", keywords={"ja": (f"語{number % 3}",)})
        for number in range(12)
        for name in ("a", "b", "c")
    ]
    for id, found in derive_related(contents(*entries)).items():
        told = [*found.same_standard, *(each.id for each in found.joinable), *found.similar]
        assert len(told) == len(set(told))
        assert id not in told
        assert len(found.joinable) <= JOINABLE
        assert len(found.similar) <= SIMILAR


def test_the_order_of_the_entries_says_nothing() -> None:
    entries = [entry(number, "a", CODES[: number + 3], keywords={"ja": (f"語{number % 4}",)}) for number in range(16)]
    assert derive_related(contents(*entries)) == derive_related(contents(*reversed(entries)))


def test_only_pages_with_other_words_are_made_anew() -> None:
    entries = [entry(number, "a", keywords={"ja": (f"語{number // 2}",)}, themes=()) for number in range(40)]
    before = LateParts(contents(*entries))
    changed = replace(entries[7], titles={"ja": "新しい題名", "en": "New title"})
    after = LateParts(contents(*entries[:7], changed, *entries[8:]))
    other = [each.id for each in entries if before.fingerprint(each.id, "ja") != after.fingerprint(each.id, "ja")]
    assert other == [entries[6].id], "the one whose page names it"


def test_a_page_tells_changes_and_relations_without_markup_from_data() -> None:
    evil = "<script>alert(1)</script>"
    change = ResourceChange("r", evil, evil, added=12, columns_added=(evil,), renamed=((evil, evil),))
    edition = Edition("2026-05-01", EditionKind.CHANGED, (change,), files_changed=(evil,))
    hostile = replace(entry(1, "b", CODES), titles={"ja": evil, "en": evil})
    catalog = contents(entry(1, "a", CODES), hostile)
    id = entry(1, "a").id
    catalog = replace(catalog, histories={id: (edition,)})
    for lang in ("ja", "en"):
        page = Html("<h1 id='x'></h1>" + LateParts(catalog).fill(LATE_TOKEN.encode(), id, lang).decode())
        assert list(page.dangers()) == []
        assert page.unclosed == []
        assert "alert(1)" in page.text
        assert [level for level, _ in page.headings][:2] == [1, 2]
        for before, after in pairwise(level for level, _ in page.headings):
            assert after <= before + 1
    assert "12行を追加" in LateParts(catalog).render(id, "ja")
    assert "12 rows added" in LateParts(catalog).render(id, "en")
