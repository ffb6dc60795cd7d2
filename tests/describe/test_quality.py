"""The quality of a table by the government's rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from catalog.describe.quality import describe_exceptions, describe_quality, found_in
from catalog.findings import Finding, Location
from catalog.model.conversion import Conversion, ConversionKind
from catalog.model.dataset import Dataset, Dialect, Resource
from catalog.model.ids import Slug
from catalog.model.quality import LevelQuality
from catalog.model.suppression import Suppression
from catalog.model.text import LocalizedText
from catalog.standards.readability import read_readability_rules
from tests.render.samples import dataset

FOLDER = "datasets/fictitious-city/sample"
PATH = f"{FOLDER}/sites.csv"
DESCRIPTOR = f"{FOLDER}/datapackage.yaml"


def resource(path: str = "sites.csv", name: str = "sites", innerpath: str | None = None) -> Resource:
    """Return a file with a table."""
    kind = path.rpartition(".")[2]
    return Resource(Slug(name), path, kind, LocalizedText("例"), None, None, Dialect(), None, None, innerpath)


def exception(code: str, name: str | None = None, line: int = 9) -> Suppression:
    """Return a reviewed exception."""
    return Suppression(code, name, None, "例", date(2030, 3, 31), None, Location(DESCRIPTOR, line=line))


def levels_of(*codes: str, of: Resource | None = None, exceptions: tuple[Suppression, ...] = ()) -> list[LevelQuality]:
    """Return the quality of a file in which *codes* were found."""
    quality = describe_quality(of or resource(), [Finding(code, Location(PATH)) for code in codes], exceptions)
    assert quality is not None
    return list(quality.levels)


def test_where_nothing_is_found_all_that_is_looked_at_is_kept() -> None:
    first, second, third = levels_of()
    assert [level.score for level in (first, second, third)] == [100, 100, 100]
    assert [level.broken for level in (first, second, third)] == [(), (), ()]
    assert (first.unseen, second.unseen, third.unseen) == (("L1-09",), (), ("L3-02", "L3-04", "L3-07"))


@pytest.mark.parametrize(
    ("codes", "scores"),
    [
        (("L1-06",), [90, 100, 100]),
        (("L1-02",), [0, 100, 100]),
        (("similar-categories",), [100, 60, 100]),
        (("L2-04", "similar-categories", "L2-05"), [100, 30, 100]),
        (("L3-03", "no-schema"), [100, 100, 100]),
        (("mixed-dates", "column-gone"), [100, 100, 75]),
        (("no-keywords",), [100, 100, 100]),
    ],
)
def test_broken_rules_cost_what_they_weigh(codes: tuple[str, ...], scores: list[int]) -> None:
    assert [level.score for level in levels_of(*codes)] == scores


@pytest.mark.parametrize(
    ("path", "there", "elsewhere"),
    [
        ("a.csv", "L1-15", "L1-12"),
        ("a.tsv", "L1-14", "L1-13"),
        ("a.xlsx", "L1-12", "L1-14"),
        ("a.xls", "L1-10", "L1-15"),
    ],
)
def test_some_rules_are_about_workbooks_and_some_about_text(path: str, there: str, elsewhere: str) -> None:
    kept = levels_of(of=resource(path))[0].kept
    assert there in kept
    assert elsewhere not in kept


def test_each_rule_has_one_result() -> None:
    every: set[str] = set()
    for path in ("a.csv", "a.xlsx"):
        levels = levels_of("L1-06", "L3-07", of=resource(path), exceptions=(exception("L1-08"),))
        ids = [rule for each in levels for rule in (*each.kept, *each.broken, *each.unseen, *each.excepted)]
        assert len(ids) == len(set(ids))
        every.update(ids)
    assert every == set(read_readability_rules())


def test_the_rules_are_not_about_other_files() -> None:
    for path in ("a.json", "a.geojson", "a.gpkg", "a.zip", "a.parquet"):
        assert describe_quality(resource(path), [], []) is None
    assert describe_quality(resource("a.zip", innerpath="folder/A.CSV"), [], []) is not None


def test_what_was_set_aside_is_neither_kept_nor_broken() -> None:
    first = levels_of(exceptions=(exception("L1-08"),))[0]
    assert first.excepted == ("L1-08",)
    assert "L1-08" not in first.kept
    assert first.score == 100
    assert levels_of("L1-08", exceptions=(exception("L1-08"),))[0].broken == ("L1-08",), "found elsewhere, too"
    assert levels_of(exceptions=(exception("L1-08", "other"),))[0].excepted == ()


def sample(*resources: Resource, suppressions: tuple[Suppression, ...] = ()) -> Dataset:
    """Return a dataset with its descriptor."""
    items = [{"name": each.name, "path": each.path} for each in resources]
    return dataset(resources=resources, suppressions=suppressions, descriptor={"resources": items})


def test_exceptions_that_came_to_nothing_or_ran_out_are_none() -> None:
    held, unused, expired = (exception("L1-08", line=line) for line in (3, 4, 5))
    findings = [
        Finding("suppression-unused", unused.location, {"code": "L1-08"}),
        Finding("suppression-expired", expired.location, {"code": "L1-08", "until": "2020-01-01"}),
    ]
    assert describe_exceptions(sample(suppressions=(held, unused, expired)), findings) == (held,)


def test_a_finding_belongs_to_its_file_or_to_what_the_descriptor_says_of_it() -> None:
    first, second = resource("a.csv", "a"), resource("b.csv", "b")
    about_second = [
        Finding("L1-06", Location(f"{FOLDER}/b.csv", row=3)),
        Finding("no-schema", Location(DESCRIPTOR, "/resources/1")),
        Finding("no-schema", Location(DESCRIPTOR, "/resources/1/schema")),
    ]
    others = [
        Finding("L1-06", Location(f"{FOLDER}/a.csv", row=3)),
        Finding("no-schema", Location(DESCRIPTOR, "/resources/10")),
        Finding("no-keywords", Location(DESCRIPTOR)),
    ]
    assert list(found_in(sample(first, second), second, None, [*others, *about_second], FOLDER)) == about_second


def test_two_sheets_of_a_workbook_answer_for_themselves() -> None:
    first, second = resource("a.xlsx", "a"), resource("a.xlsx", "b")
    of_first = Finding("L1-12", Location(f"{FOLDER}/a.xlsx", sheet="甲"))
    of_both = Finding("workbook-author", Location(f"{FOLDER}/a.xlsx"))
    both = sample(first, second)
    assert found_in(both, first, "甲", [of_first, of_both], FOLDER) == (of_first, of_both)
    assert found_in(both, second, "乙", [of_first, of_both], FOLDER) == (of_both,)
    alone = replace(both, resources=(first,))
    assert found_in(alone, first, "乙", [of_first], FOLDER) == (of_first,), "a hidden sheet beside the table"


def test_what_the_published_copies_mend_is_neither_kept_nor_broken() -> None:
    stated = replace(resource(), dialect=Dialect(header_rows=(3, 4), comment_rows=(9,)))
    conversions = [Conversion("開園日", ConversionKind.ERA_DATE, 3), Conversion("面積", ConversionKind.THOUSANDS, 2)]
    quality = describe_quality(stated, [], (), conversions)
    assert quality is not None
    assert [level.mended for level in quality.levels] == [("L1-04",), ("L2-01", "L2-03"), ("L3-01", "L3-05")]
    assert not {rule for level in quality.levels for rule in (*level.kept, *level.broken)} & {"L2-01", "L3-01"}
    assert [level.score for level in quality.levels] == [100, 100, 100]
