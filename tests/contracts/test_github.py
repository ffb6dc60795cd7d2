"""The forms offer what a descriptor may say, and the workflows run nothing that can change under us."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.model.vocabulary import Frequency, Licence, Theme
from catalog.standards.vocabulary import read_vocabularies
from tests.contracts.source import ROOT_PATH, tracked_paths

GITHUB_PATH = ROOT_PATH / ".github"
WORKFLOWS = sorted((GITHUB_PATH / "workflows").glob("*.yml"))
FORMS = [path for path in sorted((GITHUB_PATH / "ISSUE_TEMPLATE").glob("*.yml")) if path.name != "config.yml"]
MAY_WRITE = {
    "adopt.yml": ("contents",),  # the branch of a pull request, when a member asks for it
    "comment.yml": ("pull-requests",),  # the comment and suggestions
    "publish.yml": ("pages", "id-token"),  # what GitHub Pages asks for
    "form-to-pull-request.yml": ("contents", "issues", "pull-requests"),  # a draft, and the answer about it
    "remind.yml": ("issues",),  # one for each department
    "scan.yml": ("issues",),  # one
}
"""What a job may write, by workflow."""
JAPANESE = re.compile("[\u3041-\u30fe\u4e00-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2}")


def read_yaml(path: Path) -> Any:
    """Return a YAML file; `on:` stays text."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def options(form: str, element_id: str) -> list[str]:
    """Return the choices of a drop-down list."""
    body = read_yaml(GITHUB_PATH / "ISSUE_TEMPLATE" / form)["body"]
    (element,) = [element for element in body if element.get("id") == element_id]
    found: list[str] = element["attributes"]["options"]
    return found


@pytest.mark.parametrize(
    ("element_id", "vocabulary"),
    [
        ("licence", read_vocabularies().licences),
        ("themes", read_vocabularies().themes),
        ("frequency", read_vocabularies().frequencies),
    ],
)
def test_the_form_offers_the_whole_vocabulary(
    element_id: str, vocabulary: Mapping[str, Licence | Theme | Frequency]
) -> None:
    expected = [f"{entry.label.ja} / {entry.label.en}" for entry in vocabulary.values()]
    assert options("new-dataset.yml", element_id) == expected


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_forms_are_well_formed(path: Path) -> None:
    form = read_yaml(path)
    assert {"name", "description", "body"} <= set(form)
    ids = [element["id"] for element in form["body"] if element["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    assert {element["type"] for element in form["body"]} <= {"markdown", "input", "textarea", "dropdown", "checkboxes"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_forms_speak_both_languages(path: Path) -> None:
    form = read_yaml(path)
    texts = [form["name"], form["description"]]
    for element in form["body"]:
        attributes = element["attributes"]
        texts += [attributes[key] for key in ("label", "description", "value") if key in attributes]
        texts += [option if isinstance(option, str) else option["label"] for option in attributes.get("options", [])]
    assert [text for text in texts if not JAPANESE.search(text)] == []
    assert [text for text in texts if not ENGLISH.search(text)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    uses = re.findall(r"uses: *(.*)", path.read_text("utf-8"))
    assert uses
    assert [line for line in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_only_read_unless_a_job_says_more(path: Path) -> None:
    workflow = read_yaml(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow["on"]
    written = {
        name: scope
        for job in workflow["jobs"].values()
        for name, scope in (job.get("permissions") or {}).items()
        if scope == "write"
    }
    assert written == dict.fromkeys(MAY_WRITE.get(path.name, ()), "write")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_from_outside_is_pasted_into_a_script(path: Path) -> None:
    steps = [step for job in read_yaml(path)["jobs"].values() for step in job["steps"]]
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


def test_code_owners_name_folders_that_exist() -> None:
    lines = (GITHUB_PATH / "CODEOWNERS").read_text("utf-8").splitlines()
    places = [line.split()[0] for line in lines if line and not line.startswith("#")]
    assert [place for place in places if place != "*" and not (ROOT_PATH / place.strip("/")).exists()] == []


def test_every_body_has_an_owner() -> None:
    owned = (GITHUB_PATH / "CODEOWNERS").read_text("utf-8")
    bodies = {path.parent.name for path in (ROOT_PATH / "datasets").glob("*/municipality.yaml")}
    assert [body for body in sorted(bodies) if f"/datasets/{body}/" not in owned] == []


def test_every_yaml_file_of_ours_can_be_read() -> None:
    paths = [path for path in tracked_paths() if path.suffix in {".yml", ".yaml"} and "golden" not in path.parts]
    for path in paths:
        if "tests" not in path.relative_to(ROOT_PATH).parts:
            yaml.compose(path.read_text("utf-8"), Loader=yaml.BaseLoader)
