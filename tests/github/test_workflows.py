"""Workflows as two programs see them that know GitHub's rules, and what may meet what in them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contracts.source import ROOT_PATH

WORKFLOWS_PATH = ROOT_PATH / ".github" / "workflows"
WORKFLOWS = sorted(WORKFLOWS_PATH.glob("*.yml"))


def program(name: str) -> str:
    """Return a program that the tests are installed with."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} isn't installed")
    return found


def read(name: str) -> dict[str, Any]:
    value = yaml.load((WORKFLOWS_PATH / name).read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(value, dict)
    return value


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in read(name)["jobs"].values() for step in job["steps"]]


def test_github_can_read_them() -> None:
    command = [program("actionlint"), "-no-color", "-shellcheck=", "-pyflakes=", *map(str, WORKFLOWS)]
    done = subprocess.run(command, cwd=ROOT_PATH, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_mistake_in_a_workflow_is_found(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(
        (WORKFLOWS_PATH / "check.yml").read_text("utf-8").replace("needs: datasets", "needs: nobody"), "utf-8"
    )
    done = subprocess.run([program("actionlint"), str(bad)], capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_nobody_can_make_them_do_something_else() -> None:
    command = [
        program("zizmor"),
        "--offline",
        "--no-progress",
        "--color=never",
        "--min-severity=low",
        str(WORKFLOWS_PATH),
    ]
    done = subprocess.run(command, cwd=ROOT_PATH, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["check.yml", "preview.yml"])
def test_what_runs_a_proposal_s_code_has_nothing_to_lose(name: str) -> None:
    text = (WORKFLOWS_PATH / name).read_text("utf-8")
    assert "secrets." not in text and "github.token" not in text
    assert list(read(name)["on"]) == ["pull_request"]
    assert all("permissions" not in job for job in read(name)["jobs"].values())
    checkouts = [step for step in steps(name) if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == ["false"] * len(checkouts)


def test_the_check_starts_when_a_draft_is_ready() -> None:
    for name in ("check.yml", "preview.yml"):
        assert "ready_for_review" in read(name)["on"]["pull_request"]["types"]


def test_the_comment_takes_nothing_from_the_proposal() -> None:
    [checkout] = [step for step in steps("comment.yml") if "uses" in step]
    assert checkout["with"]["ref"] == "${{ github.event.repository.default_branch }}"
    assert checkout["with"]["sparse-checkout"].split() == ["/.github/scripts/", "/datasets/catalog.yaml"]
    assert [step["run"] for step in steps("comment.yml") if "run" in step] == [
        "python3 .github/scripts/review_comment.py"
    ]


def test_the_comment_waits_for_workflows_that_are_there() -> None:
    names = {read(path.name)["name"] for path in WORKFLOWS}
    assert set(read("comment.yml")["on"]["workflow_run"]["workflows"]) <= names


def test_the_artifacts_have_the_names_that_the_comment_looks_for() -> None:
    script = (ROOT_PATH / ".github/scripts/review_comment.py").read_text("utf-8")
    [review] = [step for step in steps("check.yml") if "upload-artifact" in step.get("uses", "")]
    [preview] = [step for step in steps("preview.yml") if "upload-artifact" in step.get("uses", "")]
    assert f'"{review["with"]["name"]}"' in script
    assert f'"{preview["with"]["path"]}"' in script and preview["with"]["archive"] == "false"
    for name in re.findall(r'"([a-z]+\.yml)"', script):
        assert (WORKFLOWS_PATH / name).is_file()


@pytest.mark.parametrize("name", ["adopt.yml"])
def test_what_may_write_opens_no_file_of_a_proposal(name: str) -> None:
    for job in read(name)["jobs"].values():
        if "write" in (job.get("permissions") or {}).values():
            assert not any("catalog " in step.get("run", "") for step in job["steps"])
