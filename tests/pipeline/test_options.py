"""Options go through the environment unchanged."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from catalog.pipeline.options import BuildOptions, CatalogUnusable, default_lang, explain


def test_options_come_back_from_the_environment_as_they_went_in() -> None:
    options = BuildOptions(3, Path("/store"), Path("/out.json"), "https://a.example/", "https://b.example/r")
    assert BuildOptions.from_environment({**os.environ, **options.to_environment()}) == options
    assert BuildOptions.from_environment({"SOURCE_DATE_EPOCH": os.environ["SOURCE_DATE_EPOCH"]}) == BuildOptions()


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5", "１"])
def test_a_number_of_jobs_that_is_none_is_refused_in_one_line(jobs: str) -> None:
    with pytest.raises(CatalogUnusable) as refused:
        BuildOptions.from_environment({"CATALOG_JOBS": jobs})
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "ja"),
        ({"LANG": "C.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "CATALOG_LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "CATALOG_LANG": "xx"}, "en"),
    ],
)
def test_messages_are_in_japanese_unless_english_is_asked_for(environment: dict[str, str], lang: str) -> None:
    assert default_lang(environment) == lang


def test_whatever_goes_wrong_is_told_on_one_line_without_control_characters() -> None:
    for error in (CatalogUnusable("a\x1b[31m"), OSError(2, "No such file", "a\nb"), RuntimeError("secret")):
        line = explain(error)
        assert line.isprintable()
        assert "secret" not in line


@pytest.mark.parametrize(("epoch", "day"), [("1767193200", date(2026, 1, 1)), ("0", date(1970, 1, 1))])
def test_the_day_is_that_of_source_date_epoch_in_japan(epoch: str, day: date) -> None:
    assert BuildOptions.from_environment({"SOURCE_DATE_EPOCH": epoch}).today == day
