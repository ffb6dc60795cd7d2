"""Kept results decide what a build believes: none that a pull request brings may reach it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = Path(__file__).parents[2] / ".github" / "workflows"


@pytest.mark.parametrize("name", ["check", "preview", "publish"])
def test_a_folder_of_results_that_came_with_the_repository_is_removed_first(name: str) -> None:
    workflow: dict[str, Any] = yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text("utf-8"))
    jobs = [job["steps"] for job in workflow["jobs"].values() if any(_uses_results(step) for step in job["steps"])]
    assert jobs
    for steps in jobs:
        removed = next(at for at, step in enumerate(steps) if step.get("run") == "rm -rf .catalog")
        used = min(at for at, step in enumerate(steps) if _uses_results(step))
        assert removed < used


def _uses_results(step: dict[str, Any]) -> bool:
    commands = ("catalog build", "catalog check", "catalog review")
    return step.get("with", {}).get("path") == ".catalog" or any(name in step.get("run", "") for name in commands)
