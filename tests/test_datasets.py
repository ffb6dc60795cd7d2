"""The datasets that ship: without errors, and every one with a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.codes import severity_of
from catalog.findings import Finding, Severity
from catalog.i18n.finding_words import resolve_message
from catalog.load.marked_yaml import read_marked_yaml
from catalog.pipeline.options import BuildOptions
from catalog.pipeline.whole import CatalogBuild, check_catalog


@pytest.fixture(scope="module")
def checked(root_path: Path, tmp_path_factory: pytest.TempPathFactory) -> CatalogBuild:
    options = BuildOptions(store=tmp_path_factory.mktemp("store"))
    return check_catalog(root_path, options, lambda folder: True)


def told(findings: list[Finding]) -> list[str]:
    return [f"{finding.location.path}: {resolve_message(finding, 'en')}" for finding in findings]


def test_none_has_an_error(checked: CatalogBuild) -> None:
    assert told([finding for finding in checked.findings if severity_of(finding) is Severity.ERROR]) == []


def test_whatever_was_compiled_names_its_source_and_says_so(checked: CatalogBuild, root_path: Path) -> None:
    for result in checked.results:
        raw, _ = read_marked_yaml(root_path / f"datasets/{result.id}/datapackage.yaml", "")
        assert raw is not None
        if raw.value.get("publication") == "compiled":
            assert raw.value["sources"], result.id
            assert "公表したデータではありません" in raw.value["description"].replace("\n", ""), result.id
            assert "not published by" in " ".join(raw.value["description@en"].split()), result.id


def test_invented_bodies_are_told_from_real_ones_and_have_no_warnings_but_where_they_are_shown(
    checked: CatalogBuild,
) -> None:
    invented = {body.id for body in checked.municipalities if body.is_fictitious}
    found = [finding for finding in checked.findings if finding.location.path.split("/")[1] in invented]
    warned = {finding.location.path for finding in found if severity_of(finding) is Severity.WARNING}
    assert warned <= {"datasets/reiji-town/meeting-halls/meeting-halls.xlsx"}
    assert all(body.code.startswith("99") == body.is_fictitious for body in checked.municipalities)
