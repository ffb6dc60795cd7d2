"""What commands and the site write for programs is what the published schemas say, member by member."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from catalog.cli import main
from catalog.findings import Finding, Location
from catalog.model.form import FormResult, FormState
from catalog.model.ids import DatasetId, Slug
from catalog.model.text import LocalizedText
from catalog.publish.codes import render_codes_json
from catalog.report.form import render_form_json
from catalog.report.review_json import render_review_json
from catalog.shapes import VERSIONS, read_shape, render_shapes, shape_head, shape_uri
from tests.pipeline.review.repository import ROWS, add_dataset, publish
from tests.publish.factory import SITE
from tests.report.test_review import review_of
from tests.shapes import hold, strict

GOLDEN_PATH = Path(__file__).parent / "golden"


def printed(*arguments: str) -> Any:
    """Return what a command prints as JSON."""
    result = CliRunner().invoke(main, [*arguments, "--format", "json"])
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", VERSIONS)
def test_a_schema_is_a_schema_with_its_version_in_its_address(name: str) -> None:
    shape = read_shape(name)
    jsonschema.Draft202012Validator.check_schema(shape)
    assert shape_uri(name) == f"schemas/{name}-{VERSIONS[name]}.schema.json"
    published = json.loads(render_shapes("https://a.example/b/")[shape_uri(name)])
    assert published == {**shape, "$id": f"https://a.example/b/{shape_uri(name)}"}
    used = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(shape)))
    assert used <= set(shape.get("$defs", ())), "a schema needs no other file"
    assert '"additionalProperties": false' not in json.dumps(shape), "members may be added"


def test_an_address_that_was_published_stays() -> None:
    shapes = render_shapes("https://a.example/")
    assert shapes["schemas/catalog.schema.json"] == shapes["schemas/catalog-1.schema.json"]


@pytest.mark.parametrize("case", ["rights", "former-names", "personal-information", "readability"])
def test_findings(case: str, tmp_path: Path) -> None:
    shutil.copytree(GOLDEN_PATH / "check/_base", tmp_path, dirs_exist_ok=True)
    shutil.copytree(GOLDEN_PATH / "check" / case, tmp_path, dirs_exist_ok=True)
    told = printed("check", "--root", str(tmp_path))
    hold("findings", told)
    assert told["findings"] and told["$schema"] == shape_head("findings")["$schema"] == f"/{shape_uri('findings')}"


def test_inspection_and_repairs() -> None:
    files = [
        file for suffix in ("csv", "xlsx", "geojson", "pdf") for file in GOLDEN_PATH.rglob(f"datasets/**/*.{suffix}")
    ]
    assert len(files) > 50
    for file in files[::40]:
        hold("inspection", printed("inspect", str(file)))
    for case in sorted((GOLDEN_PATH / "fix").iterdir())[::9]:
        before = case / "before"
        if (before / "datasets").is_dir():
            hold("repairs", printed("fix", str(before / "datasets"), "--root", str(before)))


def test_difference_and_review_of_a_real_change(tmp_path: Path) -> None:
    root = publish(tmp_path / "repository")
    add_dataset(root, "halls", ROWS.replace("3,公民館3,30", "3,中央公民館,x"))
    hold("difference", printed("diff", "main", "--root", str(root)))
    told = printed("review", "main", "--root", str(root))
    hold("review", told)
    assert told["findings"] and told["difference"]["datasets"]
    hold("reminders", printed("remind", "--today", "2027-06-01", "--root", str(root)))


def test_all_that_a_review_can_have() -> None:
    hold("review", json.loads(render_review_json(review_of("公園"))))


def test_form_and_codes() -> None:
    place = Location("datasets/a/b/datapackage.yaml", line=1)
    done = FormResult(FormState.DONE, DatasetId(Slug("a"), Slug("b")), "公園", (LocalizedText("済", "Done"),))
    hold("form", json.loads(render_form_json(done)))
    hold("form", json.loads(render_form_json(FormResult(FormState.REFUSED, findings=(Finding("no-themes", place),)))))
    hold("codes", json.loads(render_codes_json(SITE)))


def test_a_member_that_nobody_described_is_noticed() -> None:
    told = {**shape_head("codes", SITE.site_url), "codes": [], "more": 1}
    assert not jsonschema.Draft202012Validator(strict("codes")).is_valid(told)
    assert jsonschema.Draft202012Validator(read_shape("codes")).is_valid(told)
