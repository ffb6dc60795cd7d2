"""Options go through the environment unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.pipeline.options import BuildOptions, CatalogUnusable


def test_options_come_back_from_the_environment_as_they_went_in() -> None:
    options = BuildOptions(3, Path("/store"), Path("/out.json"), "https://a.example/", "https://b.example/r")
    assert BuildOptions.from_environment(options.to_environment()) == options
    assert BuildOptions.from_environment({}) == BuildOptions()


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5", "１"])
def test_a_number_of_jobs_that_is_none_is_refused_in_one_line(jobs: str) -> None:
    with pytest.raises(CatalogUnusable) as refused:
        BuildOptions.from_environment({"CATALOG_JOBS": jobs})
    assert "\n" not in str(refused.value)
