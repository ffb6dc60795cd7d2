"""Forms, workflows and settings are what GitHub's own schemas say, and the forms are what our programs read."""

from __future__ import annotations

import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from catalog.infer.named import folded
from catalog.load.form_files import read_form
from catalog.model.form import FormKind
from catalog.pipeline.forms.correction import SUBJECTS
from tests.contracts.source import ROOT_PATH
from tests.github import scripts as _scripts  # noqa: F401

from issue_form import ACCEPTED, HANDLED, read_forms  # isort: skip

GITHUB_PATH = ROOT_PATH / ".github"
FORMS = [path for path in sorted((GITHUB_PATH / "ISSUE_TEMPLATE").glob("*.yml")) if path.name != "config.yml"]
SCHEMAS = {
    "github-issue-forms": FORMS,
    "github-issue-config": [GITHUB_PATH / "ISSUE_TEMPLATE/config.yml"],
    "github-workflows": sorted((GITHUB_PATH / "workflows").glob("*.yml")),
    "dependabot": [GITHUB_PATH / "dependabot.yml"],
}


class PlainLoader(yaml.SafeLoader):
    """YAML 1.2: ``on`` is a word."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if first not in "oOyYnN" or not tag.endswith(":bool")]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=PlainLoader)


def validator(name: str) -> Any:
    """Return a validator of the schema that check-jsonschema carries under *name*."""
    file = distribution("check-jsonschema").locate_file(f"check_jsonschema/builtin_schemas/vendor/{name}.json")
    schema = json.loads(Path(str(file)).read_text("utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_our_files_keep_to_the_schema(name: str) -> None:
    held = validator(name)
    assert SCHEMAS[name]
    assert [(path.name, error.message) for path in SCHEMAS[name] for error in held.iter_errors(read_yaml(path))] == []


def test_the_schema_finds_mistakes() -> None:
    form = read_yaml(FORMS[0])
    form["body"][1]["type"] = "text"
    assert list(validator("github-issue-forms").iter_errors(form))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_what_github_asks_of_forms_beyond_the_schema(path: Path) -> None:
    form = read_yaml(path)
    fields = [item for item in form["body"] if item["type"] != "markdown"]
    labels = [item["attributes"]["label"] for item in fields]
    assert len(labels) == len(set(labels))  # or two headings would be the same
    assert all(all(char in "abcdefghijklmnopqrstuvwxyz-" for char in item["id"]) for item in fields)
    for item in fields:
        options = item["attributes"].get("options", [])
        assert len(options) == len({str(option) for option in options})


def test_every_kind_of_form_is_a_form_and_is_handled() -> None:
    assert {kind.value for kind in FormKind} == set(HANDLED) < set(read_forms())


def test_no_two_forms_are_taken_for_each_other() -> None:
    labels = {kind: {field.label for field in fields} for kind, fields in read_forms().items()}
    likeness = {
        (one, other): len(labels[one] & labels[other]) / len(labels[one] | labels[other])
        for one in labels
        for other in labels
        if one < other
    }
    assert max(likeness.values()) < 0.6, max(likeness, key=lambda pair: likeness[pair])


def test_a_correction_offers_what_can_be_corrected() -> None:
    (subject,) = [
        item for item in read_yaml(GITHUB_PATH / "ISSUE_TEMPLATE/correction.yml")["body"] if item.get("id") == "subject"
    ]
    offered = [option.split(" / ")[0] for option in subject["attributes"]["options"]]
    assert [folded(word) for word in offered] == [folded(word) for word in SUBJECTS]


def test_the_workflow_waits_for_the_label_that_the_script_names() -> None:
    workflow = (GITHUB_PATH / "workflows/form-to-pull-request.yml").read_text("utf-8")
    assert f"github.event.label.name == '{ACCEPTED}'" in workflow


@pytest.mark.parametrize("name", ["ja", "en"])
def test_both_languages_of_the_scripts_have_the_same_texts(name: str) -> None:
    texts = json.loads((GITHUB_PATH / f"scripts/texts/{name}.json").read_text("utf-8"))
    other = json.loads((GITHUB_PATH / f"scripts/texts/{'en' if name == 'ja' else 'ja'}.json").read_text("utf-8"))
    import string

    for section, entries in texts.items():
        assert list(entries) == list(other[section])
        for key, text in entries.items():
            fields = [
                {part[1] for part in string.Formatter().parse(one) if part[1]} for one in (text, other[section][key])
            ]
            assert fields[0] == fields[1], key


@pytest.mark.parametrize(
    "value",
    [
        "[]",
        "{",
        '{"version": 2, "kind": "rename", "answers": {}}',
        '{"version": 1, "kind": "delete-all", "answers": {}}',
        '{"version": 1, "kind": "rename", "answers": []}',
        '{"version": 1, "kind": "rename", "reference": "../x", "answers": {}}',
        '{"version": 1, "kind": "rename", "answers": {}, "files": [{"name": "a", "path": "../../etc/hosts"}]}',
        '{"version": 1, "kind": "rename", "answers": {}, "files": [{"name": "a", "path": "/etc/hosts"}]}',
        '{"version": 1, "kind": "rename", "answers": {}, "files": [{"name": "a", "path": "a\\\\u0000"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_form_is_not_read(tmp_path: Path, value: str) -> None:
    (tmp_path / "form.json").write_text(value.replace("\\\\u", "\\u"), "utf-8")
    assert read_form(tmp_path / "form.json") is None
